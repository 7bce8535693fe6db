#include "job/bell.h"

namespace baton::job {

Bell& Bell::OfProcess() {
  static Bell bell;
  return bell;
}

void Bell::Ring() {
  {
    const std::lock_guard lock(mutex_);
    ++count_;
  }
  rung_.notify_all();
}

std::uint64_t Bell::Wait(std::uint64_t heard, std::chrono::milliseconds longest) {
  std::unique_lock lock(mutex_);
  rung_.wait_for(lock, longest, [&] { return count_ != heard; });
  return count_;
}

std::uint64_t Bell::Count() {
  const std::lock_guard lock(mutex_);
  return count_;
}

}  // namespace baton::job
