#include "handoff/own_job.h"

#include <algorithm>

#include "action/image_json.h"
#include "base/clock.h"
#include "base/noon.h"
#include "base/zone.h"
#include "handoff/check_step.h"
#include "handoff/directory.h"
#include "handoff/tell.h"
#include "job/job.h"
#include "people/now.h"

namespace baton::handoff {
namespace {

void Enqueue(db::Tx& tx, Id org_id, Id handoff_id, Day day, const std::string& zone, Instant now) {
  job::Enqueue(tx,
               {.org_id = org_id,
                .kind = std::string(kOwnKind),
                .ref = handoff_id,
                .run_at = ToInstant({day, 0}, zone)},
               now);
}

bool IsDue(const Handoff& handoff, Day today) {
  return handoff.stage == Stage::expectations && handoff.owned_on && *handoff.owned_on <= today;
}

// Did its last change, the undo's, take back that ownership had moved?
bool WasOwned(db::Connection& connection, const Handoff& handoff) {
  const auto last = connection.QueryValue<std::string>(
      "SELECT old_values FROM change WHERE org_id = $1 AND table_name = 'handoff' AND row_id = $2 AND "
      "old_values IS NOT NULL ORDER BY id DESC LIMIT 1",
      handoff.org_id, handoff.id);
  if (!last) return false;
  const auto image = action::ParseImage(*last);
  const auto at = std::ranges::find(image.names, "owned_at");
  return at != image.names.end() &&
         !std::holds_alternative<std::monostate>(
             image.image.values[static_cast<std::size_t>(at - image.names.begin())]);
}

// The account moves; a pause puts it off to its end.
Result<Done> Own(db::Tx& tx, Id org_id, Id handoff_id, Instant wall_now) {
  const Instant now = people::NowIn(tx, org_id, wall_now);
  const auto handoff = FindHandoffById(tx, org_id, handoff_id);
  const Counting counting = CountingOf(tx, org_id, now);
  const Day today = DayIn(now, counting.zone);
  if (!handoff || !IsDue(*handoff, today)) return Done{};
  if (IsPaused(*handoff, today)) {
    // A clock that is behind, as a demo's, is followed when it moves on; a job would run at once, again and again.
    if (ToInstant({*handoff->paused_until_on, 0}, counting.zone) > wall_now)
      Enqueue(tx, org_id, handoff_id, *handoff->paused_until_on, counting.zone, wall_now);
    return Done{};
  }
  action::Action action(tx, {org_id, std::nullopt}, "handoff.owned", now, handoff_id);
  const auto owned = TakeStep(action, *handoff, Stage::owned, Part::former, "");
  if (!owned) return Fail(owned.error());
  return Done{};
}

// What could not be done is no longer planned, and both hear of it.
void PutOff(db::Tx& tx, Id org_id, Id handoff_id, Instant wall_now) {
  const auto handoff = FindHandoffById(tx, org_id, handoff_id);
  if (!handoff || !handoff->owned_on || handoff->owned_at) return;
  action::Action action(tx, {org_id, std::nullopt}, "handoff.not_owned", people::NowIn(tx, org_id, wall_now),
                        handoff_id);
  Handoff after = *handoff;
  after.owned_on = std::nullopt;
  if (auto saved = action.Update(*handoff, after)) TellOthers(action, *saved, "not_owned");
}

void OwnOrPutOff(db::Database& database, Id org_id, Id handoff_id, Instant now) {
  const auto owned = database.Write([&](db::Tx& tx) { return Own(tx, org_id, handoff_id, now); });
  if (owned || owned.error().kind == Kind::stale) return;  // somebody else moved it on meanwhile
  database.Write([&](db::Tx& tx) { PutOff(tx, org_id, handoff_id, now); });
}

}  // namespace

void AddHandoffJobs(job::Runner& runner) {
  runner.On(std::string(kOwnKind), [](job::Context& context) {
    OwnOrPutOff(context.database(), context.job().org_id, context.job().ref, context.Now());
    return job::Outcome::done;
  });
}

Result<Day> OverlapUntil(db::Connection& connection, Id org_id, Day owned_on, std::optional<Day> wanted,
                         Instant now) {
  if (!wanted) return owned_on + 7 * CountingOf(connection, org_id, now).overlap_weeks;
  if (*wanted >= owned_on && *wanted <= owned_on + kFarthestDay) return *wanted;
  return Fail(FieldFault{"overlap_until_on", {"problem.handoff.overlap_day"}});
}

Result<Handoff> PlanOwnership(action::Action& action, const Handoff& before, Day owned_on,
                              std::optional<Day> overlap_until_on) {
  const std::string zone = CountingOf(action.tx(), action.org_id(), action.now()).zone;
  const Day today = DayIn(action.now(), zone);
  if (owned_on <= today || owned_on > today + kFarthestDay)
    return Fail(FieldFault{"owned_on", {"problem.handoff.owned_day"}});
  const auto overlap = OverlapUntil(action.tx(), action.org_id(), owned_on, overlap_until_on, action.now());
  if (!overlap) return Fail(overlap.error());
  Handoff after = before;
  after.owned_on = owned_on;
  after.overlap_until_on = *overlap;
  auto saved = action.Update(before, after);
  if (!saved) return saved;
  Enqueue(action.tx(), action.org_id(), before.id, owned_on, zone, SystemClock().Now());
  TellOthers(action, *saved, "owned_on", {{"on", NoonOf(owned_on)}});
  return saved;
}

Result<Handoff> CancelOwnership(action::Action& action, const Handoff& before) {
  if (!before.owned_on || before.owned_at) return Fail(Kind::conflict, "problem.handoff.no_day");
  Handoff after = before;
  after.owned_on = std::nullopt;
  after.overlap_until_on = std::nullopt;
  auto saved = action.Update(before, after);
  if (saved) TellOthers(action, *saved, "day_cancelled");
  return saved;
}

void OwnAfterUndo(db::Tx& tx, Id org_id, Id handoff_id) {
  const auto handoff = FindHandoffById(tx, org_id, handoff_id);
  const Instant wall_now = SystemClock().Now();
  const Instant now = people::NowIn(tx, org_id, wall_now);
  const std::string zone = CountingOf(tx, org_id, now).zone;
  if (!handoff || !IsDue(*handoff, DayIn(now, zone)) || WasOwned(tx, *handoff)) return;
  job::Enqueue(tx, {.org_id = org_id, .kind = std::string(kOwnKind), .ref = handoff_id}, wall_now);
}

void OwnWhatIsDue(db::Database& database, Id org_id, Instant now) {
  std::vector<Id> due;
  {
    auto reader = database.Read();
    for (const Id id : FindDated(*reader, org_id)) {
      const auto handoff = FindHandoffById(*reader, org_id, id);
      if (handoff && !WasOwned(*reader, *handoff)) due.push_back(id);
    }
  }
  for (const Id id : due) OwnOrPutOff(database, org_id, id, now);
}

}  // namespace baton::handoff
