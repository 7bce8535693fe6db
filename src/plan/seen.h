// What a draft was made from, as far as it may change by itself: who is in the team, their hours and the days on which they
// are at work, and whose clients it hands over. Kept with the plan (effects.h), so that it can be told when the team or the book has
// changed since. What drifts from day to day (meetings, estimates) is not looked at, nor is a day that is past.
//
//   plan.seen = SeenOf(facts);                                   // when it is made
//   for (const Since& change : FindSince(context, connection, plan, rules, then)) ... change.text ...    // since.h
//
// Pure.
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/message.h"
#include "plan/facts.h"
#include "plan/holds.h"

namespace baton::plan {

struct SeenAway {
  Day from;
  Day to;

  bool operator==(const SeenAway&) const = default;
};
BOOST_DESCRIBE_STRUCT(SeenAway, (), (from, to))

struct SeenPerson {
  Id id;
  std::int64_t capacity_minutes = 0;  // of a rep, as the draft assumes them
  std::optional<Day> starts_on;
  std::optional<Day> ends_on;
  std::int32_t weekdays = kMondayToFriday;
  std::vector<SeenAway> away;

  bool operator==(const SeenPerson&) const = default;
};
BOOST_DESCRIBE_STRUCT(SeenPerson, (), (id, capacity_minutes, starts_on, ends_on, weekdays, away))

struct Seen {
  std::vector<SeenPerson> managers;  // who hand over
  std::vector<SeenPerson> reps;
  bool is_whole = false;  // all that the managers own, not chosen accounts

  bool operator==(const Seen&) const = default;
};
BOOST_DESCRIBE_STRUCT(Seen, (), (managers, reps, is_whole))

Seen SeenOf(const Facts& facts);

enum class SinceKind { person_came, person_left, hours, dates, days_off, accounts_came, accounts_left };
BOOST_DESCRIBE_ENUM(SinceKind, person_came, person_left, hours, dates, days_off, accounts_came, accounts_left)

struct Since {
  SinceKind kind = SinceKind::hours;
  std::optional<Id> person_id = {};
  std::optional<Id> account_id = {};  // of the first where there are several
  std::int64_t count = 1;
  Message text = {};
};

// What is different, of `days` and what holds for them. The names of people and accounts are the caller's to know.
std::vector<Since> PeopleSince(const Seen& then, const Seen& now, DayRange days,
                               const std::function<std::string(Id)>& name_of);
// `then`: the accounts of the draft, `now`: what can be handed over; each once, in any order.
std::vector<Since> AccountsSince(std::vector<Id> then, std::vector<Id> now, bool is_whole,
                                 const std::function<std::string(Id)>& name_of);

}  // namespace baton::plan
