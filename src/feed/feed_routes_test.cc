#include "feed/feed_routes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "action/tables.h"
#include "coaching/promise_routes.h"
#include "coaching/session_routes.h"
#include "handoff/team_for_test.h"

namespace baton::feed {
namespace {

using testing::HasSubstr;
using testing::Not;

// Now is 2026-11-24 09:41 UTC.
class FeedRoutesTest : public handoff::TeamTest {
 protected:
  void AddRoutes(http::Router& router) override {
    feed_options_ = {.clock = &wall_,
                     .public_url = "https://baton.example",
                     .sources = {PromiseEvents, SessionEvents, MeetingEvents}};
    AddFeedRoutes(router, feed_options_);
    coaching::AddPromiseRoutes(router);
    coaching::AddSessionRoutes(router, session_options_);
  }
  void SetUp() override {
    TeamTest::SetUp();
    if (IsSkipped()) return;
    Post(jim_, "/api/v1/promises",
         R"({"kind":"letter_review","title":"Review the SECRET letter","minutes":60,"rep_id":")" +
             ToString(jada_) + R"(","due_at":"2026-11-24T10:30:00Z"})");
    Post(jim_, "/api/v1/promises",
         R"({"kind":"ride_along","title":"Ride along","minutes":60,"rep_id":")" + ToString(tom_) +
             R"(","due_at":"2026-11-25T10:30:00Z"})");
  }
  // The path of a new address.
  std::string Made(Id person, bool has_titles = false) {
    const auto made = Post(person, kPath, has_titles ? R"({"has_titles":true})" : R"({"has_titles":false})",
                           Version(person));
    EXPECT_EQ(made.status, 201) << made.text;
    const std::string url = made.Said("/url");
    EXPECT_TRUE(url.starts_with("https://baton.example/calendar/")) << url;
    return url.substr(std::string("https://baton.example").size());
  }

  std::int64_t Version(Id person) { return Get(person, kPath).Number("/version"); }
  std::vector<std::string> KindsOf(Id person) {
    return db().Read()->Query<std::string>(
        "SELECT kind FROM action WHERE org_id = $1 AND actor_id = $2 AND kind LIKE 'calendar_feed.%' ORDER "
        "BY id",
        kOrg, person);
  }

  static constexpr const char* kPath = "/api/v1/calendar-feed";
  FixedClock wall_{now_};
  FeedOptions feed_options_;
  const seal::Key key_{{1, 2, 3}};
  const coaching::SessionOptions session_options_{.key = &key_};
};

TEST_P(FeedRoutesTest, IsReadWithoutSigningIn) {
  const auto calendar = Get(Id{}, Made(jada_));
  EXPECT_EQ(calendar.status, 200);
  EXPECT_THAT(calendar.text, HasSubstr("DTSTART:20261124T103000Z"));
  EXPECT_THAT(calendar.text, HasSubstr("DTEND:20261124T113000Z"));
  EXPECT_THAT(calendar.text, HasSubstr("With Jim Calder"));
  EXPECT_THAT(calendar.text, Not(HasSubstr("SECRET")));
  EXPECT_THAT(calendar.text, Not(HasSubstr("20261125"))) << "what was promised to Tom";
  EXPECT_THAT(Get(Id{}, Made(jim_)).text, HasSubstr("20261125T103000Z"));
}

TEST_P(FeedRoutesTest, SaysWhatItIsAboutOnlyWhereThatIsWished) {
  EXPECT_THAT(Get(Id{}, Made(jada_, true)).text, HasSubstr("Jim Calder: Review the SECRET letter"));
  EXPECT_TRUE(Get(jada_, "/api/v1/calendar-feed").at("/has_titles").as_bool());
}

TEST_P(FeedRoutesTest, APlannedSessionStandsInItOnceAnHour) {
  const auto plan = [&](const std::string& at, const std::string& kind, const std::string& reps) {
    const auto made = Post(jim_, "/api/v1/coaching-sessions",
                           R"({"kind":")" + kind + R"(","purpose":"skill","minutes":45,"starts_at":")" + at +
                               R"(","rep_ids":[)" + reps + "]}");
    EXPECT_EQ(made.status, 201) << made.text;
  };
  const std::string jada = "\"" + ToString(jada_) + "\"";
  plan("2026-11-26T14:00:00Z", "role_play", jada);
  plan("2026-11-24T10:45:00Z", "letter_review", jada);  // within the hour of the promise
  plan("2026-11-27T14:00:00Z", "group", jada + ",\"" + ToString(tom_) + "\"");
  const auto hers = Get(Id{}, Made(jada_)).text;
  EXPECT_THAT(hers, HasSubstr("DTSTART:20261126T140000Z"));
  EXPECT_THAT(hers, HasSubstr("DTSTART:20261127T140000Z"));
  EXPECT_THAT(hers, Not(HasSubstr("20261124T104500Z")));
  EXPECT_THAT(hers, Not(HasSubstr("Role play"))) << "without titles: with whom only";
  EXPECT_THAT(Get(Id{}, Made(jada_, true)).text, HasSubstr("Jim Calder: Role play"));
  EXPECT_THAT(Get(Id{}, Made(jim_)).text, HasSubstr("With 2 people"));
}

