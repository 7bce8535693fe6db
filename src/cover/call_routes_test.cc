#include "cover/call_routes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "book/opportunity.h"
#include "book/stage.h"
#include "calendar/calendar.h"
#include "cover/cover_routes.h"
#include "handoff/directory.h"
#include "handoff/team_for_test.h"
#include "sheet/sheet.h"
#include "ties/learn.h"

namespace baton::cover {
namespace {

// Now is Tuesday 2026-11-24, 09:41 UTC. Dana sees to the clients of Jim, who leaves at once.
class CallRoutesTest : public handoff::TeamTest {
 protected:
  void AddRoutes(http::Router& router) override { AddCoverRoutes(router); }
  std::string Path() const { return "/api/v1/people/" + ToString(jim_) + "/leaving-calls"; }
};

TEST_P(CallRoutesTest, PutsTheCallsInOrder) {
  Meet(bexley_, {jim_, tom_}, DaysFromNow(-5));
  ties::Learn(db(), kOrg, now_);
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, jim_}, "test", now_);
    const auto stage = action.Insert(book::Stage{.name = "Contract out",
                                                 .name_fold = "contract out",
                                                 .position = 1,
                                                 .category = book::StageCategory::signature});
    action.Insert(book::Opportunity{.account_id = wren_,
                                    .owner_id = jim_,
                                    .stage_id = stage.id,
                                    .name = "Scales",
                                    .currency = "USD",
                                    .closes_on = ParseDay("2026-12-01"),
                                    .created_at = now_});
    const handoff::Proposal proposals[] = {{.account_id = larmar_, .from_id = jim_, .to_id = jada_}};
    handoff::Propose(action, proposals);
  });
  const auto reply = Post(dana_, Path(), "{}");
  ASSERT_EQ(reply.status, 201) << reply.text;
  ASSERT_EQ(reply.at("/items").as_array().size(), 3u);
  EXPECT_EQ(reply.Said("/items/0/account/name"), "Wren Dairy");  // at signature
  EXPECT_EQ(reply.Said("/items/0/day_on"), "2026-11-24");
  for (int i = 1; i < 3; ++i) {
    const std::string item = "/items/" + std::to_string(i);
    const bool is_larmar = reply.Said(item + "/account/name") == "Larmar Freight";
    EXPECT_EQ(reply.Said(item + "/caller/name"), is_larmar ? "Jada Ellis" : "Tom Reyes");
    EXPECT_EQ(reply.at(item + "/handoff_id").is_string(), is_larmar);
    EXPECT_GT(reply.Number(item + "/expected_minor"), 0);
  }
  EXPECT_EQ(reply.Number("/order/first"), 2) << "of three there is a choice of two";
  EXPECT_EQ(reply.Number("/order/tried"), 8) << "four assumptions, both ends";
  EXPECT_GE(reply.Number("/order/stay"), 1) << "the deal at signature rests on none";
  EXPECT_LE(reply.Number("/order/stay"), 2);
  EXPECT_EQ(reply.Number("/order/stay") == 2, reply.Number("/order/unchanged") == 8);
}

TEST_P(CallRoutesTest, AMeetingAndAPromiseComeFirst) {
  Meet(bexley_, {jim_, tom_}, DaysFromNow(2));
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, jim_}, "test", now_);
    action.Insert(sheet::ClientPromise{.account_id = wren_,
                                       .person_id = jim_,
                                       .title = "A new price list",
                                       .due_on = ParseDay("2026-11-25"),
                                       .promised_at = now_});
  });
  const auto reply = Post(dana_, Path(), "{}");
  ASSERT_EQ(reply.status, 201) << reply.text;
  EXPECT_EQ(reply.Said("/items/0/account/name"), "Wren Dairy");
  EXPECT_THAT(reply.Said("/items/0/why"), testing::HasSubstr("A new price list"));
  EXPECT_THAT(reply.Said("/items/1/why"), testing::HasSubstr("A meeting is booked"));
}

