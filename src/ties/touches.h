// Who of ours and which contacts took part in the same activity, or wrote to each other (the table mail_touch, of src/traffic), as
// touches: what ties are learnt from. Activities that are deleted, tasks, and those still to come are no touches, nor are large
// ones: a mail to many and a full room say little about two of them.
//
//   ForEachTouch(connection, {.org_id = org, .of = person, .since = Since(now), .now = now, .bounds = judgement.touches},
//                [&](Id person_id, Id contact_id, const Touch& touch) { ... });
//
// Streamed, by person, contact and time: what is held does not grow with how many there are. Stateless, hence thread-safe.
//
// Whoever needs what came to pass rather than how close two are asks for the same as encounters, each with everybody of ours and
// of one client who took part:
//
//   for (const Encounter& one : FindEncounters(connection, org_id, {.spans = {{larmar, proposed_at, now}}})) ...
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "db/connection.h"
#include "ties/strength.h"

namespace baton::ties {

// Others who took part beside the one whose tie it is; with more of them it is no touch.
struct TouchBounds {
  int most_in_mail = 10;
  int most_in_room = 25;
};
inline constexpr int kMostThatMayBeSet = 100;  // of either

// Earlier touches do not count: the beginning of the month two years ago, so that it moves once a month.
Instant Since(Instant now);

enum class Whose {
  person,
  account
};  // one of ours with everybody; everybody of ours with an account's contacts

struct TouchesAsked {
  Id org_id;
  Whose whose = Whose::person;
  Id of;
  Instant since;
  Instant now;
  TouchBounds bounds;
};

using TakeTouch = std::function<void(Id person_id, Id contact_id, const Touch& touch)>;

// `take` must not use the connection. Placeholders, and deleted people and contacts, are left out.
void ForEachTouch(db::Connection& connection, const TouchesAsked& asked, const TakeTouch& take);

// A client, from a time to a time; both are in it. Each has its own, so that what is read of one client does not grow with how long ago
// another's began.
struct Span {
  Id account_id;
  Instant since;
  Instant until;
};

using TakeTouchIn = std::function<void(Id account_id, Id person_id, Id contact_id, const Touch& touch)>;

// The same of several clients in one query; here deleted people and contacts are in it: what came to pass stays so.
void ForEachTouchIn(db::Connection& connection, Id org_id, std::span<const Span> spans,
                    const TouchBounds& bounds, const TakeTouchIn& take);

// One meeting, call or mail with one client: what several touches were together.
struct Encounter {
  Id account_id;  // of the contacts, now
  Id id;          // the activity's; of a mail in a mailbox the number of its message
  bool is_of_mailbox = false;
  bool is_from_them = false;  // a mail that the contact wrote, known of a mailbox only
  int others = 1;             // who took part beside the one of ours
  Instant at;
  std::vector<Id> people;  // of ours
  std::vector<Id> contacts;
};

struct EncountersAsked {
  std::vector<Span> spans = {};  // with these clients, also of people and contacts who were deleted since; or
  std::vector<Id> ones = {};     // those that are among these ids, from `since` to `until`
  Instant since = {};
  Instant until = {};
};

// By time, each once. Where an organization shows figures only, mail of people's own mailboxes is none: when somebody wrote is not to be seen.
std::vector<Encounter> FindEncounters(db::Connection& connection, Id org_id, const EncountersAsked& asked);

}  // namespace baton::ties
