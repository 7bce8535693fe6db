// The rows of monthly reports and of what managers commit to in them. Nobody else writes these tables.
//
//   const auto report = FindReport(connection, org_id, jim, *ParseMonth("2026-10"));   // none: nothing was written in it yet
//   for (const Commitment& one : FindCommitments(connection, org_id, jim)) ...
//
// Stateless, hence thread-safe.
#pragma once

#include <boost/describe/class.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "db/connection.h"
#include "report/month.h"
#include "report/report_format.h"

namespace baton::report {

struct Report {
  static constexpr std::string_view kTable = "monthly_report";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id manager_id;
  Day month_on;
  std::string comments = "{}";
  std::optional<Instant> closed_at;
  std::optional<Id> closed_by;
  std::string frozen;  // json of Frozen (report_view.h)
  std::string logo;    // as it was then
};
BOOST_DESCRIBE_STRUCT(Report, (),
                      (org_id, id, version, manager_id, month_on, comments, closed_at, closed_by, frozen,
                       logo))

inline constexpr std::size_t kMaxComment = 3000;
inline constexpr std::size_t kMaxCommitment = 300;
inline constexpr std::size_t kMaxCommitments = 12;  // of one month

// By the name of the section.
using Comments = std::map<std::string, std::string>;
Comments ReadComments(const Report& report);

struct Commitment {
  static constexpr std::string_view kTable = "report_commitment";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id manager_id;
  Day month_on;
  std::string text;
  Day due_on;
  std::optional<Day> done_on;
  Instant created_at;
  std::optional<Instant> deleted_at;
};
BOOST_DESCRIBE_STRUCT(Commitment, (),
                      (org_id, id, version, manager_id, month_on, text, due_on, done_on, created_at,
                       deleted_at))

std::optional<Report> FindReport(db::Connection& connection, Id org_id, Id manager_id, const Month& month);
// Without what was frozen: who has closed which months. The latest first.
struct ReportMark {
  Id id;
  Id manager_id;
  Day month_on;
  std::optional<Instant> closed_at;
};
BOOST_DESCRIBE_STRUCT(ReportMark, (), (id, manager_id, month_on, closed_at))
std::vector<ReportMark> FindMarks(db::Connection& connection, Id org_id, Id manager_id);

// Of all managers, the months that began then or later.
std::vector<ReportMark> FindClosedSince(db::Connection& connection, Id org_id, Day month_on);
// Whom a report was mailed to.
std::vector<Id> FindSentTo(db::Connection& connection, Id org_id, Id report_id);

std::optional<Commitment> FindCommitment(db::Connection& connection, Id org_id, Id id);
// Of a manager, by the day they are due.
std::vector<Commitment> FindCommitments(db::Connection& connection, Id org_id, Id manager_id);

// What a report shows of them. earlier: made in a month before, and not done before this month began. next: made in it.
struct Split {
  std::vector<Commitment> earlier;
  std::vector<Commitment> next;
};
// Pure.
Split SplitFor(const Month& month, std::vector<Commitment> all);

}  // namespace baton::report
