// Today where the hierarchy is deep, and where it is broken: a loop that no deed of Baton makes, made in the database.
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "handoff/team_for_test.h"
#include "today/today_routes.h"

namespace baton::today {
namespace {

// Now is Tuesday 2026-11-24, 09:41 UTC.
class TodayHierarchyTest : public handoff::TeamTest {
 protected:
  void AddRoutes(http::Router& router) override {
    AddTodayRoutes(router, {.imports = [](const http::Call&) { return std::vector<ImportShort>{}; }});
  }

  handoff::TestReply Today(Id person) { return Get(person, "/api/v1/today"); }
  handoff::TestReply Managers(Id person) { return Get(person, "/api/v1/today/managers"); }
  static std::size_t Size(const handoff::TestReply& reply, std::string_view pointer) {
    return reply.at(pointer).as_array().size();
  }
  void Put(Id person, Id manager) {
    db().Write([&](db::Tx& tx) {
      tx.Execute("UPDATE person SET manager_id = $1 WHERE org_id = $2 AND id = $3", manager, kOrg, person);
    });
  }
};

TEST_P(TodayHierarchyTest, TenLevelsAreOneTeamEachManagerOnce) {
  Id above = max_;
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, std::nullopt}, "test", now_);
    for (int level = 2; level <= 10; ++level) {
      const std::string name = "Level" + std::to_string(level);
      above = AddPerson(action, name + " Lang", access::Role::manager, above);
      AddAccount(action, name + " Mills", "Textile", 100, above);
    }
    AddPerson(action, "Rhea Low", access::Role::rep, above);
  });
  const auto today = Today(dana_);
  ASSERT_EQ(today.status, 200) << today.text;
  EXPECT_EQ(today.Number("/statement/accounts"), 3 + 9) << "Jim's, and one of each level";
  const auto managers = Managers(dana_);
  ASSERT_EQ(managers.status, 200) << managers.text;
  EXPECT_EQ(Size(managers, "/items"), 11u);
  std::set<std::string> names;
  for (const json::Value& one : managers.at("/items").as_array())
    names.insert(std::string(one.at_pointer("/manager/name").as_string()));
  EXPECT_EQ(names.size(), 11u);
  EXPECT_TRUE(names.contains("Level10 Lang"));
  EXPECT_EQ(Today(above).Number("/statement/accounts"), 1) << "the lowest has the own book";
}

// Dana below Jim below Dana, and Max below himself.
TEST_P(TodayHierarchyTest, ALoopEndsAndCountsNobodyTwice) {
  Meet(larmar_, {jim_}, *ParseInstant("2026-11-18T12:00:00Z"));
  const auto director = Today(dana_);
  const auto before = Today(jim_);
  EXPECT_EQ(before.Number("/last_week/selling_minutes"), 30);
  Put(dana_, jim_);
  Put(max_, max_);
  const auto after = Today(jim_);
  ASSERT_EQ(after.status, 200) << after.text;
  EXPECT_EQ(after.at("/last_week"), before.at("/last_week")) << "nobody coaches the own self";
  EXPECT_EQ(after.at("/statement"), before.at("/statement"));
  EXPECT_EQ(Today(dana_).at("/statement"), director.at("/statement"));
  const auto managers = Managers(dana_);
  ASSERT_EQ(Size(managers, "/items"), 1u) << managers.text;
  EXPECT_EQ(managers.Said("/items/0/manager/name"), "Jim Calder");
  for (const Id person : {max_, jada_}) EXPECT_EQ(Today(person).status, 200);
}

INSTANTIATE_TEST_SUITE_P(Engines, TodayHierarchyTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::today
