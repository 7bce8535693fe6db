#include "assign/week_flow.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "assign/min_cost_flow.h"

namespace baton::assign::inner {
namespace {

__extension__ typedef __int128 Wide;

// What costs and their sums stay below when the weeks before are told apart; above, they are not looked at.
constexpr std::int64_t kMostCost = std::int64_t{1} << 58;

std::size_t At(std::int64_t index) { return static_cast<std::size_t>(index); }

class Network {
 public:
  Network(const ScheduleProblem& problem, const OpenWeeks& open, std::int64_t unplaced_weight,
          const WeekTask& task)
      : problem_(problem), open_(open), unplaced_weight_(unplaced_weight), task_(task) {}

  WeekFlow Run() {
    result_.weeks.assign(task_.group.size(), kNoWeek);
    MakeClasses();
    LeaveOutHopeless();
    ChooseScale();
    CountClasses();
    AddArcs();
    const std::vector<std::int64_t> flow = CheapestFlow(supply_, arcs_);
    Take(flow);
    return std::move(result_);
  }

 private:
  // Introductions that can take each other's places.
  struct Class {
    std::vector<int> members;  // positions in the group
    int inner = 0;
    int outer = 0;
    const std::vector<int>* weeks = nullptr;
    std::int64_t urgency = 1;
    int earliest_week = 0;
  };
  // Of a class in a week: those who stood there, or any.
  struct Way {
    std::size_t arc;
    std::size_t of_class;
    int week;
  };

  const Introduction& Get(int position) const {
    return problem_.introductions[At(task_.group[At(position)])];
  }
  int InnerOf(const Introduction& i) const { return task_.inner_is_rep ? i.rep : i.manager; }
  int OuterOf(const Introduction& i) const { return task_.inner_is_rep ? i.manager : i.rep; }

  std::int64_t CostOf(const Class& c, int week) const {
    if (week == kNoWeek) return c.urgency * unplaced_weight_;
    const std::int64_t price = task_.prices == nullptr ? 0 : (*task_.prices)[At(c.inner)][At(week)];
    return c.urgency * (week - c.earliest_week) + price;
  }
  int InnerLimit(int inner, int week) const {
    return task_.inner == nullptr ? INT32_MAX : (*task_.inner)[At(inner)][At(week)];
  }
  int OuterLimit(int outer, int week) const { return task_.outer[At(outer)][At(week)]; }

  // The most urgent first.
  void MakeClasses() {
    const auto key = [this](int position) {
      const Introduction& i = Get(position);
      return std::tuple(-i.urgency, InnerOf(i), OuterOf(i), i.earliest_week,
                        open_.set_of[At(task_.group[At(position)])]);
    };
    std::vector<int> order(task_.group.size());
    for (std::size_t k = 0; k < order.size(); ++k) order[k] = static_cast<int>(k);
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return key(a) < key(b); });
    for (std::size_t k = 0; k < order.size(); ++k) {
      if (k == 0 || key(order[k - 1]) != key(order[k])) {
        const Introduction& i = Get(order[k]);
        classes_.push_back({.members = {},
                            .inner = InnerOf(i),
                            .outer = OuterOf(i),
                            .weeks = &open_.Of(task_.group[At(order[k])]),
                            .urgency = i.urgency,
                            .earliest_week = i.earliest_week});
      }
      classes_.back().members.push_back(order[k]);
    }
  }

  // How many can be introduced at most.
  std::int64_t MostPlaces() const {
    std::map<int, std::vector<std::int64_t>> inner_sum;  // by outer, per week
    std::map<std::pair<int, int>, bool> seen;
    for (const Class& c : classes_) {
      if (!seen.emplace(std::pair(c.outer, c.inner), true).second) continue;
      auto& sum = inner_sum[c.outer];
      sum.resize(At(problem_.weeks), 0);
      for (int week = 0; week < problem_.weeks; ++week) sum[At(week)] += InnerLimit(c.inner, week);
    }
    std::int64_t most = 0;
    for (const auto& [outer, sum] : inner_sum) {
      for (int week = 0; week < problem_.weeks; ++week)
        most += std::min<std::int64_t>(OuterLimit(outer, week), sum[At(week)]);
    }
    return most;
  }

