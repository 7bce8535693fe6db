#include "assign/chains.h"

#include <utility>
#include <vector>

#include "assign/crowd.h"

namespace baton::assign::inner {
namespace {

constexpr std::int64_t kMostCells = 1'000'000;
// With a fair share, where steps of one or two accounts leave more to gain.
constexpr std::int64_t kMostCellsShared = 4'000'000;
constexpr std::int64_t kLooksANode = 150;  // places looked at in the time of a node
constexpr std::size_t kLongestChain = 12;
constexpr std::size_t kVariants = 4;  // greedy, or with the second choice as one of the first links
constexpr double kPatientHope = 0.1;  // of what an account costs: so much may be missing on the way
constexpr double kEnough = 1e-7;      // what is less is rounding

class Chaser {
 public:
  Chaser(const Model& model, const Prices& prices, Random& random, Watch& watch, Plan& best)
      : model_(model),
        random_(random),
        watch_(watch),
        best_(best),
        field_(model, prices),
        crowd_(model, field_),
        changed_(At(model.rep_count + 1), 0),
        is_in_chain_(At(model.rep_count + 1), 0) {}

  std::int64_t Run(std::int64_t limit, std::int64_t proven) {
    const std::int64_t most = limit > INT64_MAX / kLooksANode ? INT64_MAX : limit * kLooksANode;
    Return();
    Descend();
    std::vector<std::int32_t> seed = crowd_.reps();
    while (looks_ < most && !watch_.stopped() && best_.objective() > proven) {
      Kick();
      crowd_.Adapt(Descend());
      if (crowd_.Value() > crowd_.ValueOf(seed)) {
        GoTo(seed);
      } else {
        seed = crowd_.reps();
      }
    }
    return looks_ / kLooksANode;
  }

 private:
  // A step: `account` goes to `to`, and perhaps another one where it was.
  struct Step {
    double delta = -kEnough;
    std::int32_t to = kNone;
    std::int32_t other = kNone;
  };
  struct Link {
    std::int32_t account;
    std::int32_t to;
  };
  // The end of a chain: after so many links the first account goes there.
  struct End {
    double delta = -kEnough;
    std::size_t links = 0;
    std::int32_t to = kNone;
  };

  void Return() {
    std::vector<std::int32_t> reps = best_.Assignment();
    for (std::int32_t& rep : reps) {
      if (rep == kUnplaced) rep = field_.none();
    }
    crowd_.Take(reps);
    changed_.assign(changed_.size(), sweep_);
  }

  // The plan that no step improved; nothing has to be looked at again.
  void GoTo(const std::vector<std::int32_t>& reps) {
    for (std::int32_t j = 0; j < model_.account_count; ++j) {
      if (crowd_.rep(j) != reps[At(j)]) crowd_.Move(j, reps[At(j)]);
    }
    sweep_ += 2;
  }

  void Move(std::int32_t account, std::int32_t to) {
    changed_[At(crowd_.rep(account))] = sweep_;
    changed_[At(to)] = sweep_;
    crowd_.Move(account, to);
  }

  // Since before the last sweep.
  bool HasChanged(std::int32_t rep) const { return changed_[At(rep)] >= sweep_ - 1; }

  void Kick() {
    const std::int32_t account = random_.Below(model_.account_count);
    const std::int32_t to = Pick(field_.Near(account));
    if (to != crowd_.rep(account)) Move(account, to);
  }
  std::int32_t Pick(const std::vector<std::int32_t>& from) {
    return from[At(random_.Below(static_cast<std::int32_t>(from.size())))];
  }

