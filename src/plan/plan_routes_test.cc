#include "plan/plan_routes.h"

#include <gtest/gtest.h>

#include "action/undo.h"
#include "calendar/calendar.h"
#include "handoff/directory.h"
#include "handoff/handoff_routes.h"
#include "plan/directory.h"
#include "plan/plan_for_test.h"
#include "plan/plan_store.h"
#include "plan/plan_view.h"
#include "plan/proof.h"

namespace baton::plan {
namespace {

class PlanRoutesTest : public PlanTest {
 protected:
  static std::string SuccessorOf(const handoff::TestReply& plan, Id account) {
    const json::Value line = LineOf(plan, account);
    const json::Value& successor = line.at("successor");
    return successor.is_null() ? "" : std::string(successor.at("id").as_string());
  }
};

TEST_P(PlanRoutesTest, AMadePlanIsProvenAndExplained) {
  const auto plan = Made(R"({"rules":{"keep_below_fit":0.2}})");
  ASSERT_EQ(plan.status, 201) << plan.text;
  EXPECT_EQ(plan.Said("/state"), "draft");
  EXPECT_EQ(plan.Said("/status"), "optimal");
  EXPECT_EQ(plan.Number("/gap_permille"), 0);
  EXPECT_EQ(plan.at("/lines").as_array().size(), 3u);
  EXPECT_EQ(SuccessorOf(plan, larmar_), ToString(jada_));
  EXPECT_EQ(SuccessorOf(plan, bexley_), ToString(tom_));
  const json::Value line = LineOf(plan, larmar_);
  EXPECT_EQ(line.at("week_on").as_string(), "2026-11-30");
  EXPECT_EQ(line.at_pointer("/reasons/0/kind").as_string(), "for");
  EXPECT_EQ(line.at_pointer("/reasons/0/text").as_string(), "Serves 3 clients in Freight");
  EXPECT_EQ(line.at("fits").as_array().size(), 3u);
  EXPECT_TRUE(line.at("is_clear").as_bool());
  EXPECT_EQ(plan.at("/loads").as_array().size(), 3u);
  EXPECT_TRUE(plan.at("/cost_of_last_change").is_null());
  // Read again it says the same, the proof being checked.
  EXPECT_EQ(Get(jim_, PathOf(plan)).body, plan.body);
  EXPECT_EQ(Get(jim_, "/api/v1/plans").at("/items").as_array().size(), 1u);
}

TEST_P(PlanRoutesTest, ChangesRecomputeAndTellTheCost) {
  const auto plan = Made(R"({"rules":{"keep_below_fit":0.2}})");
  const auto moved = Post(jim_, PathOf(plan) + "/changes",
                          "{\"assign\":[{\"account_id\":\"" + ToString(larmar_) + "\",\"person_id\":\"" +
                              ToString(lena_) + "\"}]}",
                          plan.Number("/version"));
  ASSERT_EQ(moved.status, 200) << moved.text;
  EXPECT_EQ(SuccessorOf(moved, larmar_), ToString(lena_));
  EXPECT_TRUE(LineOf(moved, larmar_).at("is_locked").as_bool());
  EXPECT_GT(moved.Number("/cost_of_last_change"), 0);
  EXPECT_GE(moved.Number("/changed_from_last"), 1);
  for (const json::Value& move : moved.at("/moved_with_it").as_array()) {
    EXPECT_NE(move.at_pointer("/account/id").as_string(), ToString(larmar_));
  }
  // Other weights leave the lock alone.
  const auto weighed =
      Post(jim_, PathOf(plan) + "/changes", R"({"rules":{"weights":{"tie":0}}})", moved.Number("/version"));
  ASSERT_EQ(weighed.status, 200) << weighed.text;
  EXPECT_EQ(SuccessorOf(weighed, larmar_), ToString(lena_));
  EXPECT_EQ(weighed.at("/rules/weights/similarity").as_double(), 0.35);
  const auto freed = Post(jim_, PathOf(plan) + "/changes", "{\"unlock\":[\"" + ToString(larmar_) + "\"]}",
                          weighed.Number("/version"));
  EXPECT_EQ(SuccessorOf(freed, larmar_), ToString(jada_));
  EXPECT_LT(freed.Number("/cost_of_last_change"), 0);
}

TEST_P(PlanRoutesTest, AbsencesAndWorkingDaysMoveTheIntroduction) {
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, jim_}, "absence.create", now_);
    action.Insert(calendar::Absence{.org_id = {},
                                    .id = {},
                                    .person_id = jada_,
                                    .from_on = *ParseDay("2026-11-30"),
                                    .to_on = *ParseDay("2026-12-04"),
                                    .created_at = now_,
                                    .deleted_at = {}});
    action.Insert(calendar::WorkingWeek{.org_id = {}, .id = {}, .person_id = jim_, .hours = "1 540-1020"});
    action.Insert(calendar::Absence{.org_id = {},
                                    .id = {},
                                    .person_id = jim_,
                                    .from_on = *ParseDay("2026-12-07"),
                                    .to_on = *ParseDay("2026-12-07"),
                                    .created_at = now_,
                                    .deleted_at = {}});
  });
  const auto plan = Made(R"({"rules":{"keep_below_fit":0.2}})");
  ASSERT_EQ(plan.status, 201) << plan.text;
  EXPECT_EQ(SuccessorOf(plan, larmar_), ToString(jada_));
  EXPECT_EQ(LineOf(plan, larmar_).at("week_on").as_string(), "2026-12-14");
  EXPECT_EQ(LineOf(plan, bexley_).at("week_on").as_string(), "2026-11-30");
}

