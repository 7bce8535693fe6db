// The writer queue of SQLite.
//
// SQLite has one writer at a time, whatever we do. The question is who waits where. When every request opens
// its own write transaction, they meet at the file's lock, where SQLite lets them sleep and look again: there
// is no queue, so the unlucky wait for seconds, and each commit waits for the disk by itself. And a
// transaction that has read and then wants to write is refused at once, however long the busy time-out is,
// when another wrote in between.
//
// So writes do not go to the file; they go to a queue, and one thread takes them from it in the order they
// came:
//
//   caller:  puts {closure} into the queue, and sleeps until it is answered
//   writer:  takes all that wait (kGroupLimit at most)            one group
//            BEGIN IMMEDIATE
//              for each: SAVEPOINT, closure, RELEASE              or ROLLBACK TO, when it said no or threw
//            COMMIT                                               one wait for the disk, for all of them
//            answers all
//
// While the disk works on one group the next one gathers, so the group grows with the load by itself: one
// alone pays one commit, sixty together pay one too. Nobody is answered before the COMMIT, therefore nothing
// that was acknowledged can be lost (synchronous = FULL).
//
// What can go wrong, and what follows:
// - A closure fails: its savepoint is undone, the others of the group do not notice.
// - A statement's failure ends the whole transaction (disk full, I/O error): SQLite has undone the group. The
// closure it
//   hit is answered with the error. The others did nothing wrong: each runs again in a transaction of its
//   own, and gets its own answer. This is why a closure may run twice, and has no effect outside its Tx.
// - BEGIN is refused, since another process writes (a command line import beside the server): after the busy
// time-out
//   everybody of the group gets ErrorKind::busy.
// - COMMIT fails: as above, each alone.
//
// Bulk closures (imports, plans, demo data) wait in a second queue. One of them is run, by itself, when
// nobody else waits, or after kGroupsBeforeBulk groups of others, so that neither side starves. They have no
// statement time-out; their callers cut the work into transactions of a few thousand rows, and ask
// (Tx::OthersWait) between pieces of those whether to end here, so that the others go first.
//
// A group is also closed after kGroupTime, so that a few slow closures do not hold the answers of quick ones
// back.
//
// The log (WAL) is written back by a thread of its own (sqlite_checkpointer.cc). When there has been nothing to do for a while
// this thread cuts it.
#include "db/sqlite_writer.h"

#include "base/check.h"

namespace baton::db {
namespace {

constexpr std::size_t kGroupLimit = 128;
constexpr std::chrono::milliseconds kGroupTime{50};
constexpr int kGroupsBeforeBulk = 8;
constexpr std::chrono::seconds kIdle{2};

}  // namespace

SqliteWriter::SqliteWriter(const std::function<std::unique_ptr<SqliteBackend>(bool is_writer)>& open,
                           std::chrono::milliseconds statement_timeout, std::function<Id()> new_id)
    : backend_(open(true)),
      statement_timeout_(statement_timeout),
      new_id_(std::move(new_id)),
      checkpointer_(open(false), [this] {
        { const std::lock_guard lock(mutex_); }  // not between the look of the writer and its sleep
        arrived_.notify_one();
      }) {
  thread_ = std::thread([this] { Serve(); });
}

SqliteWriter::~SqliteWriter() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  arrived_.notify_one();
  thread_.join();
}

void SqliteWriter::Run(const std::function<bool(Tx&)>& body, WriteOptions options) {
  Check(std::this_thread::get_id() != thread_.get_id(), "a closure does not call Write of its own database");
  Waiting waiting{.body = body, .options = options};
  {
    const std::lock_guard lock(mutex_);
    Check(!is_stopping_, "the database is closed");
    (options.bulk ? bulk_queue_ : queue_).push_back(&waiting);
    waiting_ = static_cast<int>(queue_.size());
  }
  arrived_.notify_one();
  std::unique_lock lock(waiting.mutex);
  waiting.answered.wait(lock, [&] { return waiting.is_answered; });
  if (waiting.failure) std::rethrow_exception(waiting.failure);
  for (const auto& f : waiting.after_commit) f();
}

void SqliteWriter::Serve() {
  for (Group group = NextGroup(); !group.empty(); group = NextGroup()) {
    if (checkpointer_.LeavesTheRest()) backend_->Checkpoint();
    RunGroup(group);
    has_written_ = true;
    checkpointer_.LogHas(backend_->log_pages());
  }
}

