#include "plan/fit.h"

#include <gtest/gtest.h>

#include <numeric>
#include <random>

#include "plan/facts_for_test.h"
#include "plan/stability.h"

namespace baton::plan {
namespace {

// The worked example of docs/plan.md.
const FitParts kAna{
    .similarity = .8, .tie = .5, .tenure = 1, .capacity = .4, .locality = .6, .performance = .2};
const FitParts kBen{
    .similarity = .9, .tie = .2, .tenure = 1, .capacity = .4, .locality = .7, .performance = .9};
const FitParts kCem{
    .similarity = .4, .tie = .9, .tenure = 0, .capacity = .8, .locality = .8, .performance = .5};

TEST(Fit, WorkedExample) {
  EXPECT_NEAR(Fit({}, kAna), .675, 1e-12);
  EXPECT_NEAR(Fit({}, kBen), .645, 1e-12);
  EXPECT_NEAR(Fit({}, kCem), .565, 1e-12);
  EXPECT_EQ(FitPermille({}, kAna), 675);
}

TEST(Fit, WeightsAreNormalised) {
  const Weights ten{3.5, 2.5, 1.5, 1.5, 1.0, 0};
  EXPECT_NEAR(Fit(ten, kAna), .675, 1e-12);
  EXPECT_NEAR(Fit({0, 7, 0, 0, 0, 0}, kCem), .9, 1e-12);
}

TEST(Fit, StaysWithinItsPartsForAnyWeights) {
  std::mt19937 random(7);
  std::uniform_real_distribution<double> uniform(0, 1);
  for (int i = 0; i < 2000; ++i) {
    const auto draw = [&] { return uniform(random); };
    const FitParts parts{draw(), draw(), draw(), draw(), draw(), draw()};
    const Weights weights{draw(), draw(), draw(), draw(), draw(), draw()};
    const auto values = parts.Values();
    const auto [least, most] = std::minmax_element(values.begin(), values.end());
    EXPECT_GE(Fit(weights, parts), *least - 1e-12);
    EXPECT_LE(Fit(weights, parts), *most + 1e-12);
  }
}

TEST(WeightedJaccard, Properties) {
  EXPECT_DOUBLE_EQ(WeightedJaccard({}, {}), 0);
  EXPECT_DOUBLE_EQ(WeightedJaccard({{"a", 2}}, {{"b", 3}}), 0);
  EXPECT_DOUBLE_EQ(WeightedJaccard({{"a", 2}, {"b", 1}}, {{"a", 2}, {"b", 1}}), 1);
  EXPECT_DOUBLE_EQ(WeightedJaccard({{"a", 2}, {"b", 1}}, {{"a", 1}, {"c", 1}}), 0.25);
  EXPECT_DOUBLE_EQ(WeightedJaccard({{"a", 1}, {"c", 1}}, {{"a", 2}, {"b", 1}}), 0.25);
}

TEST(Similarity, MoreExperienceIsNeverWorse) {
  const AccountFacts account = AnAccount(1);
  double last = -1;
  for (int count = 0; count < 12; ++count) {
    RepFacts rep = ARep(2);
    rep.industries = {{"retail", static_cast<double>(count)}, {"farming", 40}};
    const double similarity = Similarity(account, rep);
    EXPECT_GT(similarity, last);
    EXPECT_LE(similarity, 1);
    last = similarity;
  }
}

TEST(Similarity, WeighsFieldAndDeals) {
  AccountFacts account = AnAccount(1);
  account.products = {{"terminal", 2}};
  account.deal_minor = 1000;
  RepFacts rep = ARep(2);
  rep.products = {{"terminal", 2}};  // three quarters
  rep.deal_minor = 4000;             // a quarter
  EXPECT_NEAR(Similarity(account, rep), .6 * .9375 + .4 * (.75 + .25) / 2, 1e-12);
}

TEST(Similarity, UnknownIsTheSameForAll) {
  AccountFacts account = AnAccount(1);
  account.industry = "";
  EXPECT_DOUBLE_EQ(Similarity(account, ARep(2)), kUnknown);
}

struct TieCase {
  TieFacts tie;
  double expected;
};

TEST(Similarity, ANewRepIsNotAStrangerToEveryClient) {
  AccountFacts account = AnAccount(1);
  account.industry = "Freight";
  RepFacts fresh = ARep(2);
  fresh.industries.clear();
  fresh.segments.clear();
  fresh.products.clear();
  fresh.deal_minor.reset();
  EXPECT_FALSE(HasHistory(fresh));
  EXPECT_EQ(Similarity(account, fresh), kUnknown);
  RepFacts elsewhere = fresh;
  elsewhere.industries = {{"healthcare", 3}};
  EXPECT_LT(Similarity(account, elsewhere), kUnknown);
}

TEST(TieStrength, Table) {
  const AccountFacts account = AnAccount(1);  // three contacts
  const TieCase cases[] = {
      {{}, 0},
      {{.contacts_met = 3, .strength = 1.5}, .5},
      {{.contacts_met = 2, .strength = 1.2}, .4},  // the third is a stranger
      {{.contacts_met = 3, .strength = 0}, 0},     // forgotten
      {{.contacts_met = 5, .strength = 2.5}, .5},  // also of contacts that are not the client's any more
  };
  for (const TieCase& c : cases) EXPECT_NEAR(TieStrength(account, c.tie), c.expected, 1e-12);
}

TEST(TieStrength, IsUnknownWhereNobodysTieIsKnown) {
  AccountFacts account = AnAccount(1);
  account.ties_are_known = false;
  EXPECT_EQ(TieStrength(account, {}), kUnknown);
}

TEST(Tenure, GrowsOverAYear) {
  RepFacts rep = ARep(1);
  EXPECT_DOUBLE_EQ(Tenure(rep, kToday), 1);
  rep.starts_on = kToday + 20;
  EXPECT_DOUBLE_EQ(Tenure(rep, kToday), 0);
  rep.starts_on = kToday - 73;
  EXPECT_DOUBLE_EQ(Tenure(rep, kToday), .2);
  rep.starts_on = kToday - 3000;
  EXPECT_DOUBLE_EQ(Tenure(rep, kToday), 1);
}

TEST(CapacitySlack, IsWhatIsLeftAfterTheMove) {
  RepFacts rep = ARep(1);
  EXPECT_DOUBLE_EQ(CapacitySlack(AnAccount(1), rep), .9);
  rep.minutes_now = 570;
  EXPECT_DOUBLE_EQ(CapacitySlack(AnAccount(1), rep), 0);
  rep.capacity_minutes = 0;
  EXPECT_DOUBLE_EQ(CapacitySlack(AnAccount(1), rep), 0);
}

TEST(Locality, MeansOverWhatIsKnown) {
  AccountFacts account = AnAccount(1);
  RepFacts rep = ARep(1);
  EXPECT_DOUBLE_EQ(Locality(account, rep), kUnknown);
  account.language = "de";
  rep.languages = {"en", "DE"};
  EXPECT_DOUBLE_EQ(Locality(account, rep), 1);
  account.territory = "North";
  rep.territory = "South";
  EXPECT_DOUBLE_EQ(Locality(account, rep), .5);
}

// The table takes a shorter way: pair by pair it has to be the same.
TEST(FitTable, HasThePartsOfEachPair) {
  std::mt19937 random(11);
  const auto one_of = [&](std::vector<std::string> texts) { return texts[random() % texts.size()]; };
  Facts facts = SomeFacts(60, 9);
  for (AccountFacts& account : facts.accounts) {
    account.industry = one_of({"", "Retail", "RETAIL ", "Food"});
    account.segment = one_of({"", "Small", "large"});
    account.territory = one_of({"", "North", "South"});
    account.language = one_of({"", "de", "EN"});
    if (random() % 2) account.products = {{"pay", 1.0 + static_cast<double>(random() % 3)}, {"till", 1}};
    if (random() % 2) account.deal_minor = static_cast<std::int64_t>(random() % 4) * 1000;
    account.ties_are_known = random() % 4 != 0;
  }
  for (RepFacts& rep : facts.reps) {
    rep.territory = one_of({"", "north", "West"});
    if (random() % 2) rep.languages = {"De", "fr"};
    if (random() % 3 == 0) rep.industries.clear();
    if (random() % 2) rep.segments = {{"small", 2}};
    if (random() % 2) rep.products = {{"pay", static_cast<double>(random() % 5)}, {"other", 3}};
    if (random() % 2) rep.deal_minor = static_cast<std::int64_t>(random() % 4) * 900;
    if (random() % 2) rep.win_rate = 0.25;
    if (random() % 2) rep.starts_on = kToday - 90;
    facts.ties[{facts.accounts[random() % 60].id, rep.id}] = {.contacts_met = 1, .strength = 0.7};
  }
  facts.ties[{facts.accounts[3].id, Id{999}}] = {.contacts_met = 1, .strength = 0.5};
  int seen = 0;
  const FitTable table = TableOf(facts, {}, [&](std::size_t j, std::span<const FitParts> parts) {
    ASSERT_EQ(parts.size(), facts.reps.size());
    for (std::size_t r = 0; r < parts.size(); ++r, ++seen) {
      const AccountFacts& account = facts.accounts[j];
      const RepFacts& rep = facts.reps[r];
      const FitParts one = PartsOf(account, rep, facts.TieOf(account.id, rep.id), facts.today);
      EXPECT_EQ(parts[r].Values(), one.Values()) << j << ' ' << r;
    }
  });
  EXPECT_EQ(seen, 540);
  EXPECT_EQ(table.Permille(7, 4),
            FitPermille({}, PartsOf(facts.accounts[7], facts.reps[4],
                                    facts.TieOf(facts.accounts[7].id, facts.reps[4].id), facts.today)));
}

// Whom no draw of the weights can bring to the top is passed over; nothing else may come of it.
TEST(Stability, IsThatOfComparingEveryPairInEveryDraw) {
  std::mt19937 random(5);
  std::uniform_real_distribution<double> uniform(0, 1);
  const WeightDraws draws({}, 300, 4);
  for (int i = 0; i < 200; ++i) {
    std::vector<FitParts> reps(1 + random() % 12);
    for (FitParts& parts : reps) {
      parts = {uniform(random), random() % 2 ? 0 : uniform(random), 1, uniform(random), 0.5, 0.5};
    }
    if (i % 3 == 0) reps.push_back(reps.front());
    std::size_t top = 0;
    for (std::size_t r = 1; r < reps.size(); ++r) {
      if (Fit({}, reps[r]) > Fit({}, reps[top]) + 1e-12) top = r;
    }
    double stays = 0;
    for (const auto& draw : draws.draws()) {
      const auto fit = [&](const FitParts& parts) {
        const auto values = parts.Values();
        return std::inner_product(values.begin(), values.end(), draw.begin(), 0.0);
      };
      const double best = fit(reps[top]);
      int sharing = 0;
      bool is_beaten = false;
      for (const FitParts& parts : reps) {
        is_beaten |= fit(parts) > best + 1e-9;
        sharing += std::abs(fit(parts) - best) <= 1e-9 ? 1 : 0;
      }
      if (!is_beaten) stays += 1.0 / sharing;
    }
    EXPECT_EQ(draws.StabilityPermille(reps), std::lround(1000 * stays / 300));
  }
}

TEST(Stability, HasTheSameBasisForTheSameAlone) {
  const std::vector<FitParts> reps{kAna, kBen};
  EXPECT_EQ(BasisOf({}, reps), BasisOf({}, reps));
  EXPECT_NE(BasisOf({}, reps), BasisOf({}, std::vector{kBen, kAna}));
  EXPECT_NE(BasisOf({}, reps), BasisOf({}, std::vector{kAna}));
  EXPECT_NE(BasisOf({}, reps), BasisOf({.tie = 0.26}, reps));
  FitParts other = kBen;
  other.capacity += 1e-9;
  EXPECT_NE(BasisOf({}, reps), BasisOf({}, std::vector{kAna, other}));
}

TEST(Stability, DrawsHaveTheMeanOfTheWeights) {
  const WeightDraws draws({}, 20'000, 3);
  std::array<double, kPartCount> mean{};
  for (const auto& draw : draws.draws()) {
    double sum = 0;
    for (std::size_t i = 0; i < kPartCount; ++i) {
      EXPECT_GE(draw[i], 0);
      mean[i] += draw[i] / 20'000;
      sum += draw[i];
    }
    EXPECT_NEAR(sum, 1, 1e-9);
  }
  const auto weights = ValuesOf({});
  for (std::size_t i = 0; i < kPartCount; ++i) EXPECT_NEAR(mean[i], weights[i], .003);
}

TEST(Stability, SpreadIsThatOfTheDirichlet) {
  const WeightDraws draws({}, 20'000, 5);
  double squares = 0;
  for (const auto& draw : draws.draws()) squares += (draw[0] - .35) * (draw[0] - .35) / 20'000;
  EXPECT_NEAR(squares, .35 * .65 / (kDirichletTotal + 1), .0004);
}

TEST(Stability, Cases) {
  const WeightDraws draws({}, 1000, 1);
  EXPECT_EQ(draws.StabilityPermille({}), 0);
  EXPECT_EQ(draws.StabilityPermille(std::vector{kAna}), 1000);
  EXPECT_EQ(draws.StabilityPermille(std::vector<FitParts>(5, kAna)), 200);  // equals share the top
  const FitParts better{.9, .9, 1, .9, .9, .9};
  EXPECT_EQ(draws.StabilityPermille(std::vector{kAna, better, kBen}), 1000);
  const std::int32_t close = draws.StabilityPermille(std::vector{kAna, kBen, kCem});
  EXPECT_GT(close, 400);
  EXPECT_LT(close, kClearPermille);
  EXPECT_EQ(close, WeightDraws({}, 1000, 1).StabilityPermille(std::vector{kAna, kBen, kCem}));
  EXPECT_EQ(close, draws.StabilityPermille(std::vector{kCem, kBen, kAna}));  // the order does not matter
}

TEST(Rules, FaultsNameThePlace) {
  PlanRules rules;
  EXPECT_TRUE(FaultsOf(rules).empty());
  rules.weights.tie = -1;
  rules.introductions_per_rep = 0;
  rules.accounts_per_rep = -2;
  const auto faults = FaultsOf(rules);
  ASSERT_EQ(faults.size(), 3u);
  EXPECT_EQ(faults[0].path, "rules.weights.tie");
  EXPECT_EQ(faults[1].path, "rules.introductions_per_rep");
  EXPECT_EQ(faults[2].path, "rules.accounts_per_rep");
  EXPECT_EQ(FaultsOf({.weights = {0, 0, 0, 0, 0, 0}}).at(0).path, "rules.weights");
}

}  // namespace
}  // namespace baton::plan
