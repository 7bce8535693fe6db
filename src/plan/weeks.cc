#include "plan/weeks.h"

#include <algorithm>
#include <bit>
#include <map>
#include <utility>

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

std::vector<int> LimitsOfRep(const Facts& facts, const RepFacts& rep, int limit, int weeks, Day first) {
  std::vector<int> limits = LimitsOf(facts, rep.id, limit, weeks, first);
  for (int w = 0; w < weeks; ++w) {
    if (!IsInHouse(rep, first + kDaysPerWeek * w)) limits[static_cast<std::size_t>(w)] = 0;
  }
  return limits;
}

// The weeks in which manager and rep would each have an introduction free, but are never there on the same day.
std::vector<int> WeeksApart(const Facts& facts, Id manager, Id rep, const std::vector<int>& manager_limits,
                            const std::vector<int>& rep_limits, Day first) {
  std::vector<int> weeks;
  for (std::size_t w = 0; w < rep_limits.size(); ++w) {
    if (manager_limits[w] == 0 || rep_limits[w] == 0) continue;
    const Day monday = first + kDaysPerWeek * static_cast<int>(w);
    if (DaysThere(facts, manager, monday) & DaysThere(facts, rep, monday)) continue;
    weeks.push_back(static_cast<int>(w));
  }
  return weeks;
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

// The introductions of a plan as the engine's problem.
class Introductions {
 public:
  Introductions(const Facts& facts, const PlanRules& rules, Day starts_on, Day first)
      : facts_(facts), rules_(rules), starts_on_(starts_on), first_(first) {
    problem_.weeks = rules.horizon_weeks;
    for (const ManagerFacts& manager : facts.managers) {
      problem_.manager_limits.push_back(
          LimitsOf(facts, manager.id, rules.introductions_per_manager, rules.horizon_weeks, first));
    }
    for (const RepFacts& rep : facts.reps) {
      problem_.rep_limits.push_back(
          LimitsOfRep(facts, rep, rules.introductions_per_rep, rules.horizon_weeks, first));
    }
    for (const AccountFacts& account : facts.accounts)
      largest_minor_ = std::max(largest_minor_, account.revenue_minor.value_or(0));
  }

  void Add(std::size_t account, std::size_t rep, const std::optional<Day>& before) {
    const AccountFacts& what = facts_.accounts[account];
    std::vector<int> blocked = BlockedWeeks(what, rules_, starts_on_, first_);
    std::vector<int> apart = Apart(what.manager, rep);
    std::erase_if(apart, [&](int week) { return std::ranges::find(blocked, week) != blocked.end(); });
    blocked.insert(blocked.end(), apart.begin(), apart.end());
    account_of_.push_back(account);
    are_apart_.push_back(!apart.empty());
    problem_.introductions.push_back(
        {.manager = static_cast<std::int32_t>(what.manager),
         .rep = static_cast<std::int32_t>(rep),
         .earliest_week = 0,
         .blocked_weeks = std::move(blocked),
         .urgency = UrgencyOf(what, largest_minor_),
         .week_before = before ? (*before - first_) / kDaysPerWeek : assign::kNoWeek});
  }

  const assign::ScheduleProblem& problem() const { return problem_; }
  std::size_t AccountOf(std::size_t introduction) const { return account_of_[introduction]; }

  // Where both have weeks free, but in none of them a day in common, that is the reason.
  assign::WhyNoWeek ReasonOf(std::size_t introduction, assign::WhyNoWeek reason) const {
    using assign::WhyNoWeek;
    const bool is_away =
        reason == WhyNoWeek::blocked || reason == WhyNoWeek::manager_away || reason == WhyNoWeek::rep_away;
    return is_away && are_apart_[introduction] ? WhyNoWeek::no_common_week : reason;
  }

 private:
  const std::vector<int>& Apart(std::size_t manager, std::size_t rep) {
    auto found = apart_.find({manager, rep});
    if (found == apart_.end()) {
      std::vector<int> weeks = WeeksApart(facts_, facts_.managers[manager].id, facts_.reps[rep].id,
                                          problem_.manager_limits[manager], problem_.rep_limits[rep], first_);
      found = apart_.emplace(std::pair(manager, rep), std::move(weeks)).first;
    }
    return found->second;
  }

  const Facts& facts_;
  const PlanRules& rules_;
  const Day starts_on_;
  const Day first_;
  std::int64_t largest_minor_ = 0;
  assign::ScheduleProblem problem_;
  std::vector<std::size_t> account_of_;
  std::vector<bool> are_apart_;  // manager and rep, in weeks that are free otherwise
  std::map<std::pair<std::size_t, std::size_t>, std::vector<int>> apart_;  // by manager and rep
};

}  // namespace

std::int64_t UrgencyOf(const AccountFacts& account, std::int64_t largest_revenue_minor) {
  std::int64_t urgency = 1;
  // If the manager leaves, nobody knows this client; where no tie is known, perhaps.
  if (account.known_by == 0) urgency += account.ties_are_known ? 4 : 2;
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
                const std::function<bool()>& should_stop, std::span<const std::optional<Day>> before) {
  const Day first = FirstMonday(starts_on);
  Introductions introductions(facts, rules, starts_on, first);
  for (std::size_t j = 0; j < facts.accounts.size(); ++j) {
    if (successors[j]) introductions.Add(j, *successors[j], before.empty() ? std::nullopt : before[j]);
  }
  const assign::ScheduleProblem& problem = introductions.problem();

  Weeks weeks;
  weeks.monday_of.resize(facts.accounts.size());
  weeks.reason_of.resize(facts.accounts.size(), assign::WhyNoWeek::placed);
  if (problem.introductions.empty()) return weeks;
  Check(assign::ValidateSchedule(problem).empty(), "the weeks are within the engine's limits");
  const assign::Schedule schedule = assign::ScheduleIntroductions(problem, should_stop);
  for (std::size_t i = 0; i < problem.introductions.size(); ++i) {
    const std::size_t account = introductions.AccountOf(i);
    if (schedule.weeks[i] != assign::kNoWeek) {
      weeks.monday_of[account] = first + kDaysPerWeek * schedule.weeks[i];
    }
    weeks.reason_of[account] = introductions.ReasonOf(i, schedule.reasons[i]);
  }
  weeks.objective = schedule.objective;
  weeks.bound = schedule.objective_bound;
  weeks.is_optimal = schedule.optimal;
  return weeks;
}

}  // namespace baton::plan
