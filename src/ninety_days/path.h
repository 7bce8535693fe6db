// The first ninety days of somebody who has become a manager, as steps that check themselves: each is judged from facts, never ticked
// (docs/ninety-days.md).
//
//   for (const Step& step : StepsOf(facts, UsualPath())) ...   // step.state, step.done of step.of, step.waiting
//
// Which steps there are and in what order is our judgement; an organization may change it. Pure, thread-safe.
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/id.h"

namespace baton::ninety_days {

inline constexpr int kDays = 90;

enum class StepKey {
  decided,       // each own client is on its way to a rep, or kept by agreement
  no_new_deals,  // none was opened under the own name since the first day
  told_hours,    // a week of which is known where the hours went
  assessed,      // how I lead, for the first time
  one_to_ones,   // with each rep
  watched,       // a call or a visit of each rep
  first_two,     // clients owned by a rep
  largest,       // the three largest of the first day are in a rep's hands
  without_you,   // two deals that reps won without the manager in the room
  by_lot,        // two weeks' coaching drawn by lot
  reps_asked,    // what the reps say
  half_share,    // own deals are half of what they were, as a share
  second_tie,    // each own client has a second tie, or a day on which it is introduced
  promises,      // kept some, and none is late
  assessed_again,
  stop,  // what to stop is written down
};
BOOST_DESCRIBE_ENUM(StepKey, decided, no_new_deals, told_hours, assessed, one_to_ones, watched, first_two,
                    largest, without_you, by_lot, reps_asked, half_share, second_tie, promises,
                    assessed_again, stop)

// One step of an organization's path.
struct PathStep {
  static constexpr const char* kSchemaName = "NinetyDaysPathStep";

  StepKey key = StepKey::decided;
  std::int32_t until_day = 10;  // from 1 to kDays
  bool is_on = true;
  std::string title;  // the organization's own words; empty: ours
  bool operator==(const PathStep&) const = default;
};
BOOST_DESCRIBE_STRUCT(PathStep, (), (key, until_day, is_on, title))

const std::vector<PathStep>& UsualPath();

// Of a manager, since the first day.
struct Facts {
  Day starts_on;
  Day today;
  std::vector<Id> clients;    // owned now
  std::vector<Id> undecided;  // of them
  std::int64_t new_deals = 0;
  std::int64_t told_weeks = 0;
  std::vector<Day> assessed;
  std::vector<Id> reps;
  std::set<Id> talked_to;  // one to one
  std::set<Id> watched;
  std::int64_t handed = 0;
  std::vector<Id> largest;  // at most three, of those owned on the first day
  std::set<Id> largest_handed;
  std::int64_t won_without = 0;
  std::int64_t draws = 0;
  bool has_asked_reps = false;
  std::int64_t won_before =
      0;  // deals of manager and team in as many days before the first day as are looked at now
  std::int64_t own_before = 0;  // of them, the manager's
  std::int64_t won_now = 0;
  std::int64_t own_now = 0;
  std::optional<std::vector<Id>>
      single;  // clients without a second tie and without a day; none: nobody knows who knows whom
  std::int64_t promises_kept = 0;
  std::int64_t promises_late = 0;
  bool has_stop = false;
};

// unknown: there is nothing to judge by. ahead: it holds so far, and is done when its time is over.
enum class StepState { done, open, ahead, unknown };
BOOST_DESCRIBE_ENUM(StepState, done, open, ahead, unknown)

struct Step {
  StepKey key = StepKey::decided;
  std::string title;
  Day until_on;
  bool is_late = false;  // open, and its day is over
  StepState state = StepState::open;
  std::int64_t done = 0;
  std::int64_t of = 0;      // 0: nothing is counted
  std::vector<Id> waiting;  // who or what is still to come: reps, clients
  bool are_people = false;  // in `waiting`
};

std::vector<Step> StepsOf(const Facts& facts, const std::vector<PathStep>& path);

// Day 1 is the first; 0 and less before it.
inline int DayNumber(Day starts_on, Day today) { return today - starts_on + 1; }

}  // namespace baton::ninety_days
