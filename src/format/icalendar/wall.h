// A time as a calendar writes it, on the wall of a zone that has a name, or of one that only the calendar describes (VTIMEZONE). For
// calendar.cc.
//
//   Zones zones;
//   zones.Learn(vtimezone);
//   const auto zone = zones.Find("Customized Time Zone");       // none: nobody knows it
//   InstantOf({.wall = time, .zone = *zone})
//
// One thread.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "base/date.h"
#include "format/icalendar/component.h"

namespace baton::format::icalendar {

// A name that ICU knows, else the table in the calendar, which Zones owns.
struct Zone {
  std::string name = "UTC";
  icaltimezone* table = nullptr;
};

struct WallTime {
  icaltimetype wall;
  Zone zone;
  bool is_day = false;
};

// Neither blank nor a day that no calendar has.
bool IsTime(const icaltimetype& time);
LocalTime LocalOf(const icaltimetype& time);
Instant InstantOf(const WallTime& time);
// The wall time that an instant has, for the iterator of libical, which knows no zones.
icaltimetype WallOf(Instant at, const Zone& zone);

class Zones {
 public:
  void Learn(icalcomponent* vtimezone);
  // The named one first: it knows what changed since the calendar was written.
  std::optional<Zone> Find(const std::string& name);

 private:
  struct Free {
    void operator()(icaltimezone* zone) const { icaltimezone_free(zone, 1); }
  };
  std::map<std::string, std::string> places_;  // X-LIC-LOCATION
  std::map<std::string, std::unique_ptr<icaltimezone, Free>> tables_;
  std::map<std::string, std::optional<Zone>> found_;
};

}  // namespace baton::format::icalendar
