#include "people/people_routes.h"

#include <fmt/format.h>

#include <algorithm>

#include "action/action.h"
#include "action/tables.h"
#include "action/version.h"
#include "http/router.h"
#include "people/organization.h"
#include "people/person_rules.h"
#include "people/person_store.h"

namespace baton::people {
namespace {

using access::Deed;
using access::Word;
using http::Call;

constexpr int kMaxPage = 500;
constexpr std::size_t kMaxBatch = 200;

struct PageQuery {
  std::optional<Id> after;
  std::optional<std::int32_t> limit;
};
BOOST_DESCRIBE_STRUCT(PageQuery, (), (after, limit))

struct Place {
  Id id;
  std::optional<Id> manager_id;
  access::Role role = access::Role::rep;
};
BOOST_DESCRIBE_STRUCT(Place, (), (id, manager_id, role))

struct PersonBatch {
  std::vector<PersonInput> people;
};
BOOST_DESCRIBE_STRUCT(PersonBatch, (), (people))

struct PersonList {
  static constexpr const char* kSchemaName = "PersonList";
  std::vector<PersonView> items;
};
BOOST_DESCRIBE_STRUCT(PersonList, (), (items))

// May the caller change this person? A manager changes those below himself whose role he could give: not an
// administrator who happens to sit there.
Result<Done> MayChange(const Call& call, db::Connection& connection, const Person& person) {
  const access::Scope& scope = call.scope();
  if (scope.reach == access::Reach::organization) return Done{};
  if (IsBelow(connection, call.org_id(), person.id, call.person_id()) &&
      MayGiveRole(call.principal().role, person.role)) {
    return Done{};
  }
  return Fail(Kind::forbidden, "problem.person.not_in_team", {{"name", person.name}});
}

// Of these, removed ones too: whoever is not below a manager, or mightier than what a manager may make.
std::vector<Id> OthersPeople(db::Connection& connection, const access::Principal& caller,
                             std::span<const Id> row_ids) {
  const auto scope = ScopeOf(caller, Deed::change, Word::person);
  if (!scope) return {row_ids.begin(), row_ids.end()};
  if (scope.reach == access::Reach::organization) return {};
  std::vector<Id> others;
  for (const Place& place : connection.Query<Place>(
           "SELECT id, manager_id, role FROM person WHERE org_id = $1 AND id IN baton_list($2)", scope.org_id,
           db::IdList(row_ids))) {
    const bool is_below =
        place.manager_id && (*place.manager_id == scope.person_id ||
                             IsBelow(connection, scope.org_id, *place.manager_id, scope.person_id));
    if (!is_below || !MayGiveRole(caller.role, place.role)) others.push_back(place.id);
  }
  return others;
}

// May the caller give the person this role and this place in the tree?
Result<Done> MayPlace(const Call& call, db::Connection& connection, const Person& person,
                      const std::string& path) {
  if (!MayGiveRole(call.principal().role, person.role)) {
    return Fail(FieldFault{path + "role", {"problem.person.role_not_yours"}});
  }
  if (call.scope().reach == access::Reach::organization) return Done{};
  const bool is_below =
      person.manager_id && (*person.manager_id == call.person_id() ||
                            IsBelow(connection, call.org_id(), *person.manager_id, call.person_id()));
  if (!is_below) return Fail(FieldFault{path + "manager_id", {"problem.person.not_below_you"}});
  return Done{};
}

// A manager who names nobody hires for himself. Baton speaks the organization's language to somebody of whom no other is known.
Person NewPerson(const Call& call, PersonInput input, const std::string& language) {
  if (!input.language) input.language = language;
  Person person = Apply(input, Person{});
  if (!person.manager_id && call.principal().role == access::Role::manager)
    person.manager_id = call.person_id();
  return person;
}

Result<PersonView> View(db::Connection& connection, Id org_id, Id id) {
  auto view = ViewPerson(connection, org_id, id);
  if (!view) return NotFound("person");
  return *view;
}

Result<http::Page<PersonView>> List(const Call& call, const PageQuery& query) {
  const int limit = std::clamp(query.limit.value_or(kMaxPage), 1, kMaxPage);
  http::Page<PersonView> page{ListPeople(call.db(), call.org_id(), query.after, limit), std::nullopt};
  if (std::ssize(page.items) == limit) page.next = ToString(page.items.back().id);
  return page;
}

Result<PersonView> Create(const Call& call, const PersonInput& input) {
  if (auto faults = FaultsOf(input); !faults.empty()) return Fail(std::move(faults));
  return call.Write([&](db::Tx& tx) -> Result<PersonView> {
    const Person person = NewPerson(call, input, FindOrganization(tx, call.org_id())->language);
    if (const auto may = MayPlace(call, tx, person, ""); !may) return Fail(may.error());
    action::Action action(tx, call, "person.create");
    const auto inserted = InsertPerson(action, person);
    if (!inserted) return Fail(inserted.error());
    return View(tx, call.org_id(), inserted->id);
  });
}

// Five reps pasted at once: all, or none with every fault.
Result<PersonList> CreateBatch(const Call& call, const PersonBatch& batch) {
  if (batch.people.empty() || batch.people.size() > kMaxBatch) {
    return Fail(FieldFault{"people", {"problem.field.count", {{"limit", std::int64_t{kMaxBatch}}}}});
  }
  std::vector<FieldFault> faults;
  for (std::size_t i = 0; i < batch.people.size(); ++i) {
    for (auto& fault : FaultsOf(batch.people[i])) {
      fault.path = fmt::format("people[{}].{}", i, fault.path);
      faults.push_back(std::move(fault));
    }
  }
  if (!faults.empty()) return Fail(std::move(faults));
  return call.Write([&](db::Tx& tx) -> Result<PersonList> {
    action::Action action(tx, call, "person.create");
    const std::string language = FindOrganization(tx, call.org_id())->language;
    PersonList list;
    for (std::size_t i = 0; i < batch.people.size(); ++i) {
      const std::string path = fmt::format("people[{}].", i);
      const Person person = NewPerson(call, batch.people[i], language);
      if (const auto may = MayPlace(call, tx, person, path); !may) return Fail(may.error());
      const auto inserted = InsertPerson(action, person, path);
      if (!inserted) return Fail(inserted.error());
      list.items.push_back(*ViewPerson(tx, call.org_id(), inserted->id));
    }
    return list;
  });
}

Result<PersonView> Change(const Call& call, Id id, const json::Patch<PersonInput>& patch) {
  return call.Write([&](db::Tx& tx) -> Result<PersonView> {
    const auto found = FindPerson(tx, call.org_id(), id);
    if (!found) return NotFound("person");
    if (const auto may = MayChange(call, tx, *found); !may) return Fail(may.error());
    if (const auto current = action::CheckVersion(call, found->version, "person"); !current)
      return Fail(current.error());
    const PersonInput input = patch.Apply(InputOf(*found));
    if (auto faults = FaultsOf(input); !faults.empty()) return Fail(std::move(faults));
    Person changed = Apply(input, *found);
    changed.is_placeholder = found->is_placeholder && !changed.email;
    if (const auto may = MayPlace(call, tx, changed, ""); !may) return Fail(may.error());
    if (id == call.person_id() && changed.role != found->role) {
      return Fail(
          FieldFault{"role", {"problem.person.own_role"}});  // the last administrator would lock the door
    }
    action::Action action(tx, call, "person.change", id);
    const auto updated = UpdatePerson(action, *found, std::move(changed));
    if (!updated) return Fail(updated.error());
    return View(tx, call.org_id(), id);
  });
}

struct RemoveQuery {
  std::optional<bool> ends_work;  // yes: clients on their way stay where they are, open promises end
};
BOOST_DESCRIBE_STRUCT(RemoveQuery, (), (ends_work))

// Accounts and a team need somebody else first. What else hangs on the person ends, but not unasked.
Result<Done> Remove(const Call& call, Id id, const RemoveQuery& query, const Leaving& leaving) {
  return call.Write([&](db::Tx& tx) -> Result<Done> {
    const auto found = FindPerson(tx, call.org_id(), id);
    if (!found) return NotFound("person");
    if (id == call.person_id()) return Fail(Kind::conflict, "problem.person.yourself");
    if (const auto may = MayChange(call, tx, *found); !may) return Fail(may.error());
    action::Action action(tx, call, "person.remove", id);
    if (auto removed = RemovePerson(action, *found); !removed) return removed;
    const Held held = leaving.held ? leaving.held(tx, *found) : Held{};
    if ((held.handoffs > 0 || held.has_promises) && !query.ends_work.value_or(false)) {
      return Fail(Kind::conflict, "problem.person.work_ends",
                  {{"name", found->name},
                   {"handoffs", held.handoffs},
                   {"promises", std::string(held.has_promises ? "some" : "none")}});
    }
    return leaving.end ? leaving.end(action, *found, call.Say({"people.left", {{"name", found->name}}}))
                       : Result<Done>(Done{});
  });
}

}  // namespace

void AddPeopleRoutes(http::Router& router, Leaving leaving) {
  router.Get("/api/v1/people", {.name = "listPeople", .deed = Deed::read, .word = Word::person}, List);
  router.Get("/api/v1/people/{id}", {.name = "getPerson", .deed = Deed::read, .word = Word::person},
             [](const Call& call, Id id) { return View(call.db(), call.org_id(), id); });
  router.Post("/api/v1/people", {.name = "createPerson", .deed = Deed::create, .word = Word::person}, Create);
  router.Post("/api/v1/people/batch", {.name = "createPeople", .deed = Deed::create, .word = Word::person},
              CreateBatch);
  router.Patch("/api/v1/people/{id}", {.name = "changePerson", .deed = Deed::change, .word = Word::person},
               Change);
  router.Delete("/api/v1/people/{id}", {.name = "removePerson", .deed = Deed::remove, .word = Word::person},
                [leaving = std::move(leaving)](const Call& call, Id id, const RemoveQuery& query) {
                  return Remove(call, id, query, leaving);
                });
}

void AddTables(action::Tables& tables) {
  tables.Add({.name = std::string(Organization::kTable),
              .out_of_reach = action::UnlessMayChange(Word::organization)});
  tables.Add({.name = std::string(Person::kTable),
              .marks_deleted = true,
              .refresh = &RefreshSearch,
              .out_of_reach = &OthersPeople,
              .still_used = &HoldsSomething,
              .contradicts = &IsInLoop});
}

}  // namespace baton::people
