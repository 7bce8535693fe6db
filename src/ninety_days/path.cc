#include "ninety_days/path.h"

#include <algorithm>

namespace baton::ninety_days {
namespace {

constexpr int kAgainFromDay = 53;  // an assessment counts for day 60 from a week before it
constexpr int kNewFromDay = 10;    // as long nobody knows whether the manager takes new deals
constexpr std::int64_t kFewestWon = 5;

Step Counted(std::int64_t done, std::int64_t of) {
  Step step;
  step.done = std::min(done, of);
  step.of = of;
  step.state = done >= of ? StepState::done : StepState::open;
  return step;
}

Step Yes(bool is_done) {
  Step step;
  step.state = is_done ? StepState::done : StepState::open;
  return step;
}

Step Unknown() {
  Step step;
  step.state = StepState::unknown;
  return step;
}

// How many of `all` are not missing.
Step WithWaiting(std::size_t all, std::vector<Id> waiting, bool are_people) {
  if (all == 0) return Unknown();
  const auto of = static_cast<std::int64_t>(all);
  Step step = Counted(of - std::ssize(waiting), of);
  step.waiting = std::move(waiting);
  step.are_people = are_people;
  return step;
}

std::vector<Id> Without(const std::vector<Id>& all, const std::set<Id>& done) {
  std::vector<Id> left;
  for (const Id id : all) {
    if (!done.contains(id)) left.push_back(id);
  }
  return left;
}

// Who holds nothing any more has decided all.
Step Clients(const std::vector<Id>& clients, const std::vector<Id>& waiting) {
  if (clients.empty()) return Yes(true);
  return WithWaiting(clients.size(), waiting, false);
}

Step NewDeals(const Facts& facts) {
  Step step = Yes(facts.new_deals == 0);
  if (facts.new_deals == 0 && DayNumber(facts.starts_on, facts.today) <= kNewFromDay)
    step.state = StepState::ahead;
  return step;
}

// At most half the share there was. Nobody won enough: nobody knows.
Step HalfShare(const Facts& facts) {
  if (facts.won_before < kFewestWon || facts.won_now < kFewestWon) return Unknown();
  return Yes(2 * facts.own_now * facts.won_before <= facts.own_before * facts.won_now);
}

Step Judge(StepKey key, const Facts& facts) {
  switch (key) {
    case StepKey::decided:
      return Clients(facts.clients, facts.undecided);
    case StepKey::no_new_deals:
      return NewDeals(facts);
    case StepKey::told_hours:
      return Yes(facts.told_weeks > 0);
    case StepKey::assessed:
      return Yes(!facts.assessed.empty());
    case StepKey::one_to_ones:
      return WithWaiting(facts.reps.size(), Without(facts.reps, facts.talked_to), true);
    case StepKey::watched:
      return WithWaiting(facts.reps.size(), Without(facts.reps, facts.watched), true);
    case StepKey::first_two:
      return Counted(facts.handed, 2);
    case StepKey::largest:
      return WithWaiting(facts.largest.size(), Without(facts.largest, facts.largest_handed), false);
    case StepKey::without_you:
      return Counted(facts.won_without, 2);
    case StepKey::by_lot:
      return Counted(facts.draws, 2);
    case StepKey::reps_asked:
      return Yes(facts.has_asked_reps);
    case StepKey::half_share:
      return HalfShare(facts);
    case StepKey::second_tie:
      return facts.single ? Clients(facts.clients, *facts.single) : Unknown();
    case StepKey::promises:
      return Yes(facts.promises_late == 0 && facts.promises_kept > 0);
    case StepKey::assessed_again:
      return Yes(std::ranges::any_of(
          facts.assessed, [&](Day on) { return DayNumber(facts.starts_on, on) >= kAgainFromDay; }));
    case StepKey::stop:
      return Yes(facts.has_stop);
  }
  return Unknown();
}

}  // namespace

const std::vector<PathStep>& UsualPath() {
  using enum StepKey;
  static const std::vector<PathStep> path{
      {decided, 10},     {no_new_deals, 10}, {told_hours, 10},     {assessed, 10},
      {one_to_ones, 30}, {watched, 30},      {first_two, 30},      {largest, 60},
      {without_you, 60}, {by_lot, 60},       {reps_asked, 60},     {half_share, 90},
      {second_tie, 90},  {promises, 90},     {assessed_again, 90}, {stop, 90}};
  return path;
}

std::vector<Step> StepsOf(const Facts& facts, const std::vector<PathStep>& path) {
  std::vector<Step> steps;
  for (const PathStep& one : path) {
    if (!one.is_on) continue;
    Step step = Judge(one.key, facts);
    step.key = one.key;
    step.title = one.title;
    step.until_on = facts.starts_on + (one.until_day - 1);
    step.is_late = step.state == StepState::open && facts.today > step.until_on;
    steps.push_back(std::move(step));
  }
  std::ranges::stable_sort(steps, {}, &Step::until_on);
  return steps;
}

}  // namespace baton::ninety_days
