#include "assign/make_room.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

namespace baton::assign::inner {
namespace {

constexpr std::int64_t kMostLeftOut = 100;
constexpr std::int64_t kRoomWork = 100'000;  // at a rep, in arcs looked at

struct Move {
  std::int32_t account;
  std::int32_t arc;
};

// What others do to let the account in at a rep, and what all of it costs.
struct Way {
  std::int64_t cost = 0;
  std::vector<Move> moves;
};

// An account leaves the rep; into its place at the other rep's, who has no room for it, may come one from there.
struct Step {
  double rate;  // cost of each unit of load that it frees
  std::int64_t cost;
  std::int64_t freed;   // at the rep
  std::int64_t needed;  // of the other rep's room; below zero: frees some there too
  Move leaves;
  Move comes;  // account kNone: nobody

  bool operator<(const Step& other) const {
    return std::tuple(rate, leaves.account, leaves.arc) <
           std::tuple(other.rate, other.leaves.account, other.leaves.arc);
  }
};

class Room {
 public:
  Room(const Model& model, const Plan& plan, std::int32_t account, Watch& watch)
      : model_(model), plan_(plan), account_(account), watch_(watch) {}

  Way Best() {
    Way best;
    for (std::int64_t a = model_.first[At(account_)]; a < model_.first[At(account_) + 1]; ++a) {
      if (watch_.Stopped(kRoomWork)) break;
      if (Way way = WayInto(static_cast<std::int32_t>(a)); way.cost < best.cost) best = std::move(way);
    }
    return best;
  }

 private:
  using Arcs = std::vector<Move>;

  const Candidate& Arc(std::int32_t arc) const { return model_.arcs[At(arc)]; }
  std::int64_t LoadNow(std::int32_t account) const { return plan_.LoadOf(plan_.arc(account)); }

  // Steps that cost least for the load that they free come first. Costs nothing where they free too little.
  Way WayInto(std::int32_t arc) const {
    const std::int32_t rep = Arc(arc).rep;
    Way way{plan_.Delta(account_, arc), {}};
    std::int64_t missing = Arc(arc).load - plan_.room(rep);
    std::map<std::int32_t, std::int64_t> taken;  // of other reps' room
    std::set<std::int32_t> moved;
    for (const Step& step : StepsOf(rep)) {
      if (missing <= 0 || way.cost >= 0) break;
      const std::int32_t other = Arc(step.leaves.arc).rep;
      if (step.needed > plan_.room(other) - taken[other]) continue;
      if (moved.contains(step.leaves.account) || moved.contains(step.comes.account)) continue;
      moved.insert(step.leaves.account);
      way.moves.push_back(step.leaves);
      if (step.comes.account != kNone) {
        moved.insert(step.comes.account);
        way.moves.push_back(step.comes);
      }
      taken[other] += step.needed;
      missing -= step.freed;
      way.cost += step.cost;
    }
    if (missing > 0) return {};
    way.moves.push_back({account_, arc});
    return way;
  }

  // For each account of the rep and each other rep of its candidates the step that frees load cheapest.
  std::vector<Step> StepsOf(std::int32_t rep) const {
    std::map<std::int32_t, Arcs> into;  // by the rep whose they are now: who could come
    std::vector<Step> steps;
    for (std::int32_t j = plan_.FirstOf(rep); j != kNone; j = plan_.NextOf(j)) {
      for (std::int64_t a = model_.first[At(j)]; a < model_.first[At(j) + 1]; ++a) {
        const Move leaves{j, static_cast<std::int32_t>(a)};
        const std::int32_t other = Arc(leaves.arc).rep;
        if (other == rep) continue;
        if (!into.contains(other)) into[other] = ArcsInto(rep, other);
        if (const Step step = Cheapest(leaves, into[other]); step.freed > 0) steps.push_back(step);
      }
    }
    std::sort(steps.begin(), steps.end());
    return steps;
  }

  Arcs ArcsInto(std::int32_t rep, std::int32_t from) const {
    Arcs arcs;
    for (std::int32_t j = plan_.FirstOf(from); j != kNone; j = plan_.NextOf(j)) {
      if (const std::int32_t arc = model_.FindArc(j, rep); arc != kNone) arcs.push_back({j, arc});
    }
    return arcs;
  }

  Step Cheapest(const Move& leaves, const Arcs& into) const {
    const Step alone = StepOf(leaves, {kNone, kNone});
    const std::int64_t room = plan_.room(Arc(leaves.arc).rep);
    Step cheapest{};
    if (alone.freed > 0 && alone.needed <= room) cheapest = alone;
    for (const Move& comes : into) {
      const Step step = StepOf(leaves, comes);
      if (step.freed <= 0 || step.needed > room) continue;
      if (cheapest.freed == 0 || step.rate < cheapest.rate) cheapest = step;
    }
    return cheapest;
  }

  Step StepOf(const Move& leaves, const Move& comes) const {
    Step step{.rate = 0,
              .cost = plan_.Delta(leaves.account, leaves.arc),
              .freed = LoadNow(leaves.account),
              .needed = Arc(leaves.arc).load,
              .leaves = leaves,
              .comes = comes};
    if (comes.account != kNone) {
      step.cost += plan_.Delta(comes.account, comes.arc);
      step.freed -= Arc(comes.arc).load;
      step.needed -= LoadNow(comes.account);
    }
    step.rate = static_cast<double>(step.cost) / static_cast<double>(std::max<std::int64_t>(1, step.freed));
    return step;
  }

  const Model& model_;
  const Plan& plan_;
  const std::int32_t account_;
  Watch& watch_;
};

}  // namespace

bool MakeRoom(const Model& model, std::int32_t account, Watch& watch, Plan& plan) {
  const Way best = Room(model, plan, account, watch).Best();
  for (const Move& move : best.moves) plan.Move(move.account, move.arc);
  return !best.moves.empty();
}

void PlaceLeftOut(const Model& model, Watch& watch, Plan& plan) {
  if (model.has_fair) return;
  std::vector<std::int32_t> left_out;
  for (std::int32_t j = 0; j < model.account_count; ++j) {
    if (plan.arc(j) == kNone) left_out.push_back(j);
  }
  if (std::ssize(left_out) > kMostLeftOut) return;
  for (const std::int32_t j : left_out) MakeRoom(model, j, watch, plan);
}

}  // namespace baton::assign::inner
