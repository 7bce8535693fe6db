#include "job/job.h"

#include <boost/describe/enum_to_string.hpp>

#include "job/bell.h"

namespace baton::job {
namespace {

constexpr char kFind[] =
    "SELECT id, org_id, person_id, kind, ref, queue, state, run_at, attempts, locked_by, locked_until, done, "
    "total, "
    "message_key, message_arguments, cancel_requested, created_at, finished_at FROM job WHERE org_id = $1 "
    "AND id = $2";
constexpr char kList[] =
    "SELECT id, org_id, person_id, kind, ref, queue, state, run_at, attempts, locked_by, locked_until, done, "
    "total, "
    "message_key, message_arguments, cancel_requested, created_at, finished_at FROM job WHERE org_id = $1 "
    "AND ($2 = 0 OR person_id = $2) AND ($3 = '' OR state = $3) AND id < $4 AND NOT (kind = $6 AND state = "
    "'done') ORDER BY id DESC LIMIT $5";
constexpr char kCancelWaiting[] =
    "UPDATE job SET state = 'cancelled', cancel_requested = 1, finished_at = $3 "
    "WHERE org_id = $1 AND id = $2 AND state = 'waiting'";
constexpr char kCancelRunning[] =
    "UPDATE job SET cancel_requested = 1 WHERE org_id = $1 AND id = $2 AND state = 'running'";
constexpr char kRetry[] =
    "UPDATE job SET state = 'waiting', attempts = 0, cancel_requested = 0, run_at = $3, finished_at = NULL, "
    "message_key = '', message_arguments = '{}' "
    "WHERE org_id = $1 AND id = $2 AND state IN ('failed', 'cancelled')";

struct StateRow {
  Id id;
  State state = State::waiting;
};
BOOST_DESCRIBE_STRUCT(StateRow, (), (id, state))

void RingAfter(db::Tx& tx) {
  tx.AfterCommit([] { Bell::OfProcess().Ring(); });
}

}  // namespace

Id Enqueue(db::Tx& tx, const NewJob& job, Instant now) {
  Job row;
  row.id = tx.NewId();
  row.org_id = job.org_id;
  row.person_id = job.person_id;
  row.kind = job.kind;
  row.ref = job.ref;
  row.queue = job.queue;
  row.run_at = job.run_at.value_or(now);
  row.message_arguments = "{}";
  row.created_at = now;
  tx.ExecuteValues(db::InsertSql<Job>("job"), db::RowValues(row));
  RingAfter(tx);
  return row.id;
}

std::optional<Job> FindJob(db::Connection& connection, Id org_id, Id id) {
  return connection.QueryOne<Job>(kFind, org_id, id);
}

std::map<Id, State> FindStates(db::Connection& connection, Id org_id, std::span<const Id> ids) {
  std::map<Id, State> states;
  if (ids.empty()) return states;
  for (const StateRow& row : connection.Query<StateRow>(
           "SELECT id, state FROM job WHERE org_id = $1 AND id IN baton_list($2)", org_id, db::IdList(ids))) {
    states.emplace(row.id, row.state);
  }
  return states;
}

std::vector<Job> ListJobs(db::Connection& connection, Id org_id, const JobFilter& filter) {
  const std::string state = filter.state ? boost::describe::enum_to_string(*filter.state, "") : std::string();
  return connection.Query<Job>(kList, org_id, filter.person_id.value_or(Id{}), state,
                               filter.after.value_or(Id{INT64_MAX}), filter.limit, filter.without_done);
}

bool RequestCancel(db::Tx& tx, Id org_id, Id id, Instant now) {
  RingAfter(tx);
  return tx.Execute(kCancelWaiting, org_id, id, now) == 1 || tx.Execute(kCancelRunning, org_id, id) == 1;
}

bool Retry(db::Tx& tx, Id org_id, Id id, Instant now) {
  RingAfter(tx);
  return tx.Execute(kRetry, org_id, id, now) == 1;
}

}  // namespace baton::job
