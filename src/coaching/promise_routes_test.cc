#include "coaching/promise_routes.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "action/undo.h"
#include "coaching/directory.h"
#include "handoff/team_for_test.h"

namespace baton::coaching {
namespace {

// Now is 2026-11-24 09:41 UTC.
class PromiseRoutesTest : public handoff::TeamTest {
 protected:
  void AddRoutes(http::Router& router) override { AddPromiseRoutes(router); }

  handoff::TestReply Promised(Id rep, std::string_view due = "2026-11-24T10:30:00Z") {
    return Post(jim_, "/api/v1/promises",
                R"({"kind":"letter_review","title":"Review the letter","minutes":60,"rep_id":")" +
                    ToString(rep) + R"(","due_at":")" + std::string(due) + "\"}");
  }
  handoff::TestReply Do(Id person, std::string_view id, std::string_view deed, std::int64_t version,
                        std::string_view body = "") {
    return Post(person, "/api/v1/promises/" + std::string(id) + "/" + std::string(deed), body, version);
  }
  std::size_t CountOf(Id person, const char* query = "") {
    return Get(person, std::string("/api/v1/promises") + query).at("/items").as_array().size();
  }
};

TEST_P(PromiseRoutesTest, IsSeenByTheTwo) {
  const auto made = Promised(jada_);
  ASSERT_EQ(made.status, 201) << made.text;
  EXPECT_EQ(made.Said("/state"), "open");
  EXPECT_EQ(NoticesOf(jada_), 1);
  const std::string path = "/api/v1/promises/" + made.Said("/id");
  EXPECT_EQ(Get(jada_, path).status, 200);
  EXPECT_EQ(Get(tom_, path).status, 404);   // another rep
  EXPECT_EQ(Get(max_, path).status, 404);   // another manager
  EXPECT_EQ(Get(dana_, path).status, 403);  // a director reads no promises
  EXPECT_EQ(Get(ann_, path).status, 403);   // nor does an administrator
  EXPECT_EQ(CountOf(jada_), 1u);
  EXPECT_EQ(CountOf(tom_), 0u);
  EXPECT_EQ(CountOf(max_), 0u);
  EXPECT_EQ(Do(tom_, made.Said("/id"), "withdraw", 1).status, 404);
}

TEST_P(PromiseRoutesTest, IsMovedAndKept) {
  const auto made = Promised(jada_);
  const std::string id = made.Said("/id");
  EXPECT_EQ(Do(jada_, id, "keep", 1).status, 403);
  EXPECT_EQ(Do(jim_, id, "move", 1, R"({"due_at":"2026-11-24T10:30:00Z","cause":"walk_in"})").status, 422);
  EXPECT_EQ(Do(jim_, id, "move", 1, R"({"due_at":"2026-11-23T10:30:00Z","cause":"walk_in"})").status, 422);
  const auto moved = Do(jim_, id, "move", 1, R"({"due_at":"2026-11-24T15:00:00Z","cause":"escalation"})");
  ASSERT_EQ(moved.status, 200) << moved.text;
  EXPECT_EQ(moved.Said("/first_due_at"), "2026-11-24T10:30:00Z");
  EXPECT_EQ(moved.Said("/due_at"), "2026-11-24T15:00:00Z");
  EXPECT_EQ(moved.Number("/moves"), 1);
  EXPECT_EQ(moved.Said("/displacements/0/cause"), "escalation");
  EXPECT_EQ(NoticesOf(jada_), 2);
  EXPECT_EQ(Do(jim_, id, "keep", 1).status, 412);
  const auto kept = Do(jim_, id, "keep", 2);
  ASSERT_EQ(kept.status, 200);
  EXPECT_EQ(kept.Said("/kept_at"), "2026-11-24T09:41:00Z");
  EXPECT_EQ(NoticesOf(jada_), 3);
  EXPECT_EQ(Do(jim_, id, "keep", 3).status, 409);
}

TEST_P(PromiseRoutesTest, AMoveIsTakenBack) {
  action::Tables tables;
  AddTables(tables);
  tables.Add({.name = "notice"});
  const auto made = Promised(jada_);
  Do(jim_, made.Said("/id"), "move", 1, R"({"due_at":"2026-11-24T15:00:00Z","cause":"walk_in"})");
  ASSERT_TRUE(action_id_);
  db().Write([&](db::Tx& tx) {
    action::Action undoing(tx, {kOrg, jim_}, "action.undo", now_);
    EXPECT_TRUE(action::Undo(undoing, *action_id_, tables).kept.empty());
  });
  const auto now = Get(jada_, "/api/v1/promises/" + made.Said("/id"));
  EXPECT_EQ(now.Said("/due_at"), "2026-11-24T10:30:00Z");
  EXPECT_EQ(now.Number("/moves"), 0);
  EXPECT_TRUE(now.at("/displacements").as_array().empty());
}

TEST_P(PromiseRoutesTest, TheTwoHearOfAChangeThatTellsNobody) {
  action::Tables tables;
  AddTables(tables);
  const Id promise = *ParseId(Promised(jada_).Said("/id"));
  auto heard = tables.Find("promise")->listeners(*db().Read(), kOrg, std::span(&promise, 1));
  std::ranges::sort(heard);
  std::vector<Id> both{jim_, jada_};
  std::ranges::sort(both);
  EXPECT_EQ(heard, both);
}

TEST_P(PromiseRoutesTest, ARepAsks) {
  const auto asked = Post(jada_, "/api/v1/promises",
                          R"({"kind":"call_practice","title":"Practise the opening","minutes":30,)"
                          R"("due_at":"2026-11-25T09:00:00Z"})");
  ASSERT_EQ(asked.status, 201) << asked.text;
  EXPECT_EQ(asked.Said("/state"), "asked");
  EXPECT_EQ(asked.Said("/manager/name"), "Jim Calder");
  EXPECT_EQ(NoticesOf(jim_), 1);
  const std::string id = asked.Said("/id");
  EXPECT_EQ(Do(jada_, id, "accept", 1).status, 403);  // without a body: the time that was asked for
  const auto agreed = Do(jim_, id, "accept", 1, R"({"due_at":"2026-11-25T11:00:00Z"})");
  ASSERT_EQ(agreed.status, 200) << agreed.text;
  EXPECT_EQ(agreed.Said("/state"), "open");
  EXPECT_EQ(agreed.Said("/first_due_at"), "2026-11-25T11:00:00Z");
  EXPECT_EQ(Do(jada_, id, "withdraw", 2).Said("/state"), "withdrawn");
}

TEST_P(PromiseRoutesTest, WhoPromisesWhom) {
  const std::string body =
      R"({"kind":"answer","title":"Yes or no","minutes":10,"due_at":"2026-11-25T09:00:00Z",)";
  EXPECT_EQ(Post(max_, "/api/v1/promises", body + R"("rep_id":")" + ToString(jada_) + "\"}").status, 422);
  EXPECT_EQ(Post(tom_, "/api/v1/promises", body + R"("rep_id":")" + ToString(jada_) + "\"}").status, 422);
  EXPECT_EQ(Post(tom_, "/api/v1/promises", body + R"("manager_id":")" + ToString(max_) + "\"}").status, 422);
  EXPECT_EQ(Post(jim_, "/api/v1/promises", body + R"("minutes":10})").status, 422);
  EXPECT_EQ(Post(dana_, "/api/v1/promises", body + R"("rep_id":")" + ToString(jada_) + "\"}").status, 403);
  EXPECT_EQ(Promised(jada_, "2026-11-24T09:41:00Z").status, 422);
  // An account that the caller does not see cannot be named.
  EXPECT_EQ(Post(tom_, "/api/v1/promises", body + R"("account_id":")" + ToString(larmar_) + "\"}").status,
            422);
  EXPECT_EQ(Post(jim_, "/api/v1/promises",
                 body + R"("account_id":")" + ToString(larmar_) + R"(","rep_id":")" + ToString(jada_) + "\"}")
                .Said("/account/name"),
            "Larmar Freight");
}

