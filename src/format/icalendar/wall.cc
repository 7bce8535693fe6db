#include "format/icalendar/wall.h"

#include <algorithm>

#include "base/zone.h"
#include "format/icalendar/calendar.h"

namespace baton::format::icalendar {
namespace {

constexpr int kMinutesPerDay = 24 * 60;
constexpr std::size_t kMostTables = 200;
// A table is laid out up to the year that is asked for: what is later has no answer in it.
constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2200;

// Of a zone's table: its parts have a start and an offset, and as many rules as a zone has.
bool IsTable(icalcomponent* zone) {
  int parts = 0;
  for (icalcomponent* part = icalcomponent_get_first_component(zone, ICAL_ANY_COMPONENT); part != nullptr;
       part = icalcomponent_get_next_component(zone, ICAL_ANY_COMPONENT)) {
    const auto kind = icalcomponent_isa(part);
    if (kind != ICAL_XSTANDARD_COMPONENT && kind != ICAL_XDAYLIGHT_COMPONENT) continue;
    icalproperty* start = icalcomponent_get_first_property(part, ICAL_DTSTART_PROPERTY);
    icalproperty* to = icalcomponent_get_first_property(part, ICAL_TZOFFSETTO_PROPERTY);
    if (start == nullptr || to == nullptr || !IsTime(icalproperty_get_dtstart(start))) return false;
    if (std::abs(icalproperty_get_tzoffsetto(to)) >= kMinutesPerDay * 60) return false;
    for (icalproperty* rule = icalcomponent_get_first_property(part, ICAL_RRULE_PROPERTY); rule != nullptr;
         rule = icalcomponent_get_next_property(part, ICAL_RRULE_PROPERTY)) {
      if (icalproperty_get_rrule(rule).freq != ICAL_YEARLY_RECURRENCE) return false;
    }
    ++parts;
  }
  return parts > 0 && parts < 100;
}

}  // namespace

bool IsTime(const icaltimetype& time) {
  return icaltime_is_null_time(time) == 0 && ToDay({time.year, time.month, time.day}).has_value();
}

LocalTime LocalOf(const icaltimetype& time) {
  const auto day = ToDay({time.year, time.month, time.day});
  return {day.value_or(Day{}), std::clamp(time.hour * 60 + time.minute, 0, kMinutesPerDay - 1)};
}

Instant InstantOf(const WallTime& time) {
  LocalTime local = LocalOf(time.wall);
  if (time.is_day) local.minute_of_day = 0;
  if (time.zone.table == nullptr) return ToInstant(local, time.zone.name);
  icaltimetype wall = time.wall;
  wall.is_date = 0;
  if (time.is_day) wall.hour = wall.minute = 0;
  wall.second = 0;
  wall.year = std::clamp(wall.year, kFirstYear, kLastYear);
  int is_daylight = 0;
  const int offset = icaltimezone_get_utc_offset(time.zone.table, &wall, &is_daylight);
  return ToInstant(local, "UTC") - offset * std::int64_t{1'000};
}

icaltimetype WallOf(Instant at, const Zone& zone) {
  LocalTime local = ToLocal(at, zone.table == nullptr ? zone.name : "UTC");
  const auto written = [](const LocalTime& from) {
    const CalendarDate date = ToCalendarDate(from.day);
    icaltimetype time = icaltime_null_time();
    time.year = date.year;
    time.month = date.month;
    time.day = date.day;
    time.hour = from.minute_of_day / 60;
    time.minute = from.minute_of_day % 60;
    return time;
  };
  icaltimetype time = written(local);
  if (zone.table == nullptr) return time;
  time.year = std::clamp(time.year, kFirstYear, kLastYear);
  int is_daylight = 0;
  const int offset = icaltimezone_get_utc_offset_of_utc_time(zone.table, &time, &is_daylight);
  return written(ToLocal(at + offset * std::int64_t{1'000}, "UTC"));
}

void Zones::Learn(icalcomponent* vtimezone) {
  icalproperty* id = icalcomponent_get_first_property(vtimezone, ICAL_TZID_PROPERTY);
  if (id == nullptr || icalproperty_get_tzid(id) == nullptr || tables_.size() >= kMostTables) return;
  const std::string name = icalproperty_get_tzid(id);
  for (icalproperty* one = icalcomponent_get_first_property(vtimezone, ICAL_X_PROPERTY); one != nullptr;
       one = icalcomponent_get_next_property(vtimezone, ICAL_X_PROPERTY)) {
    const char* key = icalproperty_get_x_name(one);
    const char* value = icalproperty_get_x(one);
    if (key == nullptr || value == nullptr || std::string_view(key) != "X-LIC-LOCATION") continue;
    if (auto known = FindZoneName(value)) places_.emplace(name, std::move(*known));
  }
  if (FindZoneName(name) || places_.contains(name) || tables_.contains(name) || !IsTable(vtimezone)) return;
  std::unique_ptr<icaltimezone, Free> table(icaltimezone_new());
  Component copy(icalcomponent_new_clone(vtimezone));
  // It takes the component, or leaves it.
  if (icaltimezone_set_component(table.get(), copy.get()) == 0) return;
  copy.release();
  tables_.emplace(name, std::move(table));
}

std::optional<Zone> Zones::Find(const std::string& name) {
  if (const auto known = found_.find(name); known != found_.end()) return known->second;
  std::optional<Zone> zone;
  if (const auto known = FindZoneName(name)) {
    zone = Zone{*known, nullptr};
  } else if (const auto place = places_.find(name); place != places_.end()) {
    zone = Zone{place->second, nullptr};
  } else if (const auto table = tables_.find(name); table != tables_.end()) {
    zone = Zone{{}, table->second.get()};
  }
  found_.emplace(name, zone);
  return zone;
}

}  // namespace baton::format::icalendar
