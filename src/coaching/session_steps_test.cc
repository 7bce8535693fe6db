#include <gtest/gtest.h>

#include "action/undo.h"
#include "coaching/promise_routes.h"
#include "coaching/session_routes.h"
#include "handoff/team_for_test.h"

namespace baton::coaching {
namespace {

// Now is Tuesday 2026-11-24 09:41 UTC.
class SessionStepsTest : public handoff::TeamTest {
 protected:
  void SetUp() override {
    TeamTest::SetUp();
    if (IsSkipped()) return;
    session_ = Session("2026-11-24T08:00:00Z");
    ASSERT_FALSE(session_.empty());
  }
  void AddRoutes(http::Router& router) override { AddSessionRoutes(router, options_); }

  std::string Session(const std::string& starts) {
    const auto made = Post(jim_, "/api/v1/coaching-sessions",
                           R"({"kind":"one_to_one","purpose":"skill","starts_at":")" + starts +
                               R"(","minutes":30,"rep_ids":[")" + ToString(jada_) + R"("]})");
    EXPECT_EQ(made.status, 201) << made.text;
    return "/api/v1/coaching-sessions/" + made.Said("/id");
  }
  std::string Step(Id person, const std::string& more = "") {
    const auto made =
        Post(person, session_ + "/steps", R"({"text":"Five openings","due_on":"2026-12-01")" + more + "}");
    EXPECT_EQ(made.status, 201) << made.text;
    return "/api/v1/coaching-steps/" + made.Said("/id");
  }
  int Change(Id person, const std::string& step, const std::string& body) {
    const auto version = Get(person, session_).Number("/steps/0/version");
    return Ask(person, http::Method::patch, step, body, version).status;
  }
  void MoveToMax(Id rep_id) {
    db().Write([&](db::Tx& tx) {
      action::Action action(tx, {kOrg, std::nullopt}, "person.change", now_);
      const auto row = *people::FindPerson(tx, kOrg, rep_id);
      people::Person moved = row;
      moved.manager_id = max_;
      EXPECT_TRUE(action.Update(row, moved));
    });
  }
  void Wait(int minutes) { now_ = now_ + minutes * kMillisecondsPerMinute; }

  const seal::Key key_{{7, 8, 9}};
  const SessionOptions options_{.key = &key_,
                                .facts = [](db::Connection&, const FactQuery& query) -> std::vector<Fact> {
                                  return {{.source = ItemSource::deal_won,
                                           .ref_id = Id{99},
                                           .rep_id = query.rep_id,
                                           .name = "15 terminals"}};
                                }};
  std::string session_;
};

TEST_P(SessionStepsTest, SayWhoChangedThemAndWhatTheyWere) {
  const std::string step = Step(jada_);
  EXPECT_TRUE(Get(jim_, session_).at("/steps/0/history").as_array().empty());
  Wait(60);
  ASSERT_EQ(Change(jim_, step, R"({"text":"Ten openings","due_on":"2026-12-08"})"), 200);
  Wait(60);
  ASSERT_EQ(Change(jada_, step, R"({"is_done":true})"), 200);
  for (const Id person : {jim_, jada_}) {
    const auto page = Get(person, session_);
    ASSERT_EQ(page.at("/steps/0/history").as_array().size(), 3U) << page.text;
    EXPECT_EQ(page.Said("/steps/0/history/0/person/name"), "Jada Ellis");
    EXPECT_EQ(page.Said("/steps/0/history/0/text"), "Five openings");
    EXPECT_EQ(page.Said("/steps/0/history/1/person/name"), "Jim Calder");
    EXPECT_EQ(page.Said("/steps/0/history/1/at"), "2026-11-24T10:41:00Z");
    EXPECT_EQ(page.Said("/steps/0/history/1/text"), "Ten openings");
    EXPECT_EQ(page.Said("/steps/0/history/1/due_on"), "2026-12-08");
    EXPECT_FALSE(page.at("/steps/0/history/1/is_done").as_bool());
    EXPECT_TRUE(page.at("/steps/0/history/2/is_done").as_bool());
  }
  Wait(32 * 24 * 60);
  ForgetUnusedTexts(db(), kOrg, now_);
  Wait(32 * 24 * 60);
  ForgetUnusedTexts(db(), kOrg, now_);
  EXPECT_TRUE(Get(jim_, session_).at("/steps/0/history/0/text").is_null()) << "rewritten words go in a month";
  EXPECT_EQ(Get(jim_, session_).Said("/steps/0/history/1/text"), "Ten openings");
}

TEST_P(SessionStepsTest, TheOtherOneIsToldOnceASitting) {
  const std::string step = Step(jada_);
  const auto jada = NoticesOf(jada_);
  const auto jim = NoticesOf(jim_);
  ASSERT_EQ(Change(jim_, step, R"({"text":"Ten openings"})"), 200);
  EXPECT_EQ(NoticesOf(jada_), jada + 1);
  Wait(5);
  ASSERT_EQ(Change(jim_, step, R"({"due_on":"2026-12-08"})"), 200);
  EXPECT_EQ(NoticesOf(jada_), jada + 1);
  ASSERT_EQ(Change(jada_, step, R"({"is_done":true})"), 200);
  EXPECT_EQ(NoticesOf(jim_), jim) << "what is done is no news";
  ASSERT_EQ(Change(jada_, step, R"({"text":"Six openings"})"), 200);
  EXPECT_EQ(NoticesOf(jim_), jim + 1);
  Wait(15);
  const auto version = Get(jim_, session_).Number("/steps/0/version");
  ASSERT_EQ(Ask(jim_, http::Method::remove, step, "", version).status, 204);
  EXPECT_EQ(NoticesOf(jada_), jada + 2);
}

TEST_P(SessionStepsTest, NothingIsPromisedToWhoHasLeftTheTeam) {
  const std::string step = Step(jim_, R"(,"is_managers":true)");
  MoveToMax(jada_);
  const std::string body = R"({"due_at":"2026-11-25T12:00:00Z","minutes":30,"kind":"other"})";
  const auto refused = Post(jim_, step + "/promise", body, 1);
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(refused.Said("/errors/0/code"), "problem.promise.not_in_team") << refused.text;
  EXPECT_EQ(*db().Read()->QueryValue<std::int64_t>("SELECT COUNT(*) FROM promise"), 0);
}

// What the two agreed stays theirs; the rep's deals are the next manager's to talk about.
TEST_P(SessionStepsTest, WhoHasLeftTheTeamKeepsTheOwnDeals) {
  Step(jada_);
  const std::string next = Session("2026-11-26T08:00:00Z");
  EXPECT_EQ(Get(jim_, next).at("/agenda").as_array().size(), 2U);
  MoveToMax(jada_);
  const auto agenda = Get(jim_, next);
  ASSERT_EQ(agenda.at("/agenda").as_array().size(), 1U) << agenda.text;
  EXPECT_EQ(agenda.Said("/agenda/0/source"), "next_step");
}

INSTANTIATE_TEST_SUITE_P(Engines, SessionStepsTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::coaching
