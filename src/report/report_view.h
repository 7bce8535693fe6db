// What the API answers of a monthly report. Its sentences are Baton's, in the reader's language: so a closed report keeps its words too.
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "people/person.h"
#include "report/report_format.h"
#include "scoreboard/count.h"

namespace baton::report {

// Raised when a line is counted otherwise, or means something else.
inline constexpr std::int32_t kDefinitions = 2;

// Of what a reader may see. above: a director, without the rows of two and without what is the manager's alone for now. team: a rep.
enum class Audience { own, above, team };
BOOST_DESCRIBE_ENUM(Audience, own, above, team)

// One row behind a line.
struct RowView {
  static constexpr const char* kSchemaName = "ReportRow";
  static constexpr bool kDefaults = true;
  std::string title;
  std::string account;
  std::string people;  // their names
  std::optional<Day> on;
  std::optional<std::int64_t> amount_minor;
  std::optional<std::int32_t> minutes;
};
BOOST_DESCRIBE_STRUCT(RowView, (), (title, account, people, on, amount_minor, minutes))

struct LineView {
  static constexpr const char* kSchemaName = "ReportLine";
  static constexpr bool kDefaults = true;
  std::string key;
  std::string label;
  std::string meaning;  // how it is counted
  std::string text;     // the figure as it is said
  std::vector<std::string> beside;
  scoreboard::Unit unit = scoreboard::Unit::count;
  scoreboard::Guard guard = scoreboard::Guard::none;  // why there is no value
  std::optional<double> value;
  std::optional<double> low;  // likely: four times in five
  std::optional<double> high;
  std::int64_t count = 0;
  std::int64_t of = 0;     // 0: it is a count
  bool is_of_two = false;  // its rows are the manager's and a rep's
  std::vector<RowView> rows;
  std::int64_t row_count = 0;
};
BOOST_DESCRIBE_STRUCT(LineView, (),
                      (key, label, meaning, text, beside, unit, guard, value, low, high, count, of, is_of_two,
                       rows, row_count))

struct CommitmentView {
  static constexpr const char* kSchemaName = "ReportCommitment";
  static constexpr bool kDefaults = true;
  Id id;
  std::int64_t version = 0;
  std::string text;
  Day due_on;
  std::optional<Day> done_on;
  std::string month;  // of the report it was made in
  bool is_late = false;
};
BOOST_DESCRIBE_STRUCT(CommitmentView, (), (id, version, text, due_on, done_on, month, is_late))

struct SectionView {
  static constexpr const char* kSchemaName = "ReportSection";
  static constexpr bool kDefaults = true;
  SectionKey key = SectionKey::handoffs;
  std::string heading;
  std::string note;  // where there is nothing to count, or how old the figures are
  std::vector<LineView> lines;
  std::string comment;
};
BOOST_DESCRIBE_STRUCT(SectionView, (), (key, heading, note, lines, comment))

struct PageView {
  static constexpr const char* kSchemaName = "ReportPage";
  static constexpr bool kDefaults = true;
  std::string title;  // "October 2026"
  std::string organization;
  std::string person;
  std::string currency;
  std::string time_zone;
  Day from_on;
  Day to_on;
  Instant made_at;
  std::int32_t definitions = kDefinitions;
  std::string note;  // a month without anything
  bool shows_meanings = true;
  std::vector<SectionView> sections;
  std::vector<CommitmentView> earlier;
  std::vector<CommitmentView> next;
};
BOOST_DESCRIBE_STRUCT(PageView, (),
                      (title, organization, person, currency, time_zone, from_on, to_on, made_at, definitions,
                       note, shows_meanings, sections, earlier, next))

// What is kept of a closed report: a page for each audience and language, the rows behind each line once.
struct FrozenPage {
  static constexpr bool kDefaults = true;
  Audience audience = Audience::own;
  std::string language;
  PageView page;
};
BOOST_DESCRIBE_STRUCT(FrozenPage, (), (audience, language, page))

struct Frozen {
  static constexpr bool kDefaults = true;
  std::vector<FrozenPage> pages;
  std::map<std::string, std::vector<RowView>> rows;  // by the key of the line
};
BOOST_DESCRIBE_STRUCT(Frozen, (), (pages, rows))

enum class ReportState { running, draft, closed };
BOOST_DESCRIBE_ENUM(ReportState, running, draft, closed)

struct ReportView {
  static constexpr const char* kSchemaName = "Report";
  people::PersonRef person;
  std::string month;
  std::int64_t version = 0;  // 0: nothing was written in it yet
  ReportState state = ReportState::draft;
  Audience audience = Audience::own;
  bool may_write = false;  // comments and commitments
  bool may_close = false;
  std::optional<Instant> closed_at;
  std::optional<people::PersonRef> closed_by;
  std::string logo;  // as data:, empty: none
  PageView page;
};
BOOST_DESCRIBE_STRUCT(ReportView, (),
                      (person, month, version, state, audience, may_write, may_close, closed_at, closed_by,
                       logo, page))

struct MonthView {
  static constexpr const char* kSchemaName = "ReportMonth";
  std::string month;
  std::string title;
  ReportState state = ReportState::draft;
  std::optional<Instant> closed_at;
};
BOOST_DESCRIBE_STRUCT(MonthView, (), (month, title, state, closed_at))

struct ReportsView {
  static constexpr const char* kSchemaName = "Reports";
  std::optional<people::PersonRef> person;  // whose; none: there is nobody whose reports the caller may see
  std::vector<people::PersonRef> people;    // whose reports the caller may see
  std::vector<MonthView> months;            // the latest first
  bool is_open = true;                      // a rep: whether the organization lets reps see any of it
  std::vector<SectionView> meanings;        // what each line means, for whoever sees no report
};
BOOST_DESCRIBE_STRUCT(ReportsView, (), (person, people, months, is_open, meanings))

}  // namespace baton::report
