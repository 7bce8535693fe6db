#include "people/people_routes.h"

#include <gtest/gtest.h>

#include "action/undo.h"
#include "base/zone.h"
#include "handoff/team_for_test.h"
#include "people/person_store.h"
#include "people/roster.h"
#include "people/stays.h"

namespace baton::people {
namespace {

class PeopleRoutesTest : public handoff::TeamTest {
 protected:
  void AddRoutes(http::Router& router) override { AddPeopleRoutes(router); }
};

TEST_P(PeopleRoutesTest, ListsEachOnceWithWhatOthersSayOfThem) {
  std::vector<std::string> names;
  std::string path = "/api/v1/people?limit=3";
  for (;;) {
    const auto page = Get(jada_, path);
    ASSERT_EQ(page.status, 200) << page.text;
    for (const auto& item : page.at("/items").as_array()) names.emplace_back(item.at("name").as_string());
    if (page.at("/next").is_null()) break;
    path = "/api/v1/people?limit=3&after=" + page.Said("/next");
  }
  EXPECT_EQ(names, (std::vector<std::string>{"Ann Admin", "Dana Ruiz", "Jada Ellis", "Jim Calder",
                                             "Lena Koch", "Max Orr", "Tom Reyes"}));
  const auto jada = Get(lena_, "/api/v1/people/" + ToString(jada_));
  EXPECT_EQ(jada.Said("/manager_name"), "Jim Calder");
  EXPECT_EQ(jada.Number("/account_count"), 3);
  EXPECT_FALSE(jada.at("/has_sign_in").as_bool());
  EXPECT_EQ(jada.Said("/languages/0"), "en");
  EXPECT_TRUE(Get(lena_, "/api/v1/people/" + ToString(dana_)).at("/manager_name").is_null());
}

TEST_P(PeopleRoutesTest, NobodyChangesTheOwnRole) {
  const std::string path = "/api/v1/people/" + ToString(ann_);
  const auto refused = Ask(ann_, http::Method::patch, path, R"({"role":"rep"})", 1);
  EXPECT_EQ(refused.Said("/errors/0/code"), "problem.person.own_role");
  EXPECT_EQ(Ask(ann_, http::Method::patch, path, R"({"title":"Head"})", 1).status, 200);
}

// Refused with the place and what to do, however long the loop would be.
TEST_P(PeopleRoutesTest, NobodyIsPutBelowTheOwnTeam) {
  const auto put = [&](Id person, Id manager) {
    return Ask(ann_, http::Method::patch, "/api/v1/people/" + ToString(person),
               R"({"manager_id":")" + ToString(manager) + "\"}", 1);
  };
  for (const auto& [person, manager] : {std::pair{jim_, jada_}, {dana_, jada_}, {jim_, jim_}}) {
    const auto refused = put(person, manager);
    ASSERT_EQ(refused.status, 422) << refused.text;
    EXPECT_EQ(refused.Said("/errors/0/path"), "manager_id");
    EXPECT_EQ(refused.Said("/errors/0/code"), "problem.person.manager_below");
    EXPECT_EQ(refused.Said("/errors/0/message"),
              "This manager stands below the person. Choose somebody above.");
  }
  EXPECT_EQ(put(max_, jim_).status, 200);
}

// Jim goes below Max, then Dana's Max below Jada: taking the first back would close the loop.
TEST_P(PeopleRoutesTest, AnUndoClosesNoLoop) {
  action::Tables tables;
  AddTables(tables);
  const auto put = [&](Id person, std::optional<Id> manager) {
    return *db().Write([&](db::Tx& tx) -> Result<Id> {
      action::Action action(tx, {kOrg, ann_}, "person.change", now_);
      const auto before = FindPerson(tx, kOrg, person);
      Person after = *before;
      after.manager_id = manager;
      if (auto updated = UpdatePerson(action, *before, after); !updated) return Fail(updated.error());
      return action.id();
    });
  };
  put(jim_, max_);
  const Id away = put(jim_, dana_);
  const Id below = put(max_, jada_);
  const auto undo = [&](Id action_id) {
    return db().Write([&](db::Tx& tx) {
      action::Action undoing(tx, {kOrg, ann_}, "action.undo", now_);
      return action::Undo(undoing, action_id, tables);
    });
  };
  const auto kept = undo(away);
  ASSERT_EQ(kept.kept.size(), 1U);
  EXPECT_EQ(kept.kept.front().why, "changed_since");
  EXPECT_EQ(kept.undone, 0);
  EXPECT_EQ(FindPerson(*db().Read(), kOrg, jim_)->manager_id, dana_);
  EXPECT_EQ(undo(below).undone, 1) << "what closes none is taken back";
}

// It cannot be made; should it stand there all the same, every reader comes to an end.
TEST_P(PeopleRoutesTest, ALoopThatIsThereEndsEveryWalk) {
  db().Write([&](db::Tx& tx) {
    tx.Execute("UPDATE person SET manager_id = $1 WHERE org_id = $2 AND id = $3", jim_, kOrg, dana_);
    tx.Execute("UPDATE person SET manager_id = id WHERE org_id = $1 AND id = $2", kOrg, max_);
  });
  auto reader = db().Read();
  EXPECT_EQ(FindTeam(*reader, kOrg, dana_).size(), 4U) << "without Dana; Max leads himself alone";
  EXPECT_TRUE(IsBelow(*reader, kOrg, dana_, dana_));
  EXPECT_TRUE(IsInLoop(*reader, kOrg, max_));
  EXPECT_FALSE(IsInLoop(*reader, kOrg, jada_));
  EXPECT_EQ(FindRoster(*reader, kOrg, jim_, Instant{}, now_).size(), 3U);
  const Day today = DayIn(now_, "UTC");
  EXPECT_EQ(FindStays(*reader, kOrg, dana_, {.from_on = today - 30, .to_on = today, .zone = "UTC"}).size(),
            3U);
  EXPECT_EQ(FindPeopleIn(*reader, {access::Reach::team, kOrg, jada_}), std::vector{jada_});
}

INSTANTIATE_TEST_SUITE_P(Engines, PeopleRoutesTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::people