  // Steps until none helps. Was there a plan that fits on the way?
  bool Descend() {
    bool did_fit = Keep();
    for (bool is_better = true; is_better;) {
      is_better = false;
      const std::int32_t start = random_.Below(model_.account_count);
      for (std::int32_t i = 0; i < model_.account_count; ++i) {
        const std::int32_t account =
            start + i < model_.account_count ? start + i : start + i - model_.account_count;
        if (!Improve(account)) continue;
        is_better = true;
        did_fit |= Keep();
      }
      ++sweep_;
      looks_ += model_.account_count;
      if (watch_.Stopped(looks_ - told_)) return did_fit;
      told_ = looks_;
    }
    return did_fit;
  }

  // The best plan, in whole numbers, when this one is better. Does it fit?
  bool Keep() {
    if (!crowd_.fits()) return false;
    if (crowd_.Value() >= static_cast<double>(best_.objective()) - 0.5) return true;
    Plan plan(model_);
    for (std::int32_t j = 0; j < model_.account_count; ++j) {
      const std::int32_t arc = crowd_.rep(j) == field_.none() ? kNone : model_.FindArc(j, crowd_.rep(j));
      if (!plan.Fits(j, arc)) return false;  // by a unit that real numbers do not tell
      plan.Move(j, arc);
    }
    if (plan.objective() < best_.objective()) best_ = std::move(plan);
    return true;
  }

  bool Improve(std::int32_t account) {
    if (Exchange(account)) return true;
    if (crowd_.rep(account) == field_.none() || !HasChanged(crowd_.rep(account))) return false;
    for (std::size_t variant = 0; variant < kVariants; ++variant) {
      if (Chain(account, variant)) return true;
    }
    return false;
  }

  bool Exchange(std::int32_t account) {
    const std::int32_t from = crowd_.rep(account);
    const bool all = HasChanged(from);
    Step best;
    for (const std::int32_t to : field_.Near(account)) {
      if (to != from && (all || HasChanged(to))) LookAt(account, to, best);
    }
    if (best.to == kNone) return false;
    Move(account, best.to);
    if (best.other != kNone) Move(best.other, from);
    return true;
  }

  void LookAt(std::int32_t account, std::int32_t to, Step& best) {
    const std::int32_t from = crowd_.rep(account);
    const Place& place = field_.PlaceOf(account, to);
    const Burden left = crowd_.Without(crowd_.burden(from), account);
    const Burden full = crowd_.With(crowd_.burden(to), account, place.load);
    const double base = place.cost - crowd_.Now(account).cost - crowd_.toll(from) - crowd_.toll(to);
    const double moved = base + crowd_.TollOf(from, left) + crowd_.TollOf(to, full);
    if (moved < best.delta) best = {moved, to, kNone};
    if (to == field_.none()) return;
    const std::vector<std::int32_t>& there = crowd_.Of(to);
    looks_ += static_cast<std::int64_t>(there.size()) + 1;
    for (const std::int32_t other : there) {
      const Place& back = field_.PlaceOf(other, from);
      if (back.cost >= kNever) continue;
      const double swapped = base + back.cost - crowd_.Now(other).cost +
                             crowd_.TollOf(from, crowd_.With(left, other, back.load)) +
                             crowd_.TollOf(to, crowd_.Without(full, other));
      if (swapped < best.delta) best = {swapped, to, other};
    }
  }

  bool Chain(std::int32_t account, std::size_t variant) {
    links_.clear();
    std::int32_t at = crowd_.rep(account);
    Burden left = crowd_.Without(crowd_.burden(at), account);
    double delta = -crowd_.Now(account).cost - crowd_.toll(at);  // `at` has no toll until it is full again
    is_in_chain_[At(at)] = 1;
    End best;
    while (links_.size() < kLongestChain && IsHopeful(account, at, left, delta)) {
      const std::int32_t next = Next(at, left, links_.size() + 1 == variant);
      if (next == kNone) break;
      const Place& place = field_.PlaceOf(next, at);
      const std::int32_t behind = crowd_.rep(next);
      delta += place.cost - crowd_.Now(next).cost + crowd_.TollOf(at, crowd_.With(left, next, place.load)) -
               crowd_.toll(behind);
      links_.push_back({next, at});
      at = behind;
      left = crowd_.Without(crowd_.burden(at), next);
      is_in_chain_[At(at)] = 1;
      TryToEnd(account, at, left, delta, best);
    }
    is_in_chain_[At(crowd_.rep(account))] = 0;
    for (const Link& link : links_) is_in_chain_[At(crowd_.rep(link.account))] = 0;
    if (best.links == 0) return false;
    for (std::size_t i = 0; i < best.links; ++i) Move(links_[i].account, links_[i].to);
    Move(account, best.to);
    return true;
  }

