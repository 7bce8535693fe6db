// The thread that writes the log (WAL) of a SQLite file back into it, so that the writer does not. Why and how is told in
// sqlite_checkpointer.cc. Thread-safe.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

#include "db/sqlite_backend.h"

namespace baton::db {

class SqliteCheckpointer {
 public:
  // `backend`: a connection of its own to the file. `pass_ended` is called on the thread behind each pass.
  SqliteCheckpointer(std::unique_ptr<SqliteBackend> backend, std::function<void()> pass_ended);
  SqliteCheckpointer(const SqliteCheckpointer&) = delete;
  SqliteCheckpointer& operator=(const SqliteCheckpointer&) = delete;
  ~SqliteCheckpointer();

  // The writer says after each commit how many pages the log has.
  void LogHas(int pages);
  // Asked by the writer before it writes again: whether it is to copy the little that is left (SqliteBackend::Checkpoint).
  bool LeavesTheRest() { return leaves_rest_.exchange(false); }

  // Whether whoever loads much makes way until the pass has ended.
  bool HoldsLoads() const { return is_passing_ && holds_loads_; }

 private:
  void Serve();
  void Pass();

  const std::unique_ptr<SqliteBackend> backend_;
  const std::function<void()> pass_ended_;
  std::atomic<int> pages_ = 0;  // of the log
  std::atomic<int> back_ = 0;   // of these, that the file has
  std::atomic<bool> is_passing_ = false;
  std::atomic<bool> holds_loads_ = false;
  std::atomic<bool> leaves_rest_ = false;

  std::mutex mutex_;
  std::condition_variable grown_;
  bool is_due_ = false;
  bool is_stopping_ = false;
  std::thread thread_;
};

}  // namespace baton::db
