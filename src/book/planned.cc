#include "book/planned.h"

#include <algorithm>
#include <set>

#include "base/check.h"

namespace baton::book {
namespace {

std::vector<Attendance> FindAttendances(db::Connection& connection, Id org_id, Id activity_id) {
  return connection.Query<Attendance>(
      "SELECT org_id, id, version, activity_id, starts_at, person_id, contact_id FROM attendance "
      "WHERE org_id = $1 AND activity_id = $2 ORDER BY id",
      org_id, activity_id);
}

void InsertAttendance(action::Action& action, const Activity& activity, std::optional<Id> person_id,
                      std::optional<Id> contact_id) {
  action.Insert(Attendance{.activity_id = activity.id,
                           .starts_at = activity.starts_at,
                           .person_id = person_id,
                           .contact_id = contact_id});
}

// Where people sit together; of calls there may be two within minutes.
bool IsSitting(ActivityKind kind) { return kind == ActivityKind::meeting || kind == ActivityKind::visit; }

std::int64_t MinuteOf(Instant at) { return at.milliseconds / kMillisecondsPerMinute; }

}  // namespace

bool IsSameMeeting(const Activity& planned, const Activity& activity) {
  if (planned.account_id != activity.account_id) return false;
  if (planned.kind == activity.kind && MinuteOf(planned.starts_at) == MinuteOf(activity.starts_at))
    return true;
  return IsSitting(planned.kind) && IsSitting(activity.kind) && activity.owner_id &&
         planned.owner_id == activity.owner_id && planned.starts_at - kSameMeeting < activity.starts_at &&
         activity.starts_at < planned.starts_at + kSameMeeting;
}

std::optional<Activity> FindActivity(db::Connection& connection, Id org_id, Id id) {
  return connection.QueryOne<Activity>(
      "SELECT org_id, id, version, kind, account_id, opportunity_id, owner_id, subject, starts_at, minutes, "
      "is_done, created_at, deleted_at FROM activity WHERE org_id = $1 AND id = $2 AND deleted_at IS NULL",
      org_id, id);
}

Activity PlanActivity(action::Action& action, Activity activity, const PlannedGuests& guests) {
  Check(activity.account_id.has_value(), "a planned activity is with a client");
  if (activity.created_at == Instant{}) activity.created_at = action.now();
  activity = action.Insert(activity);
  for (const Id person : guests.people) InsertAttendance(action, activity, person, std::nullopt);
  for (const Id contact : guests.contacts) InsertAttendance(action, activity, std::nullopt, contact);
  action.tx().Execute(
      "INSERT INTO planned_activity (org_id, id, activity_id, account_id) VALUES ($1, $2, $3, $4)",
      activity.org_id, action.tx().NewId(), activity.id, *activity.account_id);
  return activity;
}

Result<Done> MovePlanned(action::Action& action, Id activity_id, const Activity& changed,
                         const PlannedGuests& guests) {
  const auto before = FindActivity(action.tx(), action.org_id(), activity_id);
  if (!before) return Done{};
  Activity after = *before;
  after.subject = changed.subject;
  after.starts_at = changed.starts_at;
  after.minutes = changed.minutes;
  const auto saved = action.Update(*before, after);
  if (!saved) return Fail(saved.error());
  std::set<Id> people(guests.people.begin(), guests.people.end());
  std::set<Id> contacts(guests.contacts.begin(), guests.contacts.end());
  for (const Attendance& one : FindAttendances(action.tx(), action.org_id(), activity_id)) {
    const bool stays = (one.person_id && people.erase(*one.person_id) > 0) ||
                       (one.contact_id && contacts.erase(*one.contact_id) > 0);
    if (!stays) {
      action.Delete(one);
      continue;
    }
    Attendance moved = one;
    moved.starts_at = saved->starts_at;
    if (const auto kept = action.Update(one, moved); !kept) return Fail(kept.error());
  }
  for (const Id person : people) InsertAttendance(action, *saved, person, std::nullopt);
  for (const Id contact : contacts) InsertAttendance(action, *saved, std::nullopt, contact);
  return Done{};
}

void JoinActivity(action::Action& action, Id activity_id, Id person_id) {
  const auto activity = FindActivity(action.tx(), action.org_id(), activity_id);
  if (!activity || activity->owner_id == person_id) return;
  const auto there = FindAttendances(action.tx(), action.org_id(), activity_id);
  if (std::ranges::any_of(there, [&](const Attendance& one) { return one.person_id == person_id; })) return;
  InsertAttendance(action, *activity, person_id, std::nullopt);
}

Result<Done> RemovePlanned(action::Action& action, Id activity_id) {
  const auto before = FindActivity(action.tx(), action.org_id(), activity_id);
  if (!before) return Done{};
  Activity after = *before;
  after.deleted_at = action.now();
  const auto saved = action.Update(*before, after);
  if (!saved) return Fail(saved.error());
  return Done{};
}

std::vector<Activity> FindPlanned(db::Connection& connection, Id org_id, std::span<const Id> account_ids) {
  if (account_ids.empty()) return {};
  return connection.Query<Activity>(
      "SELECT activity.org_id, activity.id, activity.version, activity.kind, activity.account_id, "
      "activity.opportunity_id, activity.owner_id, activity.subject, activity.starts_at, activity.minutes, "
      "activity.is_done, activity.created_at, activity.deleted_at FROM planned_activity JOIN activity "
      "ON activity.org_id = planned_activity.org_id AND activity.id = planned_activity.activity_id "
      "WHERE planned_activity.org_id = $1 AND planned_activity.account_id IN baton_list($2) "
      "AND activity.org_id = $1 AND activity.deleted_at IS NULL ORDER BY activity.id",
      org_id, db::IdList(account_ids));
}

}  // namespace baton::book
