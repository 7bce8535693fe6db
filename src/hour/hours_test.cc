#include "hour/hours.h"

#include <gtest/gtest.h>

#include "base/zone.h"

namespace baton::hour {
namespace {

const Day kMonday = *ParseDay("2026-11-16");
constexpr Id kJim{1};
constexpr Id kJada{2};
constexpr Id kClient{9};

calendar::Span At(std::string_view at, std::int32_t minutes) {
  const Instant from = *ParseInstant(at);
  return {from, from + minutes * kMillisecondsPerMinute};
}

book::CalendarEntry Entry(Id activity, Id person, std::string_view at, std::optional<Id> account) {
  return {.id = activity,
          .person_id = person,
          .subject = "",
          .starts_at = *ParseInstant(at),
          .minutes = 60,
          .account_id = account};
}

TEST(HoursTest, AMeetingWithARepIsHelpAndNeverCoaching) {
  const std::vector entries{Entry(Id{11}, kJim, "2026-11-17T09:00:00Z", kClient),
                            Entry(Id{12}, kJim, "2026-11-17T11:00:00Z", kClient),
                            Entry(Id{12}, kJada, "2026-11-17T11:00:00Z", kClient),
                            Entry(Id{13}, kJim, "2026-11-17T13:00:00Z", std::nullopt)};
  const auto manager = MeetingsOf(entries, {.me = kJim, .is_manager = true, .team = {kJada}});
  ASSERT_EQ(manager.size(), 2U) << "without a client nobody knows what it was";
  EXPECT_EQ(manager[0].kind, HourKind::selling);
  EXPECT_EQ(manager[1].kind, HourKind::deal_help);
  const auto rep = MeetingsOf(entries, {.me = kJada, .is_manager = false, .team = {kJada}});
  ASSERT_EQ(rep.size(), 1U);
  EXPECT_EQ(rep[0].kind, HourKind::selling);
}

TEST(HoursTest, NoMinuteCountsTwiceAndWhatIsSurerHoldsIt) {
  const std::vector<HourPiece> pieces{
      {HourKind::selling, HourSource::meeting, At("2026-11-17T09:00:00Z", 120)},
      {HourKind::coaching, HourSource::session, At("2026-11-17T09:30:00Z", 60)},
      {HourKind::admin, HourSource::said, At("2026-11-17T10:00:00Z", 60)},
      {HourKind::coaching, HourSource::promise, At("2026-11-17T09:00:00Z", 30)},
      {HourKind::coaching, HourSource::session, At("2026-11-24T09:00:00Z", 30)},
  };
  const auto weeks = WeeksOf(pieces, kMonday, 2, "UTC");
  ASSERT_EQ(weeks.size(), 2U);
  EXPECT_EQ(weeks[0].coaching_minutes, 60) << "the session; the promise lies within the meeting";
  EXPECT_EQ(weeks[0].admin_minutes, 30) << "half of it was the session";
  EXPECT_EQ(weeks[0].selling_minutes, 30);
  EXPECT_EQ(weeks[0].Known(), 120);
  EXPECT_EQ(weeks[1].coaching_minutes, 30);
}

TEST(HoursTest, TheOrderOfPiecesChangesNothing) {
  std::vector<HourPiece> pieces;
  for (int i = 0; i < 24; ++i) {
    const Instant from = ToInstant({kMonday + i % 5, 540 + 17 * i}, "UTC");
    pieces.push_back({static_cast<HourKind>(i % 4),
                      static_cast<HourSource>((i / 4) % 4),
                      {from, from + (20 + 7 * i) * kMillisecondsPerMinute}});
  }
  const WeekHours first = WeeksOf(pieces, kMonday, 1, "UTC").front();
  std::reverse(pieces.begin(), pieces.end());
  const WeekHours second = WeeksOf(pieces, kMonday, 1, "UTC").front();
  EXPECT_EQ(first.selling_minutes, second.selling_minutes);
  EXPECT_EQ(first.Known(), second.Known());
  // Minute by minute: each is held by the surest of what stands there.
  std::array<std::int32_t, 4> by_kind{};
  for (Instant at = ToInstant({kMonday, 0}, "UTC"); at < ToInstant({kMonday + 7, 0}, "UTC");
       at = at + kMillisecondsPerMinute) {
    const HourPiece* best = nullptr;
    for (const HourPiece& one : pieces) {
      if (at < one.span.from || at >= one.span.to) continue;
      if (!best || std::pair(one.source, one.kind) < std::pair(best->source, best->kind)) best = &one;
    }
    if (best) ++by_kind[static_cast<std::size_t>(best->kind)];
  }
  EXPECT_EQ(first.selling_minutes, by_kind[0]);
  EXPECT_EQ(first.coaching_minutes, by_kind[1]);
  EXPECT_EQ(first.deal_help_minutes, by_kind[2]);
  EXPECT_EQ(first.admin_minutes, by_kind[3]);
}

TEST(HoursTest, WorkingTimeIsWhatWasSetLessDaysAway) {
  EXPECT_EQ(WorkingMinutes({}, kMonday, {}), 5 * 480);
  EXPECT_EQ(WorkingMinutes({}, kMonday, {kMonday + 1, kMonday + 6}), 4 * 480);
  EXPECT_EQ(WorkingMinutes({{6, 540, 600}, {1, 540, 720}, {1, 780, 900}}, kMonday, {}), 60 + 180 + 120);
}

TEST(HoursTest, WhatIsToldByHalfIsTold) {
  const std::vector<HourPiece> pieces{
      {HourKind::selling, HourSource::meeting, At("2026-11-17T09:00:00Z", 30)}};
  EXPECT_FALSE(IsUntold(At("2026-11-17T09:00:00Z", 60), pieces));
  EXPECT_TRUE(IsUntold(At("2026-11-17T09:00:00Z", 90), pieces));
  EXPECT_TRUE(IsUntold(At("2026-11-17T10:00:00Z", 30), pieces));
}

}  // namespace
}  // namespace baton::hour
