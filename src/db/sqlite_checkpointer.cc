// Writing the log back beside the writer.
//
// A commit appends the changed pages to the log. When the log has grown somebody copies the newest of each page into the
// file and flushes it: SQLite does so inside of the commit that made the log too long. That is the one thread that writes,
// so whoever saves during an import waited for megabytes of somebody else's pages, at random places of the file.
//
//   writer:  COMMIT, LogHas(pages) -> wakes the thread after each 4000 new ones, and goes on
//   thread:  copies (PASSIVE checkpoints, which lock nobody out) lap by lap, each what the log had when the lap began, so
//            there is less to do in each. For the last laps loads of many rows stand still, and single writes go on.
//   writer:  copies the few pages that are left. Now the file has all of the log, so the next commit begins it anew.
//
// Only the writer can do the last step: the log begins anew only when all of it is in the file at the moment of a write.
// Should the thread not keep up (a slow disk), loads stand still from 64 MB on. A reader that stays open for long holds the
// copying back; then the log grows, as it did before, and nobody is made to wait for that reader: a lap that gets nowhere
// is the last one, and the next pass is due 4000 pages later.
//
// What was acknowledged is safe as ever: the commit has flushed the log, and the file is flushed before the log begins anew.
#include "db/sqlite_checkpointer.h"

namespace baton::db {
namespace {

constexpr int kPass = 4'000;      // pages of 4 kB: 16 MB
constexpr int kLastLaps = 3'000;  // a lap over no more than these is not to be overtaken by a load
constexpr int kRest = 400;        // left for the writer
constexpr int kTooLong = 16'000;  // as many as the log keeps of its file (journal_size_limit)

}  // namespace

SqliteCheckpointer::SqliteCheckpointer(std::unique_ptr<SqliteBackend> backend,
                                       std::function<void()> pass_ended)
    : backend_(std::move(backend)), pass_ended_(std::move(pass_ended)) {
  thread_ = std::thread([this] { Serve(); });
}

SqliteCheckpointer::~SqliteCheckpointer() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  grown_.notify_one();
  thread_.join();
}

void SqliteCheckpointer::LogHas(int pages) {
  if (pages < pages_.exchange(pages)) back_ = 0;  // it began anew
  if (is_passing_) {
    if (pages >= kTooLong) holds_loads_ = true;
    return;
  }
  if (pages - back_ < kPass) return;
  {
    const std::lock_guard lock(mutex_);
    is_due_ = true;
    holds_loads_ = pages >= kTooLong;
    is_passing_ = true;
  }
  grown_.notify_one();
}

void SqliteCheckpointer::Serve() {
  std::unique_lock lock(mutex_);
  while (true) {
    grown_.wait(lock, [this] { return is_due_ || is_stopping_; });
    if (is_stopping_) return;
    is_due_ = false;
    lock.unlock();
    Pass();
    is_passing_ = false;
    pass_ended_();
    lock.lock();
  }
}

void SqliteCheckpointer::Pass() {
  while (true) {
    const int before = back_;
    if (pages_ - before <= kLastLaps) holds_loads_ = true;
    const int back = backend_->Checkpoint();
    // What it could not copy (a full disk, another process that is at it) stays in the log until the next pass.
    back_ = back < 0 ? pages_.load() : back;
    leaves_rest_ = back >= 0 && pages_ - back <= kRest;
    if (leaves_rest_ || back <= before) return;
  }
}

}  // namespace baton::db
