// The one thread that writes to a SQLite file. Why and how is told in sqlite_writer.cc. Thread-safe.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "db/connection.h"
#include "db/database.h"
#include "db/sqlite_backend.h"
#include "db/sqlite_checkpointer.h"

namespace baton::db {

class SqliteWriter {
 public:
  // `open` makes a connection to the file, the first time with true: one that writes.
  SqliteWriter(const std::function<std::unique_ptr<SqliteBackend>(bool is_writer)>& open,
               std::chrono::milliseconds statement_timeout, std::function<Id()> new_id);
  SqliteWriter(const SqliteWriter&) = delete;
  SqliteWriter& operator=(const SqliteWriter&) = delete;
  ~SqliteWriter();  // runs what is queued, then stops

  // Waits until `body` is committed (it returned true) or undone; throws what it threw, or why the commit
  // failed. REQUIRES: not called by a body.
  void Run(const std::function<bool(Tx&)>& body, WriteOptions options);

 private:
  struct Waiting {
    const std::function<bool(Tx&)>& body;
    WriteOptions options;
    bool was_undone = false;  // the body said no, or threw
    std::exception_ptr failure = nullptr;
    std::vector<std::function<void()>> after_commit = {};
    bool is_answered = false;
    std::mutex mutex = {};
    std::condition_variable answered = {};
  };
  using Group = std::vector<Waiting*>;

  void Serve();
  Group NextGroup();  // empty when it is time to stop
  void RunGroup(const Group& group);
  bool TryGroup(const Group& group);
  static bool Lose(Waiting& waiting, bool is_alone);
  void RunBody(Waiting& waiting);
  void RunInSavepoint(Waiting& waiting);
  static void Answer(Waiting& waiting);

  const std::unique_ptr<SqliteBackend> backend_;
  const std::chrono::milliseconds statement_timeout_;
  const std::function<Id()> new_id_;

  std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<Waiting*> queue_;
  std::deque<Waiting*> bulk_queue_;
  std::atomic<int> waiting_ = 0;  // in queue_: what a bulk closure asks by Tx::OthersWait
  bool is_stopping_ = false;
  int groups_since_bulk_ = 0;  // of the thread alone, as is the next
  bool has_written_ = false;   // since the log was last cut
  std::thread thread_;
  SqliteCheckpointer checkpointer_;
};

}  // namespace baton::db
