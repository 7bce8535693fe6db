#include "assign/schedule.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

#include "assign/week_flow.h"

namespace baton::assign {
namespace {

__extension__ typedef __int128 Wide;

constexpr int kBoundPasses = 40;  // of prices for rep limits, where the limits cross
constexpr int kMostRounds = 20;   // of solving manager by manager and rep by rep
constexpr std::int64_t kLargestSum = std::int64_t{1} << 58;

std::size_t At(std::int64_t index) { return static_cast<std::size_t>(index); }

using Limits = inner::WeekLimits;
using Prices = inner::WeekPrices;
using Stop = std::function<bool()>;

// Connected groups of managers and reps; introductions of different groups do not meet.
class Groups {
 public:
  explicit Groups(const ScheduleProblem& problem)
      : managers_(static_cast<std::int32_t>(problem.manager_limits.size())),
        parent_(problem.manager_limits.size() + problem.rep_limits.size()) {
    std::iota(parent_.begin(), parent_.end(), 0);
    for (const Introduction& i : problem.introductions)
      parent_[At(Root(i.manager))] = Root(managers_ + i.rep);
  }
  std::int32_t Root(std::int32_t node) {
    while (parent_[At(node)] != node) node = parent_[At(node)] = parent_[At(parent_[At(node)])];
    return node;
  }

 private:
  std::int32_t managers_;
  std::vector<std::int32_t> parent_;
};

class Scheduler {
 public:
  Scheduler(const ScheduleProblem& problem, const Stop& should_stop)
      : problem_(problem), should_stop_(should_stop), open_(problem) {
    std::int64_t urgency = 0;
    for (const Introduction& i : problem.introductions) urgency += i.urgency;
    schedule_.unplaced_weight = urgency * problem.weeks + 1;
    schedule_.weeks.assign(problem.introductions.size(), kNoWeek);
  }

  Schedule Run() {
    Groups groups(problem_);
    std::map<std::int32_t, std::vector<int>> members;
    for (std::size_t i = 0; i < problem_.introductions.size(); ++i) {
      members[groups.Root(problem_.introductions[i].manager)].push_back(static_cast<int>(i));
    }
    for (const auto& [root, group] : members) schedule_.objective_bound += SolveGroup(group);
    for (std::size_t i = 0; i < problem_.introductions.size(); ++i) {
      const Introduction& introduction = problem_.introductions[i];
      if (schedule_.weeks[i] == kNoWeek) {
        schedule_.unplaced_urgency += introduction.urgency;
      } else {
        schedule_.lateness += introduction.urgency * (schedule_.weeks[i] - introduction.earliest_week);
      }
      schedule_.reasons.push_back(Reason(i));
    }
    schedule_.objective = schedule_.lateness + schedule_.unplaced_urgency * schedule_.unplaced_weight;
    schedule_.optimal = schedule_.objective == schedule_.objective_bound;
    return std::move(schedule_);
  }

 private:
  std::int64_t CostOf(int introduction, int week) const {
    const Introduction& i = problem_.introductions[At(introduction)];
    return week == kNoWeek ? i.urgency * schedule_.unplaced_weight : i.urgency * (week - i.earliest_week);
  }
  std::int64_t CostOf(const std::vector<int>& group, const std::vector<int>& weeks) const {
    std::int64_t cost = 0;
    for (std::size_t k = 0; k < group.size(); ++k) cost += CostOf(group[k], weeks[k]);
    return cost;
  }
  bool Stopped() const { return should_stop_ && should_stop_(); }

  // Each introduction in its first week, as if it were alone.
  std::int64_t AloneBound(const std::vector<int>& group) const {
    std::int64_t bound = 0;
    for (const int i : group) bound += CostOf(i, open_.Of(i).empty() ? kNoWeek : open_.Of(i).front());
    return bound;
  }

  struct Flow {
    std::vector<int> weeks;  // per introduction of the group
    std::int64_t cost = 0;   // with prices
    bool complete = false;   // not stopped before it began: cost is the optimum of this network
  };

  Flow SolveFlow(const inner::WeekTask& task) const {
    if (Stopped()) return {std::vector<int>(task.group.size(), kNoWeek)};
    inner::WeekFlow flow = inner::SolveWeeks(problem_, open_, schedule_.unplaced_weight, task);
    return {std::move(flow.weeks), flow.cost, true};
  }

