#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "coaching/session_store.h"
#include "door/door_for_test.h"

namespace baton::door {
namespace {

// The times that are offered instead of the promised one.
class SlotTest : public DoorTest {};
// What taking a client brought, what it displaced, and what the two say of it.
class ReceiptTest : public DoorTest {};

TEST_P(SlotTest, TheNewTimeSuitsTheRepToo) {
  Promised(jada_, "2026-11-24T10:30:00Z");
  Meets(jada_, "2026-11-24T11:00:00Z", 90, false);
  const auto door = Get(jim_, Path(larmar_));
  ASSERT_EQ(door.status, 200) << door.text;
  EXPECT_EQ(door.Said("/next_slots/0"), "2026-11-24T12:30:00Z") << "Jada is busy until then, Jim is not";
}

TEST_P(SlotTest, TheNewTimeIsNoneThatASessionOrAnAbsenceHas) {
  Promised(jada_, "2026-11-24T10:30:00Z");
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, jim_}, "coaching_session.plan", now_);
    coaching::InsertSession(action,
                            {.id = tx.NewId(),
                             .manager_id = jim_,
                             .starts_at = *ParseInstant("2026-11-24T11:00:00Z"),
                             .minutes = 120},
                            std::vector{tom_}, {});
  });
  EXPECT_EQ(Get(jim_, Path(larmar_)).Said("/next_slots/0"), "2026-11-24T13:00:00Z");
  db().Write([&](db::Tx& tx) {
    tx.Execute(
        "INSERT INTO absence (org_id, id, version, person_id, kind, from_on, to_on, created_at) VALUES ($1, "
        "$2, 1, $3, "
        "'holiday', $4, $4, $5)",
        kOrg, tx.NewId(), jada_, *ParseDay("2026-11-24"), now_);
  });
  EXPECT_EQ(Get(jim_, Path(larmar_)).Said("/next_slots/0"), "2026-11-25T09:00:00Z") << "Jada is away today";
}

// Jada is free at the promised time itself: that is no new one.
TEST_P(SlotTest, TheNewTimeIsAnotherOne) {
  const Id promise = Promised(jada_, "2026-11-24T11:00:00Z");
  EXPECT_EQ(Get(jim_, Path(larmar_)).Said("/next_slots/0"), "2026-11-24T11:30:00Z");
  const auto same = Post(jim_, Path(larmar_),
                         R"({"outcome":"taken","promise_id":")" + ToString(promise) +
                             R"(","new_due_at":"2026-11-24T11:00:00Z"})");
  EXPECT_EQ(same.status, 409) << same.text;
  EXPECT_EQ(same.Said("/code"), "problem.promise.same_time");
}

// Jim takes his own client; Jada's letter gives way, and the two say a word about it.
TEST_P(ReceiptTest, AReceiptHasAReasonAndAReplyForTheTwo) {
  const Id promise = Promised(jada_, "2026-11-24T10:30:00Z");
  const auto done = Post(jim_, Path(larmar_),
                         R"({"outcome":"taken","promise_id":")" + ToString(promise) +
                             R"(","new_due_at":"2026-11-24T15:00:00Z"})");
  ASSERT_EQ(done.status, 201) << done.text;
  const std::string id = done.Said("/interruption_id");
  const std::string receipt = "/api/v1/door/receipts/" + id;
  EXPECT_EQ(done.Said("/receipt/may/0"), "reason");
  EXPECT_EQ(done.Said("/receipt/rep/name"), "Jada Ellis");
  EXPECT_TRUE(done.at("/receipt/takeover").is_null());
  EXPECT_FALSE(done.at("/receipt/is_made_good").as_bool()) << "there is a time for it, and no more";

  EXPECT_EQ(Post(tom_, receipt + "/reason", R"({"reason":"wanted_to"})", 1).status, 404);
  EXPECT_EQ(Post(jada_, receipt + "/reason", R"({"reason":"wanted_to"})", 1).status, 409);
  EXPECT_EQ(Post(ann_, receipt + "/reply", R"({"reply":"fine"})", 1).status, 403);
  const auto why = Post(jim_, receipt + "/reason", R"({"reason":"wanted_to"})", 1);
  ASSERT_EQ(why.status, 200) << why.text;
  EXPECT_EQ(why.Said("/reason"), "wanted_to");
  EXPECT_EQ(LastNoticeOf(jada_), "notice.receipt.reason");
  EXPECT_EQ(Post(jim_, receipt + "/reason", R"({"reason":"rescue"})", 1).status, 412) << "an old version";

  const auto reply = Post(jada_, receipt + "/reply", R"({"reply":"let_me_join"})", 2);
  ASSERT_EQ(reply.status, 200) << reply.text;
  EXPECT_EQ(reply.Said("/reason"), "wanted_to");
  EXPECT_EQ(LastNoticeOf(jim_), "notice.receipt.replied");
  EXPECT_EQ(Post(jada_, receipt + "/reply", R"({"reply":"fine"})", 3).status, 409) << "said once";
  EXPECT_EQ(Post(jim_, receipt + "/reason", R"({"reason":"rescue"})", 3).status, 409)
      << "and not changed behind it";
}

