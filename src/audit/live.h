// Live updates: tells the browsers of an organization that an action was done there, by any process on the
// database, and in which tables. Of private tables (action/tables.h) hears whose action it was and whom it told.
//
// It tails the log for the organizations that somebody listens to. Ids grow with time but commits come out of
// order on PostgreSQL, so each look goes back some seconds and leaves out what was told already.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "action/tables.h"
#include "base/clock.h"
#include "base/id.h"
#include "db/database.h"
#include "http/events.h"

namespace baton::audit {

// What changes besides by deeds when a job ends: by its kind, the tables to read again. An import in which nothing is new leaves
// no change, and still the book is as of now.
using JobTables = std::map<std::string, std::vector<std::string>>;
// What another process changes without a deed or a job: the rows since an instant, and the tables to read again.
struct QuietChange {
  std::function<std::vector<Id>(db::Connection& connection, Id org_id, Instant since)> find;
  std::vector<std::string> tables;
};

class LiveLog {
 public:
  // All outlive this. Starts its thread.
  LiveLog(db::Database& database, http::EventHub& hub, const Clock& clock, const action::Tables& tables,
          JobTables job_tables = {}, std::vector<QuietChange> quiet = {});
  ~LiveLog();
  LiveLog(const LiveLog&) = delete;
  LiveLog& operator=(const LiveLog&) = delete;

 private:
  void Run();
  void Look(Id org_id);
  void LookAtJobs(db::Connection& connection, Id org_id, Instant since, std::set<std::string>& again);
  void LookAtQuiet(db::Connection& connection, Id org_id, Instant since, std::set<std::string>& again);
  void Tell(db::Connection& connection, Id org_id, Id action_id);

  db::Database& database_;
  http::EventHub& hub_;
  const Clock& clock_;
  const action::Tables& tables_;
  const JobTables job_tables_;
  const std::vector<QuietChange> quiet_;
  std::map<Id, std::set<Id>> told_;        // by organization, the actions of the overlap
  std::map<Id, std::set<Id>> ended_jobs_;  // and the jobs that ended in it
  std::map<Id, std::set<Id>> quietly_;     // and the rows of quiet_
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
};

// The first id that an action of this instant could have.
Id FirstIdAt(Instant instant);

// What a person's browser missed since `last_id`, as events; after a long break one event with the table "*": read everything
// again. What was done in the seconds before is told again, under `last_id`: it may have been committed late.
std::vector<http::Event> EventsSince(db::Connection& connection, const action::Tables& tables, Id org_id,
                                     Id person_id, Id last_id);

}  // namespace baton::audit
