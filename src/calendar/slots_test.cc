#include "calendar/slots.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "calendar/recognize.h"

namespace baton::calendar {
namespace {

using testing::ElementsAre;

Instant Time(std::string_view text) { return *ParseInstant(text); }

TEST(SlotsTest, AreInTheWorkingDay) {
  const Span noon{Time("2026-11-24T11:00:00Z"), Time("2026-11-24T12:30:00Z")};
  const auto slots = NextSlots({.earliest = Time("2026-11-24T10:41:00Z"), .zone = "UTC", .minutes = 60},
                               std::vector{noon}, 3);
  // 11:00 is taken, 12:00 runs into it.
  EXPECT_THAT(slots, ElementsAre(Time("2026-11-24T12:30:00Z"), Time("2026-11-24T13:00:00Z"),
                                 Time("2026-11-24T13:30:00Z")));
  EXPECT_THAT(NextSlots({.earliest = Time("2026-11-24T11:00:00Z"), .zone = "UTC"}, {}, 1),
              ElementsAre(Time("2026-11-24T11:00:00Z")))
      << "the earliest is one";
}

TEST(SlotsTest, PassOverEveningAndWeekend) {
  const Instant friday = Time("2026-11-27T16:30:00Z");
  const auto slots = NextSlots({.earliest = friday, .zone = "UTC", .minutes = 60}, {}, 2);
  EXPECT_THAT(slots, ElementsAre(Time("2026-11-30T09:00:00Z"), Time("2026-11-30T09:30:00Z")));
  const SlotAsk saturday{.earliest = friday, .zone = "UTC", .first_on = ParseDay("2026-11-28"), .days = 2};
  EXPECT_TRUE(NextSlots(saturday, {}, 1).empty());
}

TEST(SlotsTest, AreOnTheClockOfTheZone) {
  const Instant morning = Time("2026-11-24T16:41:00Z");  // 10:41 in Chicago
  EXPECT_THAT(NextSlots({.earliest = morning, .zone = "America/Chicago"}, {}, 1),
              ElementsAre(Time("2026-11-24T17:00:00Z")));
}

TEST(SlotsTest, WhatIsLongerThanADayFitsNowhere) {
  const Instant now = Time("2026-11-24T09:41:00Z");
  EXPECT_TRUE(NextSlots({.earliest = now, .zone = "UTC", .minutes = 481}, {}, 3).empty());
  const Span always{Time("2026-11-01T00:00:00Z"), Time("2027-11-01T00:00:00Z")};
  EXPECT_TRUE(NextSlots({.earliest = now, .zone = "UTC"}, std::vector{always}, 3).empty());
}

BusyRow OwnEvent(std::string_view from, std::string_view to, std::string title) {
  BusyRow row;
  row.starts_at = Time(from);
  row.ends_at = Time(to);
  row.title = std::move(title);
  return row;
}

TEST(RecognizeTest, OneOfWhatBeginsWithItIsIt) {
  const std::vector<Span> known{{Time("2026-11-24T10:30:00Z"), Time("2026-11-24T11:30:00Z")}};
  const std::optional<std::size_t> first = 0;
  const std::vector alone{OwnEvent("2026-11-24T10:30:00Z", "2026-11-24T11:00:00Z", "Jada"),
                          OwnEvent("2026-11-24T11:00:00Z", "2026-11-24T11:30:00Z", "Bexley")};
  EXPECT_THAT(Recognize(alone, known), ElementsAre(first, std::nullopt));
  const std::vector two{
      OwnEvent("2026-11-24T10:30:00Z", "2026-11-24T11:00:00Z", "Bexley"),
      OwnEvent("2026-11-24T10:30:00Z", "2026-11-24T11:30:00Z", "Jada"),
      OwnEvent("2026-11-24T10:30:00Z", "2026-11-24T11:30:00Z", "Jada")};  // in two calendars
  EXPECT_THAT(Recognize(two, known), ElementsAre(std::nullopt, first, first)) << "what ends with it is it";
  auto day = two;
  for (BusyRow& row : day) row.is_whole_day = true;
  EXPECT_THAT(Recognize(day, known), ElementsAre(std::nullopt, std::nullopt, std::nullopt));
}

TEST(RecognizeTest, TwoThatBeginTogetherTakeOneEach) {
  const Span letter{Time("2026-11-24T10:30:00Z"), Time("2026-11-24T11:30:00Z")};
  const Span call{Time("2026-11-24T10:30:00Z"), Time("2026-11-24T10:45:00Z")};
  const std::vector rows{OwnEvent("2026-11-24T10:30:00Z", "2026-11-24T11:00:00Z", "Call"),
                         OwnEvent("2026-11-24T10:30:00Z", "2026-11-24T11:30:00Z", "Letter")};
  EXPECT_THAT(Recognize(rows, std::vector{call, letter}),
              ElementsAre(std::optional<std::size_t>(0), std::optional<std::size_t>(1)));
}

}  // namespace
}  // namespace baton::calendar