TEST_P(FeedRoutesTest, ANewAddressEndsTheOneBefore) {
  EXPECT_FALSE(Get(jada_, "/api/v1/calendar-feed").at("/is_on").as_bool());
  const std::string first = Made(jada_);
  EXPECT_TRUE(Get(jada_, "/api/v1/calendar-feed").at("/is_on").as_bool());
  const std::string second = Made(jada_);
  EXPECT_NE(first, second);
  EXPECT_EQ(Get(Id{}, first).status, 404);
  EXPECT_EQ(Get(Id{}, second).status, 200);
  EXPECT_EQ(Ask(jada_, http::Method::remove, kPath, "", Version(jada_)).status, 204);
  EXPECT_EQ(Get(Id{}, second).status, 404);
  EXPECT_EQ(Get(Id{}, "/calendar/nothing.ics").status, 404);
}

TEST_P(FeedRoutesTest, WhoSawAnotherAddressEndsNone) {
  EXPECT_EQ(Post(jada_, kPath, R"({"has_titles":false})").status, 428);
  const auto first = Post(jada_, kPath, R"({"has_titles":false})", 0);
  ASSERT_EQ(first.status, 201) << first.text;
  const auto late = Post(jada_, kPath, R"({"has_titles":true})", 0);
  EXPECT_EQ(late.status, 412) << "made in another window meanwhile";
  EXPECT_EQ(late.Said("/code"), "problem.stale");
  EXPECT_EQ(Ask(jada_, http::Method::remove, kPath).status, 428);
  EXPECT_EQ(Ask(jada_, http::Method::remove, kPath, "", 0).status, 412);
  EXPECT_EQ(Get(Id{}, first.Said("/url").substr(std::string("https://baton.example").size())).status, 200);
  EXPECT_EQ(Ask(jada_, http::Method::remove, kPath, "", 1).status, 204);
  EXPECT_EQ(Post(jada_, kPath, R"({"has_titles":true})", 0).status, 412)
      << "its number goes on after the end";
  EXPECT_EQ(Post(jada_, kPath, R"({"has_titles":true})", 2).status, 201);
}

TEST_P(FeedRoutesTest, StandsInTheLogWithoutTheAddress) {
  const std::string path = Made(jada_);
  Ask(jada_, http::Method::remove, kPath, "", Version(jada_));
  EXPECT_THAT(KindsOf(jada_), testing::ElementsAre("calendar_feed.make", "calendar_feed.end"));
  EXPECT_EQ(db().Read()->QueryValue<std::int64_t>(
                "SELECT COUNT(*) FROM change JOIN action ON action.org_id = change.org_id AND action.id = "
                "change.action_id WHERE change.org_id = $1 AND action.kind LIKE 'calendar_feed.%'",
                kOrg),
            0);
  action::Tables tables;
  AddTables(tables);
  EXPECT_EQ(tables.WhyKept("calendar_feed.make"), "problem.feed.kept");
  EXPECT_EQ(tables.WhyKept("calendar_feed.end"), "problem.feed.kept");
}

TEST_P(FeedRoutesTest, OnlyTheHashIsKept) {
  const std::string path = Made(jada_);
  const std::string secret = path.substr(10, 43);
  const auto hash =
      db().Read()->QueryValue<std::string>("SELECT secret_hash FROM calendar_feed WHERE org_id = $1", kOrg);
  ASSERT_TRUE(hash);
  EXPECT_THAT(*hash, Not(HasSubstr(secret)));
}

TEST_P(FeedRoutesTest, EndsWithThePerson) {
  const std::string path = Made(jada_);
  db().Write([&](db::Tx& tx) {
    tx.Execute("UPDATE person SET deleted_at = $3 WHERE org_id = $1 AND id = $2", kOrg, jada_, now_);
  });
  EXPECT_EQ(Get(Id{}, path).status, 404);
}

TEST_P(FeedRoutesTest, WhoGuessesWaits) {
  int status = 0;
  for (int i = 0; i < 40 && status != 429; ++i)
    status = Get(Id{}, "/calendar/" + std::string(43, 'a') + ".ics").status;
  EXPECT_EQ(status, 429);
}

TEST_P(FeedRoutesTest, AGoodAddressDoesNotWaitForTheBadOnesOfItsNetwork) {
  const std::string good = Made(jada_);
  const std::string bad = "/calendar/" + std::string(43, 'a') + ".ics";
  int status = 0;
  for (int i = 0; i < 40 && status != 429; ++i) status = Get(Id{}, bad).status;
  ASSERT_EQ(status, 429);
  EXPECT_EQ(Get(Id{}, good).status, 200);
  EXPECT_EQ(Get(Id{}, bad).status, 429) << "and reading it takes nothing off what others guessed";
}

INSTANTIATE_TEST_SUITE_P(Engines, FeedRoutesTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::feed
