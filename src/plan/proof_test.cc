#include "plan/proof.h"

#include <gtest/gtest.h>

#include "plan/cheapest.h"
#include "plan/draft_for_test.h"
#include "plan/effects.h"

namespace baton::plan {
namespace {

TEST(Proof, BrokenTextIsNoProof) {
  EXPECT_FALSE(ParseProof({"", ""}));
  EXPECT_FALSE(ParseProof({"{}", "{}"}));
  EXPECT_FALSE(ParsePrices("{}"));
  const Facts facts = SomeFacts(2, 2);
  const ProofText text = ToText(ProofOf(MakeDraft(facts, {}, kToday, NoChoices(facts), {})));
  ASSERT_TRUE(ParseProof(text));
  for (std::size_t cut = 1; cut < text.problem.size(); cut += 7)
    EXPECT_FALSE(ParseProof({text.problem.substr(0, cut), text.solution}));
  for (std::size_t cut = 1; cut < text.solution.size(); cut += 7) {
    EXPECT_FALSE(ParseProof({text.problem, text.solution.substr(0, cut)}));
    EXPECT_FALSE(ParsePrices(text.solution.substr(0, cut)));
  }
}

// Of a large problem the pairs that the prices make cheapest are kept: they prove the same bound.
TEST(Proof, OfALargeProblemIsKeptInPartAndHolds) {
  Facts facts = SomeFacts(1300, 200);
  for (std::size_t j = 0; j < facts.accounts.size(); ++j) {
    facts.accounts[j].load_minutes = 30 + static_cast<std::int64_t>(j * 37 % 90);
    facts.accounts[j].deal_minor = static_cast<std::int64_t>(1000 + j * 7919 % 9000);
  }
  for (std::size_t r = 0; r < facts.reps.size(); ++r) {
    facts.reps[r].deal_minor = static_cast<std::int64_t>(1000 + r * 613 % 9000);
  }
  int asked = 0;
  const Draft draft = MakeDraft(facts, {}, kToday, NoChoices(facts), [&] { return ++asked > 200; });
  const Model model = BuildModel(facts, TableOf(facts, {}), {}, NoChoices(facts));
  ASSERT_GT(model.problem.candidates.size(), kWholeProblem);
  const auto proof = ParseProof(ToText(ProofOf(draft)));
  ASSERT_TRUE(proof);
  EXPECT_LE(proof->problem.candidates.size(), (kKeptCandidates + 1) * proof->problem.accounts.size());
  EXPECT_TRUE(Holds(*proof, draft.solution.objective, draft.solution.bound));
  const auto whole = assign::Verify(model.problem, draft.solution);
  const auto kept = assign::Verify(proof->problem, proof->solution);
  ASSERT_TRUE(draft.solution.certificate.account_prices.empty());
  EXPECT_EQ(kept.proven_bound, whole.proven_bound);
  const auto prices = ParsePrices(ToText(*proof).solution);
  ASSERT_TRUE(prices);
  EXPECT_EQ(prices->account_ids, draft.account_ids);
  EXPECT_EQ(prices->certificate.capacity_prices, draft.solution.certificate.capacity_prices);
}

TEST(Effects, AreReadAsTheyWereWritten) {
  Effects effects{.change = {.has_before = true, .cost_permille = -30, .moved = {}}, .loads = {}};
  effects.change.moved.push_back({Id{4}, std::nullopt, Id{7}, false, {"plan.moved.has_place"}});
  effects.loads.push_back({.person_id = Id{7}, .accounts_then = 3, .hour_price_permille = 12});
  const auto again = ParseEffects(ToText(effects));
  ASSERT_TRUE(again);
  EXPECT_EQ(ToText(*again), ToText(effects));
  EXPECT_FALSE(again->change.moved.at(0).from);
  EXPECT_EQ(again->change.moved.at(0).why.key, "plan.moved.has_place");
  EXPECT_FALSE(ParseEffects("{}"));
  EXPECT_FALSE(ParseEffects(""));
}

}  // namespace
}  // namespace baton::plan
