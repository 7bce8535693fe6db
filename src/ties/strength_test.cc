#include "ties/strength.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace baton::ties {
namespace {

constexpr std::int64_t kDay = kMillisecondsPerDay;
constexpr Instant kNow{20'000 * kDay};

Touch Before(double days, TouchKind kind) {
  return {.at = kNow - static_cast<std::int64_t>(days * kDay), .kind = kind};
}

std::vector<Touch> Random(std::mt19937& random, int size) {
  std::vector<Touch> touches;
  for (int i = 0; i < size; ++i) {
    Touch touch = Before(static_cast<double>(random() % 4'000) / 10, static_cast<TouchKind>(random() % 5));
    touch.others = 1 + static_cast<std::int32_t>(random() % 4);
    touch.is_quick_reply = random() % 3 == 0;
    touch.thread = static_cast<std::int64_t>(random() % 5);
    touches.push_back(touch);
  }
  std::ranges::stable_sort(touches, {}, &Touch::at);
  return touches;
}

// By the formula as it is written down, without fading step by step.
Traffic ByFormula(const std::vector<Touch>& touches, const StrengthWeights& w) {
  std::map<std::pair<std::int64_t, std::int64_t>, double> brought;
  double raw = 0;
  double from_us = 0;
  double from_them = 0;
  for (const Touch& touch : touches) {
    const bool is_mail = touch.kind != TouchKind::meeting && touch.kind != TouchKind::call;
    const bool is_either = touch.kind == TouchKind::mail;
    double worth = touch.kind == TouchKind::mail_from_us || is_either ? w.mail_from_us
                   : touch.kind == TouchKind::mail_from_them          ? w.mail_from_them
                   : touch.kind == TouchKind::meeting                 ? w.meeting
                                                                      : w.call;
    if (is_mail && touch.is_quick_reply) worth *= w.quick_reply;
    worth /= std::sqrt(static_cast<double>(touch.others));
    if (touch.thread != 0) {
      double& so_far = brought[{touch.thread, touch.at.milliseconds / kDay}];
      worth = std::min(worth, w.thread_day_cap - so_far);
      so_far += worth;
    }
    const double half_life = is_mail ? w.mail_half_life_days : w.spoken_half_life_days;
    const double days = static_cast<double>(kNow.milliseconds - touch.at.milliseconds) / kDay;
    const double left = std::pow(0.5, days / half_life);
    raw += worth * left;
    if (touch.kind != TouchKind::mail_from_them) from_us += is_either ? left / 2 : left;
    if (touch.kind != TouchKind::mail_from_us) from_them += is_either ? left / 2 : left;
  }
  return {.raw = raw, .reciprocity = 2 * std::min(from_us, from_them) / (from_us + from_them)};
}

TEST(StrengthTest, HalvesWithEachHalfLife) {
  EXPECT_DOUBLE_EQ(TrafficOf({Before(0, TouchKind::mail_from_them)}, kNow).raw, 1.5);
  EXPECT_DOUBLE_EQ(TrafficOf({Before(45, TouchKind::mail_from_them)}, kNow).raw, 0.75);
  EXPECT_DOUBLE_EQ(TrafficOf({Before(90, TouchKind::mail_from_us)}, kNow).raw, 0.25);
  EXPECT_DOUBLE_EQ(TrafficOf({Before(90, TouchKind::meeting)}, kNow).raw, 2);
  EXPECT_DOUBLE_EQ(TrafficOf({Before(180, TouchKind::call)}, kNow).raw, 0.75);
}

TEST(StrengthTest, CountsOneAmongManyLess) {
  Touch group = Before(0, TouchKind::meeting);
  group.others = 4;
  EXPECT_DOUBLE_EQ(TrafficOf({group}, kNow).raw, 2);
  Touch to_many = Before(0, TouchKind::mail_from_us);
  to_many.others = 9;
  EXPECT_DOUBLE_EQ(TrafficOf({to_many}, kNow).raw, 1.0 / 3);
}

TEST(StrengthTest, CapsWhatOneThreadBringsInADay) {
  std::vector<Touch> burst(20, Before(0, TouchKind::mail_from_them));
  EXPECT_DOUBLE_EQ(TrafficOf(burst, kNow).raw, 30);
  for (Touch& touch : burst) touch.thread = 7;
  EXPECT_DOUBLE_EQ(TrafficOf(burst, kNow).raw, 3);
  burst[0].thread = 8;
  EXPECT_DOUBLE_EQ(TrafficOf(burst, kNow).raw, 4.5);
}

TEST(StrengthTest, SeesWhetherBothSidesSpeak) {
  EXPECT_DOUBLE_EQ(TrafficOf({Before(1, TouchKind::mail_from_us)}, kNow).reciprocity, 0);
  EXPECT_DOUBLE_EQ(TrafficOf({Before(1, TouchKind::meeting)}, kNow).reciprocity, 1);
  EXPECT_DOUBLE_EQ(TrafficOf({Before(1, TouchKind::mail)}, kNow).reciprocity, 1);
  EXPECT_DOUBLE_EQ(
      TrafficOf({Before(1, TouchKind::mail_from_us), Before(1, TouchKind::mail_from_them)}, kNow).reciprocity,
      1);
}

TEST(StrengthTest, IsTheFormulaAndGoesOnWhereItStopped) {
  std::mt19937 random(1);
  const StrengthWeights weights;
  for (int round = 0; round < 200; ++round) {
    const std::vector<Touch> touches = Random(random, 1 + static_cast<int>(random() % 40));
    const Traffic formula = ByFormula(touches, weights);
    Strength strength(weights);
    for (const Touch& touch : touches) {
      strength.Add(touch);
      strength.At(touch.at + 3 * kDay);  // to ask changes nothing
    }
    const Traffic traffic = strength.At(kNow);
    EXPECT_NEAR(traffic.raw, formula.raw, 1e-9 * std::max(1.0, formula.raw));
    EXPECT_NEAR(traffic.reciprocity, formula.reciprocity, 1e-9);
    EXPECT_EQ(traffic.last_at, touches.back().at);

    std::vector<Touch> shuffled = touches;
    std::ranges::reverse(shuffled);
    shuffled.push_back({.at = kNow + 1});  // has not been yet
    EXPECT_NEAR(TrafficOf(shuffled, kNow, weights).reciprocity, formula.reciprocity, 1e-9);
  }
}

TEST(StrengthTest, FadesByTheTimeThatPassedNotByTheCalendar) {
  const Instant leap_day{11'016 * kDay};  // 29 February 2000
  const Touch touch{.at = leap_day, .kind = TouchKind::mail_from_us};
  EXPECT_DOUBLE_EQ(TrafficOf({touch}, leap_day + 45 * kDay).raw, 0.5);
  EXPECT_DOUBLE_EQ(TrafficOf({touch}, leap_day + 45 * kDay / 2).raw, std::sqrt(0.5));
}

TEST(StrengthTest, StandsAgainstTheOrganization) {
  EXPECT_EQ(TypicalRaw({}), std::nullopt);
  EXPECT_EQ(TypicalRaw({0, 0}), std::nullopt);
  EXPECT_EQ(TypicalRaw({0, 4, 1, 3, 2, 5}), 4);
  EXPECT_EQ(TieOf({}, 2), 0);
  EXPECT_NEAR(TieOf({.raw = 2, .reciprocity = 1}, 2), 1 - std::exp(-1), 1e-12);
  EXPECT_NEAR(TieOf({.raw = 2, .reciprocity = 0}, 2), (1 - std::exp(-1)) / 2, 1e-12);
  EXPECT_LT(TieOf({.raw = 30, .reciprocity = 1}, 1), 1);
  EXPECT_EQ(TrafficOf({}, kNow).last_at, std::nullopt);
}

}  // namespace
}  // namespace baton::ties
