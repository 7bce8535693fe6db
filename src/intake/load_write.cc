// Writes what a Loader decided.
#include <map>

#include "base/check.h"
#include "book/directory.h"
#include "intake/load.h"
#include "people/directory.h"
#include "search/index.h"

namespace baton::intake {
namespace {

// Managers before those below them, since a row must not point to one that is not there yet.
void InsertPeople(action::Action& action, std::vector<people::Person>& people) {
  std::map<Id, const people::Person*> by_id;
  for (const auto& person : people) by_id[person.id] = &person;
  const auto depth = [&](const people::Person& person) {
    int steps = 0;
    const auto* at = &person;
    while (at->manager_id && by_id.contains(*at->manager_id)) {
      at = by_id.at(*at->manager_id);
      ++steps;
    }
    return steps;
  };
  std::multimap<int, const people::Person*> ordered;
  for (const auto& person : people) ordered.emplace(depth(person), &person);
  for (const auto& [steps, person] : ordered) {
    if (person->deleted_at) {  // who left: named by the past, found by nobody
      action.Insert(*person);
      continue;
    }
    Check(people::InsertPerson(action, *person).has_value(), "a person was decided in this transaction");
  }
}

template <class Row>
void UpdateAll(action::Action& action, const std::vector<Changed<Row>>& rows) {
  for (const auto& [before, after] : rows) {
    Check(action.Update(before, after).has_value(), "a row read in this transaction is not stale");
  }
}

}  // namespace

void Write(action::Action& action, Work& work) {
  InsertPeople(action, work.people);
  for (const auto& [before, after] : work.changed_people) {
    Check(action.Update(before, after).has_value(), "a row read in this transaction is not stale");
    search::Put(action.tx(), action.org_id(), search::SearchKind::person, after.id,
                {after.name, after.email.value_or("")});
  }
  action.InsertMany(std::span(work.stages));
  action.InsertMany(std::span(work.products));
  UpdateAll(action, work.changed_products);
  book::InsertAccounts(action, work.accounts);
  action.InsertMany(std::span(work.ownerships));
  UpdateAll(action, work.changed_ownerships);
  for (const auto& [before, after] : work.changed_accounts) {
    Check(book::UpdateAccount(action, before, after).has_value(),
          "a row read in this transaction is not stale");
  }
  for (const auto& [account_id, person_id] : work.moved) {
    Check(book::MoveOwnership(action, account_id, person_id).has_value(), "owners are checked before");
  }
  book::InsertContacts(action, work.contacts);
  for (const auto& [before, after] : work.changed_contacts) {
    Check(book::UpdateContact(action, before, after).has_value(),
          "a row read in this transaction is not stale");
  }
  action.InsertMany(std::span(work.opportunities));
  UpdateAll(action, work.changed_opportunities);
  action.InsertMany(std::span(work.activities));
  UpdateAll(action, work.changed_activities);
  action.InsertMany(std::span(work.attendances));
  action.InsertMany(std::span(work.references));
}

}  // namespace baton::intake
