#include "plan/changes.h"

#include <gtest/gtest.h>

#include "plan/draft.h"
#include "plan/facts_for_test.h"

namespace baton::plan {
namespace {

const Id kAccount{100};
const Id kOther{101};
const Id kRep{10};

Result<std::vector<Choice>> Changed(Facts facts, const ChangesInput& changes,
                                    std::vector<Choice> choices = {}) {
  choices.resize(facts.accounts.size());
  ApplyPairs(changes, facts);
  return ApplyChanges(changes, facts, choices);
}

TEST(Changes, AssigningLocks) {
  const auto choices = Changed(SomeFacts(2, 2), {.assign = {{kAccount, kRep}, {kOther, std::nullopt}}});
  ASSERT_TRUE(choices);
  EXPECT_TRUE(choices->at(0).is_locked && choices->at(0).locked_to == kRep);
  EXPECT_TRUE(choices->at(1).is_locked && !choices->at(1).locked_to);
}

TEST(Changes, LockKeepsWhoHasItAndUnlockLetsGo) {
  const auto locked = Changed(SomeFacts(1, 2), {.lock = {kAccount}}, {{.before = Id{11}}});
  EXPECT_EQ(locked->at(0).locked_to, Id{11});
  const auto free = Changed(SomeFacts(1, 2), {.unlock = {kAccount}}, *locked);
  EXPECT_FALSE(free->at(0).is_locked);
}

TEST(Changes, FaultsNameThePlace) {
  const auto failed =
      Changed(SomeFacts(1, 1), {.assign = {{Id{7}, kRep}, {kAccount, Id{8}}, {kAccount, kRep}},
                                .lock = {Id{9}},
                                .forbid = {{kAccount, Id{99}, "no"}}});
  ASSERT_FALSE(failed);
  std::vector<std::string> paths;
  for (const FieldFault& fault : failed.error().errors) paths.push_back(fault.path);
  EXPECT_EQ(paths, (std::vector<std::string>{"lock[0]", "assign[0].account_id", "assign[1].person_id",
                                             "assign[2].account_id", "forbid[0].person_id"}));
}

TEST(Changes, NoRoomNamesTheHours) {
  Facts facts = SomeFacts(1, 1);
  facts.reps[0].minutes_now = 570;
  const auto failed = Changed(facts, {.assign = {{kAccount, kRep}}});
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().kind, Kind::conflict);
  EXPECT_EQ(failed.error().message.key, "problem.plan.no_room");
  EXPECT_EQ(failed.error().message.arguments.at("free"), Argument(0.5));
  EXPECT_EQ(failed.error().message.arguments.at("needed"), Argument(1.0));
}

TEST(Changes, ForbiddenPairs) {
  Facts facts = SomeFacts(1, 2);
  facts.forbidden = {{kAccount, kRep, "History"}};
  EXPECT_EQ(Changed(facts, {.assign = {{kAccount, kRep}}}).error().message.key,
            "problem.plan.forbidden_pair");
  EXPECT_TRUE(Changed(facts, {.assign = {{kAccount, kRep}}, .allow = {{kAccount, kRep, {}}}}));
  // A lock gives way to a pair that is forbidden later.
  const auto choices = Changed(SomeFacts(1, 2), {.forbid = {{kAccount, kRep, "History"}}},
                               {{.is_locked = true, .locked_to = kRep, .before = kRep}});
  ASSERT_TRUE(choices);
  EXPECT_FALSE(choices->at(0).is_locked);
}

TEST(Changes, RulesThatAreAbsentStay) {
  PlanRules rules;
  rules.accounts_per_rep = 8;
  rules.renewal_days = 30;
  RulesInput input;
  input.weights.emplace().tie = 0.9;
  const PlanRules after = Apply(input, rules);
  EXPECT_EQ(after.weights.tie, 0.9);
  EXPECT_EQ(after.weights.similarity, 0.35);
  EXPECT_EQ(after.renewal_days, 30);
  EXPECT_FALSE(after.accounts_per_rep);  // none means no limit
}

TEST(Changes, AnythingThatIsAcceptedCanBeMade) {
  Facts facts = SomeFacts(3, 2);
  const auto choices = Changed(facts, {.assign = {{kAccount, kRep}}, .forbid = {{kOther, kRep, "no"}}});
  ASSERT_TRUE(choices);
  ApplyPairs({.forbid = {{kOther, kRep, "no"}}}, facts);
  const Draft draft = MakeDraft(facts, {}, kToday, *choices, {});
  EXPECT_EQ(draft.lines[0].successor, kRep);
  EXPECT_EQ(draft.lines[1].successor, Id{11});
}

}  // namespace
}  // namespace baton::plan
