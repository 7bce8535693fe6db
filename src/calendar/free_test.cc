#include "calendar/free.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/zone.h"

namespace baton::calendar {
namespace {

Instant At(std::string_view text) { return *ParseInstant(text); }
const Instant kNow = At("2026-11-24T09:41:00Z");  // a Tuesday
Span From(std::string_view from, std::string_view to) { return {At(from), At(to)}; }

FreeFacts Facts() { return {.zone = "UTC", .has_calendar = true}; }

TEST(FreeAt, WithoutACalendarTheAnswerIsAsk) {
  FreeFacts facts = Facts();
  facts.has_calendar = false;
  EXPECT_EQ(FreeAt(facts, kNow), (Freedom{Standing::unknown, {}}));
  facts.busy = {From("2026-11-24T10:30:00Z", "2026-11-24T11:00:00Z")};
  EXPECT_EQ(FreeAt(facts, kNow), (Freedom{Standing::unknown, {}})) << "what comes later says nothing of now";
  facts.busy = {From("2026-11-24T09:30:00Z", "2026-11-24T11:00:00Z")};
  EXPECT_EQ(FreeAt(facts, kNow), (Freedom{Standing::busy, At("2026-11-24T11:00:00Z")})) << "but this does";
}

TEST(FreeAt, SaysUntilWhen) {
  FreeFacts facts = Facts();
  EXPECT_EQ(FreeAt(facts, kNow), (Freedom{Standing::free, {}}));
  facts.busy = {From("2026-11-24T10:30:00Z", "2026-11-24T11:00:00Z"),
                From("2026-11-24T08:00:00Z", "2026-11-24T09:41:00Z")};
  EXPECT_EQ(FreeAt(facts, kNow), (Freedom{Standing::free, At("2026-11-24T10:30:00Z")}));
  facts.busy = {From("2026-11-25T10:30:00Z", "2026-11-25T11:00:00Z")};
  EXPECT_EQ(FreeAt(facts, kNow), (Freedom{Standing::free, {}})) << "tomorrow is not today";
}

TEST(FreeAt, BackToBackIsOneBlock) {
  FreeFacts facts = Facts();
  facts.busy = {From("2026-11-24T10:00:00Z", "2026-11-24T10:30:00Z"),
                From("2026-11-24T09:00:00Z", "2026-11-24T10:00:00Z"),
                From("2026-11-24T09:10:00Z", "2026-11-24T09:20:00Z"),
                From("2026-11-24T10:45:00Z", "2026-11-24T11:00:00Z")};
  EXPECT_EQ(FreeAt(facts, kNow), (Freedom{Standing::busy, At("2026-11-24T10:30:00Z")}));
}

TEST(FreeAt, WorksInTheOwnZone) {
  FreeFacts facts = Facts();
  facts.zone = "America/Chicago";  // 03:41
  facts.week = {{2, 540, 1020}};
  EXPECT_EQ(FreeAt(facts, kNow), (Freedom{Standing::away, At("2026-11-24T15:00:00Z")}));
  facts.zone = "UTC";
  EXPECT_EQ(FreeAt(facts, kNow), (Freedom{Standing::free, At("2026-11-24T17:00:00Z")}));
  facts.week = {{2, 540, 570}, {2, 600, 660}};
  EXPECT_EQ(FreeAt(facts, kNow), (Freedom{Standing::away, At("2026-11-24T10:00:00Z")}))
      << "between two stretches";
  facts.week = {{3, 540, 1020}};
  EXPECT_EQ(FreeAt(facts, kNow), (Freedom{Standing::away, {}}));
}

TEST(FreeAt, WhoIsAbsentIsAway) {
  FreeFacts facts = Facts();
  facts.is_absent = true;
  facts.busy = {From("2026-11-24T09:30:00Z", "2026-11-24T11:00:00Z")};
  EXPECT_EQ(FreeAt(facts, kNow), (Freedom{Standing::away, {}}));
}

TEST(FreeAt, OutOfTheOfficeIsAway) {
  FreeFacts facts = Facts();
  facts.busy = facts.away = {From("2026-11-24T00:00:00Z", "2026-11-25T00:00:00Z")};
  EXPECT_EQ(FreeAt(facts, kNow), (Freedom{Standing::away, {}})) << "the whole day";
  facts.busy = facts.away = {From("2026-11-24T09:00:00Z", "2026-11-24T13:00:00Z")};
  EXPECT_EQ(FreeAt(facts, kNow), (Freedom{Standing::away, At("2026-11-24T13:00:00Z")}));
  facts.busy = facts.away = {From("2026-11-24T13:00:00Z", "2026-11-25T00:00:00Z")};
  EXPECT_EQ(FreeAt(facts, kNow), (Freedom{Standing::free, At("2026-11-24T13:00:00Z")}));
}

TEST(FreeAt, BusyThroughTheNightIsForTheRestOfTheDay) {
  FreeFacts facts = Facts();
  facts.busy = {From("2026-11-24T00:00:00Z", "2026-11-25T00:00:00Z")};
  EXPECT_EQ(FreeAt(facts, kNow), (Freedom{Standing::busy, {}}));
  facts.busy = {From("2026-11-23T00:00:00Z", "2026-11-27T00:00:00Z")};
  EXPECT_EQ(FreeAt(facts, kNow), (Freedom{Standing::busy, {}}));
}

TEST(FreeAt, AWholeDayThatSaysNothingIsAsked) {
  FreeFacts facts = Facts();
  facts.unsaid = {From("2026-11-24T00:00:00Z", "2026-11-25T00:00:00Z")};
  EXPECT_EQ(FreeAt(facts, kNow), (Freedom{Standing::unknown, {}}));
  facts.busy = {From("2026-11-24T09:30:00Z", "2026-11-24T11:00:00Z")};
  EXPECT_EQ(FreeAt(facts, kNow), (Freedom{Standing::busy, At("2026-11-24T11:00:00Z")}))
      << "what is known is said";
  facts.busy = {};
  facts.unsaid = {From("2026-11-25T00:00:00Z", "2026-11-26T00:00:00Z")};
  EXPECT_EQ(FreeAt(facts, kNow), (Freedom{Standing::free, {}})) << "tomorrow's is not today's";
}

// Whatever stands there: nobody is said to be free while something is on, and `until` lies ahead.
TEST(FreeAt, AgreesWithTheNaiveRule) {
  unsigned seed = 7;
  const auto next = [&seed](unsigned below) {
    seed = seed * 1664525U + 1013904223U;
    return static_cast<std::int64_t>((seed >> 16) % below);
  };
  for (int round = 0; round < 5'000; ++round) {
    FreeFacts facts = Facts();
    for (std::int64_t i = next(6); i > 0; --i) {
      const Instant from = kNow + (next(240) - 120) * kMillisecondsPerMinute;
      facts.busy.push_back({from, from + next(90) * kMillisecondsPerMinute});
    }
    const Freedom freedom = FreeAt(facts, kNow);
    const auto on = [&](Instant at) {
      for (const Span& span : facts.busy) {
        if (span.from <= at && at < span.to) return true;
      }
      return false;
    };
    EXPECT_EQ(freedom.standing == Standing::busy, on(kNow));
    if (!freedom.until_at) continue;
    EXPECT_GT(*freedom.until_at, kNow);
    EXPECT_NE(on(*freedom.until_at), on(kNow));
    for (Instant at = kNow; at < *freedom.until_at; at = at + kMillisecondsPerMinute) {
      ASSERT_EQ(on(at), on(kNow));
    }
  }
}

TEST(Spans, OverlapWhereTheyShareATime) {
  const Span span{kNow, kNow + kMillisecondsPerMinute};
  EXPECT_TRUE(Overlaps(span, span));
  EXPECT_TRUE(Overlaps({kNow, kNow + 1}, span));
  EXPECT_FALSE(Overlaps({span.to, span.to + 1}, span));
  EXPECT_FALSE(Overlaps({kNow - 1, kNow}, span));
}

TEST(Spans, CoverNoMinuteTwice) {
  const auto at = [](int minute) { return kNow + minute * kMillisecondsPerMinute; };
  const Span day{at(0), at(480)};
  EXPECT_EQ(MinutesCovered({}, day), 0);
  EXPECT_EQ(MinutesCovered({{at(60), at(120)}, {at(30), at(90)}, {at(60), at(70)}}, day), 90);
  EXPECT_EQ(MinutesCovered({{at(-500), at(20)}, {at(460), at(900)}, {at(910), at(920)}}, day), 20 + 20);
  EXPECT_EQ(MinutesCovered({{at(-500), at(900)}}, day), 480);
}

TEST(Week, SaysWhatLiesOutsideOfIt) {
  const std::string zone = "America/Chicago";
  const Day monday = *ParseDay("2026-11-23");
  const auto at = [&](int day, int minute) { return ToInstant({monday + day, minute}, zone); };
  const std::vector<WorkingHours> week{{2, 540, 1020}, {1, 780, 1020}, {1, 540, 720}};
  EXPECT_THAT(OutsideOf(week, monday, monday + 1, zone),
              testing::ElementsAre(Span{at(0, 0), at(0, 540)}, Span{at(0, 720), at(0, 780)},
                                   Span{at(0, 1020), at(1, 540)}, Span{at(1, 1020), at(2, 0)}));
  EXPECT_THAT(OutsideOf(week, monday + 2, monday + 3, zone), testing::ElementsAre(Span{at(2, 0), at(4, 0)}));
  EXPECT_TRUE(OutsideOf({}, monday, monday + 1, zone).empty()) << "nobody has said";
}

TEST(Week, IsOneText) {
  const std::vector<WorkingHours> week{{2, 540, 1020}, {1, 780, 1020}, {1, 540, 720}};
  EXPECT_EQ(ToText(week), "1 540-720 780-1020; 2 540-1020");
  EXPECT_EQ(ToText(ParseWeek(ToText(week))), ToText(week));
  EXPECT_EQ(ParseWeek(ToText(week)).size(), 3u);
  EXPECT_TRUE(ParseWeek("").empty());
}

}  // namespace
}  // namespace baton::calendar
