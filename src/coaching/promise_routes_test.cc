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

INSTANTIATE_TEST_SUITE_P(Engines, PromiseRoutesTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::coaching