SqliteWriter::Group SqliteWriter::NextGroup() {
  std::unique_lock lock(mutex_);
  const auto has_bulk = [this] { return !bulk_queue_.empty() && !checkpointer_.HoldsLoads(); };
  const auto has_work = [&] {
    return !queue_.empty() || has_bulk() || (is_stopping_ && bulk_queue_.empty());
  };
  if (!arrived_.wait_for(lock, kIdle, has_work)) {
    if (has_written_) {
      lock.unlock();
      backend_->TruncateLog();
      has_written_ = false;
      lock.lock();
    }
    arrived_.wait(lock, has_work);
  }
  Group group;
  const bool is_bulk_due = queue_.empty() || groups_since_bulk_ >= kGroupsBeforeBulk;
  if (is_bulk_due && has_bulk()) {
    group.push_back(bulk_queue_.front());
    bulk_queue_.pop_front();
    groups_since_bulk_ = 0;
    return group;
  }
  if (!bulk_queue_.empty()) ++groups_since_bulk_;
  while (!queue_.empty() && group.size() < kGroupLimit) {
    group.push_back(queue_.front());
    queue_.pop_front();
  }
  waiting_ = static_cast<int>(queue_.size());
  return group;
}

// An answered Waiting is gone: it stood on the stack of a caller who has gone on.
void SqliteWriter::RunGroup(const Group& group) {
  if (TryGroup(group)) return;
  for (Waiting* waiting : group) {
    if (waiting->failure || !TryGroup({waiting})) Answer(*waiting);
  }
}

// The transaction ended under `waiting`. One that swallowed the error must not be told that it is saved.
bool SqliteWriter::Lose(Waiting& waiting, bool is_alone) {
  if (is_alone && !waiting.failure && !waiting.was_undone) {
    const Error error(ErrorKind::other, "the transaction ended inside its closure");
    waiting.failure = std::make_exception_ptr(error);
  }
  return false;
}

// False when the transaction was lost and nobody is answered; those that have a failure have earned it.
bool SqliteWriter::TryGroup(const Group& group) {
  const bool is_alone = group.size() == 1;
  const auto fail_all = [&] {
    for (Waiting* waiting : group) {
      if (!waiting->failure) waiting->failure = std::current_exception();
      Answer(*waiting);
    }
    return true;
  };
  backend_->SetStatementTimeout(group.front()->options.bulk ? std::chrono::milliseconds{0}
                                                            : statement_timeout_);
  try {
    backend_->Begin();
  } catch (...) {
    return fail_all();
  }
  const auto end = std::chrono::steady_clock::now() + kGroupTime;
  std::size_t ran = 0;
  while (ran < group.size() && (ran == 0 || std::chrono::steady_clock::now() < end)) {
    Waiting& waiting = *group[ran++];
    if (is_alone) {
      RunBody(waiting);
    } else {
      RunInSavepoint(waiting);
    }
    if (!backend_->InTransaction()) return Lose(waiting, is_alone);
  }
  try {
    if (is_alone && group.front()->was_undone) {
      backend_->Rollback();
    } else {
      backend_->Commit();
    }
  } catch (...) {
    backend_->Rollback();
    if (is_alone) return fail_all();
    return false;
  }
  for (std::size_t i = 0; i < ran; ++i) Answer(*group[i]);
  if (ran < group.size()) RunGroup(Group(group.begin() + static_cast<std::ptrdiff_t>(ran), group.end()));
  return true;
}

void SqliteWriter::RunBody(Waiting& waiting) {
  waiting.was_undone = true;
  waiting.after_commit.clear();
  try {
    Tx tx(*backend_, new_id_, &waiting_);
    if (waiting.body(tx)) {
      waiting.was_undone = false;
      waiting.after_commit = tx.TakeAfterCommit();
    }
  } catch (...) {
    waiting.failure = std::current_exception();
  }
}

void SqliteWriter::RunInSavepoint(Waiting& waiting) {
  try {
    backend_->Run("SAVEPOINT baton_group", {}, nullptr, false);
    RunBody(waiting);
    if (!backend_->InTransaction()) return;
    if (waiting.was_undone) backend_->Run("ROLLBACK TO baton_group", {}, nullptr, false);
    backend_->Run("RELEASE baton_group", {}, nullptr, false);
  } catch (...) {
    // The savepoint itself could not be set or left: the transaction is of no use to anybody.
    if (!waiting.failure) waiting.failure = std::current_exception();
    backend_->Rollback();
  }
}

void SqliteWriter::Answer(Waiting& waiting) {
  const std::lock_guard lock(waiting.mutex);
  waiting.is_answered = true;
  waiting.answered.notify_one();  // under the lock: the caller's stack holds the condition
}

}  // namespace baton::db