TEST_P(PlanRoutesTest, WhatIfSomebodyHadLessTime) {
  const auto plan = Made(R"({"rules":{"keep_below_fit":0.2}})");
  const auto extra = [](Id person, const std::string& minutes) {
    return R"({"rules":{"keep_below_fit":0.2,"extra_minutes":[{"person_id":")" + ToString(person) +
           R"(","minutes":)" + minutes + "}]}}";
  };
  const auto without = Post(jim_, PathOf(plan) + "/changes", extra(jada_, "-2400"), 1);
  ASSERT_EQ(without.status, 200) << without.text;
  EXPECT_NE(SuccessorOf(without, larmar_), ToString(jada_));
  EXPECT_GT(without.Number("/cost_of_last_change"), 0);
  EXPECT_EQ(without.Said("/moved_with_it/0/why"), "Jada Ellis has no room left for it");
  EXPECT_EQ(without.at("/rules/extra_minutes/0/minutes").as_int64(), -2400);
  // Read again the head is the same, the proof being checked.
  const auto read = Get(jim_, PathOf(plan));
  for (const char* member : {"/version", "/status", "/objective", "/bound", "/loads", "/moved_with_it"})
    EXPECT_EQ(read.at(member), without.at(member)) << member;
  const auto refused = Post(jim_, PathOf(plan) + "/changes", extra(max_, "60"), 2);
  EXPECT_EQ(refused.status, 422);
  EXPECT_NE(refused.text.find("rules.extra_minutes[0].person_id"), std::string::npos) << refused.text;
  EXPECT_EQ(Post(jim_, PathOf(plan) + "/changes", extra(jada_, "1e400"), 2).status, 400);
  EXPECT_EQ(Post(jim_, "/api/v1/plans", extra(jada_, "99999")).status, 422);
}

TEST_P(PlanRoutesTest, WhatHasNoPlaceSaysWhatWouldGiveItOne) {
  const std::string none = R"({"account_id":")" + ToString(larmar_) + R"(","person_id":")";
  const auto plan = Made(R"({"rules":{"keep_below_fit":0.2}})");
  const auto refused = Post(jim_, PathOf(plan) + "/changes",
                            "{\"forbid\":[" + none + ToString(jada_) + "\"}," + none + ToString(tom_) +
                                "\"}," + none + ToString(lena_) + "\"}]}",
                            1);
  ASSERT_EQ(refused.status, 200) << refused.text;
  EXPECT_EQ(refused.Said("/unplaced/0/account/id"), ToString(larmar_));
  EXPECT_EQ(refused.Said("/unplaced/0/reason"),
            "Jada Ellis fits best of those who fit, but you ruled that out");
  EXPECT_EQ(refused.Said("/unplaced/0/remedy/kind"), "allow");
  EXPECT_EQ(refused.Said("/unplaced/0/remedy/person/id"), ToString(jada_));
  EXPECT_EQ(refused.Said("/unplaced/0/remedy/text"), "It has a place if Jada Ellis may take it again");
}

TEST_P(PlanRoutesTest, VersionsAreHeld) {
  const auto plan = Made();
  ASSERT_EQ(plan.status, 201) << plan.text;
  EXPECT_EQ(Post(jim_, PathOf(plan) + "/changes", "{}").status, 428);
  EXPECT_EQ(Post(jim_, PathOf(plan) + "/changes", "{}", 99).status, 412);
  EXPECT_EQ(Post(jim_, PathOf(plan) + "/approval", "", 99).status, 412);
}

