// What a plan says of a better fitting rep, and of what moved, is what decided it.
#include "plan/preference.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <random>
#include <string>

#include "plan/draft_for_test.h"

namespace baton::plan {
namespace {

TEST(Decisive, IsWhatOutweighsTheRest) {
  EXPECT_EQ(Decisive({.fit = -90, .money = 100}), Weight::money);
  EXPECT_EQ(Decisive({.fit = -90, .money = 80}), Weight::none);
  EXPECT_EQ(Decisive({.fit = -90, .money = 85, .stay = 10}), Weight::money);
  EXPECT_EQ(Decisive({.fit = -90, .known = 150, .money = 400}), Weight::known);
  EXPECT_EQ(Decisive({.fit = -200, .known = 150, .money = 400}), Weight::money) << "known is not enough";
  EXPECT_EQ(Decisive({.fit = -200, .known = 150, .team = 50}), Weight::known) << "both, the heavier";
  EXPECT_EQ(Decisive({.fit = 60, .money = 300, .stay = -10}), Weight::fit);
  EXPECT_EQ(Decisive({.fit = 60, .known = -150, .money = 300, .stay = -10}), Weight::money);
  EXPECT_EQ(Decisive({.fit = 12, .stay = -10}), Weight::none) << "too little to name";
}

// Of two reps the first fits better; what keeps the account with the second is computed, not guessed from the rules.
struct TwoReps : testing::Test {
  TwoReps() {
    facts.reps[0].industries = {{"retail", 9}};
    facts.reps[1].industries = {{"retail", 1}};
  }

  // As it would be said if the account were with the second rep.
  std::string Why(const PlanRules& rules) const {
    const FitTable table = TableOf(facts, rules.weights);
    const Model model = BuildModel(facts, table, rules, NoChoices(facts));
    const Standing standing = StandingOf(facts, model, std::vector<std::optional<std::size_t>>{1});
    return WhyNotBest({facts, table, rules, model, standing}, 0, 1, 0);
  }

