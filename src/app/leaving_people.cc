#include "app/leaving_people.h"

#include "calendar/calendar.h"
#include "chat/chat_store.h"
#include "coaching/directory.h"
#include "cover/directory.h"
#include "feed/feed.h"
#include "handoff/directory.h"
#include "session/session_store.h"

namespace baton::app {
namespace {

// Secrets and private times of somebody who has left go at once; an undo of the removal does not bring them back.
void EndCalendars(db::Tx& tx, const people::Person& person) {
  feed::EndFeed(tx, person.org_id, person.id);
  chat::RemoveHook(tx, person.org_id, person.id);
  for (const auto& one : calendar::FindCalendars(tx, person.org_id, person.id))
    calendar::RemoveCalendar(tx, one);
}

}  // namespace

people::Leaving LeavingPeople() {
  return {.held = [](db::Connection& connection, const people::Person& person) -> people::Held {
            return {std::ssize(handoff::FindEndingWith(connection, person.org_id, person.id)),
                    !coaching::FindPromisePartners(connection, person.org_id, person.id).empty()};
          },
          .end = [](action::Action& action, const people::Person& person,
                    const std::string& reason) -> Result<Done> {
            coaching::TellOfLeaving(action, person);
            session::EndAccess(action.tx(), person.org_id, person.id);
            EndCalendars(action.tx(), person);
            if (auto ended = cover::EndWith(action, person.id); !ended) return ended;
            return handoff::EndWith(action, person.id, reason);
          }};
}

}  // namespace baton::app
