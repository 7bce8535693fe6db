#include "people/person_store.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "search/index.h"

namespace baton::people {
namespace {

// The columns of Person, in the order of its members.
constexpr std::string_view kColumns =
    "org_id, id, version, name, name_fold, email, email_fold, role, title, manager_id, language, time_zone, "
    "territory, languages, capacity_minutes, starts_on, ends_on, is_placeholder, created_at, deleted_at";

std::string SelectPeople(std::string_view where) {
  return fmt::format("SELECT {} FROM person WHERE {}", kColumns, where);
}

// The ids below $2, whatever the depth. A loop in the tree cannot be made (UpdatePerson), and would end here
// too.
constexpr std::string_view kTeam =
    "WITH RECURSIVE team (id) AS ("
    "  SELECT id FROM person WHERE org_id = $1 AND manager_id = $2 AND deleted_at IS NULL"
    "  UNION"
    "  SELECT person.id FROM person JOIN team ON person.manager_id = team.id"
    "  WHERE person.org_id = $1 AND person.deleted_at IS NULL) ";

// A person's row with what others say of it.
struct ViewRow : Person {
  std::optional<std::string> manager_name;
  std::int64_t memberships = 0;
  std::int64_t account_count = 0;
};
BOOST_DESCRIBE_STRUCT(ViewRow, (Person), (manager_name, memberships, account_count))

// A page of people is some dozens of rows, so what others say is looked up one by one in indexes. $1 is the
// organization.
std::string SelectViews(std::string_view more) {
  return fmt::format(
      "SELECT {}, (SELECT manager.name FROM person AS manager WHERE manager.org_id = person.org_id AND "
      "manager.id = person.manager_id) AS manager_name, (SELECT COUNT(*) FROM membership WHERE "
      "membership.org_id = person.org_id AND membership.person_id = person.id) AS memberships, "
      "(SELECT COUNT(*) FROM ownership WHERE ownership.org_id = person.org_id AND ownership.person_id = "
      "person.id AND ownership.to_at IS NULL) AS account_count FROM person WHERE org_id = $1 AND deleted_at "
      "IS NULL {}",
      kColumns, more);
}

PersonView ToView(const ViewRow& row) {
  PersonView view{row.id,
                  row.version,
                  row.name,
                  row.email,
                  row.role,
                  row.title,
                  row.manager_id,
                  row.manager_name,
                  row.language,
                  row.time_zone,
                  row.territory,
                  {},
                  row.capacity_minutes,
                  row.starts_on,
                  row.ends_on,
                  row.is_placeholder,
                  row.memberships > 0,
                  row.account_count};
  for (const auto code : Split(row.languages, ',')) {
    if (!code.empty()) view.languages.emplace_back(code);
  }
  return view;
}

std::vector<PersonView> ToViews(const std::vector<ViewRow>& rows) {
  std::vector<PersonView> views;
  std::ranges::transform(rows, std::back_inserter(views), ToView);
  return views;
}

// What only the database knows to be wrong with a person.
std::vector<FieldFault> FaultsInDatabase(db::Connection& connection, Id org_id, const Person& person,
                                         const std::string& path) {
  std::vector<FieldFault> faults;
  if (person.email) {
    const auto other = FindPersonByEmail(connection, org_id, *person.email);
    if (other && other->id != person.id) {
      faults.push_back({path + "email", {"problem.person.email_taken", {{"name", other->name}}}});
    }
  }
  if (person.manager_id) {
    if (!FindPerson(connection, org_id, *person.manager_id)) {
      faults.push_back({path + "manager_id", {"problem.person.no_such_manager"}});
    } else if (person.id && (*person.manager_id == person.id ||
                             IsBelow(connection, org_id, *person.manager_id, person.id))) {
      faults.push_back({path + "manager_id", {"problem.person.manager_below"}});
    }
  }
  return faults;
}

void Index(db::Tx& tx, const Person& person) {
  search::Put(tx, person.org_id, search::SearchKind::person, person.id,
              {person.name, person.email.value_or("")});
}

}  // namespace

std::optional<Person> FindPersonOfNowOrOnce(db::Connection& connection, Id org_id, Id id) {
  return connection.QueryOne<Person>(SelectPeople("org_id = $1 AND id = $2"), org_id, id);
}

std::optional<Person> FindPerson(db::Connection& connection, Id org_id, Id id) {
  return connection.QueryOne<Person>(SelectPeople("org_id = $1 AND id = $2 AND deleted_at IS NULL"), org_id,
                                     id);
}

std::optional<Person> FindPersonByEmail(db::Connection& connection, Id org_id, std::string_view email) {
  return connection.QueryOne<Person>(SelectPeople("org_id = $1 AND email_fold = $2 AND deleted_at IS NULL"),
                                     org_id, Fold(email));
}

std::vector<Person> FindPeople(db::Connection& connection, Id org_id) {
  return connection.Query<Person>(SelectPeople("org_id = $1 AND deleted_at IS NULL ORDER BY name_fold, id"),
                                  org_id);
}

std::vector<Left> FindLeft(db::Connection& connection, Id org_id, Instant now) {
  std::vector<Left> left;
  for (const Person& person : connection.Query<Person>(
           SelectPeople("org_id = $1 AND is_placeholder = 0 AND (ends_on IS NOT NULL OR deleted_at IS NOT "
                        "NULL) ORDER BY id"),
           org_id)) {
    std::optional<Instant> at = person.deleted_at;
    if (person.ends_on) {
      const Instant end{(std::int64_t{person.ends_on->days} + 1) * kMillisecondsPerDay};
      if (!at || end < *at) at = end;
    }
    if (at && *at <= now) left.push_back({person.id, *at});
  }
  return left;
}

std::unordered_map<Id, PersonRef> FindRefs(db::Connection& connection, Id org_id, std::span<const Id> ids) {
  std::unordered_map<Id, PersonRef> refs;
  const auto rows = connection.Query<PersonRef>(
      "SELECT id, name, role, is_placeholder, CASE WHEN deleted_at IS NULL OR ends_on < deleted_at / "
      "86400000 "
      "THEN ends_on ELSE CAST(deleted_at / 86400000 AS INTEGER) END AS ends_on FROM person WHERE org_id = $1 "
      "AND id IN baton_list($2)",
      org_id, db::IdList(ids));
  for (const PersonRef& row : rows) refs.emplace(row.id, row);
  return refs;
}

std::vector<Person> FindTeam(db::Connection& connection, Id org_id, Id manager_id) {
  return connection.Query<Person>(
      std::string(kTeam) +
          SelectPeople(
              "org_id = $1 AND deleted_at IS NULL AND id <> $2 AND id IN (SELECT id FROM team) ORDER BY "
              "name_fold, id"),
      org_id, manager_id);
}

std::vector<Id> FindPeopleIn(db::Connection& connection, const access::Scope& scope) {
  std::vector<Id> ids{scope.person_id};
  if (scope.reach != access::Reach::team) return ids;
  for (const Person& person : FindTeam(connection, scope.org_id, scope.person_id)) ids.push_back(person.id);
  return ids;
}

bool IsBelow(db::Connection& connection, Id org_id, Id person_id, Id manager_id) {
  return connection
      .QueryValue<std::int64_t>(std::string(kTeam) + "SELECT 1 FROM team WHERE id = $3 LIMIT 1", org_id,
                                manager_id, person_id)
      .has_value();
}

bool IsSelfOrBelow(db::Connection& connection, const access::Scope& scope, Id person_id) {
  return person_id == scope.person_id || (scope.reach >= access::Reach::team &&
                                          IsBelow(connection, scope.org_id, person_id, scope.person_id));
}

std::vector<PersonView> ListPeople(db::Connection& connection, Id org_id, std::optional<Id> after,
                                   int limit) {
  return ToViews(connection.Query<ViewRow>(
      SelectViews(
          "AND ($3 = 0 OR (name_fold, id) > (SELECT last.name_fold, last.id FROM person AS last WHERE "
          "last.org_id = $1 AND last.id = $3)) ORDER BY name_fold, id LIMIT $2"),
      org_id, limit, after.value_or(Id{})));
}

std::optional<PersonView> ViewPerson(db::Connection& connection, Id org_id, Id id) {
  const auto row = connection.QueryOne<ViewRow>(SelectViews("AND id = $2"), org_id, id);
  return row ? std::optional(ToView(*row)) : std::nullopt;
}

Result<Person> InsertPerson(action::Action& action, Person person, const std::string& path) {
  auto faults = FaultsInDatabase(action.tx(), action.org_id(), person, path);
  if (!faults.empty()) return Fail(std::move(faults));
  if (person.created_at == Instant{}) person.created_at = action.now();
  person = action.Insert(std::move(person));
  Index(action.tx(), person);
  return person;
}

Result<Person> UpdatePerson(action::Action& action, const Person& before, Person after) {
  auto faults = FaultsInDatabase(action.tx(), action.org_id(), after, "");
  if (!faults.empty()) return Fail(std::move(faults));
  auto updated = action.Update(before, std::move(after));
  if (updated) Index(action.tx(), *updated);
  return updated;
}

Result<Done> RemovePerson(action::Action& action, const Person& person) {
  const auto view = ViewPerson(action.tx(), action.org_id(), person.id);
  if (view && view->account_count > 0) {
    return Fail(Kind::conflict, "problem.person.owns_accounts",
                {{"name", person.name}, {"count", view->account_count}});
  }
  if (!FindTeam(action.tx(), action.org_id(), person.id).empty()) {
    return Fail(Kind::conflict, "problem.person.has_team", {{"name", person.name}});
  }
  Person removed = person;
  removed.deleted_at = action.now();
  const auto updated = action.Update(person, std::move(removed));
  if (!updated) return Fail(updated.error());
  search::Remove(action.tx(), action.org_id(), search::SearchKind::person, person.id);
  return Done{};
}

bool HoldsSomething(db::Connection& connection, Id org_id, Id id, Instant now) {
  return connection
      .QueryValue<std::int64_t>(
          "SELECT 1 WHERE EXISTS (SELECT 1 FROM ownership WHERE org_id = $1 AND person_id = $2 AND to_at IS "
          "NULL) OR EXISTS (SELECT 1 FROM opportunity WHERE org_id = $1 AND owner_id = $2 AND status = "
          "'open' AND deleted_at IS NULL) OR EXISTS (SELECT 1 FROM activity WHERE org_id = $1 AND owner_id = "
          "$2 AND deleted_at IS NULL AND is_done = 0 AND (kind = 'task' OR starts_at > $3)) OR EXISTS "
          "(SELECT 1 FROM handoff WHERE org_id = $1 AND (from_id = $2 OR to_id = $2) AND ended_at IS NULL) "
          "OR EXISTS (SELECT 1 FROM cover WHERE org_id = $1 AND person_id = $2 AND ended_at IS NULL) OR "
          "EXISTS (SELECT 1 FROM person WHERE org_id = $1 AND manager_id = $2 AND deleted_at IS NULL)",
          org_id, id, now)
      .has_value();
}

bool IsInLoop(db::Connection& connection, Id org_id, Id id) { return IsBelow(connection, org_id, id, id); }

Result<Person> ChangeLanguage(action::Action& action, const Person& before, std::string language) {
  Person after = before;
  after.language = std::move(language);
  return action.Update(before, std::move(after));
}

Result<std::int64_t> EndPlaceholder(action::Action& action, const Person& placeholder, Id person_id) {
  // Whoever stood below the placeholder takes its place, or the tree would have a loop.
  if (const auto person = FindPerson(action.tx(), action.org_id(), person_id);
      person && IsBelow(action.tx(), action.org_id(), person_id, placeholder.id)) {
    Person lifted = *person;
    lifted.manager_id = placeholder.manager_id;
    if (auto saved = action.Update(*person, std::move(lifted)); !saved) return Fail(saved.error());
  }
  std::int64_t team = 0;
  for (const Person& one : FindTeam(action.tx(), action.org_id(), placeholder.id)) {
    if (one.manager_id != placeholder.id) continue;
    Person moved = one;
    moved.manager_id = person_id;
    if (auto saved = action.Update(one, std::move(moved)); !saved) return Fail(saved.error());
    ++team;
  }
  if (auto removed = RemovePerson(action, placeholder); !removed) return Fail(removed.error());
  return team;
}

void RefreshSearch(db::Tx& tx, Id org_id, Id id) {
  if (const auto person = FindPerson(tx, org_id, id)) {
    Index(tx, *person);
  } else {
    search::Remove(tx, org_id, search::SearchKind::person, id);
  }
}

}  // namespace baton::people
