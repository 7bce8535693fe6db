#include "assign/dual.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <functional>
#include <optional>
#include <utility>

#include "assign/parts.h"

namespace baton::assign::inner {
namespace {

constexpr int kPatience = 6;  // passes without a better bound before steps are halved
constexpr double kSmallestStep = 1e-4;
constexpr double kMomentum = 0.6;
// Where accounts choose among reps that are as good as each other, what they would lose by their second choice says nothing of how far to
// go: all leave one rep for the next in each pass, and nothing is gained until the prices of all such reps have risen. So a step is a
// part of the gap, the slopes of more passes count together, a step that gained may be longer, and more passes without gain are borne.
constexpr double kTied = 0.1;  // of the gap: accounts would lose less than that, and a step hopes for as much
constexpr double kTiedMomentum = 0.9;
constexpr double kTiedGrowth = 1.2;
constexpr int kTiedPatience = 25;

// Prices as real numbers in scaled units, so that one step length suits loads and revenues alike.
class Climber {
 public:
  Climber(const Model& model, const Prices& prices, double lasts)
      : model_(model), lasts_(lasts), momentum_(At(model.rep_count) * 2, 0.0) {
    double revenue = 0;
    for (std::int32_t j = 0; j < model.account_count; ++j) revenue += static_cast<double>(model.Revenue(j));
    load_scale_ = std::max(model.mean_load, 1e-9);
    revenue_scale_ = std::max(revenue / std::max(1, model.account_count), 1e-9);
    Restart(prices);
  }

  void Restart(const Prices& prices) {
    position_.clear();
    for (const std::int64_t p : prices.capacity) position_.push_back(static_cast<double>(p) * load_scale_);
    for (const std::int64_t p : prices.fair) position_.push_back(static_cast<double>(p) * revenue_scale_);
    std::fill(momentum_.begin(), momentum_.end(), 0.0);
  }

  // One step of length `ambition` (the gain hoped for) along the slope at `at`.
  Prices Step(const Relaxed& at, double ambition) {
    const std::size_t reps = At(model_.rep_count);
    double norm = 0;
    for (std::size_t i = 0; i < momentum_.size(); ++i) {
      momentum_[i] = Slope(at, i) + lasts_ * momentum_[i];
      const double slope = momentum_[i];
      const bool blocked = i < reps && position_[i] <= 0 && slope < 0;
      if (!blocked) norm += slope * slope;
    }
    const double step = norm > 0 ? ambition / norm : 0;
    Prices prices = NoPrices(model_);
    for (std::size_t r = 0; r < reps; ++r) {
      Advance(r, step, 0, model_.can_be_full[r] ? static_cast<double>(model_.largest_capacity_price) : 0,
              load_scale_);
      prices.capacity[r] = static_cast<std::int64_t>(position_[r] / load_scale_);
      const std::int64_t penalty = model_.FairPenalty(static_cast<std::int32_t>(r)) * model_.grid;
      const double most = static_cast<double>(penalty);
      Advance(reps + r, step, -most, most, revenue_scale_);
      prices.fair[r] = std::clamp(std::llround(position_[reps + r] / revenue_scale_),
                                  -static_cast<long long>(penalty), static_cast<long long>(penalty));
    }
    return prices;
  }

 private:
  double Slope(const Relaxed& at, std::size_t i) const {
    const std::size_t reps = At(model_.rep_count);
    if (i < reps) {
      return model_.can_be_full[i] ? static_cast<double>(at.load[i] - model_.capacity[i]) / load_scale_ : 0;
    }
    const auto r = static_cast<std::int32_t>(i - reps);
    if (model_.FairPenalty(r) == 0) return 0;
    return static_cast<double>(at.revenue[At(r)] - model_.FairTarget(r)) / revenue_scale_;
  }

  void Advance(std::size_t i, double step, double least, double most, double scale) {
    position_[i] = std::clamp(position_[i] + step * momentum_[i], least * scale, most * scale);
  }

  const Model& model_;
  const double lasts_;  // of the slopes before
  double load_scale_ = 1;
  double revenue_scale_ = 1;
  std::vector<double> position_;  // capacity prices, then fair prices
  std::vector<double> momentum_;
};

}  // namespace

Prices NoPrices(const Model& model) {
  return {std::vector<std::int64_t>(At(model.rep_count), 0),
          std::vector<std::int64_t>(At(model.rep_count), 0)};
}

namespace {

// What a pass over some of the accounts adds up.
struct Sums {
  explicit Sums(const Model& model) : load(At(model.rep_count), 0), revenue(At(model.rep_count), 0) {}

