#include "hour/worth.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <utility>

#include "scoreboard/more_model.h"

namespace baton::hour {
namespace {

const Input* Find(const Worth& worth, InputKey key) {
  for (const Input& one : worth.inputs) {
    if (one.key == key) return &one;
  }
  return nullptr;
}

// A manager with six reps over a year: 3 wins in 150 recorded hours of own selling.
WorthFacts Facts() {
  WorthFacts facts;
  facts.own = {.wins = 3, .minutes = 150 * 60, .weeks = 52, .known_weeks = 40};
  facts.own_wins = 3;
  for (int i = 0; i < 6; ++i) {
    facts.others.push_back({.wins = 6 + 4 * i, .minutes = 300 * 60, .weeks = 52, .known_weeks = 50});
  }
  facts.amounts = {8'000'000, 12'000'000, 10'000'000, 10'000'000};
  facts.rep_wins = 62;
  facts.rep_weeks = 6 * 52;
  facts.own_closed = {3, 5};
  facts.reps_closed = {62, 140};
  return facts;
}

TEST(WorthTest, ComparesWhatIsAddedNet) {
  const WorthFacts facts = Facts();
  const Assumed assumed;
  const Worth worth = WorthOf(facts, assumed);
  ASSERT_TRUE(worth.comparison);
  EXPECT_DOUBLE_EQ(worth.hour.margin, 0.3 * 10'000'000);
  EXPECT_DOUBLE_EQ(worth.hour.base_wins, 62.0 / 312);
  EXPECT_DOUBLE_EQ(worth.hour.rep_hour, 3'000'000 * 62.0 / 312 / 20);
  EXPECT_EQ(worth.guard, HoursGuard::none);
  EXPECT_EQ(worth.rate_from, RateFrom::team);
  EXPECT_GT(worth.own_weight, 0.2);
  EXPECT_LT(worth.own_weight, 1);
  const double rate = Find(worth, InputKey::own_rate)->value;
  EXPECT_GT(rate, 3.0 / 150) << "pulled towards the team, which wins more an hour";
  EXPECT_LT(rate, 62.0 / 1800 * 1.5);
  // The break-even is that of the formula, as a share of a week.
  const double sell = worth.comparison->by_prior[1].value.sell.median;
  EXPECT_DOUBLE_EQ(worth.hour.preparation, 0.25 * sell) << "a quarter of the own hour as it is shown";
  EXPECT_LT(sell, 3'000'000 * rate * 0.45) << "the middle, not the mean";
  EXPECT_NEAR(*worth.break_even,
              (sell + worth.hour.rep_hour + worth.hour.preparation) / (3'000'000 * 62.0 / 312), 1e-12);
  EXPECT_LT(sell, worth.own.median) << "only what a rep would not have won";
  EXPECT_EQ(worth.evidence.level, stats::Evidence::assumption);
  EXPECT_FALSE(worth.may_show_money);
}

TEST(WorthTest, PreparingCostsWhatTheOwnHourIsWorthWithWhatItFrees) {
  const Worth freed = WorthOf(Facts(), {.preparation_minutes = 30, .freed_hours = 0.5});
  EXPECT_DOUBLE_EQ(freed.hour.preparation, 0.5 * freed.comparison->by_prior[1].value.sell.median);
  const Worth dear = WorthOf(Facts(), {.rep_selling_hours = 1, .freed_hours = -1});
  ASSERT_TRUE(dear.comparison);
  EXPECT_LT(dear.comparison->by_prior[1].value.sell.median, 0);
  EXPECT_EQ(dear.hour.preparation, 0);
}

TEST(WorthTest, TheOwnHourMayBeWorthMore) {
  WorthFacts facts = Facts();
  facts.own.wins = facts.own_wins = 60;
  const Worth worth = WorthOf(facts, {.added_share = 0.9});
  EXPECT_EQ(worth.saying, WorthSaying::sell);
}

// All views for it, but nobody logged anything: it is not said.
TEST(WorthTest, WithoutEvidenceNobodySaysCoach) {
  WorthFacts facts = Facts();
  facts.own = {.wins = 0, .minutes = 900 * 60, .weeks = 52, .known_weeks = 50};
  facts.own_wins = 0;
  const Worth worth =
      WorthOf(facts, {.added_share = 0.05, .rep_selling_hours = 60, .preparation_minutes = 0, .reps = 5});
  ASSERT_TRUE(worth.comparison);
  const double sceptic = worth.comparison->by_prior[0].value.chance_coach;
  EXPECT_TRUE(worth.saying == WorthSaying::leaning || worth.saying == WorthSaying::undecided) << sceptic;
  EXPECT_LT(sceptic, 0.9);
}

TEST(WorthTest, HoursThatNobodyRecordedAreMissingNotNone) {
  WorthFacts facts = Facts();
  facts.own = {.wins = 3, .minutes = 10 * 60, .weeks = 52, .known_weeks = 9};
  const Worth few = WorthOf(facts, {});
  EXPECT_EQ(few.guard, HoursGuard::few);
  EXPECT_EQ(few.own_weight, 0);
  EXPECT_LT(Find(few, InputKey::own_rate)->value, 0.1) << "not three wins in ten hours";
  facts.own = {};
  EXPECT_EQ(WorthOf(facts, {}).guard, HoursGuard::nothing);
  facts.others.clear();
  const Worth judged = WorthOf(facts, {});
  EXPECT_EQ(judged.rate_from, RateFrom::judged);
  EXPECT_EQ(Find(judged, InputKey::own_rate)->from, InputFrom::judged);
  EXPECT_NEAR(Find(judged, InputKey::own_rate)->value, 62.0 / 312 / 20, 1e-12);
  const Worth said = WorthOf(facts, {.weekly_hours = 10});
  EXPECT_EQ(said.guard, HoursGuard::said);
  EXPECT_NEAR(said.own_weight, 520.0 / (520 + 20 * 312.0 / 62), 1e-12) << "the prior is worth one win";
  EXPECT_GT(judged.comparison->by_prior[1].value.sell.median, 0.3 * judged.own.median);
}

TEST(WorthTest, NothingWithoutAWinOrAnAmount) {
  WorthFacts facts = Facts();
  facts.amounts.clear();
  EXPECT_EQ(WorthOf(facts, {}).saying, WorthSaying::nothing);
  facts = Facts();
  facts.rep_wins = 0;
  EXPECT_EQ(WorthOf(facts, {}).saying, WorthSaying::nothing);
  EXPECT_FALSE(WorthHereOf(WorthOf(facts, {}), 1).break_even);
}

TEST(WorthTest, ARepIsToldTheOwnHourOnly) {
  WorthFacts facts = Facts();
  facts.is_manager = false;
  const Worth worth = WorthOf(facts, {});
  EXPECT_EQ(worth.saying, WorthSaying::own);
  EXPECT_FALSE(worth.comparison);
  EXPECT_GT(worth.own.median, 0);
}

TEST(WorthTest, ALargerDealHereNeedsMoreOfTheRep) {
  const Worth worth = WorthOf(Facts(), {});
  EXPECT_NEAR(*WorthHereOf(worth, 1).break_even, *worth.break_even, 1e-9);
  EXPECT_GT(*WorthHereOf(worth, 4).break_even, *worth.break_even);
  EXPECT_LT(*WorthHereOf(worth, 0.25).break_even, *worth.break_even);
}

// What a rep would most likely win too is little that the manager adds.
TEST(WorthTest, ADealThatARepWinsTooNeedsLess) {
  const Worth worth = WorthOf(Facts(), {});
  EXPECT_LT(*WorthHereOf(worth, 1, stats::BetaBelief{5, 95}).break_even, *worth.break_even);
  EXPECT_GT(*WorthHereOf(worth, 1, stats::BetaBelief{95, 5}).break_even, *worth.break_even);
}

TEST(WorthTest, MoneyHereFromSuggestiveOnAndNet) {
  Worth worth = WorthOf(Facts(), {});
  EXPECT_LT(worth.evidence.level, stats::Evidence::suggestive);
  EXPECT_FALSE(WorthHereOf(worth, 1).money);
  worth.may_show_money = stats::MayShowMoney(stats::Evidence::description);
  EXPECT_FALSE(WorthHereOf(worth, 1).money);
  worth.may_show_money = stats::MayShowMoney(stats::Evidence::suggestive);
  const auto money = WorthHereOf(worth, 1).money;
  ASSERT_TRUE(money);
  const stats::HourValue& usual = worth.comparison->by_prior[1].value;
  EXPECT_DOUBLE_EQ(money->sell.median, usual.sell.median)
      << "only what is added, not " << usual.sell_gross.median;
  EXPECT_DOUBLE_EQ(money->coach.median, usual.coach.median);
}

// Worlds in which the truth is known: coaching does nothing.
struct World {
  bool helps_deals = false;  // help with a deal in the week of its win is logged as coaching
  bool in_a_slump = false;   // who won little is coached, and luck lasts
};
std::vector<stats::RepWeek> Play(const World& world, unsigned seed) {
  std::mt19937 random(seed);
  std::normal_distribution<double> normal;
  std::vector<stats::RepWeek> weeks;
  for (std::uint32_t rep = 0; rep < 12; ++rep) {
    double luck = 0;
    double before = 1;
    for (int week = 0; week < 60; ++week) {
      luck = world.in_a_slump ? 0.8 * luck + 0.6 * 0.5 * normal(random) : 0;
      const double wins = std::poisson_distribution<int>(0.8 * std::exp(luck))(random);
      double hours = std::max(0.0, 0.8 + 0.6 * normal(random));
      if (world.in_a_slump) hours += before == 0 ? 0.8 : 0;
      if (world.helps_deals) hours = 0.3 * hours + wins;
      weeks.push_back({.rep = rep, .week = week, .wins = wins, .hours = hours});
      before = wins;
    }
  }
  return weeks;
}

TEST(WorthTest, ClaimsNothingWhereCoachingDoesNothing) {
  struct Bound {
    World world;
    int most;  // of 20 worlds with a claim
  };
  for (const Bound& bound : {Bound{{}, 1}, Bound{{.helps_deals = true}, 0}, Bound{{.in_a_slump = true}, 1}}) {
    int claims = 0;
    for (unsigned seed = 1; seed <= 20; ++seed) {
      WorthFacts facts = Facts();
      facts.weeks = Play(bound.world, seed);
      const Worth worth = WorthOf(facts, {});
      EXPECT_TRUE(worth.comparison);
      claims +=
          worth.saying == WorthSaying::coach || worth.evidence.level >= stats::Evidence::supported ? 1 : 0;
      EXPECT_FALSE(bound.world.helps_deals && worth.is_effect_used) << seed;
    }
    EXPECT_LE(claims, bound.most) << bound.world.helps_deals << bound.world.in_a_slump;
  }
}

// The scoreboard says of the same weeks how sure it is too: not otherwise, whether or not they give an answer.
TEST(WorthTest, IsAsSureAsTheScoreboardOfTheSameWeeks) {
  const auto levels = [](std::vector<stats::RepWeek> weeks) {
    WorthFacts facts = Facts();
    facts.weeks = weeks;
    scoreboard::MoreFacts more;
    more.weeks = std::move(weeks);
    more.weeks_inside.assign(more.weeks.size(), 1);
    const Worth worth = WorthOf(facts, {});
    const scoreboard::Figure figure = scoreboard::IncrementalOf(more);
    EXPECT_EQ(worth.no_effect, figure.no_answer);
    return std::pair(worth.evidence.level, *figure.evidence);
  };
  using stats::Evidence;
  EXPECT_EQ(levels({}), std::pair(Evidence::assumption, Evidence::assumption));
  int suggestive = 0;
  for (unsigned seed = 1; seed <= 20; ++seed) {
    const auto [hour, board] = levels(Play({}, seed));
    EXPECT_EQ(hour, board) << seed;
    suggestive += board == Evidence::suggestive ? 1 : 0;
  }
  EXPECT_GT(suggestive, 0);
  auto weeks = Play({}, 1);
  std::erase_if(weeks, [](const stats::RepWeek& week) { return week.rep >= 4; });
  EXPECT_EQ(levels(weeks), std::pair(Evidence::description, Evidence::description)) << "too few reps";
  for (stats::RepWeek& week : weeks) {
    if (week.week % 4 == 0) week.hours.reset();
  }
  EXPECT_EQ(levels(weeks), std::pair(Evidence::description, Evidence::description))
      << "never four weeks in a row: no effect, but many wins and weeks";
}

// A draw a week of six reps, in which the first `coached` are served; who is has `lift` times as many wins after it.
std::vector<stats::Lot> DrawWeeks(int weeks, double lift, unsigned seed) {
  std::mt19937 random(seed);
  std::vector<stats::Lot> lots;
  for (std::uint32_t week = 0; week < static_cast<std::uint32_t>(weeks); ++week) {
    std::vector<int> places{1, 2, 3, 4, 5, 6};
    std::ranges::shuffle(places, random);
    for (const int place : places) {
      const int wins = std::poisson_distribution<int>(place <= 3 ? lift : 1.0)(random);
      lots.push_back({week, -static_cast<double>(place), static_cast<double>(wins)});
    }
  }
  return lots;
}

TEST(WorthTest, TheLotMakesItAnExperiment) {
  WorthFacts facts = Facts();
  facts.weeks = Play({}, 1);
  facts.lots = DrawWeeks(40, 2.5, 1);
  const Worth worth = WorthOf(facts, {});
  ASSERT_TRUE(worth.lots);
  EXPECT_LT(worth.lots->p_value, 0.01);
  EXPECT_GT(worth.lots->effect, 0);
  EXPECT_EQ(worth.evidence.level, stats::Evidence::experimental);
  facts.lots = DrawWeeks(1, 2.5, 1);
  facts.lots.resize(3);
  EXPECT_NE(WorthOf(facts, {}).evidence.level, stats::Evidence::experimental)
      << "six arrangements prove nothing";
  // Drawn for nothing: as often as the lot alone would, and no more.
  int claims = 0;
  for (unsigned seed = 1; seed <= 40; ++seed) {
    facts.lots = DrawWeeks(20, 1, seed);
    claims += WorthOf(facts, {}).evidence.level == stats::Evidence::experimental ? 1 : 0;
  }
  EXPECT_LE(claims, 5);
}

// Coaching that does much, begun at different times: several ways say so.
TEST(WorthTest, SeveralWaysSupportIt) {
  std::mt19937 random(7);
  WorthFacts facts = Facts();
  for (std::uint32_t rep = 0; rep < 16; ++rep) {
    const int began = 12 + 4 * static_cast<int>(rep % 6);
    double window = 0;
    std::vector<double> hours;
    for (int week = 0; week < 60; ++week) {
      window = 0;
      for (std::size_t back = 1; back <= 4 && back <= hours.size(); ++back)
        window += hours[hours.size() - back] / 4;
      const double now = week < began ? 0 : std::uniform_real_distribution<double>(0, 3)(random);
      const int wins = std::poisson_distribution<int>(1.5 * std::exp(0.6 * window))(random);
      facts.weeks.push_back({.rep = rep, .week = week, .wins = static_cast<double>(wins), .hours = now});
      hours.push_back(now);
    }
  }
  const Worth worth = WorthOf(facts, {});
  ASSERT_TRUE(worth.beginning);
  EXPECT_GT(worth.beginning->effect, 0);
  EXPECT_EQ(worth.evidence.level, stats::Evidence::supported);
  EXPECT_EQ(worth.evidence.missing, std::vector{stats::Gate::lots});
}

}  // namespace
}  // namespace baton::hour