TEST_P(PromiseRoutesTest, ListsAndChanges) {
  Promised(jada_, "2026-11-24T12:00:00Z");
  Promised(tom_, "2026-11-24T11:00:00Z");
  const auto open = Get(jim_, "/api/v1/promises?state=open");
  ASSERT_EQ(open.at("/items").as_array().size(), 2u);
  EXPECT_EQ(open.Said("/items/0/rep/name"), "Tom Reyes");
  const std::string with = "?with=" + ToString(jada_);
  EXPECT_EQ(CountOf(jim_, with.c_str()), 1u);
  EXPECT_EQ(CountOf(jim_, "?state=late"), 0u);
  EXPECT_EQ(CountOf(jim_, "?state=asked"), 0u);
  const auto first = Get(jim_, "/api/v1/promises?state=open&limit=1");
  const auto second = Get(jim_, "/api/v1/promises?state=open&limit=1&after=" + first.Said("/next"));
  EXPECT_EQ(second.Said("/items/0/rep/name"), "Jada Ellis");
  const std::string path = "/api/v1/promises/" + first.Said("/items/0/id");
  const auto changed = Ask(jim_, http::Method::patch, path, R"({"minutes":45})", 1);
  ASSERT_EQ(changed.status, 200) << changed.text;
  EXPECT_EQ(changed.Number("/minutes"), 45);
  EXPECT_EQ(changed.Said("/title"), "Review the letter");
  now_ = now_ + 5 * 60 * kMillisecondsPerMinute;
  EXPECT_EQ(CountOf(jim_, "?state=late"), 2u);
  EXPECT_EQ(Ask(jim_, http::Method::patch, path, R"({"minutes":480})", 2).status, 409);
}

