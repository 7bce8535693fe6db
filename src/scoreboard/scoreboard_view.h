// What the API answers of a scoreboard. Words stand beside numbers in the web's own messages, by the names of the enums.
#pragma once

#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "book/account.h"
#include "book/opportunity.h"
#include "coaching/interruption.h"
#include "coaching/promise.h"
#include "people/person.h"
#include "scoreboard/count.h"

namespace baton::scoreboard {

struct PeriodView {
  static constexpr const char* kSchemaName = "ScoreboardPeriod";
  std::string name;
  Day from_on;
  Day to_on;
};
BOOST_DESCRIBE_STRUCT(PeriodView, (), (name, from_on, to_on))

struct SayingView {
  static constexpr const char* kSchemaName = "ScoreboardSaying";
  SayingKind kind = SayingKind::nothing;
  std::optional<double> times;  // enabled wins for each personal one
  std::optional<double> low;
  std::optional<double> high;
  Move move = Move::unknown;  // against `compared`
  std::optional<double> times_before;
};
BOOST_DESCRIBE_STRUCT(SayingView, (), (kind, times, low, high, move, times_before))

struct TallyView {
  static constexpr const char* kSchemaName = "ScoreboardWins";
  std::int64_t touched = 0;
  std::int64_t handed = 0;
  std::int64_t without = 0;
  std::int64_t personal = 0;
  std::int64_t joint = 0;
  std::int64_t enabled_minor = 0;
  std::int64_t without_minor = 0;
  std::int64_t personal_minor = 0;
  std::int64_t joint_minor = 0;
};
BOOST_DESCRIBE_STRUCT(TallyView, (),
                      (touched, handed, without, personal, joint, enabled_minor, without_minor,
                       personal_minor, joint_minor))

struct BarView {
  static constexpr const char* kSchemaName = "ScoreboardBar";
  Day from_on;
  Day to_on;
  std::int64_t enabled = 0;
  std::int64_t without = 0;
  std::int64_t personal = 0;
};
BOOST_DESCRIBE_STRUCT(BarView, (), (from_on, to_on, enabled, without, personal))

struct BesideView {
  static constexpr const char* kSchemaName = "ScoreboardBeside";
  BesideKey key = BesideKey::before;
  std::int64_t value = 0;
};
BOOST_DESCRIBE_STRUCT(BesideView, (), (key, value))

struct FigureView {
  static constexpr const char* kSchemaName = "ScoreboardFigure";
  FigureKey key = FigureKey::wins_enabled;
  Unit unit = Unit::count;
  Guard guard = Guard::none;  // why there is no value
  std::optional<double> value;
  std::optional<double> low;  // likely: four times in five
  std::optional<double> high;
  std::int64_t count = 0;
  std::int64_t of = 0;
  std::vector<BesideView> beside;
  std::int64_t rows = 0;   // that it was counted from
  bool shows_rows = true;  // to the reader
  // Of an estimate: what it rests on, what would lift that, and why there is none.
  std::optional<stats::Evidence> evidence;
  std::vector<stats::Gate> missing;
  std::optional<stats::NoAnswer> no_answer;
  std::vector<coaching::LedgerCause> causes;  // of promises that moved
};
BOOST_DESCRIBE_STRUCT(FigureView, (),
                      (key, unit, guard, value, low, high, count, of, beside, rows, shows_rows, evidence,
                       missing, no_answer, causes))

// For the manager, or for somebody above, to whom rows of two people are not shown.
FigureView ViewOf(const Figure& figure, bool is_managers);
SayingView ViewOf(const Saying& saying);

struct SparkView {
  static constexpr const char* kSchemaName = "GrowthPoint";
  Day to_on;
  std::int64_t wins = 0;  // of thirteen weeks
  double low = 0;
  double high = 0;
};
BOOST_DESCRIBE_STRUCT(SparkView, (), (to_on, wins, low, high))

// A rep against the own past.
struct GrowthView {
  static constexpr const char* kSchemaName = "RepGrowth";
  people::PersonRef person;
  std::optional<Day> since_on;
  std::string currency;
  PeriodView period;
  PeriodView compared;
  std::vector<SparkView> points;
  std::int64_t wins = 0;
  std::int64_t wins_before = 0;
  std::int64_t sales_minor = 0;
  std::int64_t sales_before_minor = 0;
  std::optional<double> low;  // of the difference in sales, likely; none: too few wins
  std::optional<double> high;
  std::int64_t coached_minutes = 0;
  std::optional<std::int64_t> moved;  // promises to the rep; none: closed before these were counted
  std::optional<std::int64_t> moved_before;
};
BOOST_DESCRIBE_STRUCT(GrowthView, (),
                      (person, since_on, currency, period, compared, points, wins, wins_before, sales_minor,
                       sales_before_minor, low, high, coached_minutes, moved, moved_before))

// A quarter that is over and kept as it was, or when it will be.
struct ClosingView {
  static constexpr const char* kSchemaName = "ScoreboardClosing";
  std::int32_t definition = 0;   // the version of the definitions by which it is counted
  std::optional<Day> closed_on;  // from then on nothing alters it
  std::optional<Day> closes_on;  // a quarter that is still open: it will be closed then
};
BOOST_DESCRIBE_STRUCT(ClosingView, (), (definition, closed_on, closes_on))

// The headline of a quarter.
struct LinePointView {
  static constexpr const char* kSchemaName = "ScoreboardQuarter";
  PeriodView period;
  bool is_running = false;
  SayingKind kind = SayingKind::nothing;
  std::optional<double> times;
  std::optional<double> low;
  std::optional<double> high;
  std::optional<Day> closed_on;
  std::int32_t definition = 0;
};
BOOST_DESCRIBE_STRUCT(LinePointView, (), (period, is_running, kind, times, low, high, closed_on, definition))

struct LineView {
  static constexpr const char* kSchemaName = "ScoreboardLine";
  std::vector<LinePointView> items;  // the earliest first
};
BOOST_DESCRIBE_STRUCT(LineView, (), (items))

struct ScoreboardView {
  static constexpr const char* kSchemaName = "Scoreboard";
  people::PersonRef person;
  bool is_self = false;
  std::int64_t reps = 0;  // in the team now
  std::string currency;
  PeriodView period;
  ClosingView closing;
  std::vector<PeriodView> choices;
  Against against = Against::year_ago;
  PeriodView compared;
  SayingView saying;
  TallyView now;
  TallyView before;
  std::vector<BarView> bars;
  std::vector<FigureView> figures;
  Guard growth_guard = Guard::none;  // why nobody stands in `growth`
  std::vector<GrowthView> growth;    // by name
};
BOOST_DESCRIBE_STRUCT(ScoreboardView, (),
                      (person, is_self, reps, currency, period, closing, choices, against, compared, saying,
                       now, before, bars, figures, growth_guard, growth))

// One row behind a figure; what does not fit its kind is none.
struct RowView {
  static constexpr const char* kSchemaName = "ScoreboardRow";
  RowKind kind = RowKind::deal;
  Id id;
  std::string title;
  std::optional<book::AccountRef> account;
  std::vector<people::PersonRef> people;
  Day on;
  std::optional<std::int64_t> amount_minor;  // in the organization's currency
  std::optional<std::int32_t> minutes;
  std::optional<book::OpportunityStatus> status;
  std::optional<WinKind> win;
  bool is_led = false;
  std::optional<TouchKind> touch;
  std::optional<Id> touch_id;
  std::optional<Day> touched_on;
  std::optional<Id> handoff_id;
  std::optional<Presence> presence;
  std::optional<Missed> missed;
  std::optional<coaching::SessionKind> session_kind;
  std::optional<coaching::SessionState> session_state;
  std::optional<bool> was_planned;   // a session: before it began
  std::optional<bool> is_confirmed;  // a handoff
  std::optional<coaching::Verdict> verdict;
  std::optional<takeover::Standing> standing;
  std::optional<double> expected;      // a chance: to be won, to stay
  std::optional<double> share_before;  // of a client's ties, the manager's
  std::optional<double> share_after;
  std::optional<bool> is_kept;                    // a client handed over
  std::optional<std::int64_t> sold_minor;         // to it since, in the organization's currency
  std::optional<std::int64_t> sold_before_minor;  // in as many days before
  std::optional<coaching::InterruptionKind> interruption;
  std::optional<coaching::Outcome> outcome;
  std::optional<std::int64_t> moved;     // promises, by an interruption
  std::optional<coaching::Cause> cause;  // of a move
  std::optional<coaching::PromiseState> promise_state;
  std::optional<Day> made_good_on;
};
BOOST_DESCRIBE_STRUCT(RowView, (),
                      (kind, id, title, account, people, on, amount_minor, minutes, status, win, is_led,
                       touch, touch_id, touched_on, handoff_id, presence, missed, session_kind, session_state,
                       was_planned, is_confirmed, verdict, standing, expected, share_before, share_after,
                       is_kept, sold_minor, sold_before_minor, interruption, outcome, moved, cause,
                       promise_state, made_good_on))

struct RowsView {
  static constexpr const char* kSchemaName = "ScoreboardRows";
  FigureView figure;
  std::string currency;
  std::vector<RowView> items;  // the latest first
};
BOOST_DESCRIBE_STRUCT(RowsView, (), (figure, currency, items))

}  // namespace baton::scoreboard
