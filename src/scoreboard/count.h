// The figures of a scoreboard, counted from facts: each with how many it rests on, its likely range (80%), and the word that guards
// it where it says too little. No figure is of one rep, and nobody is ranked (docs/scoreboard.md).
//
//   const Board board = Count(facts_of_the_time, facts_of_a_year_ago, Against::year_ago, dealings);
//   board.saying                             // "For every deal you win, your team wins 2.5"
//   board.Find(FigureKey::promises_kept)     // 0.82 of 11, likely 0.65 to 0.92
//
// Pure, thread-safe.
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "coaching/ledger.h"
#include "scoreboard/facts.h"
#include "scoreboard/wins.h"
#include "stats/answer.h"
#include "stats/evidence.h"

namespace baton::scoreboard {

inline constexpr double kLikely = 0.8;
inline constexpr std::int64_t kFewestOfShare = 5;  // below: "k of n"
inline constexpr std::size_t kFewestReps = 3;      // below: figures of the team only

enum class FigureKey {
  wins_enabled,
  total_wins,
  total_sales,
  win_rate,
  manager_free,
  breadth,
  own_deal_share,
  coaching_hours,
  least_coached,
  slots_kept,
  promises_kept,
  takeovers,
  handed_over,
  // Of more than the time itself: more.h.
  case_mix,
  median_lift,
  reps_growing,
  ramp_time,
  stay_rate,
  incremental,
  dependence_removed,
  handoff_retention,
  interruptions,
  displaced,
};
BOOST_DESCRIBE_ENUM(FigureKey, wins_enabled, total_wins, total_sales, win_rate, manager_free, breadth,
                    own_deal_share, coaching_hours, least_coached, slots_kept, promises_kept, takeovers,
                    handed_over, case_mix, median_lift, reps_growing, ramp_time, stay_rate, incremental,
                    dependence_removed, handoff_retention, interruptions, displaced)

enum class Unit { count, share, times, people, minutes, money, weeks };
BOOST_DESCRIBE_ENUM(Unit, count, share, times, people, minutes, money, weeks)

// Why a value is not shown, or not as a rate. none: it is shown.
// no_model: too few deals closed before to expect anything by. not_reached: fewer than half have come that far. no_evidence: what was
// logged says too little, and `evidence`, `missing` and `no_answer` say what. no_ties: nobody knows who of us knows whom.
enum class Guard { none, no_data, too_few, few_reps, not_yours, no_model, not_reached, no_evidence, no_ties };
BOOST_DESCRIBE_ENUM(Guard, none, no_data, too_few, few_reps, not_yours, no_model, not_reached, no_evidence,
                    no_ties)

// What the ids behind a figure are of.
enum class RowKind { deal, session, promise, takeover, handoff, account, interruption, displacement };
BOOST_DESCRIBE_ENUM(RowKind, deal, session, promise, takeover, handoff, account, interruption, displacement)
// Between the manager and a rep: nobody above sees them.
inline bool IsOfTwo(RowKind kind) {
  return kind == RowKind::session || kind == RowKind::promise || kind == RowKind::interruption ||
         kind == RowKind::displacement;
}

// A second number that must stand beside the first, so that no one-sided figure can be pushed.
enum class BesideKey {
  not_touched,       // wins of the team without the manager
  not_confirmed,     // of them: coached before, but the rep wrote nothing in it
  written_late,      // of them: said, or marked by the rep, after the deal had closed
  over_the_cap,      // of them: the week counted for another win already
  unknown_stage,     // of them: nobody knows when the proposal was
  without_amount,    // wins whose size is not known in the organization's currency
  led_for_reps,      // personal though a rep owns it
  joint,             // of the size at which both are to be in
  before,            // the same a year ago, or in the weeks before
  presence_unknown,  // wins of which no meeting is known
  largest_share,     // of one rep, in thousandths; without a name
  agreed_percent,    // what may be the manager's by agreement
  within_agreement,  // own wins with clients that the agreement leaves
  deal_help,         // minutes of help with deals, which is no coaching
  reps,              // people in the team
  uncoached,         // of them without any
  by_new_time,       // kept by the time it was moved to
  open,              // neither kept nor broken yet
  withdrawn,         // by the rep in good time
  short_ones,        // promised for a quarter of an hour or less
  agreed,            // takeovers within the agreement or of a joint deal
  still_open,        // handoffs not confirmed yet
  expected,          // wins, in tenths
  expected_percent,  // kept, by what "If I leave" expects
  learnt_from,       // deals that closed before
  unknown_entry,     // deals of which nobody knows how they were entered
  entered,           // deals that reps entered in the time
  entered_late,      // of them: at the proposal or later
  left,              // of those counted, who are gone
  not_yet,           // who have not come that far
  promoted,          // of those who were coached: from rep to manager or director
  first_handed,      // of the first wins: with clients that the manager handed over
  at_start,          // money, on the first day
  at_end,            // money, on the last day
  without_ties,      // clients of whom it is not known who knows them
  without_revenue,   // clients whose revenue is not known
  sold,              // money, to clients handed over, since
  sold_before,       // money, to the same in as many days before
  too_young,         // handed over less than half a year ago
  one_thread,        // clients still with the manager, whom nobody else knows
  detectable,        // the smallest effect of a weekly hour that could have been found, in percent
  own_weight,        // of the own data in the estimate, in percent
  weeks_logged,      // with an entry
  margin,            // of the sales, at the share that is set (judgement)
  taken,             // interruptions: the manager did it alone
  greeted,           // a few minutes, then passed on
  introduced,        // the successor took over
  away,              // minutes of all of them
  made_good,         // moves: kept since
  let_go,            // promises neither kept by the first time nor ever moved
  moved_in,          // from another team since, hence not counted
  moved_out,         // to another team since, hence not counted
};
BOOST_DESCRIBE_ENUM(BesideKey, not_touched, not_confirmed, written_late, over_the_cap, unknown_stage,
                    without_amount, led_for_reps, joint, before, presence_unknown, largest_share,
                    agreed_percent, within_agreement, deal_help, reps, uncoached, by_new_time, open,
                    withdrawn, short_ones, agreed, still_open, expected, expected_percent, learnt_from,
                    unknown_entry, entered, entered_late, left, not_yet, promoted, first_handed, at_start,
                    at_end, without_ties, without_revenue, sold, sold_before, too_young, one_thread,
                    detectable, own_weight, weeks_logged, margin, taken, greeted, introduced, away, made_good,
                    let_go, moved_in, moved_out)

struct Beside {
  static constexpr bool kDefaults = true;
  BesideKey key = BesideKey::before;
  std::int64_t value = 0;
};
BOOST_DESCRIBE_STRUCT(Beside, (), (key, value))

// What a row was counted with, where the row itself does not say: the chance that was expected, the manager's share of a client's
// ties before and after, or what was sold to a client since it was handed over and before.
struct RowNote {
  static constexpr bool kDefaults = true;
  Id id;
  std::optional<double> expected;
  std::optional<double> before;
  std::optional<double> after;
  std::optional<std::int64_t> amount_minor;
  std::optional<bool> is_kept;
  std::optional<std::int64_t> sold_minor = {};
  std::optional<std::int64_t> sold_before_minor = {};
};
BOOST_DESCRIBE_STRUCT(RowNote, (),
                      (id, expected, before, after, amount_minor, is_kept, sold_minor, sold_before_minor))

struct Figure {
  static constexpr bool kDefaults = true;
  FigureKey key = FigureKey::wins_enabled;
  Unit unit = Unit::count;
  Guard guard = Guard::none;
  std::optional<double> value;
  std::optional<double> low;
  std::optional<double> high;
  std::int64_t count = 0;  // k
  std::int64_t of = 0;     // among n; 0: it is a count
  std::vector<Beside> beside;
  RowKind row_kind = RowKind::deal;
  std::vector<Id> rows;        // all that it was counted from
  std::int64_t more_rows = 0;  // that stand in sums (Facts::rest)
  std::vector<RowNote> notes = {};
  // Of an estimate: how much it rests on, what would lift that, and why there is none.
  std::optional<stats::Evidence> evidence = {};
  std::vector<stats::Gate> missing = {};
  std::optional<stats::NoAnswer> no_answer = {};
  std::vector<coaching::LedgerCause> causes = {};  // of moves
};
BOOST_DESCRIBE_STRUCT(Figure, (),
                      (key, unit, guard, value, low, high, count, of, beside, row_kind, rows, more_rows,
                       notes, evidence, missing, no_answer, causes))

// The wins of one time.
struct Tally {
  static constexpr bool kDefaults = true;
  std::int64_t touched = 0;
  std::int64_t handed = 0;
  std::int64_t without = 0;
  std::int64_t personal = 0;
  std::int64_t joint = 0;
  std::int64_t enabled_minor = 0;  // amounts, where they are known
  std::int64_t without_minor = 0;
  std::int64_t personal_minor = 0;
  std::int64_t joint_minor = 0;