  // One manager or one rep: a flow, hence exact. Returns the bound, leaves the weeks in schedule_.
  std::int64_t SolveGroup(const std::vector<int>& group) {
    bool one_manager = true;
    bool one_rep = true;
    for (const int i : group) {
      one_manager &= problem_.introductions[At(i)].manager == problem_.introductions[At(group[0])].manager;
      one_rep &= problem_.introductions[At(i)].rep == problem_.introductions[At(group[0])].rep;
    }
    if (!one_manager && !one_rep) return SolveCrossing(group);
    const Flow flow = Exact(group, problem_.manager_limits, problem_.rep_limits, one_manager);
    for (std::size_t k = 0; k < group.size(); ++k) schedule_.weeks[At(group[k])] = flow.weeks[k];
    return flow.complete ? flow.cost : AloneBound(group);
  }

  Flow Exact(const std::vector<int>& group, const Limits& managers, const Limits& reps,
             bool one_manager) const {
    if (one_manager) return SolveFlow({.group = group, .inner = &reps, .outer = managers});
    return SolveFlow({.group = group, .inner = &managers, .inner_is_rep = false, .outer = reps});
  }

  // Several managers and several reps: each manager's introductions, then each rep's, are planned anew while
  // the others stand, which is exact each time and never makes it worse; the bound comes from prices on the
  // reps' weeks.
  std::int64_t SolveCrossing(const std::vector<int>& group) {
    std::map<std::int32_t, std::vector<int>> by_manager;
    std::map<std::int32_t, std::vector<int>> by_rep;
    for (const int i : group) {
      by_manager[problem_.introductions[At(i)].manager].push_back(i);
      by_rep[problem_.introductions[At(i)].rep].push_back(i);
    }
    StandWhereBefore(group);
    bool improved = true;
    for (int round = 0; round < kMostRounds && improved && !Stopped(); ++round) {
      improved = false;
      for (const auto& [manager, part] : by_manager) improved |= PlanAnew(group, part, true);
      for (const auto& [rep, part] : by_rep) improved |= PlanAnew(group, part, false);
    }
    std::int64_t cost = 0;
    for (const int i : group) cost += CostOf(i, schedule_.weeks[At(i)]);
    return std::min(cost, std::max(AloneBound(group), PricedBound(group, cost)));
  }

  // In the weeks before, as far as they are still open.
  void StandWhereBefore(const std::vector<int>& group) {
    Limits managers = problem_.manager_limits;
    Limits reps = problem_.rep_limits;
    for (const int i : group) {
      const Introduction& introduction = problem_.introductions[At(i)];
      const int week = introduction.week_before;
      if (!std::binary_search(open_.Of(i).begin(), open_.Of(i).end(), week)) continue;
      int& manager = managers[At(introduction.manager)][At(week)];
      int& rep = reps[At(introduction.rep)][At(week)];
      if (manager == 0 || rep == 0) continue;
      --manager;
      --rep;
      schedule_.weeks[At(i)] = week;
    }
  }

  bool PlanAnew(const std::vector<int>& group, const std::vector<int>& part, bool one_manager) {
    Limits managers = problem_.manager_limits;
    Limits reps = problem_.rep_limits;
    std::vector<char> in_part(problem_.introductions.size(), 0);
    for (const int i : part) in_part[At(i)] = 1;
    for (const int i : group) {
      const int week = schedule_.weeks[At(i)];
      if (in_part[At(i)] || week == kNoWeek) continue;
      --managers[At(problem_.introductions[At(i)].manager)][At(week)];
      --reps[At(problem_.introductions[At(i)].rep)][At(week)];
    }
    std::vector<int> before;
    for (const int i : part) before.push_back(schedule_.weeks[At(i)]);
    const Flow flow = Exact(part, managers, reps, one_manager);
    if (CostOf(part, flow.weeks) >= CostOf(part, before)) return false;
    for (std::size_t k = 0; k < part.size(); ++k) schedule_.weeks[At(part[k])] = flow.weeks[k];
    return true;
  }

  // The reps' limits get prices instead (integers >= 0): flow cost - sum of price * limit is below every
  // schedule.
  std::int64_t PricedBound(const std::vector<int>& group, std::int64_t cost) const {
    Prices prices(problem_.rep_limits.size(), std::vector<std::int64_t>(At(problem_.weeks), 0));
    std::int64_t best = INT64_MIN;
    const auto most = static_cast<std::int64_t>(group.size());  // a larger limit is no limit
    double boldness = 1;
    for (int pass = 0; pass < kBoundPasses && best < cost && !Stopped(); ++pass) {
      const Flow flow = SolveFlow({.group = group, .outer = problem_.manager_limits, .prices = &prices});
      if (!flow.complete) break;
      Prices load(prices.size(), std::vector<std::int64_t>(At(problem_.weeks), 0));
      for (std::size_t k = 0; k < group.size(); ++k) {
        if (flow.weeks[k] != kNoWeek) ++load[At(problem_.introductions[At(group[k])].rep)][At(flow.weeks[k])];
      }
      Wide value = flow.cost;
      double norm = 0;
      for (std::size_t r = 0; r < prices.size(); ++r) {
        for (std::size_t week = 0; week < prices[r].size(); ++week) {
          const std::int64_t limit = std::min<std::int64_t>(problem_.rep_limits[r][week], most);
          value -= static_cast<Wide>(prices[r][week]) * limit;
          load[r][week] -= limit;
          if (prices[r][week] == 0 && load[r][week] < 0) load[r][week] = 0;
          norm += static_cast<double>(load[r][week]) * static_cast<double>(load[r][week]);
        }
      }
      if (value <= best) boldness /= 2;
      best = std::max(best, static_cast<std::int64_t>(std::max<Wide>(value, INT64_MIN)));
      if (norm == 0) break;
      const double step = boldness * static_cast<double>(cost - best) / norm;
      MovePrices(load, step, prices);
    }
    return best;
  }

