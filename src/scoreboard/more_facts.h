// What the figures are counted from that look further than the time itself: who was in the team, what each of them won in two years,
// what closed before, in what weeks was coached, and what hung on the manager. Gathered by gather_more.h, judged by more.h.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "coaching/interruption.h"
#include "coaching/ledger.h"
#include "departure/model.h"
#include "scoreboard/facts.h"
#include "stats/effect.h"

namespace baton::scoreboard {

inline constexpr int kSparkPoints = 8;
inline constexpr int kSparkDays = 28;       // from one point to the next
inline constexpr int kSparkWidth = 13 * 7;  // each point is of so many days
inline constexpr int kLearnDays =
    52 * 7;  // deals that closed so long before the time are what is expected by
inline constexpr int kEffectDays = 104 * 7;     // weeks in which was coached
inline constexpr int kNewDays = 104 * 7;        // a rep is new for so long
inline constexpr int kHandedHalfYear = 26 * 7;  // a client handed over is judged from then on
inline constexpr int kHandedYear =
    52 * 7;  // what was sold to it is counted for so long, and before as long as after

// Of a large team (gather.h) these stand for what needs each deal: the weeks of some (near.h), and so many deals that closed in the time,
// the latest.
inline constexpr int kMostJudged = 2'000;

// Somebody who was a rep of the team at some time, also who left.
struct TeamRep {
  Id id;
  std::optional<Day> started_on;
  std::optional<Day> left_on;
  bool is_promoted = false;
};

inline constexpr int kFirstWins = 3;  // a rep has arrived with so many
inline bool IsNew(const TeamRep& rep, Day today) {
  return rep.started_on && *rep.started_on >= today - kNewDays && *rep.started_on <= today;
}

// What a rep won, as counts.
struct RepWon {
  Id rep_id;
  std::int64_t now = 0;
  std::int64_t before = 0;
};

struct RepWin {
  Id id;
  Id rep_id;
  std::optional<Id> account_id;
  Day on;
  std::optional<std::int64_t> amount_minor;  // in the organization's currency
};

// How a deal was written down first, from the log of changes. unknown: it was not, or when it was over.
enum class Entry { early, late, unknown };

// A deal as it was entered.
struct EnteredDeal {
  Id id;
  std::string segment;
  Entry entry = Entry::unknown;
  std::optional<std::int64_t> amount_minor;
  bool is_won = false;
};

// A client that the manager owned on the day before the time.
struct HungClient {
  Id id;
  std::optional<std::int64_t> revenue_minor;  // of today, both times
  // Of all ties, the manager's, by what was learnt and not by what was said; none: no tie of anybody is known.
  std::optional<double> share_before;
  std::optional<double> share_after;
  bool has_second_before = false;  // somebody else is close as well
  bool has_second_after = false;
};

// A client whose handoff by the manager was confirmed.
struct KeptClient {
  Id handoff_id;
  Id account_id;
  Id to_id;
  Day confirmed_on;
  std::optional<double> share;  // of the manager, on the day
  bool has_second = false;
  bool is_alive = false;  // in touch, a deal won or one open in the last half year
  // Won by the manager and the team with this client in as many days before as after; those of the day itself were before.
  std::int64_t sold_minor = 0;
  std::int64_t sold_before_minor = 0;
  std::int64_t without_amount = 0;  // wins that are in neither: no amount in the organization's currency

  int DaysSince(Day today) const { return std::min(kHandedYear, today - confirmed_on); }
  bool IsJudged(Day today) const { return confirmed_on <= today - kHandedHalfYear; }
};

// Somebody came in, called or escalated, and the manager said so at the door.
struct SeenInterruption {
  Id id;
  Day on;
  coaching::Outcome outcome = coaching::Outcome::greeted;
  std::int32_t minutes = 0;
};

// A promise of the manager's that was moved.
struct SeenMove {
  Day on;
  coaching::PromiseMove move;
};

struct MoreFacts {
  Span span;
  Span before;
  Day today;
  bool is_managers = true;
  std::vector<TeamRep> roster;    // since the earliest day that any figure looks at; by name
  std::vector<TeamRep> moved_on;  // coached as reps and not of the roster: of another team, or promoted
  std::vector<Id> reps;           // of the team now; by name
  std::vector<Id> direct;         // of them, who report to the manager
  std::vector<RepWin> wins;       // of the roster, the earliest first; of a large team see `won`
  std::optional<std::vector<RepWon>> won;  // of a large team what `wins` does not hold: of each in both times
  std::vector<EnteredDeal> learn;          // closed in kLearnDays before the time, of the organization
  std::vector<EnteredDeal> judge;          // closed in the time, of reps of the roster
  std::int64_t entered = 0;                // opened in the time
  std::int64_t entered_late = 0;           // of them
  std::vector<CoachingHour> hours;         // held, in kEffectDays
  std::vector<stats::RepWeek> weeks;       // whole ones before the end of the time
  std::vector<std::uint8_t> weeks_inside;  // as `weeks`: within the time
  std::vector<Id> won_weeks_deals;         // won in those within the time
  std::optional<std::vector<HungClient>> clients;  // none: ties were never learnt
  std::vector<KeptClient> handed;
  std::int64_t one_thread = 0;                  // clients of the manager now whom nobody else knows
  std::vector<SeenInterruption> interruptions;  // in both times
  std::vector<SeenMove> moves;                  // in both times
  std::int64_t let_go = 0;  // promises first due in the time, neither kept by then nor ever moved
  departure::LossModel model;
  // Since the first day of the time before: from another team, by id; and to another one.
  std::vector<Id> moved_in;
  std::int64_t moved_out = 0;
};

}  // namespace baton::scoreboard
