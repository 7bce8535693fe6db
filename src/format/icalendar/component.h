// What writing invitations and feeds with libical has in common; for this folder.
#pragma once

#include <libical/ical.h>

#include <memory>
#include <string>

#include "base/check.h"
#include "base/date.h"

namespace baton::format::icalendar {

struct FreeComponent {
  void operator()(icalcomponent* component) const { icalcomponent_free(component); }
};
using Component = std::unique_ptr<icalcomponent, FreeComponent>;

inline icaltimetype UtcTime(Instant at) {
  return icaltime_from_timet_with_zone(static_cast<time_t>(at.milliseconds / 1000), 0,
                                       icaltimezone_get_utc_timezone());
}

inline void AddText(icalcomponent* event, icalproperty* (*make)(const char*), const std::string& text) {
  if (!text.empty()) icalcomponent_add_property(event, make(text.c_str()));
}

// libical folds a line of a certain length between the two characters of its end, which not every reader puts together.
inline std::string WithWholeLineEnds(std::string text) {
  constexpr std::string_view kSplit = "\r\r\n \n";
  for (std::size_t at = 0; (at = text.find(kSplit, at)) != std::string::npos;) {
    text.replace(at, kSplit.size(), "\r\n");
  }
  return text;
}

// A VCALENDAR that says who wrote it.
inline Component NewCalendar(icalproperty_method method) {
  Component calendar(icalcomponent_new(ICAL_VCALENDAR_COMPONENT));
  icalcomponent_add_property(calendar.get(), icalproperty_new_version("2.0"));
  icalcomponent_add_property(calendar.get(), icalproperty_new_prodid("-//Baton//Baton//EN"));
  icalcomponent_add_property(calendar.get(), icalproperty_new_method(method));
  return calendar;
}

inline std::string TextOfCalendar(const Component& calendar) {
  const std::unique_ptr<char, decltype(&icalmemory_free_buffer)> text(
      icalcomponent_as_ical_string_r(calendar.get()), &icalmemory_free_buffer);
  Check(text != nullptr, "a calendar can be written");
  return WithWholeLineEnds(text.get());
}

}  // namespace baton::format::icalendar
