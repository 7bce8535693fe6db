#include "assign/model.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "assign/parts.h"

namespace baton::assign::inner {
namespace {

__extension__ typedef __int128 Wide;

constexpr std::int64_t kDenseLimit = 400'000;  // entries of the table from pair to arc
constexpr std::int64_t kFinestGrid = std::int64_t{1} << 20;
// Knapsacks of many reps add up, hence the room left above the objectives.
constexpr std::int64_t kObjectiveRoom = std::int64_t{1} << 52;
constexpr std::int64_t kPriceRoom = std::int64_t{1} << 59;

bool Allowed(const Problem& problem, const std::vector<Pair>& forbidden, std::int32_t account,
             const Candidate& c) {
  const std::int32_t lock = problem.accounts[At(account)].locked_rep;
  if (lock != kNoLock && lock != c.rep) return false;
  if (c.load > problem.reps[At(c.rep)].capacity) return false;
  return forbidden.empty() || !std::binary_search(forbidden.begin(), forbidden.end(), Pair{account, c.rep});
}

void KeepAllowed(Model& model) {
  const Problem& problem = *model.problem;
  std::vector<Pair> forbidden = problem.forbidden;
  std::sort(forbidden.begin(), forbidden.end());
  model.first.assign(At(model.account_count) + 1, 0);
  Parts(model).Run([&](std::size_t, std::int32_t begin, std::int32_t end) {
    for (std::int32_t j = begin; j < end; ++j) {
      for (const Candidate& c : problem.CandidatesOf(j)) {
        if (Allowed(problem, forbidden, j, c)) ++model.first[At(j) + 1];
      }
    }
  });
  std::partial_sum(model.first.begin(), model.first.end(), model.first.begin());
  const std::int64_t kept = model.first.back();
  if (kept == static_cast<std::int64_t>(problem.candidates.size())) {
    model.arcs = problem.candidates;
    return;
  }
  model.kept.reserve(At(kept));
  for (std::int32_t j = 0; j < model.account_count; ++j) {
    for (const Candidate& c : problem.CandidatesOf(j)) {
      if (Allowed(problem, forbidden, j, c)) model.kept.push_back(c);
    }
  }
  model.arcs = model.kept;
}

// What the numbers of a problem, or of a part of its accounts, add up to.
struct Totals {
  std::vector<std::int64_t> wanted;  // per rep the loads of all its arcs
  Wide costs = 0;                    // of all arcs, without signs
  Wide worst = 0;                    // that all accounts could cost
  Wide revenue = 0;
  std::int64_t unit = 0;  // what divides all costs
};

void AddAccount(const Model& model, std::int32_t account, Totals& totals) {
  std::int64_t worst = std::abs(model.Unplaced(account));
  totals.unit = std::gcd(totals.unit, worst);
  for (const Candidate& arc : model.ArcsOf(account)) {
    totals.wanted[At(arc.rep)] += arc.load;
    totals.costs += std::abs(arc.cost);
    worst = std::max(worst, std::abs(arc.cost));
    if (totals.unit != 1) totals.unit = std::gcd(totals.unit, arc.cost);
  }
  totals.worst += worst;
  totals.revenue += model.Revenue(account);
}

Totals AddUp(const Model& model) {
  const Parts parts(model);
  std::vector<Totals> of(parts.count(), Totals{.wanted = std::vector<std::int64_t>(At(model.rep_count), 0)});
  parts.Run([&](std::size_t part, std::int32_t begin, std::int32_t end) {
    for (std::int32_t j = begin; j < end; ++j) AddAccount(model, j, of[part]);
  });
  Totals all = std::move(of[0]);
  for (std::size_t part = 1; part < of.size(); ++part) {
    for (std::size_t r = 0; r < all.wanted.size(); ++r) all.wanted[r] += of[part].wanted[r];
    all.costs += of[part].costs;
    all.worst += of[part].worst;
    all.revenue += of[part].revenue;
    all.unit = std::gcd(all.unit, of[part].unit);
  }
  return all;
}

void SetMeans(Model& model, const Totals& totals) {
  const auto arcs = static_cast<double>(std::max<std::size_t>(1, model.arcs.size()));
  const auto load = std::accumulate(totals.wanted.begin(), totals.wanted.end(), std::int64_t{0});
  model.mean_load = static_cast<double>(load) / arcs;
  model.mean_cost = static_cast<double>(totals.costs) / arcs;
}

void LimitCapacities(Model& model, const Totals& totals, std::span<const std::int64_t> kept_prices) {
  std::int64_t total = 0;
  for (std::int32_t r = 0; r < model.rep_count; ++r) {
    const std::int64_t capacity = model.problem->reps[At(r)].capacity;
    const bool is_priced = At(r) < kept_prices.size() && kept_prices[At(r)] > 0;
    model.can_be_full.push_back(is_priced || capacity < totals.wanted[At(r)]);
    model.capacity.push_back(is_priced ? capacity : std::min(capacity, totals.wanted[At(r)]));
    if (model.can_be_full.back()) total += capacity;
  }
  model.largest_capacity_price = kPriceRoom / std::max<std::int64_t>(total, 1);
}

// The grid is as fine as the numbers allow.
void ChooseGrid(Model& model, const Totals& totals) {
  Wide largest = totals.worst + 1;
  model.unit = totals.unit;
  for (const Rep& rep : model.problem->reps) {
    if (rep.fair_penalty == 0) continue;
    model.has_fair = true;
    model.unit = std::gcd(model.unit, rep.fair_penalty);
    largest += (totals.revenue + std::abs(rep.fair_target)) * rep.fair_penalty;
  }
  if (model.unit == 0) model.unit = 1;
  while (model.grid < kFinestGrid && largest * model.grid * 2 <= kObjectiveRoom) model.grid *= 2;
  model.largest_sum = static_cast<std::int64_t>(largest * model.grid);
}

}  // namespace

std::uint64_t Random::Next() {
  state_ += 0x9e3779b97f4a7c15u;
  std::uint64_t z = state_;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

std::int32_t Model::FindArc(std::int32_t account, std::int32_t rep) const {
  if (!arc_at.empty()) return arc_at[At(account) * At(rep_count) + At(rep)];
  for (std::int64_t a = first[At(account)]; a < first[At(account) + 1]; ++a) {
    if (arcs[At(a)].rep == rep) return static_cast<std::int32_t>(a);
  }
  return -1;
}

std::int64_t Model::RoundUp(std::int64_t bound_on_grid) const {
  const Wide step = static_cast<Wide>(grid) * unit;
  Wide steps = bound_on_grid / step;
  if (bound_on_grid > 0 && steps * step != bound_on_grid) ++steps;
  return static_cast<std::int64_t>(steps * unit);
}

Model Build(const Problem& problem, int threads, std::span<const std::int64_t> kept_prices) {
  Model model;
  model.problem = &problem;
  model.threads = std::max(1, threads);
  model.account_count = problem.AccountCount();
  model.rep_count = problem.RepCount();
  KeepAllowed(model);
  const Totals totals = AddUp(model);
  SetMeans(model, totals);
  LimitCapacities(model, totals, kept_prices);
  ChooseGrid(model, totals);
  const std::int64_t pairs = static_cast<std::int64_t>(model.account_count) * model.rep_count;
  if (pairs <= kDenseLimit) {
    model.arc_at.assign(At(pairs), -1);
    for (std::int32_t j = 0; j < model.account_count; ++j) {
      for (std::int64_t a = model.first[At(j)]; a < model.first[At(j) + 1]; ++a) {
        model.arc_at[At(j) * At(model.rep_count) + At(model.arcs[At(a)].rep)] = static_cast<std::int32_t>(a);
      }
    }
  }
  return model;
}

}  // namespace baton::assign::inner
