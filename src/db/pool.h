// A bounded set of connections that are opened when first needed. Thread-safe; outlives what it leased.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "db/error.h"

namespace baton::db {

template <class Connection>
class Pool {
 public:
  Pool(int limit, std::chrono::milliseconds wait, std::function<std::unique_ptr<Connection>()> open)
      : limit_(limit), wait_(wait), open_(std::move(open)) {}

  // The one used last, since its statements are prepared and its pages are near.
  std::unique_ptr<Connection> Take() {
    std::unique_lock lock(mutex_);
    const bool is_free = freed_.wait_for(lock, wait_, [this] { return !idle_.empty() || opened_ < limit_; });
    if (!is_free) throw Error(ErrorKind::busy, "no database connection became free in time");
    if (!idle_.empty()) {
      auto connection = std::move(idle_.back());
      idle_.pop_back();
      return connection;
    }
    ++opened_;
    lock.unlock();
    try {
      return open_();
    } catch (...) {
      Forget();
      throw;
    }
  }

  void GiveBack(std::unique_ptr<Connection> connection) {
    {
      const std::lock_guard lock(mutex_);
      idle_.push_back(std::move(connection));
    }
    freed_.notify_one();
  }

  // Closes those that nobody has: after a server's restart they are dead.
  void ForgetIdle() {
    std::vector<std::unique_ptr<Connection>> idle;
    {
      const std::lock_guard lock(mutex_);
      idle.swap(idle_);
      opened_ -= static_cast<int>(idle.size());
    }
    freed_.notify_all();
  }

  // A connection that was taken does not come back.
  void Forget() {
    {
      const std::lock_guard lock(mutex_);
      --opened_;
    }
    freed_.notify_one();
  }

 private:
  const int limit_;
  const std::chrono::milliseconds wait_;
  const std::function<std::unique_ptr<Connection>()> open_;
  std::mutex mutex_;
  std::condition_variable freed_;
  std::vector<std::unique_ptr<Connection>> idle_;
  int opened_ = 0;
};

}  // namespace baton::db
