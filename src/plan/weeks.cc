#include "plan/weeks.h"

#include <algorithm>
#include <bit>

#include "base/check.h"
#include "plan/holds.h"

namespace baton::plan {
namespace {

constexpr int kDaysPerWeek = 7;

Day FirstMonday(Day starts_on) {
  const Day monday = MondayOf(starts_on);
  return monday == starts_on ? monday : monday + kDaysPerWeek;
}

// The days of a week, from its Monday on, on which a person is at work.
std::uint8_t DaysThere(const Facts& facts, Id person, Day monday) {
  const auto said = facts.weekdays.find(person);
  unsigned days = said == facts.weekdays.end() ? kMondayToFriday : said->second;
  for (const AwayDays& away : facts.away) {
    if (away.person_id != person || away.to < monday) continue;
    for (int d = std::max(0, away.from - monday); d < kDaysPerWeek && monday + d <= away.to; ++d) {
      days &= ~(1u << static_cast<unsigned>(d));
    }
  }
  return static_cast<std::uint8_t>(days);
}

// A rep is introduced in weeks that lie wholly within the time in the house.
bool IsInHouse(const RepFacts& rep, Day monday) {
  const bool not_yet = rep.starts_on && *rep.starts_on > monday;
  const bool gone = rep.ends_on && *rep.ends_on < monday + kDaysPerWeek - 1;
  return !not_yet && !gone;
}

// The limits of one person, week by week: the share of the limit for the days of the usual week on which the person is there,
// rounded up, less what is set already.
std::vector<int> LimitsOf(const Facts& facts, Id person, int limit, int weeks, Day first) {
  const auto said = facts.weekdays.find(person);
  const int usual = std::popcount(said == facts.weekdays.end() ? kMondayToFriday : said->second);
  std::vector<int> limits;
  for (int w = 0; w < weeks; ++w) {
    const int there = std::popcount(DaysThere(facts, person, first + kDaysPerWeek * w));
    limits.push_back(usual == 0 ? 0 : (limit * there + usual - 1) / usual);
  }
  for (const BusyWeek& busy : facts.busy) {
    const int week = (busy.monday - first) / kDaysPerWeek;
    if (busy.person_id != person || busy.monday < first || week >= weeks) continue;
    int& left = limits[static_cast<std::size_t>(week)];
    left = std::max(0, left - busy.introductions);
  }
  return limits;
}

// Takes out the weeks in which the rep is not in the house or has no day in common with the manager; true where it took out a
// week only because there is no such day.
bool TakeOutWeeks(const Facts& facts, const RepFacts& rep, Day first, std::vector<int>& limits) {
  bool has_none_in_common = false;
  for (std::size_t w = 0; w < limits.size(); ++w) {
    const Day monday = first + kDaysPerWeek * static_cast<int>(w);
    if (!IsInHouse(rep, monday)) limits[w] = 0;
    if (DaysThere(facts, facts.manager_id, monday) & DaysThere(facts, rep.id, monday)) continue;
    has_none_in_common |= limits[w] > 0;
    limits[w] = 0;
  }
  return has_none_in_common;
}

std::vector<int> BlockedWeeks(const AccountFacts& account, const PlanRules& rules, Day starts_on, Day first) {
  std::vector<int> weeks;
  for (const DayRange& range : BlockedDays(account, rules, starts_on)) {
    for (int w = 0; w < rules.horizon_weeks; ++w) {
      const Day monday = first + kDaysPerWeek * w;
      if (range.from <= monday + kDaysPerWeek - 1 && range.to >= monday) weeks.push_back(w);
    }
  }
  return weeks;
}

}  // namespace

std::int64_t UrgencyOf(const AccountFacts& account, std::int64_t largest_revenue_minor) {
  std::int64_t urgency = 1;
  if (account.known_by == 0) urgency += 4;  // if the manager leaves, nobody knows this client
  if (account.is_urgent) urgency += 4;
  if (account.revenue_minor && largest_revenue_minor > 0) {
    urgency += std::clamp<std::int64_t>(
        *account.revenue_minor / std::max<std::int64_t>(1, largest_revenue_minor / 4), 0, 4);
  }
  return urgency;
}

Presence PresenceOf(const Facts& facts, const PlanRules& rules, std::size_t rep) {
  const RepFacts& who = facts.reps[rep];
  const Day first = FirstMonday(facts.today);
  if (who.ends_on && *who.ends_on < first + kDaysPerWeek * rules.horizon_weeks) return Presence::leaving;
  for (int w = 0; w < rules.horizon_weeks; ++w) {
    const Day monday = first + kDaysPerWeek * w;
    if (IsInHouse(who, monday) && DaysThere(facts, who.id, monday) != 0) return Presence::there;
  }
  return Presence::away;
}

Weeks PlanWeeks(const Facts& facts, const PlanRules& rules, Day starts_on,
                std::span<const std::optional<std::size_t>> successors,
                const std::function<bool()>& should_stop) {
  const Day first = FirstMonday(starts_on);
  assign::ScheduleProblem problem;
  problem.weeks = rules.horizon_weeks;
  problem.manager_limits = {
      LimitsOf(facts, facts.manager_id, rules.introductions_per_manager, rules.horizon_weeks, first)};
  std::vector<bool> misses_manager;  // per rep
  for (const RepFacts& rep : facts.reps) {
    problem.rep_limits.push_back(
        LimitsOf(facts, rep.id, rules.introductions_per_rep, rules.horizon_weeks, first));
    misses_manager.push_back(TakeOutWeeks(facts, rep, first, problem.rep_limits.back()));
  }

  std::int64_t largest = 0;
  for (const AccountFacts& account : facts.accounts)
    largest = std::max(largest, account.revenue_minor.value_or(0));
  std::vector<std::size_t> account_of;
  for (std::size_t j = 0; j < facts.accounts.size(); ++j) {
    if (!successors[j]) continue;
    account_of.push_back(j);
    problem.introductions.push_back(
        {.manager = 0,
         .rep = static_cast<std::int32_t>(*successors[j]),
         .earliest_week = 0,
         .blocked_weeks = BlockedWeeks(facts.accounts[j], rules, starts_on, first),
         .urgency = UrgencyOf(facts.accounts[j], largest)});
  }

  Weeks weeks;
  weeks.monday_of.resize(facts.accounts.size());
  weeks.reason_of.resize(facts.accounts.size(), assign::WhyNoWeek::placed);
  if (problem.introductions.empty()) return weeks;
  Check(assign::ValidateSchedule(problem).empty(), "the weeks are within the engine's limits");
  const assign::Schedule schedule = assign::ScheduleIntroductions(problem, should_stop);
  for (std::size_t i = 0; i < account_of.size(); ++i) {
    if (schedule.weeks[i] != assign::kNoWeek) {
      weeks.monday_of[account_of[i]] = first + kDaysPerWeek * schedule.weeks[i];
    }
    assign::WhyNoWeek& reason = weeks.reason_of[account_of[i]];
    reason = schedule.reasons[i];
    if (reason == assign::WhyNoWeek::rep_away && misses_manager[*successors[account_of[i]]]) {
      reason = assign::WhyNoWeek::no_common_week;
    }
  }
  weeks.objective = schedule.objective;
  weeks.bound = schedule.objective_bound;
  weeks.is_optimal = schedule.optimal;
  return weeks;
}

}  // namespace baton::plan
