#include <gtest/gtest.h>

#include <algorithm>

#include "report/gather.h"
#include "report/lines.h"
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

TEST(LinesTest, WhatIsEstimatedHasTwoDigitsAndWhatIsCountedAll) {
  MonthFacts facts;
  facts.exposure = {.accounts = 10,
                    .at_stake_minor = 61'840'000,
                    .expected_minor = 18'411'634,
                    .low_minor = 6'639'444,
                    .high_minor = 30'788'812,
                    .worst_minor = 37'001'149,
                    .after_expected_minor = 8'827'245};
  facts.exposure_before = {.expected_minor = 19'255'000};
  const Speaker english("en", "UTC", "USD");
  const auto exposure = ExposureLines(facts, english);
  EXPECT_EQ(exposure[0].text, "$180,000 (likely $66,000 to $310,000)");
  EXPECT_EQ(exposure[0].value, 18'411'634) << "what a file is given to count with";
  EXPECT_EQ(exposure[0].beside, (std::vector<std::string>{"of $618,400 with 10 clients",
                                                          "$190,000 in the report of the month before"}));
  EXPECT_EQ(exposure[1].text, "$370,000");
  EXPECT_EQ(exposure[2].text, "$88,000");
  facts.own.figures.push_back({.key = scoreboard::FigureKey::total_sales,
                               .unit = scoreboard::Unit::money,
                               .value = 15'930'000,
                               .low = 8'204'211,
                               .high = 23'655'789});
  const auto figures = FigureLines(facts, SectionKey::scoreboard, Audience::own, english);
  const auto sales = std::ranges::find(figures, "figure.total_sales", &LineView::key);
  ASSERT_NE(sales, figures.end());
  EXPECT_EQ(sales->text, "$159,300 (likely $82,000 to $240,000)");
}

// The line of the multiplier, with so many wins of each kind now and in the month before.
LineView SaidOf(const scoreboard::Tally& now, const scoreboard::Tally& before, const char* language = "en") {
  MonthFacts facts;
  facts.own.now = now;
  facts.own.before = before;
  facts.own.saying = scoreboard::SayingOf(now, before);
  return FigureLines(facts, SectionKey::scoreboard, Audience::own, Speaker(language, "UTC", "USD")).front();
}

TEST(LinesTest, OnlyTooFewWinsAreTooFewForARatio) {
  const LineView all = SaidOf({.touched = 20, .handed = 7, .without = 4, .joint = 2}, {});
  EXPECT_EQ(all.text, "All 27 were the team’s, none the manager’s own: likely at least 20 for each own one");
  EXPECT_EQ(all.guard, scoreboard::Guard::none);
  EXPECT_EQ(all.count, 27);
  EXPECT_EQ(all.of, 27) << "neither joint ones nor those without the manager";
  EXPECT_FALSE(all.value);
  EXPECT_TRUE(all.low && !all.high);
  const LineView own = SaidOf({.without = 3, .personal = 12}, {});
  EXPECT_EQ(own.text, "None of the team’s was enabled, 12 were the manager’s own: likely below 0.12");
  EXPECT_EQ(own.guard, scoreboard::Guard::none);
  EXPECT_EQ(own.of, 12);
  const LineView few = SaidOf({.touched = 4, .without = 9, .personal = 3}, {.touched = 8, .personal = 4});
  EXPECT_EQ(few.text, "4 enabled team wins, 3 of the manager’s own: too few for a ratio");
  EXPECT_EQ(few.guard, scoreboard::Guard::too_few);
  EXPECT_EQ(few.of, 7);
  EXPECT_TRUE(few.beside.empty()) << "there is nothing to move";
  const LineView none = SaidOf({.without = 9}, {});
  EXPECT_EQ(none.text, "Nothing to count");
  EXPECT_EQ(none.guard, scoreboard::Guard::no_data);
  EXPECT_EQ(SaidOf({.touched = 27, .personal = 11}, {}).text, "2.5 (likely 1.6 to 3.9)");
}

