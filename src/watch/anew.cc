#include "watch/anew.h"

#include "base/clock.h"
#include "base/date.h"
#include "job/anew.h"
#include "people/now.h"

namespace baton::watch {
namespace {

job::Outcome RunAnew(job::Context& context, const Anew& anew) {
  db::Database& database = context.database();
  const Id org_id = context.job().org_id;
  const Instant there = people::NowIn(*database.Read(), org_id, context.Now());
  // Put into the queue while another one ran, which has it in.
  if (!anew.is_due(*database.Read(), org_id, there)) return job::Outcome::done;
  std::int64_t all = 0;
  const bool is_done = anew.work(database, org_id, there, [&](std::int64_t done, std::int64_t total) {
    all = total;
    context.Progress(done, total);
    return !context.ShouldStop();
  });
  if (is_done) context.Progress(all, all);
  return is_done ? job::Outcome::done : job::Outcome::again;
}

}  // namespace

void LookAnew(db::Database& database, Id org_id, Instant now, const Anew& anew) {
  if (!anew.is_due(*database.Read(), org_id, now)) return;
  const Instant here = SystemClock().Now();
  database.Write([&](db::Tx& tx) {
    job::EnqueueAnew(tx, org_id, anew.kind, {.took_ms = anew.took_ms(tx, org_id)}, here);
  });
}

void AddAnewJob(job::Runner& runner, const Anew& anew) {
  runner.On(anew.kind, [anew](job::Context& context) { return RunAnew(context, anew); });
}

bool IsOld(Instant worked_out_at, Instant now) {
  const std::int64_t passed = now.milliseconds - worked_out_at.milliseconds;
  return passed < 0 || passed >= kMillisecondsPerDay;
}

}  // namespace baton::watch