  // Urgency goes before waiting, and what has a place has it by its urgency alone (what can be introduced together is a matroid):
  // where the more urgent can fill every place, no best answer has a less urgent one.
  void LeaveOutHopeless() {
    if (task_.prices != nullptr || task_.inner == nullptr) return;
    std::int64_t free = MostPlaces();
    WeekLimits inner = *task_.inner;
    WeekLimits outer = task_.outer;
    std::size_t end = 0;
    for (; end < classes_.size(); ++end) {
      const Class& c = classes_[end];
      if (free == 0 && end > 0 && c.urgency < classes_[end - 1].urgency) break;
      auto left = static_cast<int>(c.members.size());
      for (const int week : *c.weeks) {
        int& inner_left = inner[At(c.inner)][At(week)];
        int& outer_left = outer[At(c.outer)][At(week)];
        const int taken = std::min({left, inner_left, outer_left});
        inner_left -= taken;
        outer_left -= taken;
        left -= taken;
        free -= taken;
      }
    }
    for (std::size_t k = end; k < classes_.size(); ++k)
      result_.cost += static_cast<std::int64_t>(classes_[k].members.size()) * CostOf(classes_[k], kNoWeek);
    classes_.resize(end);
  }

  // Costs are scaled so that all that stay together weigh less than the least difference.
  void ChooseScale() {
    std::int64_t all = 1;
    bool any = false;
    Wide dearest = 0;
    for (const Class& c : classes_) {
      all += static_cast<std::int64_t>(c.members.size());
      dearest += static_cast<Wide>(CostOf(c, kNoWeek)) * static_cast<Wide>(c.members.size());
      for (const int position : c.members) any |= Get(position).week_before != kNoWeek;
    }
    if (any && task_.prices == nullptr && dearest * all < kMostCost) scale_ = all;
  }

  void CountClasses() {
    if (task_.inner == nullptr) return;
    classes_with_.resize(task_.inner->size(), 0);
    for (const Class& c : classes_) ++classes_with_[At(c.inner)];
  }

  // The node of somebody in a week, which lets so many through.
  int Join(std::vector<int>& nodes, int who, int week, int to, int limit) {
    int& node = nodes[At(who) * At(problem_.weeks) + At(week)];
    if (node != -1) return node;
    node = static_cast<int>(supply_.size());
    supply_.push_back(0);
    arcs_.push_back({node, to, limit, 0});
    return node;
  }

  void AddArcs() {
    const int sink = static_cast<int>(classes_.size());
    std::int64_t all = 0;
    for (const Class& c : classes_) {
      supply_.push_back(static_cast<std::int64_t>(c.members.size()));
      all += supply_.back();
    }
    supply_.push_back(-all);
    std::vector<int> outer_nodes(task_.outer.size() * At(problem_.weeks), -1);
    std::vector<int> inner_nodes(classes_with_.size() * At(problem_.weeks), -1);
    std::vector<std::int64_t> stood(At(problem_.weeks));
    for (std::size_t k = 0; k < classes_.size(); ++k) {
      const Class& c = classes_[k];
      const auto count = static_cast<std::int64_t>(c.members.size());
      const int from = static_cast<int>(k);
      arcs_.push_back({from, sink, count, CostOf(c, kNoWeek) * scale_});
      std::fill(stood.begin(), stood.end(), 0);
      for (const int position : c.members) {
        const int before = Get(position).week_before;
        if (scale_ > 1 && before >= 0 && before < problem_.weeks) ++stood[At(before)];
      }
      for (const int week : *c.weeks) {
        const int inner_limit = InnerLimit(c.inner, week);
        const int outer_limit = OuterLimit(c.outer, week);
        if (inner_limit == 0 || outer_limit == 0) continue;
        int to = Join(outer_nodes, c.outer, week, sink, outer_limit);
        // Where it is the only class of this rep the way itself is as narrow as the rep's week.
        const bool is_shared = task_.inner != nullptr && classes_with_[At(c.inner)] > 1;
        if (is_shared) to = Join(inner_nodes, c.inner, week, to, inner_limit);
        const std::int64_t most = std::min<std::int64_t>(count, inner_limit);
        const std::int64_t stay = std::min(stood[At(week)], most);
        const std::int64_t cost = CostOf(c, week) * scale_;
        if (stay > 0) AddWay(k, week, {from, to, stay, cost - 1});
        if (most > stay) AddWay(k, week, {from, to, most - stay, cost});
      }
    }
  }

