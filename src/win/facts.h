// What a manager did while a rep's deal was on, from rows that are there. Pure.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "base/date.h"
#include "book/calendar.h"
#include "coaching/promise.h"
#include "handoff/handoff.h"
#include "win/win.h"

namespace baton::win {

inline constexpr int kLongestDays = 365;  // a deal that was open for longer is looked at for so long
inline constexpr int kUnknownDays = 90;   // one whose beginning nobody knows

// From when to when it was on, both included.
struct Life {
  Day from;
  Day to;
};
Life LifeOf(std::optional<Day> opened_on, Day won_on);

// `handoffs`: of the manager; `kept`: promises of the manager; meetings with the client, of each of the two. Rows of other
// accounts, reps and times are passed over: a promise about another client is none about this deal.
WinFacts FactsOf(const Win& win, const Life& life, std::span<const handoff::Handoff> handoffs,
                 std::span<const coaching::Promise> kept, std::span<const book::Meeting> of_manager,
                 std::span<const book::Meeting> of_rep, const std::string& zone);

}  // namespace baton::win
