// Inside the solver: passes over all accounts on several threads.
//
//   const Parts parts(model);
//   std::vector<Sums> sums(parts.count());
//   parts.Run([&](std::size_t part, std::int32_t begin, std::int32_t end) { ... sums[part] ... });
//
// What the parts add up must be the same however they are cut: whole numbers, or what is sorted afterwards.
#pragma once

#include <algorithm>
#include <cstdint>
#include <thread>
#include <vector>

#include "assign/model.h"

namespace baton::assign::inner {

class Parts {
 public:
  explicit Parts(const Model& model)
      : accounts_(model.account_count),
        count_(static_cast<std::int32_t>(std::clamp<std::int64_t>(
            static_cast<std::int64_t>(model.problem->candidates.size()) / kArcsAThread, 1, model.threads))) {}

  std::size_t count() const { return At(count_); }

  // The first part on this thread, the others each on one of its own; returns when all are done.
  template <class Work>
  void Run(const Work& work) const {
    std::vector<std::jthread> others;
    for (std::int32_t part = 1; part < count_; ++part) {
      others.emplace_back([&work, this, part] { work(At(part), Begin(part), Begin(part + 1)); });
    }
    work(std::size_t{0}, Begin(0), Begin(1));
  }

  // Where one part ends and the next begins, with where that ends; in order.
  template <class Join>
  void ForEachBorder(const Join& join) const {
    for (std::int32_t part = 1; part < count_; ++part) join(Begin(part), Begin(part + 1));
  }

 private:
  static constexpr std::int64_t kArcsAThread = 500'000;  // fewer are not worth starting one

  std::int32_t Begin(std::int32_t part) const {
    return static_cast<std::int32_t>(std::int64_t{accounts_} * part / count_);
  }

  const std::int32_t accounts_;
  const std::int32_t count_;
};

}  // namespace baton::assign::inner
