// What would be lost with each person of an organization who leaves, kept for the list of all of them: worked out by a job when what it
// rests on changed, and once a day. Beside it what the book knows of those who left, which is slow to read and changes seldom.
//
//   WorkOut(database, org_id, now);
//   for (const OutlookLine& line : FindOutlookLines(connection, org_id, people)) ... line.expected_minor ...
//   FindOutlook(connection, org_id)->worked_out_at
//
// A line is by what its person may see: of drafts, the own. One person after the other is read, all of it is written at the end, so it
// may be cut at any point and begun again. Stateless, hence thread-safe.
#pragma once

#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "access/principal.h"
#include "db/database.h"
#include "departure/assumption.h"
#include "departure/calibrate.h"
#include "job/runner.h"
#include "watch/anew.h"

namespace baton::departure {

// The row; of whoever has no clients there is none.
struct OutlookLine {
  static constexpr std::string_view kTable = "departure_line";

  Id org_id;
  Id id;
  Id person_id;
  std::int32_t accounts = 0;
  std::int64_t at_stake_minor = 0;
  std::int64_t expected_minor = 0;
  std::int64_t low_minor = 0;
  std::int64_t high_minor = 0;
  std::int64_t bad_year_minor = 0;
  std::int64_t worst_minor = 0;
  std::int64_t after_expected_minor = 0;
  std::int64_t after_worst_minor = 0;
  std::int32_t single_thread = 0;
  std::int32_t without_ties = 0;
  std::int32_t without_revenue = 0;
  std::int64_t expected_low_minor = 0;  // with none of the ties that are not known
  std::int64_t expected_high_minor = 0;
  Assumption assumed = Assumption::level;  // what moves worst_minor most
  std::int64_t assumed_low_minor = 0;      // the lowest that any assumption makes of it
  std::int64_t assumed_high_minor = 0;
};
BOOST_DESCRIBE_STRUCT(OutlookLine, (),
                      (org_id, id, person_id, accounts, at_stake_minor, expected_minor, low_minor, high_minor,
                       bad_year_minor, worst_minor, after_expected_minor, after_worst_minor, single_thread,
                       without_ties, without_revenue, expected_low_minor, expected_high_minor, assumed,
                       assumed_low_minor, assumed_high_minor))

// The row of an organization.
struct Outlook {
  Instant worked_out_at;
  std::optional<Instant> ties_as_of;
  Id change_id;  // later changes are not in yet
  std::int64_t took_ms = 0;
};
BOOST_DESCRIBE_STRUCT(Outlook, (), (worked_out_at, ties_as_of, change_id, took_ms))

// None: not worked out yet.
std::optional<Outlook> FindOutlook(db::Connection& connection, Id org_id);
std::vector<OutlookLine> FindOutlookLines(db::Connection& connection, Id org_id, std::span<const Id> people);
// As it was kept; before the first time read from the book (past.h).
std::vector<PastDeparture> FindPast(db::Connection& connection, const access::Principal& reader, Instant now);
// The model as the organization set it, moved by what these tell.
Calibration CalibrateByPast(db::Connection& connection, const access::Principal& reader,
                            const settings::Settings& settings, Instant now);

// `tell` is called with how many people are done, of how many; where it says false, nothing more is done and nothing is written.
// Returns how many lines there are; none: it was cut.
std::optional<std::int64_t> WorkOut(db::Database& database, Id org_id, Instant now,
                                    const watch::Tell& tell = {});
// The same in a transaction that is open, for the demo.
void WorkOutIn(db::Tx& tx, Id org_id, Instant now);

inline constexpr const char* kOutlookKind = "departures";
void AddOutlookJob(job::Runner& runner);
// Whether what it rests on changed. `now` is the organization's.
bool IsDue(db::Connection& connection, Id org_id, Instant now);
// A watch::Glance: puts the job into the queue where it is due and does not wait there yet.
void Look(db::Database& database, Id org_id, Instant now);

}  // namespace baton::departure
