#include "ninety_days/ninety_days_routes.h"

#include <gtest/gtest.h>

#include "book/opportunity.h"
#include "coaching/promise_for_test.h"
#include "db/statement_count.h"
#include "handoff/team_for_test.h"

namespace baton::ninety_days {
namespace {

// Now is 2026-11-24.
class NinetyDaysRoutesTest : public handoff::TeamTest {
 protected:
  void AddRoutes(http::Router& router) override { AddNinetyDaysRoutes(router); }

  std::string Path(Id person) { return "/api/v1/people/" + ToString(person) + "/ninety-days"; }
  handoff::TestReply Begin(Id asker, const std::string& day, std::int64_t version = 0) {
    return Ask(asker, http::Method::patch, Path(jim_), R"({"starts_on":")" + day + "\"}", version);
  }
  static const json::Value* Step(const handoff::TestReply& reply, std::string_view key) {
    for (const json::Value& one : reply.at("/steps").as_array()) {
      if (one.at("key").as_string() == key) return &one;
    }
    return nullptr;
  }
  void Deal(Id owner, std::string_view opened_on) {
    db().Write([&](db::Tx& tx) {
      action::Action action(tx, {kOrg, jim_}, "test.insert", now_);
      book::Opportunity deal;
      deal.account_id = larmar_;
      deal.owner_id = owner;
      deal.name = "Deal";
      deal.opened_on = *ParseDay(opened_on);
      deal.created_at = now_;
      action.Insert(deal);
    });
  }
};

TEST_P(NinetyDaysRoutesTest, StepsAreJudgedFromWhatHappened) {
  const auto begun = Begin(jim_, "2026-11-02");
  ASSERT_EQ(begun.status, 200) << begun.text;
  EXPECT_EQ(begun.Number("/day"), 23);
  EXPECT_TRUE(begun.at("/is_start_set").as_bool());
  ASSERT_EQ(begun.at("/steps").as_array().size(), 16U);
  EXPECT_EQ(Step(begun, "decided")->at("done").as_int64(), 0);
  EXPECT_EQ(Step(begun, "decided")->at("of").as_int64(), 3);
  EXPECT_EQ(Step(begun, "decided")->at("waiting").as_array().size(), 3U);
  EXPECT_TRUE(Step(begun, "decided")->at("is_late").as_bool());
  EXPECT_EQ(Step(begun, "no_new_deals")->at("state").as_string(), "done");
  EXPECT_EQ(Step(begun, "one_to_ones")->at("of").as_int64(), 3);
  EXPECT_EQ(Step(begun, "second_tie")->at("state").as_string(), "unknown") << "nobody learnt ties";

  Deal(jim_, "2026-11-01");  // of the time before
  Deal(jada_, "2026-11-10");
  EXPECT_EQ(Step(Get(jim_, Path(jim_)), "no_new_deals")->at("state").as_string(), "done");
  Deal(jim_, "2026-11-02");
  EXPECT_EQ(Step(Get(jim_, Path(jim_)), "no_new_deals")->at("state").as_string(), "open");

  auto promise = coaching::PromiseOf(jim_, lena_, "2026-11-10T10:30:00Z", now_, coaching::PromiseState::kept);
  promise.kept_at = *ParseInstant("2026-11-10T11:00:00Z");
  coaching::InsertPromise(db(), kOrg, promise);
  EXPECT_EQ(Step(Get(jim_, Path(jim_)), "promises")->at("state").as_string(), "done");
}

TEST_P(NinetyDaysRoutesTest, WhoeverIsAboveSeesStepsAndNothingElse) {
  ASSERT_EQ(Begin(dana_, "2026-11-02").status, 200);
  const auto said = Ask(jim_, http::Method::patch, Path(jim_), R"({"stop_text":"Closing for Tom"})", 1);
  ASSERT_EQ(said.status, 200) << said.text;
  EXPECT_EQ(said.Said("/stop_text"), "Closing for Tom");
  EXPECT_EQ(Step(said, "stop")->at("state").as_string(), "done");

  const auto seen = Get(dana_, Path(jim_));
  ASSERT_EQ(seen.status, 200);
  EXPECT_EQ(seen.text.find("Closing"), std::string::npos);
  EXPECT_EQ(seen.text.find("Larmar"), std::string::npos);
  EXPECT_EQ(seen.text.find("Tom"), std::string::npos);
  EXPECT_EQ(Step(seen, "stop")->at("state").as_string(), "done");
  EXPECT_EQ(Step(seen, "decided")->at("of").as_int64(), 0);
  EXPECT_EQ(Ask(dana_, http::Method::patch, Path(jim_), R"({"stop_text":"x"})", 2).status, 403);

  EXPECT_EQ(Get(max_, Path(jim_)).status, 404);
  EXPECT_EQ(Get(jada_, Path(jim_)).status, 403);
  EXPECT_EQ(Get(ann_, Path(jim_)).status, 403);
  EXPECT_EQ(Get(jim_, Path(jada_)).status, 404) << "she manages nobody";
}

TEST_P(NinetyDaysRoutesTest, BeforeTheFirstDayThereIsNothingToJudge) {
  const auto early = Begin(jim_, "2026-12-01");
  ASSERT_EQ(early.status, 200) << early.text;
  EXPECT_EQ(early.Number("/day"), -6);
  EXPECT_TRUE(early.at("/steps").as_array().empty());
  EXPECT_EQ(Begin(jim_, "2026-11-24", 1).Number("/day"), 1);
  EXPECT_EQ(Begin(jim_, "2020-02-29", 2).status, 422);
  EXPECT_EQ(Begin(jim_, "2026-11-24", 1).status, 412) << "somebody changed it";
  EXPECT_EQ(Begin(jim_, "2025-11-30", 2).Number("/day"), 360) << "long over";
}

TEST_P(NinetyDaysRoutesTest, TheOrganizationChangesItsPath) {
  ASSERT_EQ(Begin(jim_, "2026-11-02").status, 200);
  const std::string path = "/api/v1/ninety-days-path";
  EXPECT_EQ(Get(jim_, path).Number("/version"), 0);
  const auto changed = Ask(
      ann_, http::Method::patch, path,
      R"({"steps":[{"key":"decided","until_day":20,"is_on":true,"title":"List them"},{"key":"stop","until_day":90,"is_on":false,"title":""}]})",
      0);
  ASSERT_EQ(changed.status, 200) << changed.text;
  EXPECT_EQ(changed.at("/steps").as_array().size(), 16U) << "what is not named stays";
  const auto days = Get(jim_, Path(jim_));
  EXPECT_EQ(days.at("/steps").as_array().size(), 15U);
  EXPECT_EQ(Step(days, "decided")->at("title").as_string(), "List them");
  EXPECT_EQ(Step(days, "decided")->at("until_on").as_string(), "2026-11-21");
  EXPECT_EQ(Ask(jim_, http::Method::patch, path, R"({"steps":[]})", 1).status, 403);
  for (
      const char* bad :
      {R"({"steps":[{"key":"decided","until_day":0,"is_on":true,"title":""}]})",
       R"({"steps":[{"key":"decided","until_day":91,"is_on":true,"title":""}]})",
       R"({"steps":[{"key":"decided","until_day":9,"is_on":true,"title":""},{"key":"decided","until_day":9,"is_on":true,"title":""}]})",
       R"({"steps":[{"key":"nonsense","until_day":9,"is_on":true,"title":""}]})"})
    EXPECT_EQ(Ask(ann_, http::Method::patch, path, bad, 1).status, 422) << bad;
  const auto reset = Ask(ann_, http::Method::patch, path, R"({"steps":[]})", 1);
  ASSERT_EQ(reset.status, 200) << reset.text;
  EXPECT_EQ(Get(jim_, Path(jim_)).at("/steps").as_array().size(), 16U);
}

TEST_P(NinetyDaysRoutesTest, AsksAsManyQuestionsHoweverMuchThereIs) {
  ASSERT_EQ(Begin(jim_, "2026-11-02").status, 200);
  const auto count = [&] {
    const auto before = db::StatementsRun();
    EXPECT_EQ(Get(jim_, Path(jim_)).status, 200);
    return db::StatementsRun() - before;
  };
  const auto few = count();
  for (int i = 0; i < 20; ++i) {
    db().Write([&](db::Tx& tx) {
      action::Action action(tx, {kOrg, jim_}, "test.insert", now_);
      AddAccount(action, "More " + std::to_string(i), "Food", 1'000 + i, jim_);
    });
    Deal(jim_, "2026-11-12");
  }
  EXPECT_EQ(count(), few);
}

INSTANTIATE_TEST_SUITE_P(Engines, NinetyDaysRoutesTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::ninety_days
