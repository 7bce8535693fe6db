// A person's own calendars, working hours and absences, and who is free by them.
//
//   const auto calendars = FindCalendars(connection, org_id, jim);
//   const auto times = FindTimes(connection, org_id, team, now);      // for each: free until 10:30, as of 9:36
//
// Where a calendar is and how it is opened is sealed and said to nobody, its owner included. Titles are the owner's alone; others
// learn from it only whether that person is free. Stateless, hence thread-safe.
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "calendar/free.h"
#include "db/database.h"
#include "format/icalendar/calendar.h"

namespace baton::calendar {

BOOST_DESCRIBE_STRUCT(WorkingHours, (), (weekday, from_minute, to_minute))

enum class CalendarKind { address, caldav };
BOOST_DESCRIBE_ENUM(CalendarKind, address, caldav)

// The row. `problem` is the key of what went wrong the last time, or empty.
struct PersonCalendar {
  Id org_id;
  Id id;
  std::int64_t version = 1;  // of what its owner set, not of what was read
  Id person_id;
  std::string name;
  CalendarKind kind = CalendarKind::address;
  std::string host;
  std::string access_sealed;
  bool is_busy_only = false;
  bool counts_meetings =
      false;  // those with clients become activities once they are over; not of one that is busy only
  std::optional<Id> job_id;
  std::string etag;
  std::string modified;
  std::string content_hash;
  std::optional<Instant> read_at;  // when it was last read well
  std::optional<Instant> tried_at;
  std::optional<Instant> failing_since;
  std::int32_t failures = 0;
  std::string problem;
  std::int32_t events = 0;
  std::int32_t unread = 0;
  std::optional<Instant> meeting_ends_at = {};  // the next one to come with a client: then it is read whole
  Instant created_at;
};
BOOST_DESCRIBE_STRUCT(PersonCalendar, (),
                      (org_id, id, version, person_id, name, kind, host, access_sealed, is_busy_only,
                       counts_meetings, job_id, etag, modified, content_hash, read_at, tried_at,
                       failing_since, failures, problem, events, unread, meeting_ends_at, created_at))

struct BusyRow {
  Id org_id;
  Id id;
  Id calendar_id;
  Id person_id;
  Instant starts_at;
  Instant ends_at;
  std::string title;
  bool is_whole_day = false;
  format::icalendar::Shows shows = format::icalendar::Shows::busy;
};
BOOST_DESCRIBE_STRUCT(BusyRow, (),
                      (org_id, id, calendar_id, person_id, starts_at, ends_at, title, is_whole_day, shows))

struct WorkingWeek {
  static constexpr std::string_view kTable = "working_week";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id person_id;
  std::string hours;
};
BOOST_DESCRIBE_STRUCT(WorkingWeek, (), (org_id, id, version, person_id, hours))

enum class AbsenceKind { holiday, sick, training, other };
BOOST_DESCRIBE_ENUM(AbsenceKind, holiday, sick, training, other)

struct Absence {
  static constexpr std::string_view kTable = "absence";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id person_id;
  AbsenceKind kind = AbsenceKind::holiday;
  Day from_on;
  Day to_on;  // the last day
  Instant created_at;
  std::optional<Instant> deleted_at;
};
BOOST_DESCRIBE_STRUCT(Absence, (),
                      (org_id, id, version, person_id, kind, from_on, to_on, created_at, deleted_at))

inline constexpr std::int64_t kMostCalendars = 5;
inline constexpr std::int64_t kReadEvery = 5 * kMillisecondsPerMinute;
inline constexpr int kDaysBack = 7;
inline constexpr int kDaysAhead = 90;

std::vector<PersonCalendar> FindCalendars(db::Connection& connection, Id org_id, Id person_id);
std::optional<PersonCalendar> FindCalendar(db::Connection& connection, Id org_id, Id id);
// One that was read elsewhere: for the demo. Gives it an id.
PersonCalendar AddReadCalendar(db::Tx& tx, PersonCalendar calendar);
// All calendars of the organization count as read at this time: the demo's clock was moved.
void SetReadAt(db::Tx& tx, Id org_id, Instant at);
void SaveCalendar(db::Tx& tx, const PersonCalendar& calendar);
// With what its owner set.
void SetCalendar(db::Tx& tx, const PersonCalendar& calendar);
void RemoveCalendar(db::Tx& tx, const PersonCalendar& calendar);
// All of one calendar at once: what it said before goes.
void ReplaceBusy(db::Tx& tx, const PersonCalendar& calendar, std::span<BusyRow> rows);
// Of one person, those that overlap [from, to), by their start. For that person only.
std::vector<BusyRow> FindBusy(db::Connection& connection, Id org_id, Id person_id, Instant from, Instant to);

// When a person has no time, in no order: own calendars, activities, open promises, planned sessions, absences, and what lies
// outside the working hours where these are known. To find a time with; also that of somebody else, since it does not say why.
struct Taken {
  Span span;
  // The promise or session that it is, also where it came back from the own calendar.
  std::optional<Id> coaching_id = {};
};
std::vector<Taken> FindTaken(db::Connection& connection, Id org_id, Id person_id, Instant from, Instant to);

std::optional<WorkingWeek> FindWeek(db::Connection& connection, Id org_id, Id person_id);
// Those that are not over before `since`, by their first day.
std::vector<Absence> FindAbsences(db::Connection& connection, Id org_id, Id person_id, Day since);
std::optional<Absence> FindAbsence(db::Connection& connection, Id org_id, Id id);

// Whether a person is free now, and how old what is known is: the oldest of the calendars that were read.
struct PersonTime {
  Freedom freedom;
  std::optional<Instant> as_of;
};
// A few queries, and two a person; so give it a team, not an organization. Those who left are
// left out.
std::unordered_map<Id, PersonTime> FindTimes(db::Connection& connection, Id org_id,
                                             std::span<const Id> people, Instant now);

}  // namespace baton::calendar