TEST_P(PlanRoutesTest, ForbiddenPairsOutliveThePlan) {
  const auto plan = Made(R"({"rules":{"keep_below_fit":0.2}})");
  const std::string pair = "[{\"account_id\":\"" + ToString(larmar_) + "\",\"person_id\":\"" +
                           ToString(jada_) + "\",\"reason\":\"Bill asked for somebody else\"}]";
  const auto changed = Post(jim_, PathOf(plan) + "/changes", "{\"forbid\":" + pair + "}", 1);
  ASSERT_EQ(changed.status, 200) << changed.text;
  EXPECT_NE(SuccessorOf(changed, larmar_), ToString(jada_));
  const auto other = Made(R"({"rules":{"keep_below_fit":0.2}})");
  EXPECT_NE(SuccessorOf(other, larmar_), ToString(jada_));
  const auto allowed = Post(jim_, PathOf(other) + "/changes", "{\"allow\":" + pair + "}", 1);
  EXPECT_EQ(SuccessorOf(allowed, larmar_), ToString(jada_)) << allowed.text;
  EXPECT_TRUE(FindForbidden(*db().Read(), kOrg, std::vector{larmar_}).empty());
}

TEST_P(PlanRoutesTest, ApprovalMakesHandoffsAndOneNoticeEach) {
  const auto plan = Made(R"({"rules":{"keep_below_fit":0.2}})");
  std::size_t placed = 0;
  for (const json::Value& line : plan.at("/lines").as_array())
    placed += line.at("successor").is_null() ? 0 : 1;
  const auto approved = Post(jim_, PathOf(plan) + "/approval", "", 1);
  ASSERT_EQ(approved.status, 200) << approved.text;
  EXPECT_EQ(approved.Said("/state"), "approved");
  EXPECT_EQ(Get(jim_, "/api/v1/handoffs?role=mine").at("/items").as_array().size(), placed);
  EXPECT_EQ(Get(jim_, "/api/v1/handoffs?role=mine").Said("/items/0/introduction_on"), "2026-11-30");
  for (const Id rep : {jada_, tom_, lena_}) {
    const auto coming = Get(rep, "/api/v1/handoffs?role=to_me").at("/items").as_array().size();
    EXPECT_EQ(NoticesOf(rep), coming > 0 ? 1 : 0);
  }
  EXPECT_EQ(OwnerOf(larmar_), jim_);  // nothing moves before it is owned
  EXPECT_EQ(Post(jim_, PathOf(plan) + "/changes", "{}", 2).status, 409);
  EXPECT_EQ(Post(jim_, PathOf(plan) + "/approval", "", 2).status, 409);
}

TEST_P(PlanRoutesTest, ApprovalIsTakenBackAsOneDeed) {
  action::Tables tables;
  AddTables(tables);
  handoff::AddTables(tables);
  tables.Add({.name = "notice"});
  const auto plan = Made(R"({"rules":{"keep_below_fit":0.2}})");
  Post(jim_, PathOf(plan) + "/approval", "", 1);
  ASSERT_TRUE(action_id_);
  db().Write([&](db::Tx& tx) {
    action::Action undoing(tx, {kOrg, jim_}, "action.undo", now_);
    EXPECT_TRUE(action::Undo(undoing, *action_id_, tables).kept.empty());
  });
  EXPECT_TRUE(Get(jim_, "/api/v1/handoffs").at("/items").as_array().empty());
  EXPECT_EQ(Get(jim_, PathOf(plan)).Said("/state"), "draft");
  EXPECT_EQ(NoticesOf(jada_), 0);
}

TEST_P(PlanRoutesTest, WhatMovedOnIsNotApproved) {
  const auto plan = Made(R"({"rules":{"keep_below_fit":0.2}})");
  const auto second = Made(R"({"rules":{"keep_below_fit":0.2}})");
  EXPECT_EQ(Post(jim_, PathOf(plan) + "/approval", "", 1).status, 200);
  const auto refused = Post(jim_, PathOf(second) + "/approval", "", 1);
  EXPECT_EQ(refused.status, 409);
  // Recomputed, the accounts that are under way have left the draft.
  const auto empty = Post(jim_, PathOf(second) + "/changes", "{}", 1);
  ASSERT_EQ(empty.status, 200) << empty.text;
  EXPECT_LT(empty.at("/lines").as_array().size(), second.at("/lines").as_array().size());
}

