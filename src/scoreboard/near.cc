#include "scoreboard/near.h"

#include <algorithm>

#include "base/zone.h"
#include "coaching/counted_sessions.h"

namespace baton::scoreboard {

std::unordered_set<Id> NearOf(std::vector<Id> team, std::span<const Id> known) {
  const std::unordered_set<Id> wanted(known.begin(), known.end());
  std::ranges::sort(team);
  std::unordered_set<Id> near;
  std::size_t others = 0;
  for (const Id id : team) {
    if (wanted.contains(id) || ++others <= kMostOtherReps) near.insert(id);
  }
  return near;
}

NearReps FindNear(db::Connection& connection, const GatherAsked& asked, Day since) {
  const Instant begin = ToInstant({since, 0}, asked.zone);
  const Id org_id = asked.reader.org_id;
  NearReps near{people::FindRoster(connection, org_id, asked.manager_id, begin, asked.now)};
  near.of = near.reps.size();
  if (near.of < asked.many_reps) return near;
  std::vector<Id> team, known;
  for (const people::RosterRep& rep : near.reps) {
    team.push_back(rep.id);
    if (rep.manager_id == asked.manager_id) known.push_back(rep.id);
  }
  for (const coaching::CountedSession& one :
       coaching::FindCounted(connection, org_id, asked.manager_id, begin, asked.now)) {
    known.insert(known.end(), one.reps.begin(), one.reps.end());
  }
  const std::unordered_set<Id> ids = NearOf(std::move(team), known);
  std::erase_if(near.reps, [&](const people::RosterRep& rep) { return !ids.contains(rep.id); });
  return near;
}

}  // namespace baton::scoreboard
