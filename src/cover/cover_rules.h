// What holds of a cover, decided without a database: who may look after what on which days.
//
//   if (auto faults = FaultsOf(input, facts); !faults.empty()) return Fail(faults);
//
// Pure, thread-safe.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/problem.h"
#include "cover/cover.h"

namespace baton::cover {

// Not at work from the first to the last of these days.
struct DaysAway {
  Day from;
  Day to;
};

// Somebody who may cover.
struct Helper {
  Id id;
  std::string name;
  std::vector<DaysAway> away = {};    // absences, before the first day, after the last
  std::uint8_t weekdays = 0b0011111;  // a bit a weekday, Monday the lowest
};

struct CoverFacts {
  Id person_id;  // who is away
  Day today;
  std::vector<Id> owned = {};  // the person's accounts; of a cover that is changed, with those that it has
  std::vector<Helper> helpers = {};  // whom the caller may name
  struct Other {
    Day from;
    Day to;
  };
  std::vector<Other> others = {};  // covers of the same person that are not over
  bool has_started = false;        // then the first day stays as it is
  std::optional<Day> from_on = {};
};

// The days from `from` to `to` on which none of them is at work though one of them would have to be: the first stretch, by who
// is away on its first day. Days that nobody works, such as Sundays, are no gap.
struct Gap {
  Day from;
  Day to;
  Id person_id;
};
std::optional<Gap> FirstGap(std::span<const Helper* const> helpers, Day from, Day to);

// Who covers a client in an absence, and on which days.
struct Stint {
  const Helper* helper;
  Day from;
  Day to;
};
// Of an absence: the first days of it on which its owner would be at work and nobody looks after the client.
std::optional<Gap> FirstGapIn(const DaysAway& absence, const Helper& owner, std::span<const Stint> stints);

std::vector<FieldFault> FaultsOf(const CoverInput& input, const CoverFacts& facts);

// What starts, and what ends, when a day begins.
bool IsToStart(const Cover& cover, Day today);
bool IsToEnd(const Cover& cover, Day today);

}  // namespace baton::cover