TEST_P(PromiseRoutesTest, Figures) {
  EXPECT_EQ(Get(jim_, "/api/v1/promises/figures").Said("/word_key"), "promise.figures.none");
  for (int i = 0; i < 6; ++i) {
    const auto made = Promised(i % 2 == 0 ? jada_ : tom_);
    if (i != 3) Do(jim_, made.Said("/id"), "keep", 1);
  }
  EXPECT_EQ(Get(jim_, "/api/v1/promises/figures").Number("/due"), 0);  // kept, and not due yet
  now_ = now_ + 24 * 60 * kMillisecondsPerMinute;
  const auto figures = Get(jim_, "/api/v1/promises/figures");
  EXPECT_EQ(figures.Number("/due"), 6);
  EXPECT_EQ(figures.Number("/kept_on_time"), 5);
  EXPECT_EQ(figures.Number("/open"), 1);
  EXPECT_NEAR(figures.at("/rate").as_double(), 5.0 / 6, 1e-9);
  const auto hers = Get(jada_, "/api/v1/promises/figures");
  EXPECT_EQ(hers.Number("/due"), 3);
  EXPECT_TRUE(hers.at("/rate").is_null());
  EXPECT_EQ(hers.Said("/text"), "3 of 3 kept on time");
  EXPECT_EQ(Get(jim_, "/api/v1/promises/figures?since_on=2026-11-25").Number("/due"), 0);
}

TEST_P(PromiseRoutesTest, TimeToKeepAndThePeriodBefore) {
  for (int i = 0; i < 6; ++i) Do(jim_, Promised(jada_).Said("/id"), "keep", 1);
  EXPECT_TRUE(Get(jim_, "/api/v1/promises/figures").at("/before").is_null());
  now_ = now_ + 10 * kMillisecondsPerDay;
  for (int i = 0; i < 6; ++i) Promised(jada_, "2026-12-04T10:30:00Z");
  now_ = now_ + 2 * kMillisecondsPerDay;
  const auto figures = Get(jim_, "/api/v1/promises/figures?since_on=2026-11-30");
  ASSERT_EQ(figures.status, 200) << figures.text;
  EXPECT_EQ(figures.Number("/due"), 6);
  EXPECT_EQ(figures.Number("/time_to_keep/open"), 6);
  EXPECT_TRUE(figures.at("/time_to_keep/steps").as_array().empty());  // none of these was kept
  EXPECT_EQ(figures.Number("/before/kept_on_time"), 6);
  EXPECT_EQ(figures.Said("/before/change"), "worse");
  EXPECT_EQ(figures.Said("/before/speed"), "too_few");
  const auto all = Get(jim_, "/api/v1/promises/figures");
  EXPECT_EQ(all.Number("/time_to_keep/kept"), 6);
  EXPECT_NEAR(all.at("/time_to_keep/steps/0/share").as_double(), 0.5, 1e-9);
}

