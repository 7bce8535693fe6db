// What stays without a successor says why, and what is offered to mend it does mend it.
#include "plan/unplaced.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "plan/changes.h"
#include "plan/draft_for_test.h"

namespace baton::plan {
namespace {

std::int64_t CountUnplaced(const Draft& draft) {
  return std::ranges::count_if(draft.lines, [](const DraftLine& line) { return !line.successor; });
}

// The draft after somebody has done what is offered.
Draft After(const Facts& facts, PlanRules rules, const Draft& draft, const DraftLine& line) {
  const Remedy& remedy = *line.remedy;
  ChangesInput changes;
  switch (remedy.kind) {
    case RemedyKind::allow:
      changes.allow = {{line.account_id, remedy.person_id, std::nullopt}};
      break;
    case RemedyKind::more_hours:
      rules.extra_minutes = {{remedy.person_id, static_cast<std::int32_t>(remedy.minutes)}};
      [[fallthrough]];
    case RemedyKind::assign:
      changes.assign = {{line.account_id, remedy.person_id}};
      break;
    case RemedyKind::more_accounts:
      rules.accounts_per_rep = *rules.accounts_per_rep + 1;
      break;
  }
  Facts changed = facts;
  ApplyExtraMinutes(rules, changed);
  ApplyPairs(changes, changed);
  std::vector<Choice> choices;
  for (const DraftLine& one : draft.lines) choices.push_back({.before = one.successor});
  const auto applied = ApplyChanges(changes, changed, choices);
  EXPECT_TRUE(applied) << applied.error().message.key;
  return applied ? MakeDraft(changed, rules, kToday, *applied, {}) : draft;
}

TEST(Unplaced, ARuledOutPairIsAllowedAgain) {
  Facts facts = SomeFacts(1, 1);
  facts.forbidden = {{Id{100}, Id{10}, "History"}};
  const Draft draft = Planned(facts);
  EXPECT_EQ(draft.lines[0].unplaced->key, "plan.unplaced.forbidden");
  ASSERT_TRUE(draft.lines[0].remedy);
  EXPECT_EQ(draft.lines[0].remedy->kind, RemedyKind::allow);
  EXPECT_EQ(After(facts, {}, draft, draft.lines[0]).lines[0].successor, Id{10});
  facts.reps[0].minutes_now = 600;  // allowing would not help
  EXPECT_FALSE(Planned(facts).lines[0].remedy);
}

TEST(Unplaced, TheTerritoryIsNamed) {
  Facts facts = SomeFacts(1, 1);
  facts.accounts[0].territory = "North";
  facts.reps[0].territory = "South";
  const PlanRules rules{.territory_is_hard = true};
  const Draft draft = Planned(facts, rules);
  EXPECT_EQ(draft.lines[0].unplaced->key, "plan.unplaced.territory");
  EXPECT_EQ(draft.lines[0].remedy->kind, RemedyKind::assign);
  EXPECT_EQ(After(facts, rules, draft, draft.lines[0]).lines[0].successor, Id{10});
}

TEST(Unplaced, WhoLeavesOrIsAwayIsNamed) {
  Facts facts = SomeFacts(1, 1);
  facts.reps[0].ends_on = kToday + 30;
  EXPECT_EQ(Planned(facts).lines[0].unplaced->key, "plan.unplaced.leaving");
  EXPECT_FALSE(Planned(facts).lines[0].remedy);
  facts.reps[0].ends_on.reset();
  facts.away = {{Id{10}, kToday, kToday + 200}};
  EXPECT_EQ(Planned(facts).lines[0].unplaced->key, "plan.unplaced.away");
}

TEST(Unplaced, MissingHoursAreAskedForInQuarters) {
  Facts facts = SomeFacts(1, 1);
  facts.reps[0].minutes_now = 567;  // 27 short of 60
  const Draft draft = Planned(facts);
  EXPECT_EQ(draft.lines[0].unplaced->arguments.at("missing"), Argument(0.5));
  EXPECT_EQ(draft.lines[0].remedy->kind, RemedyKind::more_hours);
  EXPECT_EQ(draft.lines[0].remedy->minutes, 30);
  EXPECT_EQ(After(facts, {}, draft, draft.lines[0]).lines[0].successor, Id{10});
  facts.reps[0].minutes_now = 700;  // 100 beyond the week already
  const Draft over = Planned(facts);
  EXPECT_EQ(over.lines[0].remedy->minutes, 165);
  EXPECT_EQ(After(facts, {}, over, over.lines[0]).lines[0].successor, Id{10});
}

TEST(Unplaced, ALimitIsRaised) {
  const Facts facts = SomeFacts(3, 1);
  const PlanRules rules{.accounts_per_rep = 2};
  const Draft draft = Planned(facts, rules);
  const auto left = std::ranges::find_if(draft.lines, [](const DraftLine& line) { return !line.successor; });
  ASSERT_NE(left, draft.lines.end());
  EXPECT_EQ(left->remedy->kind, RemedyKind::more_accounts);
  EXPECT_EQ(CountUnplaced(After(facts, rules, draft, *left)), 0);
  for (const DraftLoad& load : draft.loads) EXPECT_FALSE(load.hour_price_permille);  // hours would not help
}

TEST(Unplaced, WhatIsOfferedHelps) {
  std::mt19937 random(17);
  std::vector<int> offered(4, 0);
  for (int round = 0; round < 300; ++round) {
    Facts facts = SomeFacts(2 + static_cast<int>(random() % 6), 1 + static_cast<int>(random() % 3));
    for (AccountFacts& account : facts.accounts) {
      account.load_minutes = 20 + static_cast<int>(random() % 200);
      account.industry = random() % 3 ? "Retail" : "Health";
      account.territory = random() % 2 ? "North" : "";
    }
    for (RepFacts& rep : facts.reps) {
      rep.capacity_minutes = static_cast<int>(random() % 400);
      rep.territory = random() % 2 ? "South" : "North";
      if (random() % 4 == 0) rep.ends_on = kToday + static_cast<int>(random() % 200);
      for (const AccountFacts& account : facts.accounts) {
        if (random() % 5 == 0) facts.forbidden.push_back({account.id, rep.id, "no"});
      }
    }
    PlanRules rules{.territory_is_hard = random() % 2 == 0};
    if (random() % 2) rules.accounts_per_rep = static_cast<int>(random() % 4);
    const Draft draft = Planned(facts, rules);
    for (std::size_t j = 0; j < draft.lines.size(); ++j) {
      const DraftLine& line = draft.lines[j];
      if (line.successor || !line.remedy) continue;
      ++offered[static_cast<std::size_t>(line.remedy->kind)];
      const Draft after = After(facts, rules, draft, line);
      if (line.remedy->kind == RemedyKind::more_accounts) {
        EXPECT_LT(CountUnplaced(after), CountUnplaced(draft)) << round;
      } else {
        EXPECT_EQ(after.lines[j].successor, line.remedy->person_id)
            << round << " kind " << static_cast<int>(line.remedy->kind) << " limit "
            << rules.accounts_per_rep.value_or(-1) << " " << line.unplaced->key << " "
            << (after.lines[j].unplaced ? after.lines[j].unplaced->key : "");
      }
      EXPECT_LE(CountUnplaced(after), CountUnplaced(draft)) << round;
    }
  }
  for (const int count : offered) EXPECT_GT(count, 5);
}

TEST(Moved, SaysWhyOthersMovedWithIt) {
  Facts facts = SomeFacts(2, 2);
  facts.reps[0].industries = {{"retail", 30}};
  facts.reps[0].capacity_minutes = 60;  // room for one
  facts.ties[{Id{100}, Id{10}}] = {.contacts_met = 3, .strength = 2.6};
  const PlanRules rules{.revenue_spread_weight = 0};
  const Draft first = Planned(facts, rules);
  ASSERT_EQ(first.lines[0].successor, Id{10});
  ASSERT_EQ(first.lines[1].successor, Id{11});
  std::vector<Choice> choices{{.before = Id{10}}, {.is_locked = true, .locked_to = Id{10}, .before = Id{11}}};
  const Draft dragged = MakeDraft(facts, rules, kToday, choices, {});
  ASSERT_EQ(dragged.change.moved.size(), 2u);
  EXPECT_FALSE(dragged.change.moved[0].is_asked);
  EXPECT_EQ(dragged.change.moved[0].why,
            (Message{"plan.moved.no_room", {{"person", std::string("Rep 10")}}}));
  EXPECT_TRUE(dragged.change.moved[1].is_asked);
  EXPECT_EQ(dragged.change.moved[1].why, Message{});
  choices = {{.before = Id{11}}, {.before = Id{10}}};
  const Draft back = MakeDraft(facts, rules, kToday, choices, {});
  ASSERT_EQ(back.change.moved.size(), 2u);
  EXPECT_EQ(back.change.moved[0].why.key, "plan.moved.fit");
  EXPECT_LT(back.change.cost_permille, 0);
}

TEST(Moved, RoomLimitsAndRulesAreReasons) {
  Facts facts = SomeFacts(1, 2);
  facts.reps[0].industries = {{"retail", 30}};
  const std::vector<Choice> choices{{.before = Id{10}}};
  const auto why = [&](const PlanRules& rules) {
    const Draft draft = MakeDraft(facts, rules, kToday, choices, {});
    return draft.change.moved.empty() ? std::string() : draft.change.moved[0].why.key;
  };
  EXPECT_EQ(why({}), "");
  facts.forbidden = {{Id{100}, Id{10}, "no"}};
  EXPECT_EQ(why({}), "plan.moved.may_not");
  facts.forbidden.clear();
  facts.reps[0].accounts_now = 4;
  EXPECT_EQ(why({.accounts_per_rep = 4}), "plan.moved.limit");
  facts.reps[0].minutes_now = 590;
  EXPECT_EQ(why({}), "plan.moved.no_room");
  facts.reps[0].minutes_now = 0;
  facts.reps[0].revenue_now_minor = 900'000;
  EXPECT_EQ(why({.revenue_spread_weight = 3}), "plan.moved.spread");
  facts.reps[1].ends_on = facts.reps[0].ends_on = kToday;
  EXPECT_EQ(why({}), "plan.moved.no_place");
}

TEST(Moved, ALeastFitThatIsRaisedIsTheReason) {
  Facts facts = SomeFacts(1, 2);
  facts.reps[1].industries.clear();  // fits less
  facts.ties[{Id{100}, Id{10}}] = {.contacts_met = 3, .strength = 2.6};
  const Draft first = Planned(facts);
  ASSERT_EQ(first.lines[0].successor, Id{10});
  const PlanRules none{.keep_below_fit = 0.99};
  const Draft left = MakeDraft(facts, none, kToday, std::vector<Choice>{{.before = Id{10}}}, {});
  ASSERT_EQ(left.change.moved.size(), 1u);
  EXPECT_EQ(left.change.moved[0].why.key, "plan.moved.no_fit");
  EXPECT_GT(left.change.cost_permille, 0);

  // Nobody has a successor: there was a draft all the same, and it is told what came of the change.
  const Again again{.waited = [] { return std::chrono::milliseconds(0); }};
  const Draft back = MakeDraft(facts, {}, kToday, std::vector<Choice>(1), {}, again);
  EXPECT_TRUE(back.change.has_before);
  ASSERT_EQ(back.change.moved.size(), 1u);
  EXPECT_EQ(back.change.moved[0].why.key, "plan.moved.has_place");

  const std::int32_t fit_of_other = back.lines[0].fits[1].fit_permille;
  const PlanRules more{.keep_below_fit = (fit_of_other + 1) / 1000.0};
  const Draft moved = MakeDraft(facts, more, kToday, std::vector<Choice>{{.before = Id{11}}}, {});
  ASSERT_EQ(moved.change.moved.size(), 1u);
  EXPECT_EQ(moved.change.moved[0].why.key, "plan.moved.fit_below");
}

TEST(Hour, IsWhatThePlanWithItIsBetterBy) {
  Facts facts = SomeFacts(3, 2);
  for (RepFacts& rep : facts.reps) rep.capacity_minutes = 60;  // three accounts of an hour, two hours
  const PlanRules rules{.revenue_spread_weight = 0};
  const Draft draft = Planned(facts, rules);
  Facts larger = facts;
  larger.reps[1].capacity_minutes += 60;
  EXPECT_TRUE(draft.loads[1].is_hour_exact);
  EXPECT_EQ(draft.loads[1].hour_places, 1);
  EXPECT_GT(*draft.loads[1].hour_price_permille, 8000);
  facts.reps[1].capacity_minutes = 90;  // half an hour free already: the hour is worth no less
  EXPECT_EQ(Planned(facts, rules).loads[1].hour_places, 1);
  EXPECT_FALSE(Planned(SomeFacts(3, 2), rules).loads[1].hour_price_permille);
  EXPECT_EQ(CountUnplaced(Planned(larger, rules)), 0);
}

TEST(ExtraMinutes, ChangeTheDraftAndNobodysHours) {
  Facts facts = SomeFacts(2, 1);
  facts.reps[0].capacity_minutes = 60;
  PlanRules rules;
  EXPECT_EQ(CountUnplaced(Planned(facts, rules)), 1);
  rules.extra_minutes = {{Id{10}, 60}, {Id{77}, 60}};
  ApplyExtraMinutes(rules, facts);
  EXPECT_EQ(CountUnplaced(Planned(facts, rules)), 0);
  rules.extra_minutes = {{Id{10}, -600}};
  ApplyExtraMinutes(rules, facts);
  EXPECT_EQ(facts.reps[0].capacity_minutes, 0);
  RulesInput input;
  input.extra_minutes = {{Id{10}, 60}, {Id{77}, 60}};
  ASSERT_EQ(FaultsOf(input, facts).size(), 1u);
  EXPECT_EQ(FaultsOf(input, facts)[0].path, "rules.extra_minutes[1].person_id");
  rules.extra_minutes = {{Id{10}, 5000}, {Id{10}, 60}};
  const auto faults = FaultsOf(rules);
  ASSERT_EQ(faults.size(), 2u);
  EXPECT_EQ(faults[0].path, "rules.extra_minutes[0].minutes");
  EXPECT_EQ(faults[1].path, "rules.extra_minutes[1].person_id");
}

}  // namespace
}  // namespace baton::plan
