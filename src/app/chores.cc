#include "app/chores.h"

#include "client/directory.h"
#include "coaching/session_text.h"
#include "http/idempotency.h"
#include "introduction/plan_meeting.h"
#include "job/job.h"
#include "people/now.h"
#include "people/organization.h"
#include "review/review_text.h"
#include "session/attempt.h"
#include "source/source_routes.h"
#include "webhook/follow.h"

namespace baton::app {
namespace {

constexpr const char* kKind = "chores";
constexpr Id kNoOrganization{0};
constexpr std::int64_t kKeepAnswers = 7 * kMillisecondsPerDay;
constexpr std::int64_t kKeepJobs = 90 * kMillisecondsPerDay;

void Sweep(db::Database& database, const traffic::TrafficOptions& traffic, Instant now) {
  database.Write([&](db::Tx& tx) {
    tx.Execute("DELETE FROM session WHERE expires_at < $1", now);
    tx.Execute("DELETE FROM invitation WHERE expires_at < $1", now);
    session::SweepAttempts(tx, now);
    client::SweepTokens(tx, now);
    tx.Execute("DELETE FROM api_token WHERE expires_at < $1", now - kKeepJobs);
    tx.Execute("DELETE FROM job WHERE finished_at < $1", now - kKeepJobs);
  });
  for (const Id org_id : people::FindOrganizations(*database.Read())) {
    database.Write([&](db::Tx& tx) {
      http::ForgetAnswers(tx, org_id, now - kKeepAnswers);
      webhook::Sweep(tx, org_id, now);
    });
    introduction::FollowZones(database, org_id, now);
    const Instant there = people::NowIn(*database.Read(), org_id, now);
    coaching::ForgetUnusedTexts(database, org_id, there);
    review::ForgetUnusedTexts(database, org_id, there);
    source::Sweep(database, org_id, now);
    traffic::ForgetOld(database, traffic, org_id, there);
  }
}

void Schedule(db::Tx& tx, Instant run_at, Instant now) {
  job::Enqueue(tx, {.org_id = kNoOrganization, .kind = kKind, .ref = kNoOrganization, .run_at = run_at}, now);
}

}  // namespace

void AddChores(job::Runner& runner, const traffic::TrafficOptions& traffic) {
  runner.On(kKind, [traffic](job::Context& context) {
    const Instant now = context.Now();
    Sweep(context.database(), traffic, now);
    context.database().Write([&](db::Tx& tx) { Schedule(tx, now + kMillisecondsPerDay, now); });
    return job::Outcome::done;
  });
}

void ScheduleChores(db::Database& database, Instant now) {
  database.Write([&](db::Tx& tx) {
    const auto waiting = tx.QueryValue<std::int64_t>(
        "SELECT COUNT(*) FROM job WHERE kind = $1 AND state IN ('waiting', 'running')", kKind);
    if (waiting == 0) Schedule(tx, now, now);
  });
}

}  // namespace baton::app