  // Were the room at `at` worth its price, and the account at its cheapest place: could that be a gain?
  bool IsHopeful(std::int32_t account, std::int32_t at, const Burden& left, double delta) const {
    const double end = delta + crowd_.TollOf(at, left) - crowd_.WorthOfRoom(at, left) + field_.Least(account);
    return end < kPatientHope * field_.MeanLeast();
  }

  // Who comes into the room at `at`: the one that gains most, the room it leaves counted at its price.
  std::int32_t Next(std::int32_t at, const Burden& left, bool take_second) {
    double first = kNever;
    double second = kNever;
    std::int32_t who = kNone;
    std::int32_t runner_up = kNone;
    looks_ += static_cast<std::int64_t>(field_.Into(at).size());
    for (const Coming& coming : field_.Into(at)) {
      const std::int32_t from = crowd_.rep(coming.account);
      if (is_in_chain_[At(from)]) continue;
      const Place& now = crowd_.Now(coming.account);
      const double delta = coming.cost - now.cost - field_.price(from) * now.load +
                           crowd_.TollOf(at, crowd_.With(left, coming.account, coming.load));
      if (delta < first) {
        second = std::exchange(first, delta);
        runner_up = std::exchange(who, coming.account);
      } else if (delta < second) {
        second = delta;
        runner_up = coming.account;
      }
    }
    return take_second ? runner_up : who;
  }

  // The first account takes the room at `at`, or goes elsewhere and the room stays.
  void TryToEnd(std::int32_t account, std::int32_t at, const Burden& left, double delta, End& best) {
    const Place& place = field_.PlaceOf(account, at);
    if (place.cost < kNever) {
      const double closed = delta + place.cost + crowd_.TollOf(at, crowd_.With(left, account, place.load));
      if (closed < best.delta) best = {closed, links_.size(), at};
    }
    const double open = delta + crowd_.TollOf(at, left);
    for (const std::int32_t to : field_.Near(account)) {
      if (is_in_chain_[At(to)]) continue;
      const Place& there = field_.PlaceOf(account, to);
      const double ended = open + there.cost - crowd_.toll(to) +
                           crowd_.TollOf(to, crowd_.With(crowd_.burden(to), account, there.load));
      if (ended < best.delta) best = {ended, links_.size(), to};
    }
  }

  const Model& model_;
  Random& random_;
  Watch& watch_;
  Plan& best_;
  const Field field_;
  Crowd crowd_;
  std::int64_t sweep_ = 0;
  std::vector<std::int64_t> changed_;  // by rep: the sweep in which it last did
  std::vector<char> is_in_chain_;
  std::vector<Link> links_;
  std::int64_t looks_ = 0;
  std::int64_t told_ = 0;  // looks that the watch knows of
};

}  // namespace

bool CanChase(const Model& model) {
  return model.account_count > 1 && model.rep_count > 0 &&
         static_cast<std::int64_t>(model.account_count) * (model.rep_count + 1) <=
             (model.has_fair ? kMostCellsShared : kMostCells);
}

std::int64_t Chase(const Model& model, const Prices& prices, std::int64_t limit, std::int64_t proven,
                   Random& random, Watch& watch, Plan& best) {
  return Chaser(model, prices, random, watch, best).Run(limit, proven);
}

}  // namespace baton::assign::inner
