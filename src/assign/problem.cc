#include "assign/problem.h"

#include <algorithm>
#include <cstdlib>

namespace baton::assign {
namespace {

__extension__ typedef __int128 Wide;

std::string At(const char* list, std::size_t index, const char* rest = "") {
  return std::string(list) + "[" + std::to_string(index) + "]" + rest;
}

Wide Magnitude(std::int64_t value) {
  return value < 0 ? -static_cast<Wide>(value) : static_cast<Wide>(value);
}

// Collects faults up to a limit, and the sums that must stay in range.
class Checker {
 public:
  Checker(const Problem& problem, std::size_t limit) : problem_(problem), limit_(limit) {}

  std::vector<Fault> Run() {
    CheckReps();
    if (!CheckTiling()) return std::move(faults_);
    for (std::size_t j = 0; j < problem_.accounts.size(); ++j) CheckAccount(j);
    CheckForbidden();
    CheckSums();
    return std::move(faults_);
  }

 private:
  void Add(FaultKind kind, std::string place) {
    if (faults_.size() < limit_) faults_.push_back({kind, std::move(place)});
  }

  bool KnownRep(std::int32_t rep) const { return rep >= 0 && rep < problem_.RepCount(); }

  void CheckReps() {
    if (problem_.reps.size() > INT32_MAX) Add(FaultKind::too_large, "reps");
    for (std::size_t r = 0; r < problem_.reps.size(); ++r) {
      const Rep& rep = problem_.reps[r];
      if (rep.capacity < 0) Add(FaultKind::negative_capacity, At("reps", r, ".capacity"));
      if (rep.fair_penalty < 0) Add(FaultKind::negative_penalty, At("reps", r, ".fair_penalty"));
      if (rep.fair_penalty > 0 && Magnitude(rep.fair_target) > kLargestSum) {
        Add(FaultKind::too_large, At("reps", r, ".fair_target"));
      }
    }
  }

  // Nothing else can be read safely when the accounts do not tile the array of candidates.
  bool CheckTiling() {
    if (problem_.accounts.size() > INT32_MAX) Add(FaultKind::too_large, "accounts");
    std::int64_t next = 0;
    for (std::size_t j = 0; j < problem_.accounts.size(); ++j) {
      const Account& account = problem_.accounts[j];
      const auto total = static_cast<std::int64_t>(problem_.candidates.size());
      if (account.candidate_count < 0 || account.first_candidate != next ||
          account.candidate_count > total - next) {
        Add(FaultKind::broken_candidates, At("accounts", j, ".candidates"));
        return false;
      }
      next += account.candidate_count;
    }
    if (next == static_cast<std::int64_t>(problem_.candidates.size())) return true;
    Add(FaultKind::broken_candidates, "candidates");
    return false;
  }

  void CheckAccount(std::size_t j) {
    const Account& account = problem_.accounts[j];
    const auto candidates = problem_.CandidatesOf(static_cast<std::int32_t>(j));
    if (account.revenue < 0) Add(FaultKind::negative_revenue, At("accounts", j, ".revenue"));
    Wide worst = Magnitude(account.unplaced_cost);
    seen_.clear();
    for (std::size_t k = 0; k < candidates.size(); ++k) {
      const Candidate& candidate = candidates[k];
      if (!KnownRep(candidate.rep))
        Add(FaultKind::unknown_rep, At("accounts", j) + At(".candidates", k, ".rep"));
      if (candidate.load < 0)
        Add(FaultKind::negative_load, At("accounts", j) + At(".candidates", k, ".load"));
      worst = std::max(worst, Magnitude(candidate.cost));
      loads_ += std::max<std::int64_t>(candidate.load, 0);
      seen_.push_back({candidate.rep, k});
    }
    costs_ += worst;
    revenue_ += std::max<std::int64_t>(account.revenue, 0);
    std::sort(seen_.begin(), seen_.end());
    for (std::size_t i = 1; i < seen_.size(); ++i) {
      if (seen_[i].first != seen_[i - 1].first) continue;
      Add(FaultKind::duplicate_pair, At("accounts", j) + At(".candidates", seen_[i].second, ".rep"));
    }
    CheckLock(j, account);
  }