  void AddWay(std::size_t of_class, int week, const FlowArc& arc) {
    ways_.push_back({arcs_.size(), of_class, week});
    arcs_.push_back(arc);
  }

  // The members of a class share its weeks: who stood in one stays, then come those who stood somewhere else, then the others.
  void Take(const std::vector<std::int64_t>& flow) {
    std::vector<std::vector<std::int64_t>> share(classes_.size());
    for (const Way& way : ways_) {
      share[way.of_class].resize(At(problem_.weeks), 0);
      share[way.of_class][At(way.week)] += flow[way.arc];
      result_.cost += flow[way.arc] * CostOf(classes_[way.of_class], way.week);
    }
    for (std::size_t k = 0; k < classes_.size(); ++k) {
      std::vector<std::int64_t>& left = share[k];
      left.resize(At(problem_.weeks), 0);
      std::vector<int> elsewhere;
      std::vector<int> nowhere;
      for (const int position : classes_[k].members) {
        const int before = Get(position).week_before;
        if (before >= 0 && before < problem_.weeks && left[At(before)] > 0) {
          --left[At(before)];
          result_.weeks[At(position)] = before;
        } else {
          (before == kNoWeek ? nowhere : elsewhere).push_back(position);
        }
      }
      elsewhere.insert(elsewhere.end(), nowhere.begin(), nowhere.end());
      auto next = elsewhere.begin();
      for (int week = 0; week < problem_.weeks; ++week) {
        for (; left[At(week)] > 0; --left[At(week)]) result_.weeks[At(*next++)] = week;
      }
      result_.cost += (elsewhere.end() - next) * CostOf(classes_[k], kNoWeek);
    }
  }

  const ScheduleProblem& problem_;
  const OpenWeeks& open_;
  const std::int64_t unplaced_weight_;
  const WeekTask& task_;
  std::vector<Class> classes_;
  std::vector<int> classes_with_;  // per inner
  std::int64_t scale_ = 1;
  std::vector<std::int64_t> supply_;
  std::vector<FlowArc> arcs_;
  std::vector<Way> ways_;
  WeekFlow result_;
};

}  // namespace

OpenWeeks::OpenWeeks(const ScheduleProblem& problem) {
  std::map<std::vector<int>, int> index;
  std::vector<int> weeks;
  for (const Introduction& introduction : problem.introductions) {
    weeks.clear();
    const int last = std::min(problem.weeks - 1, introduction.latest_week);
    for (int week = std::max(0, introduction.earliest_week); week <= last; ++week) {
      const auto& blocked = introduction.blocked_weeks;
      if (std::find(blocked.begin(), blocked.end(), week) == blocked.end()) weeks.push_back(week);
    }
    const auto [found, is_new] = index.try_emplace(weeks, static_cast<int>(sets.size()));
    if (is_new) sets.push_back(weeks);
    set_of.push_back(found->second);
  }
}

WeekFlow SolveWeeks(const ScheduleProblem& problem, const OpenWeeks& open, std::int64_t unplaced_weight,
                    const WeekTask& task) {
  return Network(problem, open, unplaced_weight, task).Run();
}

}  // namespace baton::assign::inner
