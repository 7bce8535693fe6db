// Worlds in which coaching does nothing, through the page's own counting: it must not claim that it does.
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <functional>
#include <random>

#include "scoreboard/more_model.h"
#include "scoreboard/scene_for_test.h"

namespace baton::scoreboard {
namespace {

constexpr std::uint32_t kReps = 10;
constexpr int kWeeks = 104;
constexpr int kRounds = 40;
// Of 40 rounds: a range of 95% leaves 0 out above in one of 40 by chance.
constexpr int kFalseClaims = 4;

using Hours = std::function<double(std::mt19937_64&, const std::vector<double>& wins, double this_week)>;

double Uniform(std::mt19937_64& random) { return std::uniform_real_distribution<double>()(random); }

double LastMonth(const std::vector<double>& wins) {
  double sum = 0;
  for (std::size_t i = wins.size() < 4 ? 0 : wins.size() - 4; i < wins.size(); ++i) sum += wins[i];
  return sum;
}

double AtRandom(std::mt19937_64& random, const std::vector<double>&, double) { return 2 * Uniform(random); }
double InASlump(std::mt19937_64& random, const std::vector<double>& wins, double) {
  return Uniform(random) + (LastMonth(wins) < 3 ? 1.0 : 0.0);
}
double WhenHot(std::mt19937_64& random, const std::vector<double>& wins, double) {
  return Uniform(random) + (LastMonth(wins) > 5 ? 1.0 : 0.0);
}
double DealHelp(std::mt19937_64& random, const std::vector<double>&, double this_week) {
  return 0.5 * Uniform(random) + (this_week > 0 ? 1.0 : 0.0);
}

// Reps whose luck lasts; hours by how they do, which move their wins by `truth` in the four weeks after.
MoreFacts World(std::uint64_t seed, double truth, const Hours& hours) {
  constexpr double kLuckLasts = 0.8;
  std::mt19937_64 random(seed);
  std::normal_distribution<double> normal;
  MoreFacts facts;
  std::array<double, kWeeks> season{};
  for (double& week : season) week = 0.2 * normal(random);
  for (std::uint32_t rep = 0; rep < kReps; ++rep) {
    const double level = 0.4 * normal(random);
    double luck = 0;
    std::vector<double> wins, given;
    for (int t = 0; t < kWeeks; ++t) {
      luck = kLuckLasts * luck + 0.4 * std::sqrt(1 - kLuckLasts * kLuckLasts) * normal(random);
      double before = 0;
      for (int k = 1; k <= 4; ++k) before += t >= k ? given[static_cast<std::size_t>(t - k)] / 4 : 0;
      const double mean = std::exp(level + season[static_cast<std::size_t>(t)] + luck + truth * before);
      const double won = std::poisson_distribution<int>(mean)(random);
      given.push_back(hours(random, wins, won));
      wins.push_back(won);
      facts.weeks.push_back({rep, t, won, 1, given.back()});
      facts.weeks_inside.push_back(t >= kWeeks - 13 ? 1 : 0);
    }
  }
  return facts;
}

int CountClaims(double truth, const Hours& hours) {
  int claims = 0;
  for (int round = 0; round < kRounds; ++round) {
    const Figure figure = IncrementalOf(World(static_cast<std::uint64_t>(500 + round), truth, hours));
    EXPECT_EQ(figure.value.has_value(), figure.guard == Guard::none);
    claims += figure.low && *figure.low > 0 ? 1 : 0;
  }
  return claims;
}

TEST(PageHonestyTest, WhereNothingHelpsNoWinIsClaimed) {
  EXPECT_LE(CountClaims(0, AtRandom), kFalseClaims);
  EXPECT_LE(CountClaims(0, InASlump), kFalseClaims);
  EXPECT_LE(CountClaims(0, WhenHot), kFalseClaims);
}

TEST(PageHonestyTest, HelpWithDealsThatIsLoggedAsCoachingClaimsNothing) {
  EXPECT_LE(CountClaims(0, DealHelp), kFalseClaims);
}

// It can be said where it is there.
TEST(PageHonestyTest, WhatHelpsALotIsSaid) { EXPECT_GE(CountClaims(0.7, AtRandom), kRounds / 2); }

// Each deal is stamped with a session, as the gaming goes: with its help, afterwards, by the rep afterwards, or without the rep. None makes a win an
// enabled one, and the headline moves nowhere.
TEST(PageHonestyTest, StampsLiftNothing) {
  Scene honest, stamped;
  for (Scene* scene : {&honest, &stamped}) {
    for (int i = 0; i < 12; ++i) scene->Win(i % 2 == 0 ? kJada : kTom, 20 + 5 * i);
    for (int i = 0; i < 8; ++i) scene->Win(kJim, 20 + 5 * i);
  }
  for (int i = 0; i < 12; ++i) {
    const ClosedDeal deal = stamped.facts.deals[static_cast<std::size_t>(i)];
    Touch& touch = stamped.TouchOf(deal.owner_id, 5 * i);
    if (i % 4 == 0) touch.written_on = kSpan.to;               // afterwards
    if (i % 4 == 1) touch.marked_on.reset();                   // without the rep
    if (i % 4 == 3) touch.marked_on = kSpan.to;                // with the rep, afterwards
    if (i % 4 == 2) touch.deal_id = Id{deal.id.value + 1000};  // another deal's
  }
  const Board before = honest.Run();
  const Board after = stamped.Run(honest);
  EXPECT_EQ(after.now.Enabled(), 0);
  EXPECT_EQ(after.saying.times, before.saying.times);
  EXPECT_EQ(after.saying.move, Move::not_risen);
  const Figure& enabled = *after.Find(FigureKey::wins_enabled);
  EXPECT_GT(BesideOf(enabled, BesideKey::written_late), 0);
  EXPECT_GT(BesideOf(enabled, BesideKey::not_confirmed), 0);
}

}  // namespace
}  // namespace baton::scoreboard