TEST(LinesTest, TheMultiplierSaysWhatBecameOfIt) {
  const auto beside = [](const scoreboard::Tally& now, const scoreboard::Tally& before) {
    return SaidOf(now, before).beside;
  };
  using Texts = std::vector<std::string>;
  EXPECT_EQ(
      beside({.touched = 10, .personal = 4}, {.touched = 10, .personal = 8}),
      Texts{"risen from 1.3 in the month before only because the manager sold less; the team does not yet "
            "win more: 10 wins after 10"});
  EXPECT_EQ(
      beside({.touched = 10, .personal = 4}, {.touched = 6, .without = 4, .personal = 4}),
      Texts{"risen from 1.5 in the month before only because more of the team’s wins count as enabled; the "
            "team does not win more: 10 wins after 10"});
  EXPECT_EQ(beside({.touched = 40, .personal = 4}, {.touched = 10, .personal = 4}),
            Texts{"risen from 2.5 in the month before, and the team wins more: 40 wins after 10"});
  EXPECT_EQ(
      beside({.touched = 11, .personal = 4}, {.touched = 10, .personal = 4}),
      Texts{"risen from 2.5 in the month before; the team has 11 wins after 10, and chance alone does as "
            "much"});
  EXPECT_EQ(beside({.touched = 8, .without = 3, .personal = 4}, {.touched = 9}),
            Texts{"no ratio in the month before; the team has 11 wins after 9"});
  EXPECT_EQ(beside({.touched = 10, .personal = 4}, {.touched = 1}),
            Texts{"nothing to compare with, too few wins in the month before; the team has 10 wins after 1"});
  for (const std::string& language : words::Catalogue::Compiled().Languages()) {
    for (const scoreboard::Tally& now : {scoreboard::Tally{.touched = 9}, {.personal = 9}, {.touched = 1}}) {
      const LineView line = SaidOf(now, {.touched = 5, .personal = 5}, language.c_str());
      EXPECT_EQ(line.text.find("report."), std::string::npos) << language;
      for (const std::string& one : line.beside) EXPECT_FALSE(one.starts_with("report.")) << language;
    }
  }
}

TEST(LinesTest, AShareOfMoneySaysThatItWasCountedOnDeals) {
  MonthFacts facts;
  facts.own.figures.push_back({.key = scoreboard::FigureKey::own_deal_share,
                               .unit = scoreboard::Unit::share,
                               .value = 0.31,
                               .low = 0.2,
                               .high = 0.44,
                               .count = 5,
                               .of = 18});
  const Speaker english("en", "UTC", "USD");
  const auto said = [&] {
    return FigureLines(facts, SectionKey::scoreboard, Audience::own, english).back().text;
  };
  EXPECT_EQ(said(), "31% (likely 20% to 44%) · 5 of 18 deals");
  facts.own.figures.front().guard = scoreboard::Guard::too_few;
  facts.own.figures.front().count = 1;
  facts.own.figures.front().of = 3;
  EXPECT_EQ(said(), "1 of 3 deals: too few for a share");
}

TEST(LinesTest, RatiosHaveTwoDigits) {
  const Speaker english("en", "UTC", "USD");
  EXPECT_EQ(english.Times(0.536), "0.54");
  EXPECT_EQ(english.Times(2), "2");
  EXPECT_EQ(english.Times(2.45), "2.5");
  EXPECT_EQ(english.Times(12.4), "12");
  EXPECT_EQ(english.Value(scoreboard::Unit::people, 12.4), "12.4");
  EXPECT_EQ(Speaker("de", "UTC", "EUR").Times(0.536), "0,54");
}

TEST(LinesTest, ARevenueIsMissingInACurrency) {
  MonthFacts facts;
  facts.exposure = {.accounts = 1, .without_revenue = 1};
  const auto exposure = ExposureLines(facts, Speaker("en", "UTC", "CHF"));
  EXPECT_EQ(exposure[0].beside.back(), "1 client without a known revenue in CHF");
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
