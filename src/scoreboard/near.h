// Of a team too large to look at each rep of it: those of whom the manager may know more, who report to the manager or were coached by the
// manager, and some others, the first by their ids. All of a smaller one. What is counted of them says of how many they are.
//
//   const std::vector<people::RosterRep> reps = FindNear(connection, asked, since);
#pragma once

#include <span>
#include <unordered_set>
#include <vector>

#include "scoreboard/gather.h"

namespace baton::scoreboard {

inline constexpr std::size_t kMostOtherReps = 100;

// `known`: of whom the manager may know more; who of them is not in the team is left out.
std::unordered_set<Id> NearOf(std::vector<Id> team, std::span<const Id> known);

struct NearReps {
  std::vector<people::RosterRep> reps;  // by name
  std::size_t of = 0;                   // so many there are
};
// Who is below the manager or was since that day.
NearReps FindNear(db::Connection& connection, const GatherAsked& asked, Day since);

}  // namespace baton::scoreboard
