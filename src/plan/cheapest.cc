#include "plan/cheapest.h"

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

namespace baton::plan {

assign::Problem Cheapest(const assign::Problem& problem, const assign::Solution& solution,
                         bool unplaced_too) {
  const assign::Certificate& c = solution.certificate;
  assign::Problem kept{
      .reps = problem.reps, .accounts = {}, .candidates = {}, .forbidden = problem.forbidden};
  std::vector<std::pair<double, assign::Candidate>> priced;
  std::vector<assign::Candidate> candidates;
  for (std::int32_t j = 0; j < problem.AccountCount(); ++j) {
    const assign::Account& account = problem.accounts[static_cast<std::size_t>(j)];
    const std::int32_t own = solution.assignment[static_cast<std::size_t>(j)];
    const auto all = problem.CandidatesOf(j);
    if (all.size() <= kKeptCandidates + 1 || (own == assign::kUnplaced && !unplaced_too)) {
      assign::AddAccount(kept, account, all);
      continue;
    }
    priced.clear();
    for (const assign::Candidate& candidate : all) {
      const auto r = static_cast<std::size_t>(candidate.rep);
      const double price = static_cast<double>(candidate.cost) * static_cast<double>(c.grid) +
                           static_cast<double>(c.capacity_prices[r]) * static_cast<double>(candidate.load) +
                           static_cast<double>(c.fair_prices[r]) * static_cast<double>(account.revenue);
      priced.emplace_back(price, candidate);
    }
    const std::size_t count = std::min(kKeptCandidates, priced.size());
    std::partial_sort(priced.begin(), priced.begin() + static_cast<std::ptrdiff_t>(count), priced.end(),
                      [](const auto& a, const auto& b) { return a.first < b.first; });
    candidates.clear();
    for (std::size_t i = 0; i < priced.size(); ++i) {
      if (i < count || priced[i].second.rep == own) candidates.push_back(priced[i].second);
    }
    std::sort(candidates.begin(), candidates.end(),
              [](const assign::Candidate& a, const assign::Candidate& b) { return a.rep < b.rep; });
    assign::AddAccount(kept, account, std::span<const assign::Candidate>(candidates));
  }
  return kept;
}

}  // namespace baton::plan