TEST_P(PromiseRoutesTest, TheLedgerSaysWhenItWasMadeGood) {
  const std::string first = Promised(jada_).Said("/id");
  const std::string second = Promised(tom_).Said("/id");
  Do(jim_, first, "move", 1, R"({"due_at":"2026-11-24T15:00:00Z","cause":"walk_in"})");
  Do(jim_, second, "move", 1, R"({"due_at":"2026-11-24T16:00:00Z","cause":"walk_in"})");
  Do(jim_, second, "move", 2, R"({"due_at":"2026-11-26T16:00:00Z","cause":"own_deal"})");
  now_ = *ParseInstant("2026-11-25T22:30:00Z");
  Do(jim_, first, "keep", 2);
  const auto ledger = Get(jim_, "/api/v1/promises/ledger");
  ASSERT_EQ(ledger.status, 200) << ledger.text;
  EXPECT_EQ(ledger.Said("/causes/0/cause"), "walk_in");
  EXPECT_EQ(ledger.Number("/causes/0/count"), 2);
  EXPECT_EQ(ledger.Number("/causes/0/made_good"), 1);
  EXPECT_EQ(ledger.Number("/causes/0/open"), 1);
  EXPECT_NEAR(ledger.at("/causes/0/median_days").as_double(), 1.5, 1e-9);
  EXPECT_EQ(ledger.Said("/causes/1/cause"), "own_deal");
  EXPECT_TRUE(ledger.at("/causes/1/median_days").is_null());
  ASSERT_EQ(ledger.at("/items").as_array().size(), 3u);
  EXPECT_EQ(ledger.Said("/items/0/cause"), "own_deal");
  EXPECT_EQ(ledger.Said("/items/2/made_good_at"), "2026-11-25T22:30:00Z");
  EXPECT_EQ(ledger.Said("/items/2/rep/name"), "Jada Ellis");
  // Page by page, by one of the two, and what is between others is not in it.
  const auto page = Get(jim_, "/api/v1/promises/ledger?limit=2");
  EXPECT_EQ(page.at("/items").as_array().size(), 2u);
  EXPECT_EQ(
      Get(jim_, "/api/v1/promises/ledger?limit=2&after=" + page.Said("/next")).at("/items").as_array().size(),
      1u);
  EXPECT_EQ(Get(jim_, "/api/v1/promises/ledger?with=" + ToString(tom_)).at("/items").as_array().size(), 2u);
  EXPECT_EQ(Get(jada_, "/api/v1/promises/ledger").at("/items").as_array().size(), 1u);
  EXPECT_TRUE(Get(max_, "/api/v1/promises/ledger").at("/items").as_array().empty());
  EXPECT_EQ(Get(dana_, "/api/v1/promises/ledger").status, 403);
  EXPECT_TRUE(Get(jim_, "/api/v1/promises/ledger?since_on=2026-11-26").at("/causes").as_array().empty());
}