  void MovePrices(const Prices& slope, double step, Prices& prices) const {
    const auto most = static_cast<double>(schedule_.unplaced_weight);
    for (std::size_t r = 0; r < prices.size(); ++r) {
      for (std::size_t week = 0; week < prices[r].size(); ++week) {
        const double moved =
            static_cast<double>(prices[r][week]) + step * static_cast<double>(slope[r][week]);
        prices[r][week] = static_cast<std::int64_t>(std::clamp(moved, 0.0, most));
      }
    }
  }

  WhyNoWeek Reason(std::size_t introduction) const {
    if (schedule_.weeks[introduction] != kNoWeek) return WhyNoWeek::placed;
    const Introduction& i = problem_.introductions[introduction];
    const std::vector<int>& weeks = open_.Of(static_cast<int>(introduction));
    if (weeks.empty()) return WhyNoWeek::blocked;
    const auto manager = [&](int week) { return problem_.manager_limits[At(i.manager)][At(week)] > 0; };
    const auto rep = [&](int week) { return problem_.rep_limits[At(i.rep)][At(week)] > 0; };
    if (std::none_of(weeks.begin(), weeks.end(), manager)) return WhyNoWeek::manager_away;
    if (std::none_of(weeks.begin(), weeks.end(), rep)) return WhyNoWeek::rep_away;
    const bool common =
        std::any_of(weeks.begin(), weeks.end(), [&](int week) { return manager(week) && rep(week); });
    return common ? WhyNoWeek::crowded_out : WhyNoWeek::no_common_week;
  }

  const ScheduleProblem& problem_;
  const Stop& should_stop_;
  const inner::OpenWeeks open_;
  Schedule schedule_;
};

void CheckLimits(const char* name, const Limits& limits, int weeks, std::vector<std::string>& faults) {
  for (std::size_t i = 0; i < limits.size(); ++i) {
    const std::string place = std::string(name) + "[" + std::to_string(i) + "]";
    if (limits[i].size() != At(weeks)) faults.push_back(place);
    for (std::size_t week = 0; week < limits[i].size(); ++week) {
      if (limits[i][week] < 0) faults.push_back(place + "[" + std::to_string(week) + "]");
    }
  }
}

}  // namespace

std::vector<std::string> ValidateSchedule(const ScheduleProblem& problem) {
  if (problem.weeks < 0) return {"weeks"};
  std::vector<std::string> faults;
  CheckLimits("manager_limits", problem.manager_limits, problem.weeks, faults);
  CheckLimits("rep_limits", problem.rep_limits, problem.weeks, faults);
  Wide urgency = 0;
  for (std::size_t i = 0; i < problem.introductions.size(); ++i) {
    const Introduction& introduction = problem.introductions[i];
    const std::string place = "introductions[" + std::to_string(i) + "]";
    const auto known = [](std::int32_t index, const Limits& limits) {
      return index >= 0 && At(index) < limits.size();
    };
    if (!known(introduction.manager, problem.manager_limits)) faults.push_back(place + ".manager");
    if (!known(introduction.rep, problem.rep_limits)) faults.push_back(place + ".rep");
    if (introduction.earliest_week < 0) faults.push_back(place + ".earliest_week");
    if (introduction.urgency < 1) faults.push_back(place + ".urgency");
    urgency += std::max<std::int64_t>(introduction.urgency, 0);
  }
  if (urgency > kLargestSum || (urgency * problem.weeks + 1) * urgency > kLargestSum)
    faults.emplace_back("urgency");
  return faults;
}

Schedule ScheduleIntroductions(const ScheduleProblem& problem, const std::function<bool()>& should_stop) {
  return Scheduler(problem, should_stop).Run();
}

}  // namespace baton::assign
