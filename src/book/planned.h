// Activities of the future that Baton plans itself, such as a meeting that it invites to: our people's calendars show them,
// and an import that brings the same meeting joins it instead of making a second one.
//
//   const Activity planned = PlanActivity(action, {.account_id = larmar, .owner_id = jim, .starts_at = at, ...}, guests);
//   MovePlanned(action, planned.id, changed, guests);
//   RemovePlanned(action, planned.id);
//
// Stateless, hence thread-safe.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "action/action.h"
#include "book/activity.h"
#include "db/connection.h"

namespace baton::book {

// Who takes part, on either side.
struct PlannedGuests {
  std::vector<Id> people;
  std::vector<Id> contacts;
};

// Two meetings that begin closer to each other than this, of one person with one client, are one.
inline constexpr std::int64_t kSameMeeting = 15 * kMillisecondsPerMinute;
// One that we know of, and one that comes from elsewhere: with the same client, at the same minute, or of the same owner at about
// the same time.
bool IsSameMeeting(const Activity& planned, const Activity& activity);

// Not a deleted one.
std::optional<Activity> FindActivity(db::Connection& connection, Id org_id, Id id);

// REQUIRES: activity.account_id. `created_at` is now unless it says something else: since when it stands in a calendar.
Activity PlanActivity(action::Action& action, Activity activity, const PlannedGuests& guests);
// Its subject, start, minutes and guests become these. Nothing where it is not there any more: somebody removed it.
Result<Done> MovePlanned(action::Action& action, Id activity_id, const Activity& changed,
                         const PlannedGuests& guests);
// Somebody of ours took part too. Nothing where the activity is not there, or that is known.
void JoinActivity(action::Action& action, Id activity_id, Id person_id);
Result<Done> RemovePlanned(action::Action& action, Id activity_id);

// Those with the accounts.
std::vector<Activity> FindPlanned(db::Connection& connection, Id org_id, std::span<const Id> account_ids);

}  // namespace baton::book
