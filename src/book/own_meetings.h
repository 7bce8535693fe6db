// Meetings with clients that stand in somebody's own calendar and are over: each is one activity, however often the calendar is
// read and in however many calendars it stands.
//
//   const auto clients = FindClients(connection, org_id, {"bill@larmar.example"});
//   TakeOwnMeeting(tx, org_id, {.uid_hash = hash, .activity = {.account_id = larmar, .owner_id = jim, ...}, ...}, begin);
//
// The calendar gives who and when, never what it was about. An activity that came otherwise (an import, a note, an invitation of
// ours) is joined and left as it is. What somebody took out by hand stays out.
//
// Stateless, hence thread-safe.
#pragma once

#include <boost/describe/class.hpp>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "action/action.h"
#include "book/planned.h"

namespace baton::book {

// A contact with an e-mail address that was asked for, its first or a further one.
struct Client {
  Id contact_id;
  Id account_id;
  std::string email_fold;      // the one that was asked for
  std::optional<Id> owner_id;  // of the account now
};
BOOST_DESCRIBE_STRUCT(Client, (), (contact_id, account_id, email_fold, owner_id))
std::vector<Client> FindClients(db::Connection& connection, Id org_id, std::span<const std::string> emails);

struct OwnMeeting {
  std::string uid_hash;
  Day occurs_on;  // which one of a repeated event; the first day of all of one that is not repeated
  Activity
      activity;  // account_id, owner_id (whose calendar it is), starts_at, minutes; created_at: since when it stands there
  PlannedGuests guests;
};

// The action, begun at the first call: a reading that finds nothing new leaves none.
using Begin = std::function<action::Action&()>;

// Whether taking it would change nothing but what the calendar says of it now: it is here already, from wherever, or was taken
// out by hand.
bool IsKnownMeeting(db::Connection& connection, Id org_id, const OwnMeeting& meeting);
void TakeOwnMeeting(db::Connection& connection, Id org_id, const OwnMeeting& meeting, const Begin& begin);
// It is yet to come, though it was over when it was read before: it was put off, and counts when it is over.
void PutOffOwnMeeting(db::Connection& connection, Id org_id, const OwnMeeting& meeting, const Begin& begin);

// Of these activities, those that were made of a calendar and stand in this person's own.
std::vector<Id> FindOwnMeetings(db::Connection& connection, Id org_id, Id person_id,
                                std::span<const Id> activities);

}  // namespace baton::book
