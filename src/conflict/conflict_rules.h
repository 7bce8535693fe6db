// What lies over what, decided without a database.
//
//   for (const Found& one : FindConflicts(blocks, meetings, events, now)) ...   // the soonest first
//
// Pure.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "calendar/calendar.h"
#include "coaching/session.h"
#include "conflict/conflict.h"

namespace baton::conflict {

// An hour that the manager owes.
struct Block {
  BlockKind kind = BlockKind::promise;
  Id id;
  calendar::Span span;
  std::string title;  // of a promise
  std::optional<coaching::SessionKind> session_kind = {};
  std::vector<Id> reps;
  std::vector<Id> along = {};  // sessions that stand within this promise, and move with it
};

// A meeting, call or visit of the manager; without a client it is asked about by nobody.
struct Meeting {
  Id id;
  calendar::Span span;
  std::string title;
  std::optional<Id> account_id;
  std::vector<Id> people;
};

struct Found {
  Block block;
  OtherKind other_kind = OtherKind::meeting;
  Id other_id;
  calendar::Span other;
  std::string title;
  std::optional<Id> account_id;

  Key key() const {
    return {block.kind, block.id, block.span.from, other_kind, other_id, other.from, other.to};
  }
};

// Pairs of which the block has not begun, the soonest first. A meeting that begins with a block and has one of its reps in it is
// that block; an event of a calendar that is a block or a meeting (calendar/recognize.h) is asked about as that or not at all;
// one that stands in several calendars is one. Whole days lie over nothing.
std::vector<Found> FindConflicts(std::span<const Block> blocks, std::span<const Meeting> meetings,
                                 std::span<const calendar::BusyRow> events, Instant now);

}  // namespace baton::conflict
