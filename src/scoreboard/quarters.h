// A board counted whole, and quarters that are over as they were: ten days after its end a quarter of a manager is counted once more and
// kept, with the version of the definitions. What changes later, an owner, an amount, a rule, does not alter it.
//
//   const auto closed = FindClosed(connection, org_id, jim, "2026-Q3");   // closed->whole.board, closed->definition
//   const Whole whole = CountWhole(connection, asked, period);            // as it is now
//
// Quarters that began before the organization came to Baton stay open: what is brought in later belongs to them. Stateless, hence
// thread-safe.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "db/database.h"
#include "people/organization.h"
#include "scoreboard/gather.h"
#include "scoreboard/more.h"

namespace baton::scoreboard {

// Of count.h, more.h and everything that they count by: docs/scoreboard.md names each version. What was closed keeps its own.
inline constexpr std::int32_t kDefinitions = 3;
inline constexpr int kGraceDays = 10;  // what is written down late still counts
inline constexpr int kLineQuarters = 8;

struct Whole {
  static constexpr bool kDefaults = true;
  Board board;
  Span compared;
  std::vector<Growth> growth;  // of those who report to the manager
};
BOOST_DESCRIBE_STRUCT(Whole, (), (board, compared, growth))

Whole CountWhole(db::Connection& connection, const GatherAsked& asked, const Period& period);

struct Closed {
  std::int32_t definition = kDefinitions;
  Instant closed_at;
  Whole whole;
};
std::optional<Closed> FindClosed(db::Connection& connection, Id org_id, Id manager_id,
                                 const std::string& quarter);

// What somebody above does not see: kept is what the manager sees.
void HideFromThoseAbove(db::Connection& connection, const GatherAsked& asked, Span span, Board& board);
// The same of some figures. `is_settling`: what is counted of a new manager is the manager's alone (takeover/settling.h).
void HideFromThoseAbove(std::int64_t reps, bool is_settling, std::span<Figure> figures);

// From this day on it is closed. None: it is no quarter, or it began before the organization came.
std::optional<Day> ClosesOn(const Period& period, Day came_on);

// Counts it and keeps it, unless it is kept.
void Close(db::Tx& tx, const people::Organization& organization, Id manager_id, const Period& quarter,
           Instant now);
// Of every manager what is due, some at a time: a glance of the job that looks at every organization.
void CloseQuarters(db::Database& database, Id org_id, Instant now);

// The headline of each of the last quarters, the earliest first.
struct LinePoint {
  Period period;
  Saying saying;
  std::optional<std::int32_t> definition;  // of a closed one
  std::optional<Instant> closed_at;
};
std::vector<LinePoint> LineOf(db::Connection& connection, const GatherAsked& asked, Day today);

}  // namespace baton::scoreboard
