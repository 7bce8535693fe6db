// On which days people are at work, for planning weeks ahead: the stretches they are absent and the weekdays they work. Why
// somebody is away is not said.
//
//   const Presence presence = FindPresence(connection, org_id, people, today);
//   presence.away[0].from, presence.weekdays.at(jada)   // 0b0011111: Monday to Friday
#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "db/connection.h"

namespace baton::calendar {

struct Away {
  Id person_id;
  Day from;
  Day to;  // the last day
};

struct Presence {
  std::vector<Away> away;  // not over before the day asked for, by their first day
  std::unordered_map<Id, std::uint8_t>
      weekdays;  // a bit a weekday, Monday the lowest; absent: nobody has said
};

// Two queries, however many people.
Presence FindPresence(db::Connection& connection, Id org_id, std::span<const Id> people, Day since);

}  // namespace baton::calendar