  std::int64_t value = 0;
  std::int64_t regret = 0;
  std::vector<std::int64_t> load;
  std::vector<std::int64_t> revenue;
  std::optional<Thresholds> thresholds;
};

void CountThresholds(const Model& model, const Cheapest& cheapest, Thresholds& thresholds) {
  if (cheapest.second == INT64_MAX) return;
  const std::int64_t regret = cheapest.second - cheapest.cost;
  if (cheapest.arc != kNone) thresholds.CountLeaving(model.arcs[At(cheapest.arc)], regret);
  if (cheapest.second_arc != kNone) thresholds.CountComing(model.arcs[At(cheapest.second_arc)], regret);
}

void RelaxOne(const Model& model, const Prices& prices, std::int32_t j, Sums& sums) {
  const Cheapest cheapest = CheapestOf(model, prices, j);
  sums.value += cheapest.cost;
  if (cheapest.second != INT64_MAX)
    sums.regret += std::min(cheapest.second - cheapest.cost, INT64_MAX / 8 / model.account_count);
  if (sums.thresholds) CountThresholds(model, cheapest, *sums.thresholds);
  if (cheapest.arc == kNone) return;
  const Candidate& arc = model.arcs[At(cheapest.arc)];
  sums.load[At(arc.rep)] += arc.load;
  sums.revenue[At(arc.rep)] += model.Revenue(j);
}

// Accounts of a range, in steps after which `is_over` is asked.
void RelaxRange(const Model& model, const Prices& prices, std::int32_t begin, std::int32_t end,
                const std::function<bool(std::int64_t)>& is_over, Sums& sums) {
  constexpr std::int32_t kStep = 64;
  for (std::int32_t from = begin; from < end; from += kStep) {
    const std::int32_t to = std::min(end, from + kStep);
    if (is_over(model.first[At(to)] - model.first[At(from)] + kStep)) return;
    for (std::int32_t j = from; j < to; ++j) RelaxOne(model, prices, j, sums);
  }
}

}  // namespace

bool Relax(const Model& model, const Prices& prices, Watch& watch, Relaxed& out, Thresholds* thresholds) {
  const Parts parts(model);
  std::vector<Sums> sums(parts.count(), Sums(model));
  if (thresholds) {
    for (Sums& part : sums) part.thresholds.emplace(model);
  }
  std::atomic<bool> is_over = false;
  parts.Run([&](std::size_t part, std::int32_t begin, std::int32_t end) {
    // Only the first thread asks the caller.
    const auto ended = [&](std::int64_t work) {
      if (part == 0 && watch.Stopped(work)) is_over.store(true, std::memory_order_relaxed);
      return is_over.load(std::memory_order_relaxed);
    };
    RelaxRange(model, prices, begin, end, ended, sums[part]);
  });
  if (is_over) return false;
  for (std::size_t part = 1; part < sums.size(); ++part) {
    sums[0].value += sums[part].value;
    sums[0].regret += sums[part].regret;
    if (thresholds) sums[0].thresholds->Add(*sums[part].thresholds);
    for (std::size_t r = 0; r < sums[0].load.size(); ++r) {
      sums[0].load[r] += sums[part].load[r];
      sums[0].revenue[r] += sums[part].revenue[r];
    }
  }
  out.value = sums[0].value;
  out.regret = sums[0].regret;
  out.load = std::move(sums[0].load);
  out.revenue = std::move(sums[0].revenue);
  if (thresholds) *thresholds = std::move(*sums[0].thresholds);
  for (std::int32_t r = 0; r < model.rep_count; ++r) {
    if (prices.capacity[At(r)] != 0) out.value -= prices.capacity[At(r)] * model.capacity[At(r)];
    if (prices.fair[At(r)] != 0) out.value -= prices.fair[At(r)] * model.FairTarget(r);
  }
  return true;
}

// Of up to so many accounts, spread over all: most would lose next to nothing by their second choice, beside what a mean one costs.
bool IsTied(const Model& model) {
  constexpr std::int32_t kLookedAt = 1'000;
  constexpr double kNextToNothing = 0.001;
  const Prices none = NoPrices(model);
  const std::int32_t every = std::max(1, model.account_count / kLookedAt);
  std::int32_t looked_at = 0;
  std::int32_t tied = 0;
  for (std::int32_t j = 0; j < model.account_count; j += every) {
    const std::span<const Candidate> arcs = model.ArcsOf(j);
    const Cheapest cheapest = CheapestOf(model, none, j);
    if (arcs.size() < 2 || cheapest.arc == kNone) continue;
    const double first = static_cast<double>(model.arcs[At(cheapest.arc)].cost);
    double mean = 0;
    for (const Candidate& arc : arcs)
      mean += static_cast<double>(arc.cost) / static_cast<double>(arcs.size());
    const double regret = static_cast<double>(cheapest.second) / static_cast<double>(model.grid) - first;
    ++looked_at;
    if (regret <= kNextToNothing * (mean - first)) ++tied;
  }
  return tied * 2 > looked_at;
}

void Ascend(const Model& model, std::int64_t objective, int passes, bool may_be_tied, Watch& watch,
            Prices& prices, std::int64_t& value) {
  Relaxed at;
  Relaxed next;
  if (!Relax(model, prices, watch, at)) return;
  const auto gap_to = [&] {
    return static_cast<double>(objective) * static_cast<double>(model.grid) - static_cast<double>(value);
  };
  const bool is_tied = may_be_tied && static_cast<double>(at.regret) < kTied * gap_to();
  Climber climber(model, prices, is_tied ? kTiedMomentum : kMomentum);
  double boldness = 1;
  int waited = 0;
  for (int pass = 0; pass < passes && boldness > kSmallestStep; ++pass) {
    if (model.RoundUp(value) >= objective) return;
    const double ambition =
        is_tied ? kTied * gap_to() : static_cast<double>(at.regret) + static_cast<double>(model.grid);
    const Prices tried = climber.Step(at, std::min(gap_to(), boldness * std::min(gap_to(), ambition)));
    if (!Relax(model, tried, watch, next)) return;
    std::swap(at, next);
    if (at.value > value) {
      value = at.value;
      prices = tried;
      waited = 0;
      if (is_tied) boldness *= kTiedGrowth;
      continue;
    }
    if (++waited < (is_tied ? kTiedPatience : kPatience)) continue;
    waited = 0;
    boldness /= 2;
    climber.Restart(prices);
    if (!Relax(model, prices, watch, at)) return;
  }
}

Prices Adopt(const Model& model, const std::vector<std::int64_t>& capacity,
             const std::vector<std::int64_t>& fair, std::int64_t grid) {
  Prices prices = NoPrices(model);
  if (capacity.size() != prices.capacity.size() || fair.size() != prices.fair.size() || grid < 1)
    return prices;
  const double ratio = static_cast<double>(model.grid) / static_cast<double>(grid);
  for (std::int32_t r = 0; r < model.rep_count; ++r) {
    if (model.can_be_full[At(r)]) {
      const double price = std::clamp(static_cast<double>(capacity[At(r)]) * ratio, 0.0,
                                      static_cast<double>(model.largest_capacity_price) / 2);
      prices.capacity[At(r)] = static_cast<std::int64_t>(price);
    }
    const std::int64_t penalty = model.FairPenalty(r) * model.grid;
    const double price = std::clamp(static_cast<double>(fair[At(r)]) * ratio, -static_cast<double>(penalty),
                                    static_cast<double>(penalty));
    prices.fair[At(r)] = std::clamp(static_cast<std::int64_t>(price), -penalty, penalty);
  }
  return prices;
}

std::vector<std::int64_t> AdoptAccountPrices(const Model& model, const Certificate& known) {
  std::vector<std::int64_t> prices;
  if (known.grid < 1) return prices;
  const double ratio = static_cast<double>(model.grid) / static_cast<double>(known.grid);
  const double most = static_cast<double>(model.largest_sum);
  for (const std::int64_t price : known.account_prices) {
    prices.push_back(static_cast<std::int64_t>(std::clamp(static_cast<double>(price) * ratio, -most, most)));
  }
  return prices;
}

}  // namespace baton::assign::inner
