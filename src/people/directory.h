// The people of an organization, for every slice that shows or picks one. Everybody sees the names of
// everybody; who may change whom is decided where it is changed, with IsBelow.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "access/policy.h"
#include "action/action.h"
#include "db/connection.h"
#include "people/person.h"

namespace baton::people {

// Also somebody who has left: `deleted_at` says so.
std::optional<Person> FindPersonOfNowOrOnce(db::Connection& connection, Id org_id, Id id);
// Those who are not deleted.
std::optional<Person> FindPerson(db::Connection& connection, Id org_id, Id id);
std::optional<Person> FindPersonByEmail(db::Connection& connection, Id org_id, std::string_view email);
std::vector<Person> FindPeople(db::Connection& connection, Id org_id);

// Who has left: a last day that is over, or removed; with those who are deleted. `left_at` is the end of the last day by UTC, else when
// the person was removed.
struct Left {
  Id person_id;
  Instant left_at;
};
std::vector<Left> FindLeft(db::Connection& connection, Id org_id, Instant now);

// For rows that show people; deleted ones keep their name. Ids that nobody has are left out.
std::unordered_map<Id, PersonRef> FindRefs(db::Connection& connection, Id org_id, std::span<const Id> ids);

// The people below a manager in the tree, at any depth, without the manager.
std::vector<Person> FindTeam(db::Connection& connection, Id org_id, Id manager_id);
// Whom a scope that is not the whole organization reaches: the person, and with Reach::team the team.
std::vector<Id> FindPeopleIn(db::Connection& connection, const access::Scope& scope);
bool IsBelow(db::Connection& connection, Id org_id, Id person_id, Id manager_id);
// Whether what is a person's own and of those above may be asked for: by the person, or with Reach::team by whoever
// stands above. A reach over the organization alone, an administrator's, is not enough.
bool IsSelfOrBelow(db::Connection& connection, const access::Scope& scope, Id person_id);

// A new person. The faults are those that only the database knows: an e-mail address that is taken, a manager
// who is not there. `path` is put before their paths ("people[2].").
Result<Person> InsertPerson(action::Action& action, Person person, const std::string& path = "");

// The language that Baton speaks to the person. REQUIRES: the catalogue speaks it.
Result<Person> ChangeLanguage(action::Action& action, const Person& before, std::string language);

// A placeholder is known now: who reported to it reports to the person, as many as are returned, and it is gone. REQUIRES: it owns
// nothing any more.
Result<std::int64_t> EndPlaceholder(action::Action& action, const Person& placeholder, Id person_id);

}  // namespace baton::people
