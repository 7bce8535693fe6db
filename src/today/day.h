// A day as a track: activities and promises in their order, each as coaching, selling or other.
//
//   const auto items = LayDay(entries, promises, {.me = jim, .is_manager = true, .reps = team});
//
// For a manager time with a rep is coaching, also in front of a client; time with a client alone is selling, which still
// rests on the manager.
// For a rep time with the manager and no client is coaching. Everything else is other. Pure.
#pragma once

#include <boost/describe/enum.hpp>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/date.h"
#include "book/calendar.h"
#include "calendar/calendar.h"
#include "coaching/promise.h"

namespace baton::today {

enum class DayKind { coaching, selling, other };
BOOST_DESCRIBE_ENUM(DayKind, coaching, selling, other)

struct DayPiece {
  DayKind kind = DayKind::other;
  std::string title;
  Instant starts_at;
  std::int32_t minutes = 0;
  std::optional<Id> person_id;
  std::optional<Id> account_id;
  bool is_promise = false;
};

struct DayOwner {
  Id me;
  bool is_manager = false;
  std::set<Id> reps;             // the people below
  std::optional<Id> manager_id;  // above
};

// `people`: who takes part in which activity. `promises`: those of the day, open or kept. An activity at the
// time of a promise with the same person is that promise, and is shown once.
std::vector<DayPiece> LayDay(std::span<const book::CalendarEntry> entries,
                             const std::unordered_map<Id, std::vector<Id>>& people,
                             std::span<const coaching::Promise> promises, const DayOwner& owner);

// A coaching session of the day, planned or held.
struct DaySession {
  std::string title;
  Instant starts_at;
  std::int32_t minutes = 0;
  std::vector<Id> with;  // the others in it
};
// What a promise to one of them stands for (coaching::StandsFor), or begins with an activity with one of them, is shown once, as that.
void AddSessions(std::vector<DayPiece>& pieces, std::span<const DaySession> sessions);

// What stands in the own calendar besides (calendar/recognize.h); whole days are no time of the day. `busy`: what is said where there is no title.
void AddBusy(std::vector<DayPiece>& pieces, std::span<const calendar::BusyRow> rows, const std::string& busy);

enum class PartOfDay { morning, afternoon, evening };
BOOST_DESCRIBE_ENUM(PartOfDay, morning, afternoon, evening)

PartOfDay PartOfDayAt(int minute_of_day);

}  // namespace baton::today
