// A deadline by the steady clock of the machine: the clock of an organization may stand still.
#pragma once

#include <chrono>
#include <functional>

namespace baton::plan {

class Deadline {
 public:
  explicit Deadline(std::chrono::milliseconds time)
      : start_(std::chrono::steady_clock::now()), end_(start_ + time) {}
  std::function<std::chrono::milliseconds()> Waited() const {
    return [start = start_] {
      return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start);
    };
  }
  std::function<bool()> ShouldStop() const {
    return [end = end_] { return std::chrono::steady_clock::now() >= end; };
  }

 private:
  std::chrono::steady_clock::time_point start_;
  std::chrono::steady_clock::time_point end_;
};

}  // namespace baton::plan
