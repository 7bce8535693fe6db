#include <gtest/gtest.h>

#include "report/gather.h"
#include "report/month.h"
#include "report/page.h"
#include "report/report_format.h"
#include "words/catalogue.h"

namespace baton::report {
namespace {

Instant At(const char* text) { return *ParseInstant(text); }

TEST(MonthTest, HasTheDaysOfTheCalendar) {
  EXPECT_EQ(ToString(ParseMonth("2028-02")->to), "2028-02-29");
  EXPECT_EQ(ToString(ParseMonth("2026-02")->to), "2026-02-28");
  EXPECT_EQ(ToString(ParseMonth("2000-02")->to), "2000-02-29");
  EXPECT_EQ(ToString(ParseMonth("2100-02")->to), "2100-02-28");
  EXPECT_EQ(ToString(ParseMonth("2026-12")->to), "2026-12-31");
  EXPECT_EQ(Before(*ParseMonth("2027-01")).Name(), "2026-12");
  EXPECT_EQ(After(*ParseMonth("2026-12")).Name(), "2027-01");
  for (const char* bad :
       {"", "2026-13", "2026-00", "2026-1", "26-01", "2026-01-01", "2026/01", "0000-01", "99999-1"}) {
    EXPECT_FALSE(ParseMonth(bad)) << bad;
  }
  // A year of days, each in one month, one month behind the other.
  Month month = *ParseMonth("2027-12");
  for (Day day = *ParseDay("2027-12-01"); day < *ParseDay("2029-02-01"); day = day + 1) {
    if (day > month.to) month = After(month);
    ASSERT_EQ(MonthOf(day), month) << ToString(day);
  }
}

TEST(DayInLineTest, TheBordersAreThoseOfTheOrganizationsZone) {
  const Month october = *ParseMonth("2026-10");
  handoff::Handoff one;
  one.proposed_at = At("2026-11-01T03:00:00Z");  // still October 31 in Chicago
  EXPECT_TRUE(DayInLine("handoffs.proposed", one, october, "America/Chicago"));
  EXPECT_FALSE(DayInLine("handoffs.proposed", one, october, "UTC"));
  EXPECT_FALSE(DayInLine("handoffs.proposed", one, october, "Asia/Tokyo"));
}

TEST(DayInLineTest, WhatIsOpenOrStuckIsSoAtTheEndOfTheMonth) {
  const Month october = *ParseMonth("2026-10");
  handoff::Handoff one;
  one.proposed_at = At("2026-09-20T10:00:00Z");
  one.introduction_on = *ParseDay("2026-10-19");
  EXPECT_TRUE(DayInLine("handoffs.open", one, october, "UTC"));
  EXPECT_TRUE(DayInLine("handoffs.stuck", one, october, "UTC"));
  one.introduction_on = *ParseDay("2026-10-26");  // its week ends on November 1
  EXPECT_FALSE(DayInLine("handoffs.stuck", one, october, "UTC"));
  one.introduction_on = *ParseDay("2026-10-19");
  one.introduced_at = At("2026-11-02T10:00:00Z");
  EXPECT_TRUE(DayInLine("handoffs.stuck", one, october, "UTC")) << "introduced later";
  one.introduced_at = At("2026-10-30T10:00:00Z");
  EXPECT_FALSE(DayInLine("handoffs.stuck", one, october, "UTC"));
  one.confirmed_at = one.ended_at = At("2026-11-03T10:00:00Z");
  EXPECT_TRUE(DayInLine("handoffs.open", one, october, "UTC"));
  EXPECT_FALSE(DayInLine("handoffs.open", one, After(october), "UTC"));
  EXPECT_TRUE(DayInLine("handoffs.confirmed", one, After(october), "UTC"));
}

TEST(CommitmentTest, TravelsUntilItIsDone) {
  const auto make = [](const char* month, std::optional<const char*> done) {
    Commitment one;
    one.month_on = ParseMonth(month)->from;
    if (done) one.done_on = *ParseDay(*done);
    return one;
  };
  const std::vector<Commitment> all{make("2026-08", {}), make("2026-08", "2026-09-30"),
                                    make("2026-09", "2026-10-01"), make("2026-10", {}), make("2026-11", {})};
  const Split split = SplitFor(*ParseMonth("2026-10"), all);
  ASSERT_EQ(split.earlier.size(), 2U) << "done before October: no more";
  EXPECT_FALSE(split.earlier[0].done_on);
  EXPECT_EQ(split.next.size(), 1U);
}

TEST(FormatTest, ALogoIsToldByItsFirstBytesAndIsSmall) {
  const std::string png("\x89PNG\r\n\x1a\n\0\x01\x02", 11);
  EXPECT_EQ(*LogoOf(png), "data:image/png;base64,iVBORw0KGgoAAQI=");
  EXPECT_TRUE(LogoOf("\xff\xd8\xff\xe0 picture")->starts_with("data:image/jpeg;base64,"));
  for (const char* bad : {"", "<svg xmlns='http://www.w3.org/2000/svg'/>", "GIF89a", "\x89PN", "PNG"}) {
    ASSERT_FALSE(LogoOf(bad)) << bad;
    EXPECT_EQ(LogoOf(bad).error().kind, Kind::invalid);
  }
  EXPECT_EQ(LogoOf(png + std::string(kMaxLogoBytes, 'x')).error().kind, Kind::too_large);
}

TEST(FormatTest, EachSectionStandsOnce) {
  Format format = DefaultFormat();
  EXPECT_TRUE(FaultsOf(format).empty());
  EXPECT_FALSE(format.RepsSee());
  format.sections[1].key = format.sections[0].key;
  EXPECT_EQ(FaultsOf(format).size(), 2U) << "one twice, one missing";
  format = DefaultFormat();
  format.sections[0].heading = std::string(kMaxHeading + 1, 'x');
  format.mail_day = 29;
  EXPECT_EQ(FaultsOf(format).size(), 2U);
}

TEST(PageTest, EachLineHasItsNameAndMeaningInEveryLanguage) {
  for (const std::string& language : words::Catalogue::Compiled().Languages()) {
    for (const SectionView& section : Meanings(DefaultFormat(), language)) {
      EXPECT_FALSE(section.heading.empty());
      EXPECT_EQ(section.lines.empty(), section.key == SectionKey::commitments);
      for (const LineView& line : section.lines) {
        EXPECT_NE(line.label, "report.label." + line.key) << language;
        EXPECT_NE(line.meaning, "report.meaning." + line.key) << language;
      }
    }
  }
  EXPECT_EQ(TitleOf(*ParseMonth("2026-10"), "en"), "October 2026");
  EXPECT_EQ(TitleOf(*ParseMonth("2026-03"), "de"), "März 2026");
}

}  // namespace
}  // namespace baton::report