  std::int64_t Enabled() const { return touched + handed; }
  std::int64_t Team() const { return Enabled() + without; }
  std::int64_t All() const { return Team() + personal + joint; }
};
BOOST_DESCRIBE_STRUCT(Tally, (),
                      (touched, handed, without, personal, joint, enabled_minor, without_minor,
                       personal_minor, joint_minor))
// `lines`: those of the facts, judged.
Tally TallyOf(const Facts& facts, const std::vector<WinLine>& lines);

// How the headline may be said.
enum class SayingKind {
  nothing,  // no wins
  counts,   // too few for a ratio
  all,      // no personal win: only the lower end
  own,      // no enabled one
  ratio,
};
BOOST_DESCRIBE_ENUM(SayingKind, nothing, counts, all, own, ratio)

// What became of the ratio against the other time.
enum class Move {
  unknown,          // one of the two has too few
  not_risen,        // it fell or stayed
  risen,            // and the team clearly wins more
  risen_unclear,    // the team wins more, which chance alone does as well
  only_own_fell,    // "You sell less; the team does not yet win more"
  only_relabelled,  // the team wins no more: more of its wins count as enabled
};
BOOST_DESCRIBE_ENUM(Move, unknown, not_risen, risen, risen_unclear, only_own_fell, only_relabelled)

enum class Against { year_ago, weeks_before };
BOOST_DESCRIBE_ENUM(Against, year_ago, weeks_before)

struct Saying {
  static constexpr bool kDefaults = true;
  SayingKind kind = SayingKind::nothing;
  std::optional<double> times;
  std::optional<double> low;
  std::optional<double> high;
  Move move = Move::unknown;
  std::optional<double> times_before;
};
BOOST_DESCRIBE_STRUCT(Saying, (), (kind, times, low, high, move, times_before))
Saying SayingOf(const Tally& now, const Tally& before);

struct Board {
  static constexpr bool kDefaults = true;
  Tally now;
  Tally before;
  Against against = Against::year_ago;
  Saying saying;
  std::int64_t reps = 0;  // in the team now
  std::vector<WinLine> wins;
  std::vector<WeekWins> weeks;  // wins of the team without the manager, of which `wins` has no line
  std::vector<Figure> figures;

  const Figure* Find(FigureKey key) const;
};
BOOST_DESCRIBE_STRUCT(Board, (), (now, before, against, saying, reps, wins, weeks, figures))
Board Count(const Facts& facts, const Facts& before, Against against, const Dealings& dealings);

}  // namespace baton::scoreboard
