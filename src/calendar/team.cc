#include "calendar/team.h"

#include <algorithm>
#include <limits>
#include <tuple>

#include "base/zone.h"
#include "coaching/directory.h"
#include "people/directory.h"
#include "words/catalogue.h"

namespace baton::calendar {
namespace {

// The order in which they can be asked.
int RankOf(Standing standing) {
  switch (standing) {
    case Standing::free:
      return 0;
    case Standing::unknown:
      return 1;
    case Standing::busy:
      return 2;
    case Standing::away:
      return 3;
  }
  return 3;
}

std::string TextOf(const http::Call& call, const Freedom& freedom, const std::string& zone) {
  const std::string until = freedom.until_at ? TimeText(call, *freedom.until_at, zone) : std::string();
  const auto say = [&](const char* with, const char* without) {
    return freedom.until_at ? call.Say({with, {{"at", until}}}) : call.Say({without});
  };
  switch (freedom.standing) {
    case Standing::free:
      return say("calendar.free.until", "calendar.free.today");
    case Standing::busy:
      return say("calendar.busy.until", "calendar.busy.today");
    case Standing::away:
      return say("calendar.away.until", "calendar.away.today");
    case Standing::unknown:
      return call.Say({"calendar.unknown"});
  }
  return {};
}

}  // namespace

std::string TimeText(const http::Call& call, Instant at, const std::string& zone) {
  const bool is_today = DayIn(at, zone) == DayIn(call.now(), zone);
  return words::Catalogue::Compiled().Say(
      {is_today ? "calendar.time" : "calendar.day_time", {{"at", at.milliseconds}}}, call.language(), zone);
}

std::vector<people::PersonRef> TeamOf(const http::Call& call, db::Connection& connection) {
  std::vector<people::PersonRef> team;
  const auto me = people::FindPerson(connection, call.org_id(), call.person_id());
  if (!me) return team;
  const bool is_rep = me->role == access::Role::rep;
  if (is_rep && !me->manager_id) return team;
  for (const people::Person& one :
       people::FindTeam(connection, call.org_id(), is_rep ? *me->manager_id : me->id)) {
    if (one.id == me->id || one.is_placeholder || one.role != access::Role::rep) continue;
    team.push_back({one.id, one.name, one.role, one.is_placeholder});
    if (team.size() == kMostOfTeam) break;
  }
  return team;
}

std::vector<TeamTime> TimesOfTeam(const http::Call& call, db::Connection& connection,
                                  const std::vector<people::PersonRef>& team, std::optional<Id> first) {
  std::vector<Id> ids;
  for (const people::PersonRef& one : team) ids.push_back(one.id);
  const auto times = FindTimes(connection, call.org_id(), ids, call.now());
  const std::string zone = coaching::ZoneOf(connection, call.org_id(), call.person_id());
  std::vector<TeamTime> items;
  for (const people::PersonRef& one : team) {
    const auto found = times.find(one.id);
    if (found == times.end()) continue;
    const PersonTime& time = found->second;
    items.push_back(
        {one, time.freedom.standing, time.freedom.until_at, time.as_of, TextOf(call, time.freedom, zone)});
  }
  std::ranges::sort(items, [&](const TeamTime& a, const TeamTime& b) {
    const auto key = [&](const TeamTime& one) {
      const auto until = one.until_at ? one.until_at->milliseconds : std::numeric_limits<std::int64_t>::max();
      return std::tuple(one.person.id != first, RankOf(one.standing),
                        one.standing == Standing::free ? -until : until, one.person.name, one.person.id);
    };
    return key(a) < key(b);
  });
  return items;
}

}  // namespace baton::calendar
