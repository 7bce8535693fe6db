// Wakes the runners of this process when something was put into a queue, so that they need not wait for their next look.
// A hint: a ring too many costs a look, one too few a polling interval. Thread-safe.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>

namespace baton::job {

class Bell {
 public:
  static Bell& OfProcess();

  void Ring();
  // Waits for a ring after the `heard`-th, at most so long. Returns how many there have been.
  std::uint64_t Wait(std::uint64_t heard, std::chrono::milliseconds longest);
  std::uint64_t Count();

 private:
  std::mutex mutex_;
  std::condition_variable rung_;
  std::uint64_t count_ = 0;
};

}  // namespace baton::job
