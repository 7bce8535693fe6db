// Calendars, hours and absences as the API says them.
#pragma once

#include <boost/describe/class.hpp>
#include <optional>
#include <string>
#include <vector>

#include "calendar/calendar.h"
#include "people/person.h"

namespace baton::calendar {

struct CalendarInput {
  static constexpr const char* kSchemaName = "PersonCalendarInput";

  std::string name;
  CalendarKind kind = CalendarKind::address;
  std::string url;  // secret: said to nobody again
  std::optional<std::string> user_name;
  std::optional<std::string> password;
  std::optional<bool> is_busy_only;  // no titles are kept
  std::optional<bool>
      counts_meetings;  // those with clients become activities; none: yes, unless it is busy only
};
BOOST_DESCRIBE_STRUCT(CalendarInput, (),
                      (name, kind, url, user_name, password, is_busy_only, counts_meetings))

struct CalendarChange {
  static constexpr const char* kSchemaName = "PersonCalendarChange";

  std::string name;
  bool counts_meetings = false;  // those that are over stay what they are
};
BOOST_DESCRIBE_STRUCT(CalendarChange, (), (name, counts_meetings))

struct CalendarView {
  static constexpr const char* kSchemaName = "PersonCalendar";

  Id id;
  std::int64_t version = 0;
  std::string name;
  CalendarKind kind = CalendarKind::address;
  std::string host;  // of the address; the rest is secret
  bool is_busy_only = false;
  bool counts_meetings = false;
  std::optional<Instant> read_at;        // the last time that it could be read
  std::optional<Instant> failing_since;  // none: it could be read
  std::string text;                      // how it is, in a sentence
  std::int32_t events = 0;
  std::int32_t unread = 0;  // left out, since nobody knows when they are
};
BOOST_DESCRIBE_STRUCT(CalendarView, (),
                      (id, version, name, kind, host, is_busy_only, counts_meetings, read_at, failing_since,
                       text, events, unread))

struct Calendars {
  static constexpr const char* kSchemaName = "PersonCalendars";

  std::vector<CalendarView> items;
};
BOOST_DESCRIBE_STRUCT(Calendars, (), (items))

struct WeekInput {
  static constexpr const char* kSchemaName = "WorkingWeekInput";

  std::vector<WorkingHours> hours;  // empty: nobody says
};
BOOST_DESCRIBE_STRUCT(WeekInput, (), (hours))

struct WeekView {
  static constexpr const char* kSchemaName = "WorkingWeek";

  std::int64_t version = 0;  // 0: nobody has said
  std::string time_zone;     // on whose wall
  std::vector<WorkingHours> hours;
};
BOOST_DESCRIBE_STRUCT(WeekView, (), (version, time_zone, hours))

struct AbsenceInput {
  static constexpr const char* kSchemaName = "AbsenceInput";

  AbsenceKind kind = AbsenceKind::holiday;
  Day from_on;
  Day to_on;
};
BOOST_DESCRIBE_STRUCT(AbsenceInput, (), (kind, from_on, to_on))

struct AbsenceView {
  static constexpr const char* kSchemaName = "Absence";

  Id id;
  std::int64_t version = 0;
  AbsenceKind kind = AbsenceKind::holiday;
  Day from_on;
  Day to_on;
};
BOOST_DESCRIBE_STRUCT(AbsenceView, (), (id, version, kind, from_on, to_on))

struct Absences {
  static constexpr const char* kSchemaName = "Absences";

  std::vector<AbsenceView> items;  // those that are not over
};
BOOST_DESCRIBE_STRUCT(Absences, (), (items))

struct TeamTime {
  static constexpr const char* kSchemaName = "TeamTime";

  people::PersonRef person;
  Standing standing = Standing::unknown;
  std::optional<Instant> until_at;
  std::optional<Instant> as_of;  // when the oldest of the person's calendars was read; none: no calendar
  std::string text;
};
BOOST_DESCRIBE_STRUCT(TeamTime, (), (person, standing, until_at, as_of, text))

struct TeamTimes {
  static constexpr const char* kSchemaName = "TeamTimes";

  std::vector<TeamTime> items;  // who is free first
};
BOOST_DESCRIBE_STRUCT(TeamTimes, (), (items))

}  // namespace baton::calendar
