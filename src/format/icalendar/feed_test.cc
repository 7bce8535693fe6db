#include "format/icalendar/feed.h"

#include <gtest/gtest.h>
#include <libical/ical.h>

#include <memory>

namespace baton::format::icalendar {
namespace {

FeedEvent Event(std::string uid, std::string_view at) {
  return {.uid = std::move(uid),
          .sequence = 2,
          .written_at = *ParseInstant("2026-11-20T08:00:00Z"),
          .starts_at = *ParseInstant(at),
          .minutes = 45,
          .summary = "Review; the letter,\nplease"};
}

TEST(FeedTest, IsReadBack) {
  const std::string text =
      WriteFeed("Baton", {Event("1@a", "2027-03-28T00:30:00Z"), Event("2@a", "2027-03-28T01:30:00Z")});
  const std::unique_ptr<icalcomponent, decltype(&icalcomponent_free)> calendar(
      icalparser_parse_string(text.c_str()), &icalcomponent_free);
  ASSERT_TRUE(calendar);
  EXPECT_EQ(icalcomponent_count_errors(calendar.get()), 0);
  EXPECT_EQ(icalcomponent_count_components(calendar.get(), ICAL_VEVENT_COMPONENT), 2);
  icalcomponent* event = icalcomponent_get_first_component(calendar.get(), ICAL_VEVENT_COMPONENT);
  EXPECT_STREQ(icalcomponent_get_summary(event), "Review; the letter,\nplease");
  EXPECT_EQ(icalcomponent_get_sequence(event), 2);
  // In Berlin one begins before the clocks go forward, the other behind: an hour later by UTC, two on the wall.
  icaltimezone* berlin = icaltimezone_get_builtin_timezone("Europe/Berlin");
  ASSERT_NE(berlin, nullptr);
  EXPECT_EQ(icaltime_convert_to_zone(icalcomponent_get_dtstart(event), berlin).hour, 1);
  event = icalcomponent_get_next_component(calendar.get(), ICAL_VEVENT_COMPONENT);
  EXPECT_EQ(icaltime_convert_to_zone(icalcomponent_get_dtstart(event), berlin).hour, 3);
}

TEST(FeedTest, TheSameIsTheSame) {
  EXPECT_EQ(WriteFeed("Baton", {Event("1@a", "2027-03-28T00:30:00Z")}),
            WriteFeed("Baton", {Event("1@a", "2027-03-28T00:30:00Z")}));
  EXPECT_NE(WriteFeed("Baton", {}).find("BEGIN:VCALENDAR"), std::string::npos);
}

}  // namespace
}  // namespace baton::format::icalendar
