#include "today/last_week.h"

#include <gtest/gtest.h>

namespace baton::today {
namespace {

DayPiece Piece(DayKind kind, std::string_view at, std::int32_t minutes) {
  return {.kind = kind,
          .title = "",
          .starts_at = *ParseInstant(at),
          .minutes = minutes,
          .person_id = {},
          .account_id = {},
          .is_promise = false};
}

const Day kMonday = *ParseDay("2026-11-16");

TEST(LastWeekTest, NoMinuteCountsTwice) {
  const auto days = HoursOf(std::vector{Piece(DayKind::coaching, "2026-11-17T09:00:00Z", 60),
                                        Piece(DayKind::coaching, "2026-11-17T09:30:00Z", 60),
                                        Piece(DayKind::selling, "2026-11-17T10:00:00Z", 60),
                                        Piece(DayKind::other, "2026-11-17T12:00:00Z", 60)},
                            kMonday, "UTC");
  ASSERT_EQ(days.size(), 7U);
  EXPECT_EQ(days[0].coaching_minutes + days[0].selling_minutes, 0);
  EXPECT_EQ(days[1].on, kMonday + 1);
  EXPECT_EQ(days[1].coaching_minutes, 90) << "two reps at once are one hour";
  EXPECT_EQ(days[1].selling_minutes, 30) << "the rep was in the first half hour of it";
}

TEST(LastWeekTest, DaysAreOnTheOwnWall) {
  const auto days = HoursOf(std::vector{Piece(DayKind::selling, "2026-11-17T05:30:00Z", 60),
                                        Piece(DayKind::coaching, "2026-11-23T05:30:00Z", 60)},
                            kMonday, "America/Chicago");
  EXPECT_EQ(days[0].selling_minutes, 30) << "half past eleven on Monday evening";
  EXPECT_EQ(days[1].selling_minutes, 30);
  EXPECT_EQ(days[6].coaching_minutes, 30) << "what lies in the next week is the next week's";
}

}  // namespace
}  // namespace baton::today
