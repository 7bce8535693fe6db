#include "app/leaving_people.h"

#include "coaching/directory.h"
#include "handoff/directory.h"
#include "session/session_store.h"

namespace baton::app {

people::Leaving LeavingPeople() {
  return {.held = [](db::Connection& connection, const people::Person& person) -> people::Held {
            return {std::ssize(handoff::FindEndingWith(connection, person.org_id, person.id)),
                    !coaching::FindPromisePartners(connection, person.org_id, person.id).empty()};
          },
          .end = [](action::Action& action, const people::Person& person,
                    const std::string& reason) -> Result<Done> {
            coaching::TellOfLeaving(action, person);
            session::EndAccess(action.tx(), person.org_id, person.id);
            return handoff::EndWith(action, person.id, reason);
          }};
}

}  // namespace baton::app
