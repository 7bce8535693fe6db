#include "plan/seen.h"

#include <algorithm>
#include <iterator>
#include <set>

#include "plan/reasons.h"

namespace baton::plan {
namespace {

SeenPerson PersonIn(const Facts& facts, Id id) {
  const auto weekdays = facts.weekdays.find(id);
  SeenPerson person{.id = id};
  if (weekdays != facts.weekdays.end()) person.weekdays = weekdays->second;
  for (const AwayDays& away : facts.away) {
    if (away.person_id == id) person.away.push_back({away.from, away.to});
  }
  return person;
}

// The days on which somebody is at work. Two ways to write the same are the same.
std::set<std::int32_t> DaysAtWork(const SeenPerson& person, DayRange days) {
  std::set<std::int32_t> at_work;
  for (Day day = days.from; day <= days.to; day = day + 1) {
    if ((person.weekdays >> (Weekday(day) - 1)) & 1) at_work.insert(day.days);
  }
  for (const SeenAway& away : person.away) {
    for (Day day = std::max(away.from, days.from); day <= std::min(away.to, days.to); day = day + 1)
      at_work.erase(day.days);
  }
  return at_work;
}

// A last day after the plan's is none to it.
std::optional<Day> LastWithin(const SeenPerson& person, DayRange days) {
  return person.ends_on && *person.ends_on <= days.to ? person.ends_on : std::nullopt;
}

const SeenPerson* Find(const std::vector<SeenPerson>& people, Id id) {
  const auto found = std::ranges::find(people, id, &SeenPerson::id);
  return found == people.end() ? nullptr : &*found;
}

}  // namespace

Seen SeenOf(const Facts& facts) {
  Seen seen{.managers = {}, .reps = {}, .is_whole = facts.is_whole};
  for (const ManagerFacts& manager : facts.managers) seen.managers.push_back(PersonIn(facts, manager.id));
  for (const RepFacts& rep : facts.reps) {
    SeenPerson person = PersonIn(facts, rep.id);
    person.capacity_minutes = rep.capacity_minutes;
    person.starts_on = rep.starts_on;
    person.ends_on = rep.ends_on;
    seen.reps.push_back(std::move(person));
  }
  return seen;
}

std::vector<Since> PeopleSince(const Seen& then, const Seen& now, DayRange days,
                               const std::function<std::string(Id)>& name_of) {
  std::vector<Since> since;
  const auto add = [&](SinceKind kind, Id id, std::string key, Arguments more = {}) {
    more.emplace("person", name_of(id));
    since.push_back({.kind = kind, .person_id = id, .text = {std::move(key), std::move(more)}});
  };
  for (const SeenPerson& before : then.reps) {
    if (Find(now.reps, before.id) == nullptr)
      add(SinceKind::person_left, before.id, "plan.since.person_left");
  }
  for (const SeenPerson& rep : now.reps) {
    const SeenPerson* before = Find(then.reps, rep.id);
    if (before == nullptr) {
      add(SinceKind::person_came, rep.id, "plan.since.person_came");
      continue;
    }
    if (rep.capacity_minutes != before->capacity_minutes) {
      add(SinceKind::hours, rep.id, "plan.since.hours",
          {{"hours", HoursOf(rep.capacity_minutes)}, {"before", HoursOf(before->capacity_minutes)}});
    }
    if (rep.starts_on != before->starts_on || LastWithin(rep, days) != LastWithin(*before, days))
      add(SinceKind::dates, rep.id, "plan.since.dates");
  }
  const auto compare_days = [&](const std::vector<SeenPerson>& was, const std::vector<SeenPerson>& is) {
    for (const SeenPerson& person : is) {
      const SeenPerson* before = Find(was, person.id);
      if (before == nullptr || (before->weekdays == person.weekdays && before->away == person.away)) continue;
      if (DaysAtWork(person, days) != DaysAtWork(*before, days))
        add(SinceKind::days_off, person.id, "plan.since.days_off");
    }
  };
  compare_days(then.reps, now.reps);
  compare_days(then.managers, now.managers);
  return since;
}

std::vector<Since> AccountsSince(std::vector<Id> then, std::vector<Id> now, bool is_whole,
                                 const std::function<std::string(Id)>& name_of) {
  std::ranges::sort(then);
  std::ranges::sort(now);
  std::vector<Since> since;
  const auto add = [&](SinceKind kind, const std::vector<Id>& ids, std::string key) {
    if (ids.empty()) return;
    const auto count = static_cast<std::int64_t>(ids.size());
    since.push_back({.kind = kind,
                     .account_id = ids.front(),
                     .count = count,
                     .text = {std::move(key), {{"count", count}, {"account", name_of(ids.front())}}}});
  };
  std::vector<Id> ids;
  std::ranges::set_difference(then, now, std::back_inserter(ids));
  add(SinceKind::accounts_left, ids, "plan.since.accounts_left");
  ids.clear();
  if (is_whole) std::ranges::set_difference(now, then, std::back_inserter(ids));
  add(SinceKind::accounts_came, ids, "plan.since.accounts_came");
  return since;
}

}  // namespace baton::plan
