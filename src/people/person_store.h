// What only the people's own routes need: lists, changes, removal.
#pragma once

#include <optional>
#include <vector>

#include "people/directory.h"

namespace baton::people {

// By name; `after` is the last person of the page before.
std::vector<PersonView> ListPeople(db::Connection& connection, Id org_id, std::optional<Id> after, int limit);
std::optional<PersonView> ViewPerson(db::Connection& connection, Id org_id, Id id);

// Refused: an e-mail address that is taken, a manager who stands below the person.
Result<Person> UpdatePerson(action::Action& action, const Person& before, Person after);
// Refused while the person owns accounts or has a team.
Result<Done> RemovePerson(action::Action& action, const Person& person);
// Clients, open deals, tasks, meetings to come, handoffs under way, a cover, a team: then the person stays, whatever is undone.
bool HoldsSomething(db::Connection& connection, Id org_id, Id id, Instant now);
// Whether the person stands below the own team: a loop, which no row may be taken back into.
bool IsInLoop(db::Connection& connection, Id org_id, Id id);
// The person's search text as the row now stands, after an undo.
void RefreshSearch(db::Tx& tx, Id org_id, Id id);

}  // namespace baton::people
