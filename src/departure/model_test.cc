#include "departure/model.h"

#include <gtest/gtest.h>

#include <numeric>
#include <random>

namespace baton::departure {
namespace {

std::vector<AccountAtRisk> Book(std::mt19937& random, int size) {
  std::vector<AccountAtRisk> book;
  for (int j = 0; j < size; ++j) {
    book.push_back({static_cast<std::int64_t>(random() % 100'000), static_cast<double>(random() % 80) / 100});
  }
  return book;
}

// The chance is what model.h, the settings and docs/departure.md name.
TEST(ModelTest, ATypicalAccountLosesWhatIsSetHoweverMuchThoseWhoStayBuyLess) {
  EXPECT_NEAR(LossProbability({}, kTypical), 0.109474, 1e-6);
  EXPECT_NEAR(LossProbability({.contraction = 0}, kTypical), 0.154, 1e-12);
  for (const double contraction : {-0.2, 0.0, 0.05, 0.15}) {
    const LossModel model{.contraction = contraction};
    const AccountAtRisk typical[] = {{1'000'000, LossProbability(model, kTypical)}};
    EXPECT_NEAR(RiskOf(typical, model).expected, 154'000, 1e-3 * 154'000) << contraction;
    EXPECT_NEAR(LossWith(TypicalChance(model), contraction), 0.154, 1e-12);
  }
  EXPECT_GT(LossProbability({.contraction = 0.3}, kTypical), 0) << "more than what is lost in all";
}

TEST(ModelTest, RisesAndFallsAsTheEvidenceSays) {
  const LossModel model;
  const double typical = LossProbability(model, kTypical);
  const auto with = [&](auto&& change) {
    AccountFeatures features = kTypical;
    change(features);
    return LossProbability(model, features);
  };
  EXPECT_GT(with([](AccountFeatures& f) { f.share = 1; }), typical);
  EXPECT_LT(with([](AccountFeatures& f) { f.has_second = true; }), typical);
  EXPECT_GT(with([](AccountFeatures& f) { f.years_with_person = 9; }), typical);
  EXPECT_LT(with([](AccountFeatures& f) { f.years_with_firm = 20; }), typical);
  EXPECT_GT(with([](AccountFeatures& f) { f.to_competitor = true; }), typical);
  EXPECT_LT(with([](AccountFeatures& f) { f.completion = 1; }), typical);
}

// logit((.154 - .05) / .95) = -2.096128; + 2 * .4 + .3 log(7 / 4) - .3 log(6 / 6) - .5 * (0 - .5) = -.878244; 1 / (1 + e^.878244).
TEST(ModelTest, IsTheFormula) {
  const AccountFeatures features{.share = 0.9, .years_with_person = 6, .years_with_firm = 5};
  EXPECT_NEAR(LossProbability({}, features), 0.293542, 1e-6);
}

TEST(ModelTest, AHandoffNeverRaisesTheRisk) {
  std::mt19937 random(1);
  const LossModel model;
  for (int round = 0; round < 20; ++round) {
    std::vector<AccountFeatures> features;
    std::vector<AccountAtRisk> before = Book(random, 12);
    for (AccountAtRisk& account : before) {
      features.push_back({.share = static_cast<double>(random() % 100) / 100,
                          .years_with_person = static_cast<double>(random() % 20)});
      account.probability = LossProbability(model, features.back());
    }
    std::vector<AccountAtRisk> after = before;
    const std::size_t handed = random() % after.size();
    features[handed].completion = 0.7;
    after[handed].probability = LossProbability(model, features[handed]);
    EXPECT_LE(RiskOf(after, model).worst, RiskOf(before, model).worst + 1e-6);
    EXPECT_LE(RiskOf(after, model).expected, RiskOf(before, model).expected);
  }
}

TEST(ModelTest, IsInOrderAndItsPartsAddUp) {
  std::mt19937 random(2);
  for (int round = 0; round < 10; ++round) {
    const std::vector<AccountAtRisk> book = Book(random, 20);
    const Risk risk = RiskOf(book, {});
    EXPECT_LE(0, risk.expected);
    EXPECT_LE(risk.expected, risk.worst);
    EXPECT_LE(risk.bad_year, risk.worst);
    EXPECT_LE(risk.worst, risk.at_stake * (1 + 1e-9));
    EXPECT_LE(risk.low, risk.high);
    const int coarse = CoarseFor(book.size());
    EXPECT_NEAR(RiskOf(book, {}, coarse).worst, risk.worst, 20 * risk.at_stake / coarse / 2 * 1.1);
    const std::vector<double> parts = DetailsOf(book, {}).parts;
    EXPECT_NEAR(std::accumulate(parts.begin(), parts.end(), 0.0), risk.worst, 1e-6 * risk.at_stake);
  }
}

TEST(ModelTest, CountsWhatContractsInAnyCase) {
  const AccountAtRisk safe[] = {{1'000, 0}};
  EXPECT_DOUBLE_EQ(RiskOf(safe, {}).expected, 50);
  EXPECT_DOUBLE_EQ(RiskOf(safe, {}).worst, 50);
  EXPECT_DOUBLE_EQ(RiskOf(safe, {.contraction = -0.1}).expected, -100);
  const AccountAtRisk lost[] = {{1'000, 1}};
  EXPECT_DOUBLE_EQ(RiskOf(lost, {}).expected, 1'000);
  EXPECT_DOUBLE_EQ(RiskOf({}, {}).worst, 0);
}

// The area under the curve is what is expected, as of every chance that at least so much is lost.
TEST(ModelTest, DrawsTheChanceOfLosingAtLeastSoMuch) {
  std::mt19937 random(3);
  const std::vector<AccountAtRisk> book = Book(random, 60);
  const Risk risk = RiskOf(book, {.contraction = 0});
  ASSERT_EQ(risk.curve.size(), static_cast<std::size_t>(kCurvePoints));
  EXPECT_EQ(risk.curve.front().chance, 1);
  const double step = risk.at_stake / (kCurvePoints - 1);
  double area = 0;
  for (std::size_t i = 1; i < risk.curve.size(); ++i) {
    EXPECT_LE(risk.curve[i].chance, risk.curve[i - 1].chance);
    area += step * (risk.curve[i].chance + risk.curve[i - 1].chance) / 2;
  }
  EXPECT_NEAR(area, risk.expected, step);
}

TEST(ModelTest, TheSettingsAreTheDefaults) {
  const LossModel set = ModelOf({});
  const LossModel standard;
  EXPECT_EQ(set.typical_loss, standard.typical_loss);
  EXPECT_EQ(set.contraction, standard.contraction);
  EXPECT_EQ(set.correlation, standard.correlation);
  for (const auto coefficient :
       {&LossModel::share, &LossModel::second, &LossModel::years_with_person, &LossModel::years_with_firm,
        &LossModel::competitor, &LossModel::completion}) {
    EXPECT_EQ((set.*coefficient).mean, (standard.*coefficient).mean);
  }
}

TEST(ModelTest, IsAsTheOrganizationSetItWithHowSureItIs) {
  const LossModel standard = ModelOf(settings::Settings{});
  EXPECT_EQ(standard.level_spread, LossModel{}.level_spread);
  for (const auto coefficient :
       {&LossModel::share, &LossModel::second, &LossModel::years_with_person, &LossModel::years_with_firm,
        &LossModel::competitor, &LossModel::completion}) {
    EXPECT_EQ((standard.*coefficient).mean, (LossModel{}.*coefficient).mean);
    EXPECT_EQ((standard.*coefficient).spread, (LossModel{}.*coefficient).spread);
  }
  settings::Settings settings;
  settings.departure_level_spread = 0.1;
  settings.departure_share_spread = 0.2;
  settings.departure_second_spread = 0.3;
  settings.departure_years_person_spread = 0.4;
  settings.departure_years_firm_spread = 0.45;
  settings.departure_handoff_spread = 0.6;
  const LossModel model = ModelOf(settings);
  EXPECT_EQ(model.level_spread, 0.1);
  EXPECT_EQ(model.share.spread, 0.2);
  EXPECT_EQ(model.second.spread, 0.3);
  EXPECT_EQ(model.years_with_person.spread, 0.4);
  EXPECT_EQ(model.years_with_firm.spread, 0.45);
  EXPECT_EQ(model.completion.spread, 0.6);
}

}  // namespace
}  // namespace baton::departure
