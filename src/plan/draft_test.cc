#include "plan/draft.h"

#include <gtest/gtest.h>

#include <algorithm>

#include <random>
#include <set>

#include "plan/draft_for_test.h"
#include "plan/proof.h"
#include "plan/stability.h"

namespace baton::plan {
namespace {

const std::function<bool()> kNoStop;

TEST(Draft, BestFitWins) {
  Facts facts = SomeFacts(1, 2);
  facts.ties[{Id{100}, Id{11}}] = {.contacts_met = 2, .strength = 1.48};
  const Draft draft = MakeDraft(facts, {}, kToday, NoChoices(facts), kNoStop);
  ASSERT_EQ(draft.lines.size(), 1u);
  EXPECT_EQ(draft.lines[0].successor, Id{11});
  EXPECT_EQ(draft.lines[0].week_on, kMonday);
  EXPECT_EQ(draft.lines[0].fits[0].person_id, Id{11});
  EXPECT_EQ(draft.solution.status, assign::Status::optimal);
  ASSERT_TRUE(draft.lines[0].next_best);
  EXPECT_EQ(draft.lines[0].next_best->person_id, Id{10});
  EXPECT_TRUE(draft.lines[0].next_best->is_exact);
  EXPECT_GT(draft.lines[0].next_best->cost_permille, 0);
  ASSERT_FALSE(draft.lines[0].reasons.empty());
  EXPECT_EQ(draft.lines[0].reasons[0].text.key, "plan.reason.industry");
  EXPECT_EQ(draft.lines[0].reasons[1].text,
            (Message{"plan.reason.met", {{"met", std::int64_t{2}}, {"contacts", std::int64_t{3}}}}));
}

TEST(Draft, LockHoldsAgainstFitAndTellsTheCost) {
  Facts facts = SomeFacts(1, 2);
  facts.reps[0].industries.clear();  // fits badly
  auto choices = NoChoices(facts);
  choices[0] = {.is_locked = true, .locked_to = Id{10}, .before = Id{11}};
  const Draft draft = MakeDraft(facts, {}, kToday, choices, kNoStop);
  EXPECT_EQ(draft.lines[0].successor, Id{10});
  EXPECT_TRUE(draft.lines[0].is_locked);
  EXPECT_FALSE(draft.lines[0].next_best);
  EXPECT_GT(draft.change.cost_permille, 0);
  ASSERT_EQ(draft.change.moved.size(), 1u);
  EXPECT_EQ(draft.change.moved[0].from, Id{11});
  EXPECT_EQ(draft.change.moved[0].to, Id{10});
}

TEST(Draft, WhatIsLockedIsNotLeftOutToPlaceOthers) {
  Facts facts = SomeFacts(3, 1);
  facts.reps[0].capacity_minutes = 130;
  facts.accounts[0].load_minutes = 120;
  EXPECT_FALSE(MakeDraft(facts, {}, kToday, NoChoices(facts), kNoStop).lines[0].successor);
  auto choices = NoChoices(facts);
  choices[0] = {.is_locked = true, .locked_to = Id{10}};
  EXPECT_EQ(MakeDraft(facts, {}, kToday, choices, kNoStop).lines[0].successor, Id{10});
}

TEST(Draft, LockedToNobodyStays) {
  Facts facts = SomeFacts(2, 2);
  auto choices = NoChoices(facts);
  choices[1].is_locked = true;
  const Draft draft = MakeDraft(facts, {}, kToday, choices, kNoStop);
  EXPECT_TRUE(draft.lines[0].successor);
  EXPECT_FALSE(draft.lines[1].successor);
  EXPECT_EQ(draft.lines[1].hold->kind, HoldKind::by_hand);
  EXPECT_FALSE(draft.lines[1].unplaced);
}

TEST(Draft, NobodyFits) {
  Facts facts = SomeFacts(1, 2);
  for (RepFacts& rep : facts.reps) {
    rep.industries.clear();
    rep.starts_on = kToday;
  }
  const Draft draft = MakeDraft(facts, {}, kToday, NoChoices(facts), kNoStop);
  EXPECT_FALSE(draft.lines[0].successor);
  ASSERT_TRUE(draft.lines[0].hold);
  EXPECT_EQ(draft.lines[0].hold->kind, HoldKind::no_fit);
  EXPECT_EQ(draft.lines[0].unplaced->key, "plan.hold.no_fit");
  EXPECT_LT(draft.lines[0].fit_permille, 400);
}

TEST(Draft, FullRepsAndTheMissingHours) {
  Facts facts = SomeFacts(1, 1);
  facts.reps[0].minutes_now = 570;
  const Draft draft = MakeDraft(facts, {}, kToday, NoChoices(facts), kNoStop);
  EXPECT_FALSE(draft.lines[0].successor);
  ASSERT_TRUE(draft.lines[0].unplaced);
  EXPECT_EQ(draft.lines[0].unplaced->key.substr(0, 14), "plan.unplaced.");
}

TEST(Draft, NoRepsIsAWordNotACrash) {
  const Facts facts = SomeFacts(2, 0);
  const Draft draft = MakeDraft(facts, {}, kToday, NoChoices(facts), kNoStop);
  EXPECT_EQ(draft.lines[0].unplaced->key, "plan.unplaced.no_reps");
  const Draft empty = MakeDraft(SomeFacts(0, 3), {}, kToday, {}, kNoStop);
  EXPECT_TRUE(empty.lines.empty());
  EXPECT_EQ(empty.solution.objective, empty.solution.bound);
}

TEST(Draft, ForbiddenAndTerritoryAreHard) {
  Facts facts = SomeFacts(1, 3);
  facts.accounts[0].territory = "North";
  facts.reps[0].territory = "South";
  facts.reps[1].territory = "North";
  facts.forbidden = {{Id{100}, Id{12}, "They know each other"}};
  const Draft draft = MakeDraft(facts, {.territory_is_hard = true}, kToday, NoChoices(facts), kNoStop);
  EXPECT_EQ(draft.lines[0].successor, Id{11});
}

TEST(Draft, SaysWhyNotTheBestFit) {
  Facts facts = SomeFacts(1, 2);
  facts.reps[0].industries = {{"retail", 9}};
  facts.reps[1].industries = {{"retail", 1}};
  const auto why = [&](const PlanRules& rules) {
    const Draft draft = MakeDraft(facts, rules, kToday, NoChoices(facts), kNoStop);
    EXPECT_EQ(draft.lines[0].successor, Id{11});
    for (const Reason& reason : draft.lines[0].reasons) {
      if (reason.text.key.starts_with("plan.reason.better_")) {
        EXPECT_EQ(reason.text.arguments.at("person"), Argument(std::string("Rep 10")));
        return reason.text.key;
      }
    }
    return std::string();
  };
  facts.forbidden = {{Id{100}, Id{10}, "History"}};
  EXPECT_EQ(why({}), "plan.reason.better_may_not");
  facts.forbidden.clear();
  facts.reps[0].revenue_now_minor = 900'000;
  EXPECT_EQ(why({.revenue_spread_weight = 3}), "plan.reason.better_spread");
  facts.reps[0].accounts_now = 5;
  EXPECT_EQ(why({.accounts_per_rep = 5}), "plan.reason.better_full");
  facts.reps[0].accounts_now = 0;
  facts.reps[0].capacity_minutes = 50;
  facts.reps[0].industries = {{"retail", 30}};
  facts.reps[1].industries = {{"retail", 0.3}};
  EXPECT_EQ(why({.keep_below_fit = 0.2}), "plan.reason.better_full");
}

TEST(Draft, KnownPeopleArePreferredWhenAsked) {
  Facts facts = SomeFacts(1, 2);
  facts.reps[0].industries = {{"retail", 8}};
  facts.reps[1].industries = {{"retail", 3}};
  facts.ties[{Id{100}, Id{11}}] = {.contacts_met = 1, .strength = 0.38};
  const PlanRules without{.keep_known = false, .revenue_spread_weight = 0};
  PlanRules with = without;
  with.keep_known = true;
  EXPECT_EQ(MakeDraft(facts, without, kToday, NoChoices(facts), kNoStop).lines[0].successor, Id{10});
  EXPECT_EQ(MakeDraft(facts, with, kToday, NoChoices(facts), kNoStop).lines[0].successor, Id{11});
}

TEST(Draft, AccountsPerRepIsKeptTogetherWithTheHours) {
  Facts facts = SomeFacts(9, 3);
  facts.reps[0].industries = {{"retail", 20}};
  facts.reps[0].accounts_now = 4;
  const PlanRules rules{.accounts_per_rep = 6, .revenue_spread_weight = 0};
  const Draft draft = MakeDraft(facts, rules, kToday, NoChoices(facts), kNoStop);
  ExpectKeepsTheRules(facts, rules, NoChoices(facts), draft);
  EXPECT_EQ(draft.loads[0].accounts_then, 6);
  for (const DraftLine& line : draft.lines) EXPECT_TRUE(line.successor);
}

TEST(Draft, WhatStaysWhenNothingChanged) {
  const Facts facts = SomeFacts(10, 5);
  const Draft first = MakeDraft(facts, {}, kToday, NoChoices(facts), kNoStop);
  std::vector<Choice> choices;
  for (const DraftLine& line : first.lines) choices.push_back({.before = line.successor});
  const Draft second = MakeDraft(facts, {}, kToday, choices, kNoStop);
  EXPECT_TRUE(second.change.moved.empty());
  EXPECT_EQ(second.change.cost_permille, 0);
  EXPECT_TRUE(first.change.moved.empty());
}

TEST(Draft, RandomFactsKeepTheRules) {
  std::mt19937 random(5);
  for (int round = 0; round < 60; ++round) {
    Facts facts = SomeFacts(1 + static_cast<int>(random() % 12), static_cast<int>(random() % 5));
    for (AccountFacts& account : facts.accounts) {
      account.load_minutes = static_cast<int>(random() % 200);
      account.revenue_minor = random() % 4 ? std::optional<std::int64_t>(random() % 100'000) : std::nullopt;
      account.is_at_signature = random() % 5 == 0;
      if (random() % 3 == 0) account.renewal_on = kToday + static_cast<int>(random() % 200);
      account.industry = random() % 2 ? "Retail" : "Health";
    }
    auto choices = NoChoices(facts);
    for (RepFacts& rep : facts.reps) {
      rep.capacity_minutes = static_cast<int>(random() % 700);
      rep.minutes_now = static_cast<int>(random() % 200);
      rep.accounts_now = static_cast<int>(random() % 4);
      if (random() % 4 == 0) rep.ends_on = kToday + static_cast<int>(random() % 60);
      if (random() % 4 == 0) rep.starts_on = kToday - 100 + static_cast<int>(random() % 150);
      const std::size_t j = random() % facts.accounts.size();
      if (random() % 3 == 0) facts.forbidden.push_back({facts.accounts[j].id, rep.id, "no"});
      if (random() % 4 == 0) choices[j] = {.is_locked = true, .locked_to = rep.id};
    }
    PlanRules rules{.introductions_per_manager = 1 + static_cast<int>(random() % 3),
                    .introductions_per_rep = 1};
    if (random() % 2) rules.accounts_per_rep = static_cast<int>(random() % 7);
    const Draft draft = MakeDraft(facts, rules, kToday, choices, kNoStop);
    ExpectKeepsTheRules(facts, rules, choices, draft);

    const auto proof = ParseProof(ToText(ProofOf(draft)));
    ASSERT_TRUE(proof);
    EXPECT_TRUE(Holds(*proof, draft.solution.objective, draft.solution.bound));
    EXPECT_FALSE(Holds(*proof, draft.solution.objective - 1, draft.solution.bound));
  }
}

TEST(Weeks, SignatureAndRenewalBlock) {
  Facts facts = SomeFacts(3, 1);
  facts.accounts[0].is_at_signature = true;
  facts.accounts[0].signature_on = *ParseDay("2026-12-09");  // a Wednesday
  facts.accounts[1].renewal_on = *ParseDay("2027-01-06");
  const Draft draft = MakeDraft(facts, {}, kToday, NoChoices(facts), kNoStop);
  EXPECT_EQ(draft.lines[0].hold->kind, HoldKind::signature);
  EXPECT_EQ(draft.lines[0].hold->until_on, *ParseDay("2026-12-09"));
  EXPECT_EQ(draft.lines[0].week_on, *ParseDay("2026-12-14"));
  EXPECT_EQ(draft.lines[1].hold->kind, HoldKind::renewal);
  EXPECT_EQ(draft.lines[1].week_on, *ParseDay("2027-01-11"));
  EXPECT_EQ(draft.lines[2].week_on, kMonday);
}

TEST(Weeks, WhatIsAgreedToStayIsIntroducedAfterThatDay) {
  Facts facts = SomeFacts(2, 1);
  facts.accounts[0].kept_until = *ParseDay("2026-12-31");
  facts.accounts[1].kept_until = kToday - 1;  // over
  const Draft draft = MakeDraft(facts, {}, kToday, NoChoices(facts), kNoStop);
  EXPECT_EQ(draft.lines[0].hold->kind, HoldKind::agreed);
  EXPECT_EQ(draft.lines[0].hold->until_on, *ParseDay("2026-12-31"));
  EXPECT_EQ(draft.lines[0].hold_text->key, "plan.hold.agreed");
  EXPECT_EQ(draft.lines[0].week_on, *ParseDay("2027-01-04"));
  EXPECT_FALSE(draft.lines[1].hold);
  EXPECT_EQ(draft.lines[1].week_on, kMonday);
}

TEST(Weeks, UrgentAndExposedComeFirst) {
  Facts facts = SomeFacts(6, 1);
  facts.accounts[4].known_by = 0;
  facts.accounts[4].is_urgent = true;
  facts.accounts[5].known_by = 0;
  const Draft draft = MakeDraft(facts, {.introductions_per_rep = 1}, kToday, NoChoices(facts), kNoStop);
  EXPECT_EQ(draft.lines[4].week_on, kMonday);
  EXPECT_EQ(draft.lines[5].week_on, kMonday + 7);
  std::set<std::int32_t> weeks;
  for (const DraftLine& line : draft.lines) weeks.insert(line.week_on->days);
  EXPECT_EQ(weeks.size(), 6u);
}

TEST(Weeks, WhatIsSetAlreadyCounts) {
  Facts facts = SomeFacts(1, 1);
  facts.busy = {{Id{1}, kMonday, 2}, {Id{10}, kMonday, 1}, {Id{10}, kMonday + 7, 2}};
  PlanRules rules;
  rules.introductions_per_manager = 3;
  rules.introductions_per_rep = 1;
  EXPECT_EQ(MakeDraft(facts, rules, kToday, NoChoices(facts), kNoStop).lines[0].week_on, kMonday + 14);
}

TEST(Weeks, HorizonTooShortIsSaid) {
  Facts facts = SomeFacts(3, 1);
  const PlanRules rules{.introductions_per_rep = 1, .horizon_weeks = 2};
  const Draft draft = MakeDraft(facts, rules, kToday, NoChoices(facts), kNoStop);
  int without = 0;
  for (const DraftLine& line : draft.lines) {
    EXPECT_TRUE(line.successor);
    if (line.week_on) continue;
    ++without;
    EXPECT_EQ(line.hold->kind, HoldKind::no_week);
    EXPECT_EQ(line.hold_text->key, "plan.week.crowded_out");
  }
  EXPECT_EQ(without, 1);
}

TEST(Reasons, SayWhatTheFactsSay) {
  AccountFacts account = AnAccount(1);
  account.language = "de";
  account.products = {{"terminal", 1}};
  RepFacts rep = ARep(2);
  rep.languages = {"en", "de"};
  rep.products = {{"terminal", 3}};
  rep.minutes_now = 180;
  const TieFacts tie{.contacts_met = 2, .strength = 1.65};
  const FitParts parts = PartsOf(account, rep, tie, kToday);
  const auto reasons = ReasonsFor(account, rep, tie, parts, {}, kToday, true);
  ASSERT_EQ(reasons.size(), kReasonsFor);
  EXPECT_EQ(reasons[0].text, (Message{"plan.reason.industry",
                                      {{"count", std::int64_t{4}}, {"industry", std::string("Retail")}}}));
  EXPECT_EQ(reasons[1].text,
            (Message{"plan.reason.met", {{"met", std::int64_t{2}}, {"contacts", std::int64_t{3}}}}));
  for (const Reason& reason : reasons) EXPECT_EQ(reason.kind, ReasonKind::pro);

  RepFacts stranger = ARep(3);
  stranger.industries = {{"freight", 2}};
  stranger.minutes_now = 540;
  const auto against =
      ReasonsFor(account, stranger, {}, PartsOf(account, stranger, {}, kToday), {}, kToday, true);
  ASSERT_EQ(against.size(), kReasonsAgainst);
  EXPECT_EQ(against[0].text.key, "plan.reason.met_nobody");
  EXPECT_EQ(against[1].text.key, "plan.reason.new_industry");
  stranger.industries.clear();
  const auto fresh =
      ReasonsFor(account, stranger, {}, PartsOf(account, stranger, {}, kToday), {}, kToday, false);
  ASSERT_FALSE(fresh.empty());
  EXPECT_EQ(fresh.back().text.key, "plan.reason.no_history");
  EXPECT_DOUBLE_EQ(HoursOf(360), 6.0);
  EXPECT_DOUBLE_EQ(HoursOf(95), 1.6);
}

TEST(Reasons, TheAgreedLevelIsSaidAndMovesNothing) {
  AccountFacts account = AnAccount(1);
  RepFacts rep = ARep(2);
  const auto said = [&] {
    return ReasonsFor(account, rep, {}, PartsOf(account, rep, {}, kToday), {}, kToday, false);
  };
  const auto without = said();
  for (const int level : {3, 4}) {
    rep.levels[0].existing = level;
    EXPECT_EQ(said().size(), without.size()) << level;
  }
  rep.levels[0].existing = 6;
  const auto able = said();
  ASSERT_EQ(able.size(), without.size() + 1);
  const auto found =
      std::ranges::find(able, "plan.reason.level", [](const Reason& one) { return one.text.key; });
  ASSERT_NE(found, able.end());
  EXPECT_EQ(found->kind, ReasonKind::pro);
  account.is_above_size = true;  // another kind of deal, with a level of its own
  rep.levels[0].above_size = 1;
  EXPECT_EQ(said().back().kind, ReasonKind::con);
  EXPECT_EQ(said().back().text.key, "plan.reason.level");

  Facts facts = SomeFacts(4, 2);
  const Draft before = MakeDraft(facts, {}, kToday, NoChoices(facts), kNoStop);
  facts.reps[0].levels[0].existing = 7;
  facts.reps[1].levels[0].existing = 1;
  const Draft after = MakeDraft(facts, {}, kToday, NoChoices(facts), kNoStop);
  EXPECT_EQ(before.solution.objective, after.solution.objective);
}

}  // namespace
}  // namespace baton::plan
