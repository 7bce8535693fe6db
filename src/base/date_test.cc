#include "base/date.h"

#include <gtest/gtest.h>

#include "base/zone.h"

namespace baton {
namespace {

TEST(DayTest, KnowsTheCalendar) {
  EXPECT_EQ(ToDay({1970, 1, 1}), Day{0});
  EXPECT_EQ(ToDay({2026, 11, 24}), Day{20781});
  EXPECT_EQ(ToDay({2026, 2, 29}), std::nullopt);
  EXPECT_TRUE(ToDay({2028, 2, 29}).has_value());
  EXPECT_EQ(ToDay({2026, 13, 1}), std::nullopt);
  EXPECT_EQ(ToDay({2026, 4, 31}), std::nullopt);
  EXPECT_EQ(ToDay({0, 1, 1}), std::nullopt);
}

TEST(DayTest, EveryDayOfFourCenturiesGoesThereAndBack) {
  const Day first = *ToDay({1800, 1, 1});
  const Day last = *ToDay({2200, 1, 1});
  for (Day day = first; day < last; day = day + 1) {
    ASSERT_EQ(ToDay(ToCalendarDate(day)), day);
    ASSERT_EQ(ParseDay(ToString(day)), day);
    ASSERT_EQ(Weekday(day + 7), Weekday(day));
  }
}

TEST(DayTest, WeeksBeginOnMonday) {
  const Day tuesday = *ToDay({2026, 11, 24});
  EXPECT_EQ(Weekday(tuesday), 2);
  EXPECT_EQ(ToString(MondayOf(tuesday)), "2026-11-23");
  EXPECT_EQ(MondayOf(MondayOf(tuesday)), MondayOf(tuesday));
}

TEST(DayTest, ReadsOneFormOnly) {
  for (const char* text :
       {"", "2026-1-1", "2026/01/01", "2026-02-30", "2026-01-01 ", "26-01-01", "2026-01-0x"}) {
    EXPECT_EQ(ParseDay(text), std::nullopt) << text;
  }
}

TEST(InstantTest, ReadsAndWritesRfc3339) {
  const Instant instant = *ParseInstant("2026-11-24T09:41:00Z");
  EXPECT_EQ(ToString(instant), "2026-11-24T09:41:00Z");
  EXPECT_EQ(ParseInstant("2026-11-24T10:41:00+01:00"), instant);
  EXPECT_EQ(ParseInstant("2026-11-24T04:11:00-05:30"), instant);
  EXPECT_EQ(ToString(*ParseInstant("2026-11-24T09:41:00.5Z")), "2026-11-24T09:41:00.500Z");
  EXPECT_EQ(ToString(*ParseInstant("1969-12-31T23:59:59.999Z")), "1969-12-31T23:59:59.999Z");
}

TEST(InstantTest, RefusesWhatHasNoZoneOrNoSuchTime) {
  for (const char* text :
       {"2026-11-24T09:41:00", "2026-11-24", "2026-11-24T24:00:00Z", "2026-11-24T09:60:00Z",
        "2026-11-24T09:41:00.Z", "2026-11-24T09:41:00+1:00", "2026-11-24 09:41:00Z", ""}) {
    EXPECT_EQ(ParseInstant(text), std::nullopt) << text;
  }
}

TEST(ZoneTest, KnowsSummerTime) {
  const std::string zone = "America/New_York";
  EXPECT_EQ(ToLocal(*ParseInstant("2026-11-24T14:41:00Z"), zone),
            (LocalTime{*ParseDay("2026-11-24"), 9 * 60 + 41}));
  EXPECT_EQ(ToLocal(*ParseInstant("2026-07-01T13:41:00Z"), zone),
            (LocalTime{*ParseDay("2026-07-01"), 9 * 60 + 41}));
}

TEST(ZoneTest, ASkippedHourMovesForwardAndADoubledOneIsTheFirst) {
  const std::string zone = "Europe/Berlin";
  EXPECT_EQ(ToString(ToInstant({*ParseDay("2026-03-29"), 2 * 60 + 30}, zone)), "2026-03-29T01:30:00Z");
  EXPECT_EQ(ToString(ToInstant({*ParseDay("2026-10-25"), 2 * 60 + 30}, zone)), "2026-10-25T00:30:00Z");
}

TEST(ZoneTest, ADayOfTheZoneIsNotTheDayOfUtc) {
  EXPECT_EQ(DayIn(*ParseInstant("2026-11-25T02:00:00Z"), "America/New_York"), *ParseDay("2026-11-24"));
  EXPECT_EQ(DayIn(*ParseInstant("2026-11-24T12:00:00Z"), "Pacific/Kiritimati"), *ParseDay("2026-11-25"));
}

TEST(ZoneTest, KnowsWhatIsAZone) {
  EXPECT_TRUE(IsZone("Europe/Berlin"));
  EXPECT_TRUE(IsZone("UTC"));
  for (const char* name : {"", "Mars/Olympus", "../etc/passwd", "Europe"}) EXPECT_FALSE(IsZone(name)) << name;
}

}  // namespace
}  // namespace baton
