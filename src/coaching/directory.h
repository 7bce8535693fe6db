// Promises and interruptions, for every slice that shows or moves one: the door, Today, the demo. Nobody else
// writes these tables. Who asks is named in each query: a promise is seen by its two people only.
//
//   const auto promise = coaching::FindPromise(tx, org_id, jim, id);
//   if (promise) coaching::Move(action, *promise, {.due_at = at, .cause = coaching::Cause::walk_in});
//
// Stateless, hence thread-safe.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "action/action.h"
#include "coaching/interruption.h"
#include "coaching/promise.h"
#include "coaching/promise_rules.h"
#include "db/connection.h"

namespace baton::coaching {

// A promise of the person, on either side.
std::optional<Promise> FindPromise(db::Connection& connection, Id org_id, Id person_id, Id id);
// Open and asked ones of the person, on either side, by the time that holds now; without those whose other one has
// left: nobody can keep them.
std::vector<Promise> FindPending(db::Connection& connection, Id org_id, Id person_id);
// Managers who have something with a rep that begins in a span: an open promise, a planned session.
std::vector<Id> FindOwing(db::Connection& connection, Id org_id, Instant from, Instant to);
// Whom somebody who leaves, marked as gone or not yet, has an open or asked promise with.
std::vector<Id> FindPromisePartners(db::Connection& connection, Id org_id, Id person_id);
// Tells everybody whom the person promised something, or who promised it, that it ends: the person leaves. The
// promises stay as they are, and in the count as the rules say.
void TellOfLeaving(action::Action& action, const people::Person& person);
// Kept at or after an instant, of the person, on either side; the latest first.
std::vector<Promise> FindKeptSince(db::Connection& connection, Id org_id, Id person_id, Instant since);
// In the order of `promises`; without those whose people are not there any more. `viewer_id` is one of the
// two.
std::vector<PromiseView> ViewPromises(db::Connection& connection, Id org_id,
                                      std::span<const Promise> promises, Id viewer_id, Instant now);

// To be counted (promise_rules.h): made by a manager, or to a rep by whoever made them; the first time lies at or after
// `since`. `rep_id`: to this rep only.
std::vector<CountedPromise> FindMadeBy(db::Connection& connection, Id org_id, Id manager_id,
                                       std::optional<Id> rep_id, Instant since);
std::vector<CountedPromise> FindMadeTo(db::Connection& connection, Id org_id, Id rep_id, Instant since);

// A new promise that holds from now on, open or asked for, by whichever deed it comes: somebody says so, a session ends with it.
// Needs the two, title, minutes and due_at; the faults are those of what was typed, a time that is over, and somebody who has
// left or will have by then. The other one of the two is told.
//
//   coaching::MakePromise(action, {.manager_id = jim, .rep_id = jada, .kind = ..., .title = ..., .minutes = 60, .due_at = at});
Result<Promise> MakePromise(action::Action& action, Promise promise);
// The manager did it. The rep is told. REQUIRES: the caller may (CheckDeed), such as that it is open.
Result<Promise> Keep(action::Action& action, const Promise& before);
// As it is, without a check: for what has been checked. The other one of the two is told.
Promise Insert(action::Action& action, Promise promise);

struct MoveTo {
  Instant due_at;
  Cause cause = Cause::other;
  std::optional<Id> interruption_id = {};
  std::string client = {};  // whom the rep is told about; empty: nobody
};
// Moves an open promise, with its displacement, and tells the rep. REQUIRES: the caller may (CheckDeed).
Result<Promise> Move(action::Action& action, const Promise& before, const MoveTo& move);

// The manager has done what was promised, by a deed of another word (the letter is read): an open promise is kept, any other
// stays as it is. True when it was kept. Tells nobody: the caller tells of the deed.
Result<bool> KeepOpen(action::Action& action, Id manager_id, Id promise_id);

Interruption InsertInterruption(action::Action& action, Interruption interruption);

// What an interruption moved.
struct Displaced {
  Displacement displacement;
  Promise promise;
};
struct Event {
  Interruption interruption;
  std::vector<Displaced> displaced;
};
// Of a manager since an instant, the latest first.
std::vector<Event> FindEventsOf(db::Connection& connection, Id org_id, Id manager_id, Instant since);
// Those that moved a promise to this rep; `displaced` holds that rep's only.
std::vector<Event> FindEventsFor(db::Connection& connection, Id org_id, Id rep_id, Instant since);

// "Tue, Nov 24, 10:30 AM" on the person's clock and in the person's language.
std::string TimeText(db::Connection& connection, Id org_id, Id person_id, Instant at);
// The person's zone, or the organization's.
std::string ZoneOf(db::Connection& connection, Id org_id, Id person_id);

}  // namespace baton::coaching
