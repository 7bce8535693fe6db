#include <gtest/gtest.h>

#include "digest/digest.h"

namespace baton::digest {
namespace {

LocalTime On(const char* day, int minute) { return {*ParseDay(day), minute}; }
constexpr int kHalfPastSeven = 7 * 60 + 30;

TEST(DigestRules, DailyIsOnWorkingDaysOnceAfterItsMinute) {
  const DigestChoice daily;
  EXPECT_FALSE(IsDue(daily, On("2026-11-27", kHalfPastSeven - 1), {})) << "a Friday, too early";
  EXPECT_TRUE(IsDue(daily, On("2026-11-27", kHalfPastSeven), {}));
  EXPECT_TRUE(IsDue(daily, On("2026-11-27", 23 * 60), *ParseDay("2026-11-26")))
      << "late is better than never";
  EXPECT_FALSE(IsDue(daily, On("2026-11-27", 23 * 60), *ParseDay("2026-11-27"))) << "once a day";
  EXPECT_FALSE(IsDue(daily, On("2026-11-28", 23 * 60), {})) << "a Saturday";
  EXPECT_FALSE(IsDue(daily, On("2026-11-29", 23 * 60), {})) << "a Sunday";
}

TEST(DigestRules, WeeklyIsOnMondays) {
  DigestChoice weekly;
  weekly.frequency = Frequency::weekly;
  EXPECT_TRUE(IsDue(weekly, On("2026-11-30", kHalfPastSeven), {}));
  EXPECT_FALSE(IsDue(weekly, On("2026-12-01", kHalfPastSeven), *ParseDay("2026-11-23")));
  DigestChoice none;
  none.frequency = Frequency::none;
  EXPECT_FALSE(IsDue(none, On("2026-11-30", kHalfPastSeven), {}));
}

TEST(DigestRules, QuietHoursGoOverMidnight) {
  const DigestChoice usual;  // from six in the evening to eight in the morning, and at weekends
  EXPECT_FALSE(IsQuiet(usual, On("2026-11-27", 8 * 60)));
  EXPECT_FALSE(IsQuiet(usual, On("2026-11-27", 18 * 60 - 1)));
  EXPECT_TRUE(IsQuiet(usual, On("2026-11-27", 18 * 60)));
  EXPECT_TRUE(IsQuiet(usual, On("2026-11-27", 8 * 60 - 1)));
  EXPECT_TRUE(IsQuiet(usual, On("2026-11-28", 12 * 60))) << "a Saturday";
  DigestChoice noon;
  noon.quiet_from = 12 * 60;
  noon.quiet_to = 13 * 60;
  noon.quiet_weekends = false;
  EXPECT_TRUE(IsQuiet(noon, On("2026-11-28", 12 * 60)));
  EXPECT_FALSE(IsQuiet(noon, On("2026-11-28", 13 * 60)));
  noon.quiet_to = noon.quiet_from;
  EXPECT_FALSE(IsQuiet(noon, On("2026-11-28", 12 * 60))) << "never";
}

TEST(DigestRules, AtOnceIsNoDigest) {
  DigestChoice choice;
  choice.frequency = Frequency::at_once;
  EXPECT_FALSE(IsDue(choice, On("2026-11-27", 23 * 60), {}));
}

TEST(DigestRules, DaysBeforeTheEpochHaveAWeekdayToo) {
  EXPECT_TRUE(IsDue({}, On("1969-12-29", kHalfPastSeven), {})) << "a Monday";
  EXPECT_FALSE(IsDue({}, On("1969-12-28", kHalfPastSeven), {})) << "a Sunday";
}

TEST(DigestRules, AMailSaysTwentyAndCountsTheRest) {
  people::Person jada;
  jada.name = "Jada Ellis";
  std::vector<notice::Notice> notices(25);
  for (auto& one : notices) {
    one.message_key = "notice.handoff.introduced";
    one.message_arguments = R"({"person":"Jim Calder","account":"Larmar Freight"})";
    one.link = "/board";
  }
  const DigestMail mail = WriteDigest(jada, "UTC", "https://baton.example", notices);
  EXPECT_EQ(mail.subject, "25 things are new in Baton");
  std::size_t lines = 0;
  for (std::size_t at = mail.text.find("\n- "); at != std::string::npos; at = mail.text.find("\n- ", at + 1))
    ++lines;
  EXPECT_EQ(lines, kMaxLines);
  EXPECT_NE(mail.text.find("And 5 more."), std::string::npos);
  EXPECT_NE(mail.text.find("Jim Calder introduced you at Larmar Freight\n  https://baton.example/board"),
            std::string::npos)
      << mail.text;
}

}  // namespace
}  // namespace baton::digest
