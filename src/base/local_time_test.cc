#include "base/local_time.h"

#include <gmock/gmock.h>

#include "base/zone.h"

namespace baton {
namespace {

LocalTime At(std::string_view text) { return ParseLocal(text).value(); }

TEST(LocalTimeTest, IsReadAndWritten) {
  EXPECT_EQ(ToText(At("2026-12-02T07:05")), "2026-12-02T07:05");
  for (const char* text : {"", "2026-12-02", "2026-12-02T24:00", "2026-12-02T07:60", "2026-02-30T10:00",
                           "2026-12-02 07:05", "2026-12-02T7:050", "2026-12-02T07:05Z", "2026-12-02T+7:05"}) {
    EXPECT_FALSE(ParseLocal(text)) << text;
  }
}

TEST(LocalTimeTest, NamesTheNextTimeWhereTheClocksGoForward) {
  EXPECT_EQ(NextThatExists(At("2027-03-28T02:30"), "Europe/Berlin"), At("2027-03-28T03:00"));
  EXPECT_EQ(NextThatExists(At("2027-03-28T02:00"), "Europe/Berlin"), At("2027-03-28T03:00"));
  EXPECT_EQ(NextThatExists(At("2027-03-28T01:59"), "Europe/Berlin"), std::nullopt);
  EXPECT_EQ(NextThatExists(At("2027-03-28T03:00"), "Europe/Berlin"), std::nullopt);
  EXPECT_EQ(NextThatExists(At("2027-03-14T02:30"), "America/New_York"), At("2027-03-14T03:00"));
  EXPECT_EQ(NextThatExists(At("2027-03-28T02:30"), "Asia/Kolkata"), std::nullopt);
  // Half an hour, and a whole day.
  EXPECT_EQ(NextThatExists(At("2027-10-03T02:10"), "Australia/Lord_Howe"), At("2027-10-03T02:30"));
  EXPECT_EQ(NextThatExists(At("2011-12-30T10:00"), "Pacific/Apia"), At("2011-12-31T00:00"));
}

TEST(LocalTimeTest, KnowsWhatComesTwice) {
  EXPECT_TRUE(ComesTwice(At("2027-10-31T02:30"), "Europe/Berlin"));
  EXPECT_FALSE(ComesTwice(At("2027-10-31T03:00"), "Europe/Berlin"));
  EXPECT_TRUE(ComesTwice(At("2027-11-07T01:30"), "America/New_York"));
  EXPECT_FALSE(ComesTwice(At("2027-11-07T01:30"), "Asia/Kolkata"));
  EXPECT_TRUE(ComesTwice(At("2027-04-04T01:45"), "Australia/Lord_Howe"));
  EXPECT_EQ(ToString(ToInstant(At("2027-10-31T02:30"), "Europe/Berlin")), "2027-10-31T00:30:00Z");
}

TEST(LocalTimeTest, IsSaidWithTheNameOfItsZone) {
  EXPECT_EQ(ZoneText("Europe/Berlin", *ParseInstant("2026-12-02T10:00:00Z"), "en"),
            "Central European Standard Time (Europe/Berlin)");
  EXPECT_EQ(ZoneText("Europe/Berlin", *ParseInstant("2026-07-02T10:00:00Z"), "en"),
            "Central European Summer Time (Europe/Berlin)");
  EXPECT_EQ(ZoneText("Asia/Kolkata", *ParseInstant("2026-12-02T10:00:00Z"), "en"),
            "India Standard Time (Asia/Kolkata)");
}

}  // namespace
}  // namespace baton
