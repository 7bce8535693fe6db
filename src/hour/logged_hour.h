// What somebody said an hour of the own time was, in the database: when, how long, which kind. Never what stood in the calendar. Only
// the person reads the single hours; others learn sums of many weeks (gather.h). Stateless, hence thread-safe.
//
//   for (const LoggedHour& one : FindLogged(connection, org_id, std::vector{jim}, from, to)) ... one.kind, one.Span()
#pragma once

#include <boost/describe/class.hpp>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "action/action.h"
#include "db/connection.h"
#include "hour/hours.h"

namespace baton::hour {

struct LoggedHour {
  static constexpr std::string_view kTable = "logged_hour";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id person_id;
  Instant starts_at;
  std::int32_t minutes = 0;
  HourKind kind = HourKind::selling;
  Instant logged_at;
  std::optional<Instant> deleted_at;

  calendar::Span Span() const { return {starts_at, starts_at + minutes * kMillisecondsPerMinute}; }
  HourPiece Piece() const { return {kind, HourSource::said, Span()}; }
};
BOOST_DESCRIBE_STRUCT(LoggedHour, (),
                      (org_id, id, version, person_id, starts_at, minutes, kind, logged_at, deleted_at))

inline constexpr std::int32_t kLongestMinutes = 12 * 60;

// Of these people, what overlaps [from, to), by its start.
std::vector<LoggedHour> FindLogged(db::Connection& connection, Id org_id, std::span<const Id> people,
                                   Instant from, Instant to);
// Of the person alone.
std::optional<LoggedHour> FindLogged(db::Connection& connection, Id org_id, Id person_id, Id id);

}  // namespace baton::hour
