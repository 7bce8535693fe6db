#include "plan/start.h"

#include <algorithm>
#include <optional>

namespace baton::plan {
namespace {

using assign::Candidate;
using assign::kNoLock;
using assign::kUnplaced;

class Starter {
 public:
  Starter(const assign::Problem& problem, std::vector<std::int32_t> start)
      : problem_(problem), start_(std::move(start)) {
    for (const assign::Rep& rep : problem.reps) room_.push_back(rep.capacity);
    accounts_of_.resize(problem.reps.size());
  }

  std::vector<std::int32_t> Run() {
    for (std::int32_t j = 0; j < problem_.AccountCount(); ++j) {
      const std::int32_t lock = problem_.accounts[At(j)].locked_rep;
      if (lock != kNoLock) start_[At(j)] = lock;
      const auto load = LoadOf(j, start_[At(j)]);
      if (!load) {  // no candidate any more
        start_[At(j)] = kUnplaced;
        continue;
      }
      room_[At(start_[At(j)])] -= *load;
      if (lock == kNoLock) accounts_of_[At(start_[At(j)])].push_back(j);
    }
    for (std::size_t r = 0; r < room_.size(); ++r) {
      while (room_[r] < 0 && !accounts_of_[r].empty()) GiveUpOne(static_cast<std::int32_t>(r));
    }
    for (const std::int32_t j : given_up_) Place(j);
    return std::move(start_);
  }

 private:
  static std::size_t At(std::int32_t index) { return static_cast<std::size_t>(index); }

  std::optional<std::int64_t> LoadOf(std::int32_t j, std::int32_t rep) const {
    if (rep == kUnplaced) return std::nullopt;
    const auto candidates = problem_.CandidatesOf(j);
    const auto found = std::ranges::find(candidates, rep, &Candidate::rep);
    return found == candidates.end() ? std::nullopt : std::optional(found->load);
  }

  // The smallest that makes room, or the largest where no single one does.
  void GiveUpOne(std::int32_t rep) {
    std::vector<std::int32_t>& accounts = accounts_of_[At(rep)];
    const std::int64_t missing = -room_[At(rep)];
    const auto is_better = [&](std::int64_t load, std::int64_t than) {
      if ((load >= missing) != (than >= missing)) return load >= missing;
      return load >= missing ? load < than : load > than;
    };
    std::size_t best = 0;
    for (std::size_t i = 1; i < accounts.size(); ++i) {
      if (is_better(*LoadOf(accounts[i], rep), *LoadOf(accounts[best], rep))) best = i;
    }
    const std::int32_t j = accounts[best];
    accounts.erase(accounts.begin() + static_cast<std::ptrdiff_t>(best));
    room_[At(rep)] += *LoadOf(j, rep);
    start_[At(j)] = kUnplaced;
    given_up_.push_back(j);
  }

  void Place(std::int32_t j) {
    const Candidate* best = nullptr;
    for (const Candidate& candidate : problem_.CandidatesOf(j)) {
      if (candidate.load > room_[At(candidate.rep)]) continue;
      if (best == nullptr || candidate.cost < best->cost) best = &candidate;
    }
    if (best == nullptr) return;
    start_[At(j)] = best->rep;
    room_[At(best->rep)] -= best->load;
  }

  const assign::Problem& problem_;
  std::vector<std::int32_t> start_;
  std::vector<std::int64_t> room_;                      // per rep
  std::vector<std::vector<std::int32_t>> accounts_of_;  // per rep, of those that are not locked
  std::vector<std::int32_t> given_up_;
};

}  // namespace

std::vector<std::int32_t> StartOf(const assign::Problem& problem, std::vector<std::int32_t> before) {
  return Starter(problem, std::move(before)).Run();
}

}  // namespace baton::plan
