#include "assign/balance.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "assign/thresholds.h"

namespace baton::assign::inner {
namespace {

// Of the way before; it grows while passes gain (Nesterov; restarts: O'Donoghue and Candes 2015).
constexpr double kMostMomentum = 0.9;
constexpr double kGrowth = 1.2;
constexpr double kCut = 0.5;
constexpr int kLittleInTurn = 2;        // one may be by chance: the way swings
constexpr double kSmallestPart = 0.01;  // of the way

class Balancing {
 public:
  Balancing(const Model& model, std::int64_t spare, Watch& watch)
      : model_(model), spare_(spare), watch_(watch), way_(At(model.rep_count), 0.0) {}

  std::optional<std::int64_t> Run(const Effort& effort, Prices& prices) {
    std::optional<Proven> best = Prove(prices);
    int little = 0;  // passes in turn that gained next to nothing
    if (!best) return {};
    for (int pass = 1; pass < effort.passes && part_ >= kSmallestPart && little < kLittleInTurn; ++pass) {
      const Prices tried = Go(*best, prices);
      std::optional<Proven> next = Prove(tried);
      if (!next) break;
      const std::int64_t gain = next->with_spare - best->with_spare;
      if (gain <= 0) {
        part_ *= kCut;
        gained_ = 0;
        std::fill(way_.begin(), way_.end(), 0.0);
        continue;
      }
      ++gained_;
      part_ = std::min(1.0, part_ * kGrowth);
      for (std::size_t r = 0; r < way_.size(); ++r) {
        way_[r] = static_cast<double>(tried.capacity[r] - prices.capacity[r]);
      }
      prices = tried;
      best = std::move(next);
      little = gain <= std::abs(best->with_spare) / effort.worth ? little + 1 : 0;
      if (little > 0) gained_ = 0;  // the way swings
    }
    return best->relaxed.value;
  }

 private:
  struct Proven {
    Relaxed relaxed;
    Thresholds thresholds;
    std::int64_t with_spare;  // the value, if there were so much less capacity
  };

  // What is left of a rep's capacity.
  std::int64_t Left(std::int32_t rep) const {
    return std::max<std::int64_t>(0, model_.capacity[At(rep)] - spare_);
  }

  std::optional<Proven> Prove(const Prices& prices) {
    Proven proven{{}, Thresholds(model_), 0};
    if (!Relax(model_, prices, watch_, proven.relaxed, &proven.thresholds)) return {};
    proven.with_spare = proven.relaxed.value;
    for (std::int32_t r = 0; r < model_.rep_count; ++r) {
      proven.with_spare += prices.capacity[At(r)] * (model_.capacity[At(r)] - Left(r));
    }
    return proven;
  }

  Prices Go(const Proven& from, const Prices& prices) const {
    const double momentum = std::min(kMostMomentum, gained_ / (gained_ + 3.0));
    const auto largest = static_cast<double>(model_.largest_capacity_price);
    Prices to = prices;
    for (std::int32_t r = 0; r < model_.rep_count; ++r) {
      if (!model_.can_be_full[At(r)]) continue;
      const double shift = from.thresholds.Shift(r, from.relaxed.load[At(r)] - Left(r));
      const double price =
          static_cast<double>(prices.capacity[At(r)]) + part_ * shift + momentum * way_[At(r)];
      to.capacity[At(r)] = static_cast<std::int64_t>(std::clamp(price, 0.0, largest));
    }
    return to;
  }

  const Model& model_;
  const std::int64_t spare_;
  Watch& watch_;
  double part_ = 1;
  int gained_ = 0;           // passes since one that did not
  std::vector<double> way_;  // of each price, by the last pass that gained
};

}  // namespace

std::optional<std::int64_t> Balance(const Model& model, std::int64_t spare, const Effort& effort,
                                    Watch& watch, Prices& prices) {
  return Balancing(model, spare, watch).Run(effort, prices);
}

}  // namespace baton::assign::inner
