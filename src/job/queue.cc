#include "job/queue.h"

#include <algorithm>
#include <tuple>

namespace baton::job {
namespace {

constexpr char kClaim[] =
    "UPDATE job SET state = 'running', attempts = attempts + 1, locked_by = $1, locked_until = $2 WHERE id "
    "IN ("
    "SELECT id FROM job WHERE queue = $3 AND kind IN baton_list($4) AND ((state = 'waiting' AND run_at <= "
    "$5) OR "
    "(state = 'running' AND locked_until <= $5 AND locked_by <> $1)) ORDER BY run_at, id LIMIT $6 "
    "baton_skip_locked()) "
    "RETURNING id, org_id, person_id, kind, ref, queue, state, run_at, attempts, locked_by, locked_until, "
    "done, total, "
    "message_key, message_arguments, cancel_requested, created_at, finished_at";
constexpr char kRenew[] =
    "UPDATE job SET locked_until = $3 WHERE id IN baton_list($2) AND locked_by = $1 AND state = 'running' "
    "RETURNING id, cancel_requested";
constexpr char kHeld[] =
    "SELECT id, cancel_requested FROM job WHERE id IN baton_list($2) AND locked_by = $1 AND state = "
    "'running'";
constexpr char kSave[] =
    "UPDATE job SET state = $3, run_at = $4, attempts = $5, locked_by = $6, locked_until = $7, done = $8, "
    "total = $9, "
    "message_key = $10, message_arguments = $11, finished_at = $12 "
    "WHERE id = $2 AND locked_by = $1 AND state = 'running'";

}  // namespace

std::vector<Job> ClaimJobs(db::Database& database, const Claim& claim) {
  const db::TextList kinds(claim.kinds);
  auto jobs = database.Write([&](db::Tx& tx) {
    return tx.Query<Job>(kClaim, claim.name, claim.locked_until, claim.queue, kinds, claim.now, claim.limit);
  });
  // RETURNING keeps no order.
  std::sort(jobs.begin(), jobs.end(),
            [](const Job& a, const Job& b) { return std::tie(a.run_at, a.id) < std::tie(b.run_at, b.id); });
  return jobs;
}

std::vector<Held> RenewLeases(db::Database& database, const std::string& name, std::span<const Id> ids,
                              Instant locked_until) {
  const db::IdList list(ids);
  return database.Write([&](db::Tx& tx) { return tx.Query<Held>(kRenew, name, list, locked_until); });
}

std::vector<Held> FindHeld(db::Database& database, const std::string& name, std::span<const Id> ids) {
  return database.Read()->Query<Held>(kHeld, name, db::IdList(ids));
}

bool SaveJob(db::Database& database, const std::string& name, const Job& job) {
  return database.Write([&](db::Tx& tx) {
    return tx.Execute(kSave, name, job.id, job.state, job.run_at, job.attempts, job.locked_by,
                      job.locked_until, job.done, job.total, job.message_key, job.message_arguments,
                      job.finished_at) == 1;
  });
}

}  // namespace baton::job
