// Reads what a scoreboard is counted from, out of the tables themselves, in a fixed number of questions however many deals there are.
//
//   const Board board = GatherBoard(connection, {.manager_id = jim, .reader = call.principal(), ...}, *ParsePeriod("13w", today));
#pragma once

#include <string>

#include "access/principal.h"
#include "db/connection.h"
#include "scoreboard/count.h"
#include "scoreboard/period.h"

namespace baton::scoreboard {

struct GatherAsked {
  Id manager_id;
  access::Principal reader;
  Instant now;
  std::string zone;      // of the organization: its weeks
  std::string currency;  // of the organization
};

// Of one time. REQUIRES: the reader may see the manager's scoreboard.
Facts GatherFacts(db::Connection& connection, const GatherAsked& asked, Span span);
Dealings GatherDealings(db::Connection& connection, const GatherAsked& asked, Span span);

// The board of a period, against the same weeks a year ago, or where those have too few wins for a ratio, against the weeks before.
Board GatherBoard(db::Connection& connection, const GatherAsked& asked, const Period& period);

}  // namespace baton::scoreboard
