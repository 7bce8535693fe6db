// Plans of several managers: one problem, each manager's own limits, levels and words.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

#include "plan/draft_for_test.h"

namespace baton::plan {
namespace {

bool Says(const DraftLine& line, std::string_view key) {
  return std::ranges::any_of(line.reasons, [&](const Reason& reason) { return reason.text.key == key; });
}

std::map<std::pair<Id, std::int32_t>, int> ByManagerAndWeek(const Draft& draft) {
  std::map<std::pair<Id, std::int32_t>, int> counts;
  for (const DraftLine& line : draft.lines) {
    if (line.week_on) ++counts[std::pair(line.from_id, (*line.week_on - kMonday) / 7)];
  }
  return counts;
}

TEST(DraftOfSeveral, EachManagerHasTheOwnIntroductionsAWeek) {
  const Facts facts = SomeFactsOfTwo(8, 8);
  const PlanRules rules{.introductions_per_manager = 1};
  const Draft draft = Planned(facts, rules);
  ExpectKeepsTheRules(facts, rules, NoChoices(facts), draft);
  const auto counts = ByManagerAndWeek(draft);
  for (const Id manager : {Id{1}, Id{2}}) {
    for (int week = 0; week < 4; ++week) EXPECT_EQ(counts.at(std::pair(manager, week)), 1) << week;
  }
  EXPECT_EQ(draft.weeks_bound, draft.weeks_objective);
}

TEST(DraftOfSeveral, ARepIsIntroducedByAllOfThemTogetherNoMoreThanTheLimit) {
  Facts facts = SomeFactsOfTwo(4, 1);
  facts.reps[0].teams = {0, 1};
  const PlanRules rules{.introductions_per_rep = 1};
  const Draft draft = Planned(facts, rules);
  ExpectKeepsTheRules(facts, rules, NoChoices(facts), draft);
  EXPECT_TRUE(
      std::ranges::all_of(draft.lines, [](const DraftLine& line) { return line.week_on.has_value(); }));
}

TEST(DraftOfSeveral, WhoNeverMeetsARepStopsOnlyTheOwnIntroductions) {
  Facts facts = SomeFactsOfTwo(2, 1);
  facts.reps[0].teams = {0, 1};
  facts.weekdays = {{Id{1}, 0b00011}, {Id{10}, 0b11100}};
  const Draft draft = Planned(facts);
  EXPECT_FALSE(draft.lines[0].week_on);
  EXPECT_EQ(draft.lines[0].hold_text->key, "plan.week.no_common_week_of");
  EXPECT_EQ(std::get<std::string>(draft.lines[0].hold_text->arguments.at("manager")), "Jim");
  EXPECT_EQ(draft.lines[1].week_on, kMonday);

  // A manager's holiday is the own one.
  facts.weekdays.clear();
  facts.away = {{Id{1}, kMonday, kMonday + 400}};
  const Draft away = Planned(facts);
  EXPECT_EQ(away.lines[0].hold_text->key, "plan.week.manager_away_of");
  EXPECT_EQ(away.lines[1].week_on, kMonday);
}

TEST(DraftOfSeveral, EqualRepsOfTheOwnTeamComeFirst) {
  const Facts facts = SomeFactsOfTwo(6, 2);
  const PlanRules rules{.revenue_spread_weight = 0};
  const Draft draft = Planned(facts, rules);
  for (std::size_t j = 0; j < facts.accounts.size(); ++j) {
    EXPECT_EQ(draft.lines[j].successor, facts.reps[facts.accounts[j].manager].id);
    EXPECT_FALSE(Says(draft.lines[j], "plan.reason.other_team"));
  }
  // Of one manager nothing is different: the whole team is the own one.
  EXPECT_EQ(Planned(SomeFacts(6, 2), rules).solution.objective, draft.solution.objective);
}

TEST(DraftOfSeveral, AClearlyBetterRepOfAnotherTeamTakesItAllTheSame) {
  Facts facts = SomeFactsOfTwo(1, 2);
  const PlanRules rules{.revenue_spread_weight = 0};
  facts.reps[0].industries = {};
  const Draft clear = Planned(facts, rules);
  EXPECT_EQ(clear.lines[0].successor, facts.reps[1].id);
  EXPECT_TRUE(Says(clear.lines[0], "plan.reason.other_team"));

  facts.reps[0].industries = {{"retail", 3}};  // somewhat less than the other's four
  const Draft close = Planned(facts, rules);
  EXPECT_EQ(close.lines[0].successor, facts.reps[0].id);
  EXPECT_TRUE(Says(close.lines[0], "plan.reason.better_other_team"));
  // How much that counts is a rule.
  const PlanRules none{.revenue_spread_weight = 0, .other_team_penalty = 0};
  EXPECT_EQ(Planned(facts, none).lines[0].successor, facts.reps[1].id);
  const PlanRules all{.revenue_spread_weight = 0, .other_team_penalty = 1};
  facts.reps[0].industries = {};
  EXPECT_EQ(Planned(facts, all).lines[0].successor, facts.reps[0].id);
}

TEST(DraftOfSeveral, LevelsAndAgreementsAreThoseOfTheAccountsManager) {
  Facts facts = SomeFactsOfTwo(2, 1);
  facts.reps[0].teams = {0, 1};
  facts.reps[0].levels[1].existing = 6;
  facts.accounts[0].kept_until = kToday + 30;
  const Draft draft = Planned(facts);
  EXPECT_FALSE(Says(draft.lines[0], "plan.reason.level"));
  EXPECT_TRUE(Says(draft.lines[1], "plan.reason.level"));
  EXPECT_EQ(draft.lines[0].hold_text->key, "plan.hold.agreed_of");
  EXPECT_EQ(draft.lines[0].week_on, kMonday + 28);
}

TEST(DraftOfSeveral, WhatStaysNamesWithWhom) {
  Facts facts = SomeFactsOfTwo(2, 1);
  facts.reps[0].industries = {};
  const PlanRules rules{.keep_below_fit = 0.99};
  const std::vector<Choice> choices{{.is_locked = true}, {}};
  const Draft draft = MakeDraft(facts, rules, kToday, choices, {});
  EXPECT_EQ(draft.lines[0].hold_text->key, "plan.hold.by_hand_of");
  EXPECT_EQ(draft.lines[1].unplaced->key, "plan.hold.no_fit_of");
  EXPECT_EQ(std::get<std::string>(draft.lines[1].unplaced->arguments.at("manager")), "Max");
  facts.lead_id = Id{1};  // Jim leads Max: his own clients stay with "you"
  EXPECT_EQ(MakeDraft(facts, rules, kToday, choices, {}).lines[0].hold_text->key, "plan.hold.by_hand");
}

TEST(DraftOfSeveral, KeepsTheRulesWhateverTheFacts) {
  std::mt19937 random(17);
  const auto under = [&](int limit) { return static_cast<int>(random() % static_cast<unsigned>(limit)); };
  for (int round = 0; round < 40; ++round) {
    Facts facts = SomeFactsOfTwo(1 + under(30), 1 + under(8));
    facts.managers.push_back({Id{4}, "Lee"});
    for (AccountFacts& account : facts.accounts) {
      account.manager = static_cast<std::size_t>(under(3));
      account.load_minutes = 30 + under(120);
      account.revenue_minor = under(1'000'000);
      account.is_urgent = under(3) == 0;
      if (under(5) == 0) account.renewal_on = kToday + under(120);
    }
    for (RepFacts& rep : facts.reps) {
      rep.teams = {static_cast<std::size_t>(under(3))};
      rep.industries["retail"] = under(9);
      facts.weekdays[rep.id] = static_cast<std::uint8_t>(1 + under(31));
    }
    for (const ManagerFacts& manager : facts.managers) {
      facts.weekdays[manager.id] = static_cast<std::uint8_t>(1 + under(31));
      facts.away.push_back({manager.id, kMonday + under(60), kMonday + 60 + under(20)});
      facts.busy.push_back({manager.id, kMonday + 7 * under(12), 1 + under(2)});
    }
    const PlanRules rules{.introductions_per_manager = 1 + under(3), .introductions_per_rep = 1 + under(2)};
    ExpectKeepsTheRules(facts, rules, NoChoices(facts), Planned(facts, rules));
  }
}

}  // namespace
}  // namespace baton::plan
