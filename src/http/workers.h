// A fixed number of threads that work through a bounded queue.
//
//   Workers workers(4, 256);
//   if (!workers.Post([] { ... })) answer(503);
//
// Thread-safe. The destructor ends after what is queued was done.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace baton::http {

class Workers {
 public:
  Workers(int threads, std::size_t max_queue);
  ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  // False when the queue is full. `work` does not throw.
  bool Post(std::function<void()> work);
  // As Post, but never refused: for the end of what was begun.
  void PostAlways(std::function<void()> work);

 private:
  void Run();

  const std::size_t max_queue_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> queue_;
  bool is_stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace baton::http