TEST_P(PlanRoutesTest, WhoMayDoWhat) {
  const auto plan = Made();
  const std::string path = PathOf(plan);
  EXPECT_EQ(Get(dana_, path).status, 200);
  EXPECT_EQ(Get(max_, path).status, 404);
  EXPECT_EQ(Get(jada_, path).status, 403);
  EXPECT_EQ(Get(ann_, path).status, 403);
  EXPECT_EQ(Post(dana_, "/api/v1/plans", "{}").status, 409);  // no client of her own
  EXPECT_EQ(Post(dana_, path + "/approval", "", 1).status, 403);
  EXPECT_EQ(Post(max_, path + "/approval", "", 1).status, 404);
  EXPECT_EQ(Post(max_, "/api/v1/plans", "{}").status, 409);  // nothing to hand over
  EXPECT_EQ(Post(jim_, "/api/v1/plans", "{\"manager_ids\":[\"" + ToString(max_) + "\"]}").status, 422);
  const auto foreign = Post(jim_, "/api/v1/plans", "{\"account_ids\":[\"" + ToString(wren_) + "\",\"99\"]}");
  EXPECT_EQ(foreign.status, 422);
  EXPECT_NE(foreign.text.find("account_ids[1]"), std::string::npos);
}

TEST_P(PlanRoutesTest, DiscardCompareAndCsv) {
  const auto plan = Made(R"({"name":"First","rules":{"keep_below_fit":0.2}})");
  const auto other = Made(R"({"name":"Second","rules":{"keep_below_fit":0.2}})");
  const auto moved =
      Post(jim_, PathOf(other) + "/changes",
           "{\"assign\":[{\"account_id\":\"" + ToString(larmar_) + "\",\"person_id\":null}]}", 1);
  ASSERT_EQ(moved.status, 200) << moved.text;
  EXPECT_EQ(SuccessorOf(moved, larmar_), "");
  const auto compared = Get(jim_, PathOf(plan) + "/comparison?with=" + other.Said("/id"));
  ASSERT_EQ(compared.status, 200) << compared.text;
  EXPECT_EQ(compared.Said("/lines/0/here/name"), "Jada Ellis");
  EXPECT_TRUE(compared.at("/lines/0/there").is_null());
  const auto csv = Get(jim_, PathOf(plan) + ".csv");
  EXPECT_EQ(csv.status, 200);
  EXPECT_NE(csv.text.find("Larmar Freight,Jim Calder,48200.00,USD,Jada Ellis,2026-11-30"), std::string::npos)
      << csv.text;
  EXPECT_NE(csv.text.find("(+) Serves 3 clients in Freight"), std::string::npos);
  EXPECT_EQ(csv.text.find('\''), std::string::npos);  // nothing that a spreadsheet would take for a formula
  EXPECT_EQ(Ask(jim_, http::Method::remove, PathOf(plan)).status, 204);
  EXPECT_EQ(Get(jim_, PathOf(plan)).Said("/state"), "discarded");
  EXPECT_EQ(Get(jim_, "/api/v1/plans?state=draft").at("/items").as_array().size(), 1u);
}

TEST_P(PlanRoutesTest, AProofThatDoesNotHoldClaimsNothing) {
  const auto plan = Made(R"({"rules":{"keep_below_fit":0.2}})");
  db().Write(
      [&](db::Tx& tx) { tx.Execute("UPDATE plan SET objective = objective - 1 WHERE org_id = $1", kOrg); });
  const auto read = Get(jim_, PathOf(plan));
  EXPECT_EQ(read.Said("/status"), "feasible");
  EXPECT_EQ(read.Number("/gap_permille"), 1000);
  EXPECT_FALSE(VerifyPlans(*db().Read(), kOrg).at(0).holds);
  Made();
  EXPECT_TRUE(VerifyPlans(*db().Read(), kOrg).at(1).holds);
}

TEST(GapPermille, IsNeverRoundedDownToNothing) {
  EXPECT_EQ(GapPermille(100, 100), 0);
  EXPECT_EQ(GapPermille(1'000'000, 999'999), 1);
  EXPECT_EQ(GapPermille(200, 100), 500);
  EXPECT_EQ(GapPermille(200, 0), 1000);
}

INSTANTIATE_TEST_SUITE_P(Engines, PlanRoutesTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::plan
