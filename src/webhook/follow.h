// Makes deliveries of what was done: follows the log of changes of each organization that has a webhook switched on, and
// gives what is due to jobs (deliver.h). Nothing of work that is not committed, since it reads what others have committed;
// nothing lost, since a cursor says how far it read, and each event is made once, however often it is read.
//
// Ids grow with time but commits come out of order on PostgreSQL: each look goes back some seconds, and twice a minute
// ten minutes, and leaves out what it knows. A transaction that stays open longer than that is not heard of.
//
//   webhook::Follower follower(database, clock);   // until it goes; one of each process, several get along
#pragma once

#include <condition_variable>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include "base/clock.h"
#include "db/database.h"

namespace baton::webhook {

// What a follower knows of one organization between its looks.
struct Known {
  std::set<Id> changes;  // that were read
  Instant whole_at;      // of the last look that went back ten minutes
};

// One look. Returns how many deliveries it made.
int Follow(db::Database& database, Id org_id, Instant now, Known& known);
// Each webhook with something due gets a job, unless it has one. Returns how many did.
int GiveToJobs(db::Database& database, Instant now);
// The same for one, in the transaction that made something due.
void GiveToJob(db::Tx& tx, Id org_id, Id webhook_id, Instant now);
// What is long over: deliveries after a month, secrets that expired.
void Sweep(db::Tx& tx, Id org_id, Instant now);

class Follower {
 public:
  // Both outlive this. Starts its thread.
  Follower(db::Database& database, const Clock& clock);
  ~Follower();
  Follower(const Follower&) = delete;
  Follower& operator=(const Follower&) = delete;

 private:
  void Run();
  void Look();

  db::Database& database_;
  const Clock& clock_;
  std::map<Id, Known> known_;  // by organization
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace baton::webhook
