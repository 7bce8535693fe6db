#include "app/chores.h"

#include "administration/operations.h"
#include "administration/retention.h"
#include "assessment/assessment_store.h"
#include "base/clock.h"
#include "client/directory.h"
#include "coaching/session_text.h"
#include "http/idempotency.h"
#include "introduction/plan_meeting.h"
#include "job/job.h"
#include "mentor/mentor_store.h"
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

administration::Swept Sweep(db::Database& database, const traffic::TrafficOptions& traffic,
                            const seal::Key* key, Instant now) {
  database.Write([&](db::Tx& tx) {
    tx.Execute("DELETE FROM session WHERE expires_at < $1", now);
    tx.Execute("DELETE FROM invitation WHERE expires_at < $1", now);
    session::SweepAttempts(tx, now);
    client::SweepTokens(tx, now);
    tx.Execute("DELETE FROM api_token WHERE expires_at < $1", now - kKeepJobs);
    tx.Execute("DELETE FROM job WHERE finished_at < $1", now - kKeepJobs);
  });
  administration::Swept swept;
  for (const Id org_id : people::FindOrganizations(*database.Read())) {
    database.Write([&](db::Tx& tx) {
      http::ForgetAnswers(tx, org_id, now - kKeepAnswers);
      webhook::Sweep(tx, org_id, now);
    });
    introduction::FollowZones(database, org_id, now);
    const Instant there = people::NowIn(*database.Read(), org_id, now);
    coaching::ForgetUnusedTexts(database, org_id, there);
    review::ForgetUnusedTexts(database, org_id, there);
    mentor::ForgetUnusedTexts(database, org_id, there);
    if (key != nullptr) assessment::Settle(database, *key, org_id, there);
    source::Sweep(database, org_id, now);
    traffic::ForgetOld(database, traffic, org_id, there);
    const administration::Swept some = administration::ForgetOldRecords(database, org_id, there);
    swept.logged_values += some.logged_values;
    swept.activities += some.activities;
  }
  return swept;
}

void NoteSweep(db::Database& database, const administration::Swept& swept, Instant began) {
  database.Write([&](db::Tx& tx) {
    administration::NoteRun(
        tx, {.kind = administration::OperationKind::sweep,
             .began_at = began,
             .ended_at = SystemClock().Now(),
             .findings = {
                 {"operation.swept", {{"values", swept.logged_values}, {"activities", swept.activities}}}}});
  });
}

void Schedule(db::Tx& tx, Instant run_at, Instant now) {
  job::Enqueue(tx, {.org_id = kNoOrganization, .kind = kKind, .ref = kNoOrganization, .run_at = run_at}, now);
}

}  // namespace

void AddChores(job::Runner& runner, const traffic::TrafficOptions& traffic, const seal::Key* key) {
  runner.On(kKind, [traffic, key](job::Context& context) {
    const Instant now = context.Now();
    const administration::Swept swept = Sweep(context.database(), traffic, key, now);
    NoteSweep(context.database(), swept, now);
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
