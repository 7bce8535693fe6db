#include "today/managers.h"

#include <algorithm>

#include "base/zone.h"
#include "book/summaries.h"
#include "handoff/progress.h"
#include "people/directory.h"
#include "people/organization.h"

namespace baton::today {
namespace {

void Add(const handoff::Progress& progress, ManagerProgress& row) {
  row.stages.push_back({progress.stage, progress.count});
  row.late += progress.late;
  (handoff::IsOwned(progress.stage) ? row.handed_over : row.on_the_way) += progress.count;
}

}  // namespace

Result<http::Page<ManagerProgress>> ListManagers(const http::Call& call) {
  http::Page<ManagerProgress> page;
  const auto me = people::FindPerson(call.db(), call.org_id(), call.person_id());
  if (!me || me->role != access::Role::director) return page;
  std::vector<Id> ids;
  for (const people::Person& person : people::FindTeam(call.db(), call.org_id(), me->id)) {
    if (person.role == access::Role::manager) ids.push_back(person.id);
  }
  if (ids.empty()) return page;
  const auto organization = people::FindOrganization(call.db(), call.org_id());
  const Day today = DayIn(call.now(), organization ? organization->time_zone : "UTC");
  auto books = book::SummariesOf(call.db(), call.org_id(), ids, call.now());
  const auto people = people::FindRefs(call.db(), call.org_id(), ids);
  const auto progress = handoff::CountProgress(call.db(), call.org_id(), ids, today);
  for (const Id id : ids) {
    const auto person = people.find(id);
    if (person == people.end()) continue;
    ManagerProgress row{.manager = person->second, .book = std::move(books[id]), .stages = {}};
    for (const handoff::Progress& one : progress) {
      if (one.from_id == id) Add(one, row);
    }
    std::ranges::sort(row.stages, {}, &StageCount::stage);
    page.items.push_back(std::move(row));
  }
  std::ranges::stable_sort(page.items, std::ranges::greater{},
                           [](const ManagerProgress& row) { return row.book.only_me_minor; });
  return page;
}

}  // namespace baton::today
