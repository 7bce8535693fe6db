#include "delegation/delegation_routes.h"

#include <gtest/gtest.h>

#include "action/undo.h"
#include "delegation/directory.h"
#include "handoff/team_for_test.h"

namespace baton::delegation {
namespace {

class DelegationRoutesTest : public handoff::TeamTest {
 protected:
  void AddRoutes(http::Router& router) override { AddDelegationRoutes(router); }

  std::string PathOf(Id rep, const std::string& more = "") {
    return "/api/v1/delegations/" + ToString(rep) + more;
  }
  handoff::TestReply Propose(Id person, Id rep, int level, std::int64_t version = 0) {
    return Post(person, PathOf(rep, "/existing_client/propose"), R"({"level":)" + std::to_string(level) + "}",
                version);
  }
  handoff::TestReply Do(Id person, const std::string& deed, std::int64_t version) {
    return Post(person, PathOf(jada_, "/existing_client/" + deed), "{}", version);
  }
};

constexpr const char* kExisting = "/items/1";

TEST_P(DelegationRoutesTest, EitherProposesAndTheOtherAgrees) {
  const auto empty = Get(jada_, PathOf(jada_));
  ASSERT_EQ(empty.status, 200) << empty.text;
  ASSERT_EQ(empty.at("/items").as_array().size(), 3u);
  EXPECT_EQ(empty.Said("/items/0/deal_kind"), "new_business");
  EXPECT_TRUE(empty.at("/items/1/level").is_null());

  const auto told = NoticesOf(jim_);
  const auto proposed = Propose(jada_, jada_, 6);
  ASSERT_EQ(proposed.status, 200) << proposed.text;
  EXPECT_EQ(proposed.Number("/items/1/proposed_level"), 6);
  EXPECT_EQ(proposed.Said("/items/1/proposed_by/name"), "Jada Ellis");
  EXPECT_EQ(NoticesOf(jim_), told + 1);
  EXPECT_EQ(FindWaiting(*db().Read(), kOrg, jim_).size(), 1u);
  EXPECT_TRUE(FindAgreed(*db().Read(), kOrg, jim_, std::vector{jada_}).empty());

  EXPECT_EQ(Do(jada_, "agree", 1).status, 409);  // the own proposal
  EXPECT_EQ(Do(jim_, "agree", 9).status, 412);
  const auto agreed = Do(jim_, "agree", 1);
  ASSERT_EQ(agreed.status, 200) << agreed.text;
  EXPECT_EQ(agreed.Number("/items/1/level"), 6);
  EXPECT_TRUE(agreed.at("/items/1/proposed_level").is_null());
  EXPECT_TRUE(FindWaiting(*db().Read(), kOrg, jim_).empty());
  EXPECT_EQ(FindAgreed(*db().Read(), kOrg, jim_, std::vector{jada_}).front().level, 6);

  const auto lower = Propose(jim_, jada_, 4, 2);
  ASSERT_EQ(lower.status, 200) << lower.text;
  EXPECT_EQ(lower.Number("/items/1/level"), 6);  // holds until the other agrees
  EXPECT_EQ(Do(jada_, "drop", 3).Number("/items/1/level"), 6);
  EXPECT_EQ(Do(jada_, "drop", 4).status, 409);

  const auto past = Get(jim_, PathOf(jada_, "/history"));
  ASSERT_EQ(past.at("/items").as_array().size(), 4u) << past.text;
  EXPECT_EQ(past.Said("/items/0/deed"), "drop");
  EXPECT_EQ(past.Said("/items/2/deed"), "agree");
  EXPECT_EQ(past.Number("/items/2/level"), 6);
  EXPECT_EQ(past.Said("/items/3/person/name"), "Jada Ellis");
}

TEST_P(DelegationRoutesTest, RefusesWhatIsNoLevel) {
  EXPECT_EQ(Propose(jim_, jada_, 0).status, 422);
  EXPECT_EQ(Propose(jim_, jada_, 8).status, 422);
  EXPECT_EQ(Propose(jim_, jada_, 7).status, 200);
  EXPECT_EQ(Do(jada_, "agree", 1).status, 200);
  EXPECT_EQ(Propose(jim_, jada_, 7, 2).Said("/errors/0/code"), "problem.delegation.holds_already");
  EXPECT_EQ(Post(jim_, PathOf(jada_, "/large/propose"), R"({"level":3})", 0).status, 404);
}

TEST_P(DelegationRoutesTest, IsSeenByTheTwoAndThoseAbove) {
  Propose(jada_, jada_, 5);
  EXPECT_EQ(Get(jim_, PathOf(jada_)).status, 200);
  const auto hers = Get(dana_, PathOf(jada_));
  EXPECT_EQ(hers.status, 200);
  EXPECT_TRUE(hers.at(std::string(kExisting) + "/may").as_array().empty());
  EXPECT_EQ(Do(dana_, "agree", 1).status, 403);
  for (const Id person : {tom_, max_}) {
    EXPECT_EQ(Get(person, PathOf(jada_)).status, 404);
    EXPECT_EQ(Get(person, PathOf(jada_, "/history")).status, 404);
    EXPECT_EQ(Do(person, "agree", 1).status, 404);
  }
  EXPECT_EQ(Get(ann_, PathOf(jada_)).status, 403);
  EXPECT_EQ(Get(jim_, PathOf(jim_)).status, 404);  // a manager has none
}

TEST_P(DelegationRoutesTest, AnotherManagerBeginsAnew) {
  Propose(jim_, jada_, 7);
  Do(jada_, "agree", 1);
  const Id agreeing = *action_id_;
  action::Tables tables;
  AddTables(tables);
  const auto may_undo = [&] {
    const access::Principal jada{
        .org_id = kOrg, .person_id = jada_, .role = access::Role::rep, .language = "en"};
    const access::Scope own{access::Reach::own, kOrg, jada_};
    return !action::WhyOutOfReach(*db().Read(), jada, own, agreeing, tables);
  };
  EXPECT_TRUE(may_undo());
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, std::nullopt}, "person.change", now_);
    const auto row = *people::FindPerson(tx, kOrg, jada_);
    people::Person moved = row;
    moved.manager_id = max_;
    EXPECT_TRUE(action.Update(row, moved));
  });
  EXPECT_TRUE(Get(max_, PathOf(jada_)).at("/items/1/level").is_null());
  EXPECT_EQ(Get(jim_, PathOf(jada_)).status, 404);
  EXPECT_FALSE(may_undo()) << "they are not with each other any more";
}

INSTANTIATE_TEST_SUITE_P(Engines, DelegationRoutesTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::delegation