// It proposes the next level in Jada's name; Jim agrees or not, and her undo takes back both.
TEST_P(ReceiptTest, CouldHaveTakenItProposesTheNextLevel) {
  const auto agree = [&](std::int32_t level) {
    db().Write([&](db::Tx& tx) {
      action::Action action(tx, {kOrg, jim_}, "delegation.agree", now_);
      delegation::Delegation row;
      row.manager_id = jim_;
      row.rep_id = jada_;
      row.deal_kind = delegation::DealKind::new_business;  // Larmar has no won deal
      row.level = level;
      action.Insert(row);
    });
  };
  agree(3);
  const Id promise = Promised(jada_, "2026-11-24T10:30:00Z");
  const auto done = Post(jim_, Path(larmar_),
                         R"({"outcome":"taken","promise_id":")" + ToString(promise) +
                             R"(","new_due_at":"2026-11-24T15:00:00Z","reason":"rep_not_ready"})");
  ASSERT_EQ(done.status, 201) << done.text;
  const std::string receipt = "/api/v1/door/receipts/" + done.Said("/interruption_id");
  ASSERT_EQ(Post(jada_, receipt + "/reply", R"({"reply":"could_have"})", 1).status, 200);
  const std::string levels = "/api/v1/delegations/" + ToString(jada_);
  const auto proposed = Get(jim_, levels);
  EXPECT_EQ(proposed.Number("/items/0/level"), 3) << "nothing is raised by itself";
  EXPECT_EQ(proposed.Number("/items/0/proposed_level"), 4);
  EXPECT_EQ(proposed.Said("/items/0/proposed_by/name"), "Jada Ellis");
  EXPECT_EQ(proposed.Said("/items/0/may/1"), "agree");
  EXPECT_EQ(Get(jim_, levels + "/history").Said("/items/0/deed"), "propose");
  action::Tables tables;
  AddTables(tables);
  delegation::AddTables(tables);
  tables.Add({.name = "notice"});
  db().Write([&](db::Tx& tx) {
    action::Action undoing(tx, {kOrg, jada_}, "action.undo", now_);
    return action::Undo(undoing, *action_id_, tables);
  });
  EXPECT_TRUE(Get(jim_, levels).at("/items/0/proposed_level").is_null());
  EXPECT_EQ(Post(jada_, receipt + "/reply", R"({"reply":"fine"})", 3).status, 200);
}

// Where the rep serves the client too, the takeover holds what they say: not twice.
TEST_P(ReceiptTest, AReceiptOfATakeoverNamesIt) {
  Proposed();
  const Id promise = Promised(jada_, "2026-11-24T10:30:00Z");
  const auto done = Post(jim_, Path(larmar_),
                         R"({"outcome":"taken","promise_id":")" + ToString(promise) +
                             R"(","new_due_at":"2026-11-24T15:00:00Z","reason":"rescue"})");
  ASSERT_EQ(done.status, 201) << done.text;
  EXPECT_EQ(done.Said("/receipt/reason"), "rescue");
  EXPECT_TRUE(done.at("/receipt/may").as_array().empty());
  const std::string takeover = done.Said("/receipt/takeover/id");
  EXPECT_EQ(Get(jada_, "/api/v1/takeovers/" + takeover).Said("/reason"), "rescue");
}

INSTANTIATE_TEST_SUITE_P(Engines, SlotTest, db::kEngines, db::EngineName);
INSTANTIATE_TEST_SUITE_P(Engines, ReceiptTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::door