  void CheckLock(std::size_t j, const Account& account) {
    if (account.locked_rep == kNoLock) return;
    if (!KnownRep(account.locked_rep)) return Add(FaultKind::unknown_rep, At("accounts", j, ".locked_rep"));
    const auto found =
        std::lower_bound(seen_.begin(), seen_.end(), std::pair{account.locked_rep, std::size_t{0}});
    if (found == seen_.end() || found->first != account.locked_rep) {
      Add(FaultKind::lock_not_a_candidate, At("accounts", j, ".locked_rep"));
    }
  }

  void CheckForbidden() {
    for (std::size_t i = 0; i < problem_.forbidden.size(); ++i) {
      const Pair& pair = problem_.forbidden[i];
      if (pair.account < 0 || pair.account >= problem_.AccountCount()) {
        Add(FaultKind::unknown_account, At("forbidden", i, ".account"));
      }
      if (!KnownRep(pair.rep)) Add(FaultKind::unknown_rep, At("forbidden", i, ".rep"));
    }
  }

  void CheckSums() {
    if (loads_ > kLargestSum) Add(FaultKind::too_large, "candidates.load");
    if (revenue_ > kLargestSum) return Add(FaultKind::too_large, "accounts.revenue");
    if (costs_ > kLargestSum) return Add(FaultKind::too_large, "accounts.cost");
    for (std::size_t r = 0; r < problem_.reps.size(); ++r) {
      const Rep& rep = problem_.reps[r];
      if (rep.fair_penalty <= 0) continue;
      const Wide away = std::min<Wide>(revenue_ + Magnitude(rep.fair_target), Wide{1} << 60);
      costs_ += away * rep.fair_penalty;
      if (costs_ > kLargestSum) return Add(FaultKind::too_large, At("reps", r, ".fair_penalty"));
    }
  }

  const Problem& problem_;
  const std::size_t limit_;
  std::vector<Fault> faults_;
  std::vector<std::pair<std::int32_t, std::size_t>> seen_;  // the account's candidates by rep
  Wide costs_ = 0;
  Wide loads_ = 0;
  Wide revenue_ = 0;
};

}  // namespace

std::int32_t AddAccount(Problem& problem, Account account, std::span<const Candidate> candidates) {
  account.first_candidate = static_cast<std::int64_t>(problem.candidates.size());
  account.candidate_count = static_cast<std::int32_t>(candidates.size());
  problem.candidates.insert(problem.candidates.end(), candidates.begin(), candidates.end());
  problem.accounts.push_back(account);
  return problem.AccountCount() - 1;
}

std::int32_t AddAccount(Problem& problem, Account account, std::initializer_list<Candidate> candidates) {
  return AddAccount(problem, account, std::span<const Candidate>(candidates.begin(), candidates.size()));
}

std::vector<Fault> Validate(const Problem& problem, std::size_t limit) {
  return Checker(problem, limit).Run();
}

std::int64_t ObjectiveOf(const Problem& problem, std::span<const std::int32_t> assignment) {
  std::vector<std::int64_t> revenue(problem.reps.size(), 0);
  std::int64_t total = 0;
  for (std::int32_t j = 0; j < problem.AccountCount(); ++j) {
    const Account& account = problem.accounts[static_cast<std::size_t>(j)];
    const std::int32_t rep = assignment[static_cast<std::size_t>(j)];
    if (rep == kUnplaced) {
      total += account.unplaced_cost;
      continue;
    }
    revenue[static_cast<std::size_t>(rep)] += account.revenue;
    for (const Candidate& candidate : problem.CandidatesOf(j)) {
      if (candidate.rep == rep) total += candidate.cost;
    }
  }
  for (std::size_t r = 0; r < problem.reps.size(); ++r) {
    total += FairCost(problem.reps[r], revenue[r]);
  }
  return total;
}

}  // namespace baton::assign
