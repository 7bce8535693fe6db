#include "stats/survival.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <map>
#include <random>

#include "stats/reference_for_test.h"

namespace baton::stats {
namespace {

std::vector<Spell> Fixture() {
  std::ifstream file(std::string(BATON_TEST_DATA) + "/stats/o3_km.csv");
  std::string line;
  std::getline(file, line);
  std::vector<Spell> spells;
  for (double time = 0, happened = 0; std::getline(file, line);) {
    if (std::sscanf(line.c_str(), "%lf,%lf", &time, &happened) == 2) {
      spells.push_back({time, happened == 1 ? Ending::event : Ending::censored});
    }
  }
  return spells;
}

// Values, so that a loop over one keeps it.
Curve RemainingOf(const std::vector<Spell>& spells) { return KaplanMeier(spells).value(); }
Curve HappenedOf(const std::vector<Spell>& spells) { return AalenJohansen(spells).value(); }

std::vector<Spell> Random(std::mt19937& random, int size, bool has_competing) {
  std::vector<Spell> spells;
  for (int i = 0; i < size; ++i) {
    const auto drawn = random() % 10;
    const Ending ending = drawn < 5                    ? Ending::event
                          : drawn < 7 && has_competing ? Ending::competing
                                                       : Ending::censored;
    spells.push_back({static_cast<double>(random() % 12), ending});
  }
  return spells;
}

// The same by another way (Efron 1967): each spell has a mass, and whoever is censored leaves it in equal parts to those who
// go on. What the events and the competing ends have by a time, and what is with nobody, is the answer.
struct Masses {
  double happened = 0;
  double competing = 0;
};
Masses RedistributeToTheRight(std::vector<Spell> spells, double until) {
  std::ranges::sort(spells, [](const Spell& a, const Spell& b) {
    return std::pair(a.time, a.ending == Ending::censored) < std::pair(b.time, b.ending == Ending::censored);
  });
  std::vector<double> mass(spells.size(), 1.0 / static_cast<double>(spells.size()));
  Masses masses;
  for (std::size_t i = 0; i < spells.size() && spells[i].time <= until; ++i) {
    if (spells[i].ending == Ending::event) masses.happened += mass[i];
    if (spells[i].ending == Ending::competing) masses.competing += mass[i];
    if (spells[i].ending != Ending::censored) continue;
    const std::size_t later = spells.size() - i - 1;
    for (std::size_t j = i + 1; j < spells.size(); ++j) mass[j] += mass[i] / static_cast<double>(later);
  }
  return masses;
}

TEST(SurvivalTest, KaplanMeierAsR) {
  const auto reference = ReadReference("o3_km");
  const auto curve = KaplanMeier(Fixture());
  ASSERT_TRUE(curve);
  for (const auto& [time, share] : reference.at("S").as_object()) {
    EXPECT_NEAR(At(*curve, std::stod(std::string(time)))->share, share.to_number<double>(), 1e-9) << time;
  }
  for (const auto& [time, error] : reference.at("greenwood_se").as_object()) {
    EXPECT_NEAR(At(*curve, std::stod(std::string(time)))->standard_error, error.to_number<double>(), 1e-9);
  }
  const auto band = At(*curve, 5)->band;
  ASSERT_TRUE(band);
  EXPECT_NEAR(band->low, reference.at("loglog_ci_t5").at(0).to_number<double>(), 1e-9);
  EXPECT_NEAR(band->high, reference.at("loglog_ci_t5").at(1).to_number<double>(), 1e-9);
  EXPECT_EQ(Median(*curve), reference.at("median").to_number<double>());
  const auto mean = RestrictedMean(*curve, 14);
  ASSERT_TRUE(mean);
  EXPECT_NEAR(mean->value, reference.at("rmst14").to_number<double>(), 1e-9);
  EXPECT_NEAR(mean->standard_error, reference.at("rmst14_se").to_number<double>(), 1e-9);
}

// Remissions of leukaemia with 6-mercaptopurine and with a placebo, in weeks (Freireich and others, Blood 1963), as they stand
// in every textbook: 9 relapses where 19.25 would be expected, chi-squared 16.79; median 23 against 8 weeks.
TEST(SurvivalTest, LogRankAsInTheTextbooks) {
  std::vector<Spell> treated;
  for (const double time : {6, 6, 6, 7, 10, 13, 16, 22, 23}) treated.push_back({time, Ending::event});
  for (const double time : {6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35})
    treated.push_back({time, Ending::censored});
  std::vector<Spell> placebo;
  for (const double time : {1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23})
    placebo.push_back({time, Ending::event});
  EXPECT_EQ(Median(*KaplanMeier(treated)), 23);
  EXPECT_EQ(Median(*KaplanMeier(placebo)), 8);
  const auto comparison = LogRank(treated, placebo);
  ASSERT_TRUE(comparison);
  EXPECT_EQ(comparison->observed, 9);
  EXPECT_NEAR(comparison->expected, 19.25, 0.005);
  EXPECT_NEAR(comparison->statistic, 16.79, 0.005);
  EXPECT_LT(comparison->p_value, 0.0001);
  const auto turned = LogRank(placebo, treated);
  EXPECT_NEAR(turned->statistic, comparison->statistic, 1e-9);
  EXPECT_NEAR(turned->observed - turned->expected, comparison->expected - comparison->observed, 1e-9);
}

TEST(SurvivalTest, EqualGroupsDoNotDiffer) {
  const auto comparison = LogRank(Fixture(), Fixture());
  ASSERT_TRUE(comparison);
  EXPECT_NEAR(comparison->statistic, 0, 1e-12);
  EXPECT_NEAR(comparison->p_value, 1, 1e-6);
}

TEST(SurvivalTest, AgreesWithMassesThatMoveToTheRight) {
  std::mt19937 random(20261127);
  for (int round = 0; round < 2'000; ++round) {
    const auto spells = Random(random, 1 + static_cast<int>(random() % 14), round % 2 == 0);
    const auto happened = AalenJohansen(spells);
    ASSERT_TRUE(happened);
    for (const CurvePoint& point : *happened) {
      EXPECT_NEAR(point.share, RedistributeToTheRight(spells, point.time).happened, 1e-12);
    }
    if (round % 2 == 0) continue;
    for (const CurvePoint& point : RemainingOf(spells)) {
      EXPECT_NEAR(point.share, 1 - RedistributeToTheRight(spells, point.time).happened, 1e-12);
    }
  }
}

// Without competing ends the two are one; the delta method then gives what Greenwood gives.
TEST(SurvivalTest, OneCauseIsKaplanMeier) {
  std::mt19937 random(7);
  for (int round = 0; round < 500; ++round) {
    const auto spells = Random(random, 2 + static_cast<int>(random() % 20), false);
    const auto remaining = KaplanMeier(spells);
    const auto happened = AalenJohansen(spells);
    for (std::size_t i = 0; i < remaining->size(); ++i) {
      EXPECT_NEAR((*happened)[i].share, 1 - (*remaining)[i].share, 1e-12);
      if ((*remaining)[i].share <= 1e-9) continue;
      EXPECT_NEAR((*happened)[i].standard_error, (*remaining)[i].standard_error, 1e-7);
    }
  }
}

TEST(SurvivalTest, WithoutCensoringItIsCounting) {
  std::mt19937 random(11);
  for (int round = 0; round < 300; ++round) {
    auto spells = Random(random, 1 + static_cast<int>(random() % 20), true);
    for (Spell& spell : spells) {
      if (spell.ending == Ending::censored) spell.ending = Ending::competing;
    }
    const auto size = static_cast<double>(spells.size());
    for (const CurvePoint& point : HappenedOf(spells)) {
      double count = 0;
      for (const Spell& spell : spells)
        count += spell.ending == Ending::event && spell.time <= point.time ? 1 : 0;
      EXPECT_NEAR(point.share, count / size, 1e-12);
      EXPECT_NEAR(point.standard_error, std::sqrt(count / size * (1 - count / size) / size), 1e-9);
    }
  }
}

TEST(SurvivalTest, ACurveIsACurve) {
  std::mt19937 random(3);
  for (int round = 0; round < 500; ++round) {
    const auto spells = Random(random, 1 + static_cast<int>(random() % 30), true);
    double before = 0;
    double time = -1;
    for (const CurvePoint& point : HappenedOf(spells)) {
      EXPECT_GT(point.time, time);
      EXPECT_GE(point.share, before - 1e-12);
      EXPECT_LE(point.share, 1 + 1e-12);
      EXPECT_TRUE(std::isfinite(point.standard_error));
      if (point.band) {
        EXPECT_LE(point.band->low, point.share + 1e-12);
        EXPECT_GE(point.band->high, point.share - 1e-12);
        EXPECT_GE(point.band->low, 0);
        EXPECT_LE(point.band->high, 1);
      }
      before = point.share;
      time = point.time;
    }
  }
}

// The naive way, by which who withdraws could still be kept to, says more than can be.
TEST(SurvivalTest, CompetingEndsAreNotCensored) {
  const std::vector<Spell> spells = {{1, Ending::event},     {2, Ending::competing}, {3, Ending::competing},
                                     {4, Ending::event},     {5, Ending::competing}, {6, Ending::event},
                                     {7, Ending::competing}, {8, Ending::event}};
  EXPECT_NEAR(AalenJohansen(spells)->back().share, 0.5, 1e-12);
  EXPECT_NEAR(1 - KaplanMeier(spells)->back().share, 1, 1e-12);
}

TEST(SurvivalTest, HalfMayNotBeReached) {
  const std::vector<Spell> spells = {{1, Ending::event}, {2, Ending::censored}, {3, Ending::censored}};
  EXPECT_FALSE(Median(*KaplanMeier(spells)));
  EXPECT_FALSE(TimeToReach(*AalenJohansen(spells), 0.5));
  const std::vector<Spell> open = {{1, Ending::censored}};
  EXPECT_EQ(KaplanMeier(open)->front().share, 1);
  EXPECT_FALSE(KaplanMeier(open)->front().band);
  const std::vector<Spell> exactly = {
      {1, Ending::event}, {2, Ending::event}, {3, Ending::censored}, {4, Ending::event}};
  EXPECT_EQ(Median(*KaplanMeier(exactly)), 2);
  EXPECT_EQ(TimeToReach(*AalenJohansen(exactly), 0.5), 2);
}

TEST(SurvivalTest, NothingIsSaidOfNothing) {
  constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  for (const std::vector<Spell>& spells :
       {std::vector<Spell>{},
        {{kNone, Ending::event}},
        {{-1, Ending::event}},
        {{1, Ending::event}, {std::numeric_limits<double>::infinity(), Ending::censored}}}) {
    EXPECT_FALSE(KaplanMeier(spells));
    EXPECT_FALSE(AalenJohansen(spells));
    EXPECT_FALSE(LogRank(spells, Fixture()));
    EXPECT_FALSE(LogRank(Fixture(), spells));
  }
  const std::vector<Spell> open = {{1, Ending::censored}};
  EXPECT_FALSE(LogRank(open, open));
  const auto curve = *KaplanMeier(Fixture());
  EXPECT_FALSE(RestrictedMean(curve, 14.5));
  EXPECT_FALSE(RestrictedMean(curve, 0));
  EXPECT_FALSE(RestrictedMean(curve, kNone));
  EXPECT_FALSE(RestrictedMean({}, 3));
  EXPECT_EQ(At(curve, 0.5), nullptr);
}

TEST(SurvivalTest, TheMeanIsTheMeanWhereAllAreKnown) {
  const std::vector<Spell> spells = {{1, Ending::event}, {2, Ending::event}, {6, Ending::event}};
  EXPECT_NEAR(RestrictedMean(*KaplanMeier(spells), 6)->value, 3, 1e-12);
  EXPECT_NEAR(RestrictedMean(*KaplanMeier(spells), 4)->value, (1 + 2 + 4) / 3.0, 1e-12);
}

}  // namespace
}  // namespace baton::stats
