#include "departure/calibrate.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace baton::departure {
namespace {

// So many people who left, with 20 clients each, lost as `truth` says.
std::vector<PastDeparture> Simulate(std::mt19937& random, int departures, const LossModel& truth) {
  std::uniform_real_distribution<double> part(0, 1);
  std::vector<PastDeparture> past(static_cast<std::size_t>(departures));
  for (PastDeparture& departure : past) {
    for (int i = 0; i < 20; ++i) {
      PastAccount account{.features = {.share = part(random),
                                       .has_second = part(random) < 0.5,
                                       .years_with_person = 8 * part(random),
                                       .years_with_firm = 12 * part(random),
                                       .completion = part(random) < 0.5 ? 0 : part(random)}};
      account.is_lost = part(random) < LossProbability(truth, account.features);
      departure.push_back(account);
    }
  }
  return past;
}

TEST(CalibrateTest, WhereNobodyLeftItIsAsItWasSet) {
  const Calibration calibration = Calibrate({}, {.typical_loss = 0.2});
  EXPECT_EQ(calibration.fitted, Fitted::nothing);
  EXPECT_TRUE(calibration.is_assumed);
  EXPECT_EQ(calibration.model.typical_loss, 0.2);
  EXPECT_FALSE(calibration.test);
  const PastDeparture nothing_known[1];
  EXPECT_EQ(Calibrate(nothing_known, {}).departures, 0u);
}

TEST(CalibrateTest, AFewMoveTheLevelALittle) {
  PastDeparture departure;
  for (int i = 0; i < 10; ++i) departure.push_back({.features = kTypical, .is_lost = i < 6});
  const LossModel set;
  const Calibration calibration = Calibrate({{departure}}, set);
  EXPECT_EQ(calibration.fitted, Fitted::level);
  EXPECT_TRUE(calibration.is_assumed);
  EXPECT_EQ(calibration.lost, 6u);
  EXPECT_GT(calibration.model.typical_loss, set.typical_loss);
  EXPECT_LT(calibration.model.typical_loss, 0.5);
  EXPECT_LT(calibration.model.level_spread, LossModel{}.level_spread);
  EXPECT_EQ(calibration.model.share.mean, set.share.mean);
  EXPECT_FALSE(calibration.test);
  LossModel sure;
  sure.level_spread = 0.1;
  const Calibration little = Calibrate({{departure}}, sure);
  EXPECT_GT(little.model.typical_loss, set.typical_loss);
  EXPECT_LT(little.model.typical_loss, calibration.model.typical_loss) << "who is surer is moved less";
}

TEST(CalibrateTest, ManyFindWhatItWas) {
  std::mt19937 random(1);
  LossModel truth;
  truth.typical_loss = 0.25;
  truth.share.mean = 3;
  truth.completion.mean = 0.9;
  const Calibration calibration = Calibrate(Simulate(random, 120, truth), {});
  EXPECT_EQ(calibration.fitted, Fitted::weights);
  EXPECT_FALSE(calibration.is_assumed);
  EXPECT_NEAR(calibration.model.typical_loss, 0.25, 0.05);
  EXPECT_NEAR(calibration.model.share.mean, 3, 3 * calibration.model.share.spread);
  EXPECT_NEAR(calibration.model.completion.mean, 0.9, 3 * calibration.model.completion.spread);
  EXPECT_LT(calibration.model.share.spread, 0.5);
}

TEST(CalibrateTest, IsTestedOnDeparturesThatItDidNotSee) {
  std::mt19937 random(2);
  LossModel truth;
  truth.typical_loss = 0.4;
  truth.correlation = 0;
  const auto past = Simulate(random, 60, truth);
  const Calibration calibration = Calibrate(past, {.correlation = 0});
  ASSERT_TRUE(calibration.test);
  const BackTest& test = *calibration.test;
  EXPECT_LT(test.score.log, test.as_set.log);
  EXPECT_LT(test.score.brier, test.as_set.brier);
  EXPECT_EQ(test.departures, 60u);
  EXPECT_GE(test.covered, 43u);  // an 80% band of whole numbers holds a little more
  ASSERT_EQ(test.bins.size(), 5u);
  std::int64_t count = 0;
  for (std::size_t i = 0; i < test.bins.size(); ++i) {
    count += test.bins[i].counted.count;
    EXPECT_LE(test.bins[i].band.low - 0.05, test.bins[i].counted.said);
    EXPECT_GE(test.bins[i].band.high + 0.05, test.bins[i].counted.said);
    if (i > 0) {
      EXPECT_GE(test.bins[i].counted.said, test.bins[i - 1].counted.said);
    }
  }
  EXPECT_EQ(count, 1'200);

  // The probability integral transform of a forecast that holds is even: its mean is a half, a quarter of it lies below a quarter.
  ASSERT_EQ(test.places.size(), 60u);
  double middle = 0;
  int below = 0;
  for (const PastPlace& place : test.places) {
    EXPECT_LE(place.from, place.to);
    EXPECT_LE(place.lost, place.accounts);
    middle += (place.from + place.to) / 2 / 60;
    below += (place.from + place.to) / 2 < 0.25 ? 1 : 0;
  }
  EXPECT_NEAR(middle, 0.5, 3 * std::sqrt(1.0 / 12 / 60));
  EXPECT_NEAR(below, 15, 3 * std::sqrt(60 * 0.25 * 0.75));
}

TEST(CalibrateTest, APlaceIsWhatItSays) {
  // Two clients of a chance of a half each, which do not hang together: fewer than one 1/4, at most one 3/4.
  LossModel even;
  even.typical_loss = 0.5;
  even.contraction = 0;
  even.correlation = 0;
  const PastAccount lost{.features = kTypical, .is_lost = true};
  const PastAccount kept{.features = kTypical, .is_lost = false};
  const Calibration calibration = Calibrate(std::vector<PastDeparture>{{lost, kept}, {kept, lost}}, even);
  ASSERT_TRUE(calibration.test);
  for (const PastPlace& place : calibration.test->places) {
    EXPECT_NEAR(place.expected, 1, 1e-9);
    EXPECT_NEAR(place.from, 0.25, 1e-9);
    EXPECT_NEAR(place.to, 0.75, 1e-9);
  }
}

TEST(CalibrateTest, HasAnAnswerWhereAllOrNoneWereLost) {
  for (const bool is_lost : {false, true}) {
    PastDeparture departure;
    for (int i = 0; i < 80; ++i) departure.push_back({.features = kTypical, .is_lost = is_lost});
    const Calibration calibration = Calibrate(std::vector{departure, departure}, {});
    EXPECT_GT(calibration.model.typical_loss, 0.01);
    EXPECT_LT(calibration.model.typical_loss, 0.99);
    ASSERT_TRUE(calibration.test);
  }
}

}  // namespace
}  // namespace baton::departure
