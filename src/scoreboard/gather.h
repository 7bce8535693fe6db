// Reads what a scoreboard is counted from, out of the tables themselves, in a fixed number of questions however many deals there are.
//
//   const Board board = GatherBoard(connection, {.manager_id = jim, .reader = call.principal(), ...}, *ParsePeriod("13w", today));
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "access/principal.h"
#include "db/connection.h"
#include "people/roster.h"
#include "people/stays.h"
#include "scoreboard/count.h"
#include "scoreboard/period.h"
#include "scoreboard/scores.h"

namespace baton::scoreboard {

// Of so many reps what the manager had nothing to do with is counted from sums (scores.h).
inline constexpr std::size_t kManyReps = 200;

struct GatherAsked {
  Id manager_id;
  access::Principal reader;
  Instant now;
  std::string zone;      // of the organization: its weeks
  std::string currency;  // of the organization
  std::size_t many_reps = kManyReps;
  bool with_rows = false;  // each deal, whatever it costs: for the rows behind a figure
  // Who was in the team on which days of the time; none: whoever is now, with those who left since it began.
  std::optional<std::vector<people::Stay>> stays = {};
};

// Of one time, each deal. REQUIRES: the reader may see the manager's scoreboard.
Facts GatherFacts(db::Connection& connection, const GatherAsked& asked, Span span);
Facts GatherFacts(db::Connection& connection, const GatherAsked& asked,
                  const std::vector<people::RosterRep>& roster, Span span);
Dealings GatherDealings(db::Connection& connection, const GatherAsked& asked, Span span);

// Sums, where there are so many reps that they are to be used, and where they are kept.
std::optional<Scores> OpenScores(db::Connection& connection, const GatherAsked& asked, std::size_t reps);

// Who is and ever was below the manager, and the sums where they are many: read once, for a board and the figures that look further.
struct Below {
  std::vector<people::RosterRep> roster;  // by name
  std::optional<Scores> scores;
};
Below FindBelow(db::Connection& connection, const GatherAsked& asked);

// The headline of each of these times, beside no other.
std::vector<Saying> GatherSayings(db::Connection& connection, const GatherAsked& asked,
                                  std::span<const Span> spans);

// The board of a period, against the same weeks a year ago, or where those have too few wins for a ratio, against the weeks before.
Board GatherBoard(db::Connection& connection, const GatherAsked& asked, const Below& below,
                  const Period& period);
Board GatherBoard(db::Connection& connection, const GatherAsked& asked, const Period& period);

}  // namespace baton::scoreboard
