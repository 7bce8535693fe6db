#include "handoff/checks.h"

#include <algorithm>

#include "base/zone.h"
#include "book/directory.h"
#include "handoff/check_step.h"
#include "handoff/directory.h"
#include "handoff/evidence.h"
#include "people/directory.h"

namespace baton::handoff {
namespace {

constexpr int kForgottenAfter = 60;  // days after the last check

// One of the team of the successor, always the same for a check; they take turns by the day.
Id AskedFor(const Handoff& handoff, Day due_on, std::span<const people::Person> people,
            std::optional<Id> manager_id) {
  std::vector<Id> team;
  for (const people::Person& person : people) {
    const bool is_of_the_two = person.id == handoff.from_id || person.id == handoff.to_id;
    if (person.manager_id == manager_id && !is_of_the_two && !person.is_placeholder)
      team.push_back(person.id);
  }
  if (team.empty()) return Id{};
  std::sort(team.begin(), team.end());
  return team[static_cast<std::size_t>(due_on.days) % team.size()];
}

}  // namespace

std::vector<DueCheck> FindDueChecks(db::Connection& connection, Id org_id, Id person_id, Instant now) {
  const auto people = people::FindPeople(connection, org_id);
  const auto self = std::find_if(people.begin(), people.end(),
                                 [&](const people::Person& person) { return person.id == person_id; });
  if (self == people.end() || !self->manager_id) return {};
  std::vector<Id> beside;
  for (const people::Person& person : people) {
    if (person.manager_id == self->manager_id && person.id != person_id) beside.push_back(person.id);
  }
  const Instant since = now - (kCheckDays.back() + kForgottenAfter) * kMillisecondsPerDay;
  auto handoffs = FindOwnedBy(connection, org_id, beside, since);
  std::erase_if(handoffs, [&](const Handoff& one) { return one.from_id == person_id; });
  if (handoffs.empty()) return {};

  const Counting counting = CountingOf(connection, org_id, now);
  const Day today = DayIn(now, counting.zone);
  std::vector<DueCheck> due;
  for (const Evidence& evidence : ReadEvidence(connection, org_id, handoffs, now)) {
    for (const CheckState& check : SeeChecks(evidence, counting)) {
      if (check.done_at || !check.due_on || *check.due_on > today) continue;
      due.push_back({evidence.handoff, check.after_days, *check.due_on,
                     AskedFor(evidence.handoff, *check.due_on, people, self->manager_id)});
      break;  // one after the other
    }
  }
  std::stable_sort(due.begin(), due.end(),
                   [](const DueCheck& left, const DueCheck& right) { return left.due_on < right.due_on; });
  return due;
}

std::vector<DueCheckView> ViewDueChecks(db::Connection& connection, Id org_id, Id person_id, Instant now) {
  const auto due = FindDueChecks(connection, org_id, person_id, now);
  std::vector<Id> people_ids;
  std::vector<Id> account_ids;
  for (const DueCheck& check : due) {
    people_ids.push_back(check.handoff.to_id);
    account_ids.push_back(check.handoff.account_id);
  }
  const auto people = people::FindRefs(connection, org_id, people_ids);
  const auto accounts = book::FindAccountRefs(connection, org_id, account_ids);
  std::vector<DueCheckView> views;
  for (const DueCheck& check : due) {
    const auto successor = people.find(check.handoff.to_id);
    const auto account = accounts.find(check.handoff.account_id);
    if (successor == people.end() || account == accounts.end()) continue;
    views.push_back({check.handoff.id, check.handoff.version, account->second, successor->second,
                     *check.handoff.owned_at, check.after_days, check.due_on, check.asked_id == person_id});
  }
  return views;
}

}  // namespace baton::handoff
