// What some people closed and opened in whole weeks, out of the sums a week and person (score_week) that scores.h keeps. Of nearly everybody
// the few others are taken out of the sums of everybody a week (score_total), which are made anew a few minutes after something in the
// week changed; until then whoever asks sums the week's people.
//
//   SumsOfWeeks(connection, org_id, {monday, last_monday}, reps)   // a row a week in which anything was closed or opened
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "db/database.h"
#include "scoreboard/facts.h"

namespace baton::scoreboard {

// `one`: whatever has the same sums. `sign`: 1 to add, -1 to take out.
template <class One>
void Put(Rest& rest, const One& one, int sign) {
  rest.won += sign * one.won;
  rest.lost += sign * one.lost;
  rest.known += sign * one.known;
  rest.minor += sign * one.minor;
  rest.squares += sign * one.squares;
  rest.no_limit += sign * one.no_limit;
  rest.unmet += sign * one.unmet;
}

// Those sums, of a table that has a column each.
inline constexpr std::string_view kRestSums =
    "CAST(SUM(won) AS BIGINT) AS won, CAST(SUM(lost) AS BIGINT) AS lost, CAST(SUM(known) AS BIGINT) AS "
    "known, CAST(SUM(minor) AS BIGINT) AS minor, SUM(squares) AS squares, CAST(SUM(no_limit) AS BIGINT) AS "
    "no_limit, CAST(SUM(unmet) AS BIGINT) AS unmet";

struct WeekSums : Rest {
  Day week;  // its Monday
  std::int64_t entered = 0;
  std::int64_t entered_late = 0;

  // Squares are sums of doubles, in whatever order the engine adds them.
  bool Equals(const WeekSums& other) const;
};
BOOST_DESCRIBE_STRUCT(WeekSums, (Rest), (week, entered, entered_late))

// By the week. `weeks`: the first and the last Monday; `reps`: each once.
std::vector<WeekSums> SumsOfWeeks(db::Connection& connection, Id org_id, Span weeks,
                                  std::span<const Id> reps);

// In the transaction that changes what somebody has in these weeks (their Mondays, as numbers): their sums hold no more.
void MarkStale(db::Tx& tx, Id org_id, std::span<const Id> weeks);
// Sums those anew. A glance of the looks (watch/watch.h).
void KeepTotals(db::Database& database, Id org_id, Instant now);
// The weeks whose sum is missing, or said to hold and is not that of its people.
std::vector<Day> WrongTotals(db::Connection& connection, Id org_id);

}  // namespace baton::scoreboard