TEST_P(PromiseRoutesTest, ATimeOnTheWall) {
  db().Write([&](db::Tx& tx) {
    tx.Execute("UPDATE person SET time_zone = 'Europe/Berlin' WHERE org_id = $1 AND id = $2", kOrg, jim_);
  });
  const auto promised = [&](const std::string& due) {
    return Post(
        jim_, "/api/v1/promises",
        R"({"kind":"other","title":"Talk","minutes":30,"rep_id":")" + ToString(jada_) + "\"," + due + "}");
  };
  // The clocks go forward over it: refused, with the next time that is there.
  const auto skipped = promised(R"("due_local":"2027-03-28T02:30")");
  EXPECT_EQ(skipped.status, 422);
  EXPECT_EQ(skipped.Said("/errors/0/path"), "due_local");
  EXPECT_EQ(skipped.Said("/errors/0/message"),
            "The clocks go forward over this time in Europe/Berlin. The next time is 2027-03-28 03:00.");
  // It comes twice: the first of the two.
  EXPECT_EQ(promised(R"("due_local":"2027-10-31T02:30")").Said("/due_at"), "2027-10-31T00:30:00Z");
  EXPECT_EQ(promised(R"("due_local":"2026-11-24T12:00")").Said("/due_at"), "2026-11-24T11:00:00Z");
  EXPECT_EQ(promised(R"("due_local":"tomorrow")").Said("/errors/0/path"), "due_local");
  EXPECT_EQ(promised(R"("due_local":"2026-11-24T08:00")").Said("/errors/0/path"), "due_local");  // over
  EXPECT_EQ(promised(R"("minutes":30)").Said("/errors/0/path"), "due_at");
  EXPECT_EQ(promised(R"("due_local":"2026-12-24T12:00","due_at":"2026-12-24T12:00:00Z")").status, 422);
  const auto made = Promised(jada_);
  EXPECT_EQ(
      Do(jim_, made.Said("/id"), "move", 1, R"({"due_local":"2027-03-28T02:30","cause":"other"})").status,
      422);
  EXPECT_EQ(Do(jim_, made.Said("/id"), "move", 1, R"({"due_local":"2027-03-28T03:30","cause":"other"})")
                .Said("/due_at"),
            "2027-03-28T01:30:00Z");
}

TEST_P(PromiseRoutesTest, NothingIsPromisedToWhoIsNotThereThen) {
  const auto early = Promised(jada_);
  db().Write([&](db::Tx& tx) {
    tx.Execute("UPDATE person SET ends_on = $3 WHERE org_id = $1 AND id = $2", kOrg, jada_,
               *ParseDay("2026-11-25"));
  });
  EXPECT_EQ(Promised(jada_, "2026-11-25T15:00:00Z").status, 201);
  const auto late = Promised(jada_, "2026-11-26T09:00:00Z");
  EXPECT_EQ(late.Said("/errors/0/path"), "due_at");
  EXPECT_EQ(late.Said("/errors/0/message"),
            "Jada Ellis is here until November 25, 2026. Choose a time before that, or promise it to who "
            "takes over.");
  EXPECT_EQ(
      Do(jim_, early.Said("/id"), "move", 1, R"({"due_at":"2026-11-26T09:00:00Z","cause":"other"})").status,
      422);
  db().Write([&](db::Tx& tx) {
    tx.Execute("UPDATE person SET deleted_at = $3 WHERE org_id = $1 AND id = $2", kOrg, jada_, now_);
  });
  const auto left = Promised(jada_);
  EXPECT_EQ(left.Said("/errors/0/path"), "rep_id");
  EXPECT_EQ(left.Said("/errors/0/message"), "Jada Ellis has left. Promise it to who takes over.");
  EXPECT_EQ(
      Do(jim_, early.Said("/id"), "move", 1, R"({"due_at":"2026-11-24T19:00:00Z","cause":"other"})").status,
      422);
}

TEST_P(PromiseRoutesTest, CodeMakesOneAsASessionDoes) {
  const auto made = [&](Instant due_at, std::string title) {
    return db().Write([&](db::Tx& tx) {
      action::Action action(tx, {kOrg, jim_}, "promise.make", now_);
      return MakePromise(
          action,
          {.manager_id = jim_, .rep_id = jada_, .title = std::move(title), .minutes = 20, .due_at = due_at});
    });
  };
  const auto promise = made(now_ + kMillisecondsPerDay, "  Practise the opening ");
  ASSERT_TRUE(promise);
  EXPECT_EQ(promise->title, "Practise the opening");
  EXPECT_EQ(promise->first_due_at, promise->due_at);
  EXPECT_EQ(promise->promised_at, now_);
  EXPECT_EQ(NoticesOf(jada_), 1);
  EXPECT_FALSE(made(now_, "Over"));
  EXPECT_FALSE(made(now_ + 1'000, " "));
}

INSTANTIATE_TEST_SUITE_P(Engines, PromiseRoutesTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::coaching