// Tom met the client once, long ago: to say that nobody else knows it would not be true.
TEST_P(CallRoutesTest, SaysWhereNobodyElseIsClose) {
  for (const Id account : {larmar_, bexley_, wren_}) {
    for (const int days : {-10, -11, -12}) Meet(account, {jim_}, DaysFromNow(days));
  }
  Meet(larmar_, {tom_}, DaysFromNow(-600));
  ties::Learn(db(), kOrg, now_);
  const auto reply = Post(dana_, Path(), "{}");
  ASSERT_EQ(reply.status, 201) << reply.text;
  for (const json::Value& item : reply.at("/items").as_array()) {
    if (item.at_pointer("/account/name").as_string() != "Larmar Freight") continue;
    EXPECT_EQ(item.at("why").as_string(), "Nobody else is close to them.");
    EXPECT_EQ(item.at_pointer("/caller/name").as_string(), "Tom Reyes") << "who knows them all the same";
  }
}

TEST_P(CallRoutesTest, ACallIsTickedAndStaysWhenPlannedAgain) {
  const auto planned = Post(dana_, Path(), "{}");
  const std::string call = "/api/v1/leaving-calls/" + planned.Said("/items/0/id");
  EXPECT_EQ(Post(max_, call + "/done", "", 1).status, 404);
  EXPECT_EQ(Post(dana_, call + "/done", "", 1).status, 200);
  EXPECT_EQ(Post(dana_, call + "/done", "", 1).status, 412);
  const auto again = Post(dana_, Path(), "{}");
  ASSERT_EQ(again.at("/items").as_array().size(), 3u);
  int done = 0;
  for (const json::Value& item : again.at("/items").as_array()) done += item.at("done_at").is_null() ? 0 : 1;
  EXPECT_EQ(done, 1);
  EXPECT_EQ(Post(dana_, call + "/not-done", "", 2).status, 200);
}

TEST_P(CallRoutesTest, WhoCallsSeesTheOwnCallsWithoutFigures) {
  const auto planned = Post(dana_, Path(), "{}");
  const std::string call = "/api/v1/leaving-calls/" + planned.Said("/items/0/id");
  const auto given = Ask(dana_, http::Method::patch, call, R"({"caller_id":")" + ToString(lena_) + "\"}", 1);
  ASSERT_EQ(given.status, 200) << given.text;
  const auto seen = Get(lena_, Path());
  ASSERT_EQ(seen.status, 200);
  EXPECT_TRUE(seen.at("/order").is_null());
  bool is_there = false;
  for (const json::Value& item : seen.at("/items").as_array()) {
    EXPECT_EQ(item.at_pointer("/caller/name").as_string(), "Lena Koch");
    EXPECT_TRUE(item.at("expected_minor").is_null());
    is_there |= item.at("id").as_string() == planned.Said("/items/0/id");
  }
  EXPECT_TRUE(is_there);
  EXPECT_EQ(Post(lena_, call + "/done", "", 2).status, 200);
  EXPECT_EQ(Ask(lena_, http::Method::patch, call, R"({"day_on":"2026-11-26"})", 3).status, 404);
  EXPECT_EQ(Post(lena_, Path(), "{}").status, 403);
  EXPECT_EQ(Get(max_, Path()).status, 404);
  EXPECT_EQ(Get(ann_, Path()).status, 404);
  EXPECT_EQ(Post(max_, Path(), "{}").status, 404);
}

// Whoever is away all week calls nobody.
TEST_P(CallRoutesTest, KeepsToTheHoursOfWhoCalls) {
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, jim_}, "test", now_);
    for (const Id person : {dana_, jada_, tom_, max_}) {
      action.Insert(calendar::Absence{.person_id = person,
                                      .from_on = *ParseDay("2026-11-20"),
                                      .to_on = *ParseDay("2026-12-20"),
                                      .created_at = now_});
    }
  });
  const auto reply = Post(dana_, Path(), "{}");
  for (const json::Value& item : reply.at("/items").as_array())
    EXPECT_EQ(item.at_pointer("/caller/name").as_string(), "Lena Koch");
}

TEST_P(CallRoutesTest, NobodyToCall) {
  const auto reply = Post(jim_, "/api/v1/people/" + ToString(lena_) + "/leaving-calls", "{}");
  EXPECT_EQ(reply.Said("/code"), "problem.cover.nobody_to_call");
}

INSTANTIATE_TEST_SUITE_P(Engines, CallRoutesTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::cover
