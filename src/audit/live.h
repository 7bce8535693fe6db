// Live updates: tells the browsers of an organization that an action was done there, by any process on the
// database.
//
// It tails the log for the organizations that somebody listens to. Ids grow with time but commits come out of
// order on PostgreSQL, so each look goes back some seconds and leaves out what was told already.
#pragma once

#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include "base/clock.h"
#include "base/id.h"
#include "db/database.h"
#include "http/events.h"

namespace baton::audit {

class LiveLog {
 public:
  // All outlive this. Starts its thread.
  LiveLog(db::Database& database, http::EventHub& hub, const Clock& clock);
  ~LiveLog();
  LiveLog(const LiveLog&) = delete;
  LiveLog& operator=(const LiveLog&) = delete;

 private:
  void Run();
  void Look(Id org_id);

  db::Database& database_;
  http::EventHub& hub_;
  const Clock& clock_;
  std::map<Id, std::set<Id>> told_;  // by organization, the actions of the overlap
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
};

// What a browser missed since `last_id`, as events; after a long break one event with the table "*": read everything again.
std::vector<http::Event> EventsSince(db::Connection& connection, Id org_id, Id last_id);

}  // namespace baton::audit
