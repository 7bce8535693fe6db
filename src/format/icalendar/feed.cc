#include "format/icalendar/feed.h"

#include "format/icalendar/component.h"

namespace baton::format::icalendar {

std::string WriteFeed(const std::string& name, const std::vector<FeedEvent>& events) {
  const Component calendar = NewCalendar(ICAL_METHOD_PUBLISH);
  icalproperty* title = icalproperty_new_x(name.c_str());
  icalproperty_set_x_name(title, "X-WR-CALNAME");
  icalcomponent_add_property(calendar.get(), title);
  for (const FeedEvent& one : events) {
    icalcomponent* event = icalcomponent_new_vevent();
    icalcomponent_add_property(event, icalproperty_new_uid(one.uid.c_str()));
    icalcomponent_add_property(event, icalproperty_new_sequence(one.sequence));
    icalcomponent_add_property(event, icalproperty_new_dtstamp(UtcTime(one.written_at)));
    icalcomponent_add_property(event, icalproperty_new_dtstart(UtcTime(one.starts_at)));
    icalcomponent_add_property(
        event, icalproperty_new_dtend(UtcTime(one.starts_at + one.minutes * kMillisecondsPerMinute)));
    AddText(event, icalproperty_new_summary, one.summary);
    AddText(event, icalproperty_new_description, one.description);
    AddText(event, icalproperty_new_location, one.location);
    icalcomponent_add_component(calendar.get(), event);
  }
  return TextOfCalendar(calendar);
}

}  // namespace baton::format::icalendar
