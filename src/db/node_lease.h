// The 8 bits of every id that tell processes apart: a row of table `node`, held under a lease that a thread
// renews. A process that died keeps its node until the lease is over; the node used longest ago is taken
// first, so that the ids of two holders never meet. Thread-safe.
#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

#include "base/clock.h"
#include "base/id.h"

namespace baton::db {

class Database;

class NodeLease {
 public:
  // Takes a node. Throws ErrorKind::busy when all 256 are held. Both outlive this.
  NodeLease(Database& database, const Clock& clock);
  NodeLease(const NodeLease&) = delete;
  NodeLease& operator=(const NodeLease&) = delete;
  ~NodeLease();  // gives the node back

  // Throws ErrorKind::busy while the lease is over and not renewed yet (the machine slept, the database was
  // away).
  Id Next();

 private:
  int Take();
  bool Renew(Instant until);
  void KeepRenewing();

  Database& database_;
  const Clock& clock_;
  const std::string holder_;
  const int node_;
  IdSource ids_;
  std::atomic<std::int64_t> valid_until_;

  std::mutex mutex_;
  std::condition_variable stopped_;
  bool is_stopping_ = false;
  std::thread thread_;
};

}  // namespace baton::db