  Facts facts = SomeFacts(1, 2);
};

TEST_F(TwoReps, TheSpreadIsNamedWhereItOutweighsTheFit) {
  const PlanRules rules;
  ASSERT_GT(rules.revenue_spread_weight, 0);
  EXPECT_EQ(Why(rules), "plan.reason.better_untried")
      << "the money is as even with the one as with the other";
  facts.reps[0].revenue_now_minor = 900'000;
  EXPECT_EQ(Why(rules), "plan.reason.better_spread");
  EXPECT_EQ(Why({.revenue_spread_weight = 0.001}), "plan.reason.better_untried")
      << "it counts next to nothing";
  facts.accounts[0].revenue_minor = 0;
  EXPECT_EQ(Why(rules), "plan.reason.better_untried") << "there is none to spread";
}

TEST_F(TwoReps, PeopleWhoHaveMetAreNamedWhereThatOutweighsTheFit) {
  facts.reps[1].industries = {{"retail", 4}};
  facts.ties[{Id{100}, Id{11}}] = {.contacts_met = 1, .strength = 0};
  EXPECT_EQ(Why({.keep_known = true}), "plan.reason.better_stranger");
  facts.ties[{Id{100}, Id{10}}] = {.strength = 3};  // as strong as can be, by mail alone
  EXPECT_EQ(Why({.keep_known = true}), "plan.reason.better_untried");
  facts.reps[0].revenue_now_minor = 900'000;
  EXPECT_EQ(Why({.keep_known = true, .revenue_spread_weight = 3}), "plan.reason.better_spread");
}

// Hours and number each leave room at the first rep, both together do not: the large account is worth more there.
TEST(WhyNotBest, ElsewhereIsWhereTheRoomIsWorthMore) {
  Facts facts = SomeFacts(3, 2);
  facts.reps[0].industries = {{"retail", 9}};
  facts.reps[1].industries = {{"retail", 1}};
  facts.ties[{Id{100}, Id{10}}] = {.contacts_met = 3, .strength = 2.6};
  for (AccountFacts& account : facts.accounts) {
    account.load_minutes = account.id == Id{100} ? 450 : 75;
    account.revenue_minor = 0;
  }
  const Draft draft = Planned(facts, {.accounts_per_rep = 2, .keep_below_fit = 0.2});
  ASSERT_EQ(draft.lines[0].successor, Id{10});
  for (const std::size_t j : {1u, 2u}) {
    ASSERT_EQ(draft.lines[j].successor, Id{11});
    const auto& reasons = draft.lines[j].reasons;
    EXPECT_TRUE(std::ranges::any_of(
        reasons, [](const Reason& reason) { return reason.text.key == "plan.reason.better_elsewhere"; }));
  }
}

// It moves for a fit that is better by too little to name. The money has nothing to do with it.
TEST(WhyMoved, TheWholeWhereTheMoneyIsAsEvenAsBefore) {
  Facts facts = SomeFacts(1, 2);
  facts.ties[{Id{100}, Id{11}}] = {.strength = 0.18};
  const Draft draft = MakeDraft(facts, {}, kToday, std::vector<Choice>{{.before = Id{10}}}, {});
  ASSERT_EQ(draft.lines[0].successor, Id{11});
  ASSERT_EQ(draft.change.moved.size(), 1u);
  EXPECT_EQ(draft.change.moved[0].why.key, "plan.moved.whole");
  facts.reps[0].revenue_now_minor = 900'000;
  facts.reps[0].industries = {{"retail", 5}};
  const Draft even = MakeDraft(facts, {}, kToday, std::vector<Choice>{{.before = Id{10}}}, {});
  ASSERT_EQ(even.change.moved.size(), 1u);
  EXPECT_EQ(even.change.moved[0].why.key, "plan.moved.spread");
}

Facts RandomFacts(std::mt19937& random, int accounts, int reps) {
  Facts facts = SomeFactsOfTwo(accounts, reps);
  for (AccountFacts& account : facts.accounts) {
    account.load_minutes = 20 + static_cast<int>(random() % 150);
    account.revenue_minor = static_cast<int>(random() % 300'000);
    account.industry = random() % 2 ? "Retail" : "Health";
  }
  for (RepFacts& rep : facts.reps) {
    rep.industries = {{"retail", static_cast<double>(random() % 8)},
                      {"health", static_cast<double>(random() % 8)}};
    rep.capacity_minutes = 100 + static_cast<int>(random() % 400);
    for (const AccountFacts& account : facts.accounts) {
      if (random() % 4 == 0) {
        facts.ties[{account.id, rep.id}] = {.contacts_met = static_cast<int>(random() % 2),
                                            .strength = static_cast<double>(random() % 3)};
      }
    }
  }
  return facts;
}

// Against the whole plan priced anew with the account at the rep who fits better.
TEST(WhyNotBest, HoldsAgainstThePriceOfTheWholePlan) {
  std::mt19937 random(3);
  std::map<std::string, int> said;
  for (int round = 0; round < 100; ++round) {
    const Facts facts = RandomFacts(random, 3 + static_cast<int>(random() % 6), 3);
    const PlanRules rules{.keep_known = random() % 2 == 0,
                          .revenue_spread_weight = 0.1 * static_cast<double>(random() % 8),
                          .keep_below_fit = 0.2};
    const PlanRules no_money = [&] {
      PlanRules same = rules;
      same.revenue_spread_weight = 0;
      return same;
    }();
    const FitTable table = TableOf(facts, rules.weights);
    const Draft draft = Planned(facts, rules);
    ASSERT_EQ(draft.solution.status, assign::Status::optimal);
    const auto index_of = [&](Id id) {
      return static_cast<std::size_t>(std::ranges::find(facts.reps, id, &RepFacts::id) - facts.reps.begin());
    };
    std::vector<std::optional<std::size_t>> successors;
    for (const DraftLine& line : draft.lines)
      successors.push_back(line.successor ? std::optional(index_of(*line.successor)) : std::nullopt);
    for (std::size_t j = 0; j < draft.lines.size(); ++j) {
      for (const Reason& reason : draft.lines[j].reasons) {
        if (!reason.text.key.starts_with("plan.reason.better_")) continue;
        ++said[reason.text.key];
        EXPECT_NE(reason.text.key, "plan.reason.better_untried") << "the plan is proven to be the best";
        if (reason.text.key != "plan.reason.better_spread") continue;
        auto others = successors;
        others[j] = index_of(draft.lines[j].fits[0].person_id);
        const auto dearer = [&](const PlanRules& by) {
          const Model& model = draft.workings.model;
          return PlainCost(facts, table, by, model, others) - PlainCost(facts, table, by, model, successors);
        };
        EXPECT_GE(dearer(rules), 0);
        EXPECT_GT(dearer(rules), dearer(no_money));
      }
    }
  }
  for (const char* key : {"spread", "full", "stranger", "other_team"})
    EXPECT_GT(said[std::string("plan.reason.better_") + key], 2) << key;
}

// A search that is stopped at once goes by the prices of a plan for other hours; whoever has room takes an account all the same.
TEST(WhyUnplaced, IsNeverThatARepHasRoom) {
  std::mt19937 random(9);
  const std::function<bool()> at_once = [] { return true; };
  int left = 0;
  for (int round = 0; round < 8; ++round) {
    Facts facts = RandomFacts(random, 30, 12);
    const PlanRules rules{.revenue_spread_weight = 0.2 * static_cast<double>(random() % 3),
                          .keep_below_fit = 0.2};
    for (RepFacts& rep : facts.reps) rep.capacity_minutes /= 4;
    auto choices = NoChoices(facts);
    int asked = 0;
    const Solved before =
        SolveFacts(facts, TableOf(facts, rules.weights), rules, choices, [&] { return ++asked > 100; });
    Again again{.prices = before.solution.certificate};
    for (const std::size_t j : before.model.account_of) again.account_ids.push_back(facts.accounts[j].id);
    for (RepFacts& rep : facts.reps) {
      again.rep_ids.push_back(rep.id);
      rep.capacity_minutes = rep.capacity_minutes * (random() % 4);
    }
    for (std::size_t j = 0; j < choices.size(); ++j) {
      if (const auto rep = SuccessorOf(before, j)) choices[j].before = facts.reps[*rep].id;
    }
    const Solved solved = SolveFacts(facts, TableOf(facts, rules.weights), rules, choices, at_once, again);
    const assign::Problem& problem = solved.model.problem;
    EXPECT_TRUE(assign::Verify(problem, solved.solution).Holds());
    const auto why = assign::Explain(problem, solved.solution, {.should_stop = at_once});
    for (const assign::AccountReason& reason : why.accounts) {
      left += reason.rep == assign::kUnplaced;
      EXPECT_NE(reason.unplaced, assign::WhyUnplaced::cheaper_unplaced) << round;
    }
  }
  EXPECT_GT(left, 20);
}

}  // namespace
}  // namespace baton::plan
