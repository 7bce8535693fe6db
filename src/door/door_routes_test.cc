#include "door/door_routes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "action/undo.h"
#include "book/activity.h"
#include "calendar/calendar.h"
#include "coaching/directory.h"
#include "coaching/promise_routes.h"
#include "coaching/session_store.h"
#include "delegation/delegation_routes.h"
#include "delegation/directory.h"
#include "handoff/directory.h"
#include "handoff/handoff_routes.h"
#include "handoff/team_for_test.h"
#include "plan/plan_routes.h"
#include "takeover/look.h"
#include "takeover/takeover_routes.h"

namespace baton::door {
namespace {

// Now is Tuesday 2026-11-24, 09:41 UTC.
class DoorRoutesTest : public handoff::TeamTest {
 protected:
  void AddRoutes(http::Router& router) override {
    AddDoorRoutes(router);
    plan::AddPlanRoutes(router);
    takeover::AddTakeoverRoutes(router);
    delegation::AddDelegationRoutes(router);
  }

  // Jim promised Jada an hour at 10:30.
  Id Promised(Id rep, std::string_view due, coaching::PromiseState state = coaching::PromiseState::open) {
    return db().Write([&](db::Tx& tx) {
      action::Action action(tx, {kOrg, jim_}, "promise.make", now_);
      coaching::Promise promise;
      promise.manager_id = jim_;
      promise.rep_id = rep;
      promise.title = "Review the letter";
      promise.minutes = 60;
      promise.promised_at = now_;
      promise.first_due_at = *ParseInstant(due);
      promise.due_at = promise.first_due_at;
      promise.state = state;
      return coaching::Insert(action, promise).id;
    });
  }

  Id Proposed() {
    return *db().Write([&](db::Tx& tx) -> Result<Id> {
      action::Action action(tx, {kOrg, jim_}, "plan.approve", now_);
      const handoff::Proposal proposal{.account_id = larmar_,
                                       .from_id = jim_,
                                       .to_id = jada_,
                                       .plan_id = {},
                                       .introduction_on = *ParseDay("2026-11-30")};
      return handoff::Propose(action, std::span(&proposal, 1)).front().id;
    });
  }

  void Meets(Id person, std::string_view at, int minutes, bool with_bill) {
    db().Write([&](db::Tx& tx) {
      action::Action action(tx, {kOrg, std::nullopt}, "import.run", now_);
      book::Activity activity;
      activity.subject = "Talk";
      activity.owner_id = person;
      activity.starts_at = *ParseInstant(at);
      activity.minutes = minutes;
      if (with_bill) activity.account_id = larmar_;
      activity = action.Insert(activity);
      action.Insert(
          book::Attendance{.activity_id = activity.id, .starts_at = activity.starts_at, .person_id = person});
      if (with_bill) {
        action.Insert(book::Attendance{
            .activity_id = activity.id, .starts_at = activity.starts_at, .contact_id = bill_id()});
      }
    });
  }

  Id bill_id() { return book::FindContacts(*db().Read(), kOrg, larmar_).front().id; }
  std::string Path(Id account) { return "/api/v1/door/" + ToString(account); }
  std::string StageOf(Id handoff) {
    const access::Scope scope{access::Reach::organization, kOrg, jim_};
    return std::string(json::NameOf(handoff::FindHandoff(*db().Read(), scope, handoff)->stage));
  }
  action::Undone UndoLast() {
    action::Tables tables;
    coaching::AddTables(tables);
    handoff::AddTables(tables);
    takeover::AddTables(tables);
    delegation::AddTables(tables);
    AddTables(tables);
    tables.Add({.name = "notice"});
    return db().Write([&](db::Tx& tx) {
      action::Action undoing(tx, {kOrg, jim_}, "action.undo", now_);
      return action::Undo(undoing, *action_id_, tables);
    });
  }
  std::string LastNoticeOf(Id person) {
    return *db().Read()->QueryValue<std::string>(
        "SELECT message_key FROM notice WHERE org_id = $1 AND person_id = $2 ORDER BY id DESC LIMIT 1", kOrg,
        person);
  }
  // Read at 9:36, with nothing in it.
  void HasCalendar(Id person) {
    const calendar::PersonCalendar one{
        .org_id = kOrg, .id = {}, .person_id = person, .read_at = now_ - 5 * kMillisecondsPerMinute};
    db().Write([&](db::Tx& tx) { calendar::AddReadCalendar(tx, one); });
  }
};

TEST_P(DoorRoutesTest, ShowsWhoOfTheTeamIsFreeTheSuccessorFirst) {
  Proposed();
  HasCalendar(tom_);
  const auto door = Get(jim_, Path(larmar_));
  ASSERT_EQ(door.at("/team").as_array().size(), 3u) << door.text;
  EXPECT_EQ(door.Said("/team/0/person/name"), "Jada Ellis");
  EXPECT_EQ(door.Said("/free/text"), "Free? Ask Jada");
  EXPECT_TRUE(door.at("/free/as_of").is_null());
  EXPECT_EQ(door.Said("/team/1/person/name"), "Tom Reyes");
  EXPECT_EQ(door.Said("/team/1/text"), "Free for the rest of the day");
  EXPECT_EQ(door.Said("/team/1/as_of"), "2026-11-24T09:36:00Z");
}

TEST_P(DoorRoutesTest, FindsWithATypo) {
  const auto found = Get(jim_, "/api/v1/door?q=larmr");
  ASSERT_EQ(found.status, 200) << found.text;
  EXPECT_EQ(found.Said("/items/0/account/name"), "Larmar Freight");
  EXPECT_EQ(found.Said("/items/0/contact/name"), "Bill of Larmar Freight");
  EXPECT_EQ(Get(jim_, "/api/v1/door?q=bill").at("/items").as_array().size(), 8u);
  EXPECT_TRUE(Get(max_, "/api/v1/door?q=larmar").at("/items").as_array().empty());
  EXPECT_TRUE(Get(jim_, "/api/v1/door?q=").at("/items").as_array().empty());
  EXPECT_EQ(Get(ann_, "/api/v1/door?q=bill").status, 403);
}

TEST_P(DoorRoutesTest, SaysWhoServesAndWhatIsAtStake) {
  Proposed();
  Promised(jada_, "2026-11-24T10:30:00Z");
  Promised(tom_, "2026-11-24T14:00:00Z");
  HasCalendar(jada_);
  Meets(jada_, "2026-11-03T10:00:00Z", 30, true);
  Meets(jada_, "2026-11-24T10:15:00Z", 30, false);
  Meets(jim_, "2026-11-24T11:00:00Z", 60, false);
  const auto door = Get(jim_, Path(larmar_));
  ASSERT_EQ(door.status, 200) << door.text;
  EXPECT_EQ(door.Said("/contact/name"), "Bill of Larmar Freight");
  EXPECT_EQ(door.Said("/owner/name"), "Jim Calder");
  EXPECT_EQ(door.Said("/server/person/name"), "Jada Ellis");
  EXPECT_EQ(door.Said("/server/stage"), "proposed");
  EXPECT_EQ(door.Said("/server/introduction_on"), "2026-11-30");
  EXPECT_EQ(door.Said("/server/met/0"), "Bill of Larmar Freight");
  EXPECT_EQ(door.Said("/server/because"), "Bill met Jada on November 3, 2026.");
  EXPECT_EQ(door.Said("/free/word_key"), "door.free.until");
  EXPECT_EQ(door.Said("/free/until_at"), "2026-11-24T10:15:00Z");
  EXPECT_EQ(door.Said("/at_stake/promise/rep/name"), "Jada Ellis");
  EXPECT_EQ(door.Number("/at_stake/minutes_left"), 49);
  EXPECT_EQ(door.Number("/others_waiting"), 1);
  EXPECT_THAT(door.Said("/talk_track/greeting"),
              testing::StartsWith("Bill, good to see you. I run the team now, and Jada"));
  EXPECT_THAT(door.Said("/talk_track/if_you_rather/question"), testing::HasSubstr("Jim"));
  // 10:41 at the earliest, the meeting is until 12, Tom's promise from 14 to 15.
  EXPECT_EQ(boost::json::serialize(door.at("/next_slots")),
            R"(["2026-11-24T12:00:00Z","2026-11-24T12:30:00Z","2026-11-24T13:00:00Z"])");
  EXPECT_EQ(door.Said("/free/as_of"), "2026-11-24T09:36:00Z");
  EXPECT_EQ(door.text.find("door."), door.text.find("door.free.until"));  // no sentence is missing
}

TEST_P(DoorRoutesTest, NobodyIsPlannedYet) {
  const auto door = Get(jim_, Path(larmar_));
  ASSERT_EQ(door.status, 200) << door.text;
  EXPECT_TRUE(door.at("/server").is_null());
  EXPECT_TRUE(door.at("/free").is_null());
  EXPECT_TRUE(door.at("/at_stake").is_null());
  EXPECT_EQ(door.Said("/worth/0/text"), "Nobody else of us has met them.");
  EXPECT_EQ(Post(jim_, Path(larmar_), R"({"outcome":"introduced"})").status, 409);
  EXPECT_EQ(Post(jim_, Path(larmar_), R"({"outcome":"greeted"})").status, 201);
}

TEST_P(DoorRoutesTest, ServedByTheDraftOrTheOwner) {
  const auto plan = Post(jim_, "/api/v1/plans", "{}");
  ASSERT_EQ(plan.status, 201) << plan.text;
  const auto door = Get(jim_, Path(larmar_));
  ASSERT_EQ(door.status, 200) << door.text;
  EXPECT_EQ(door.Said("/server/person/name"), "Jada Ellis");  // she knows freight
  EXPECT_TRUE(door.at("/server/stage").is_null());
  EXPECT_EQ(door.Said("/server/because"),
            "Your draft plan proposes Jada. No meeting of the two is on record.");
  EXPECT_EQ(door.Said("/free/word_key"), "door.free.unknown");
  const auto before = NoticesOf(jada_);
  EXPECT_EQ(Post(jim_, Path(larmar_), R"({"outcome":"introduced"})").status, 201);
  EXPECT_EQ(LastNoticeOf(jada_), "notice.door.introduced");
  // A draft is nobody's business yet: whoever it proposes is not told that the client was taken.
  Post(jim_, Path(larmar_), R"({"outcome":"taken"})");
  EXPECT_EQ(NoticesOf(jada_), before + 1);
  const Id hers = book::FindOwnedAccounts(*db().Read(), kOrg, jada_).front();
  EXPECT_EQ(Get(jim_, Path(hers)).Said("/server/person/name"), "Jada Ellis");
  EXPECT_TRUE(Get(jada_, Path(hers)).at("/server").is_null());
}

TEST_P(DoorRoutesTest, IsOnesTeamsOnly) {
  EXPECT_EQ(Get(max_, Path(larmar_)).status, 404);
  EXPECT_EQ(Get(tom_, Path(larmar_)).status, 404);
  EXPECT_EQ(Get(jim_, Path(larmar_) + "?contact=12345").status, 404);
  EXPECT_EQ(Post(max_, Path(larmar_), R"({"outcome":"taken"})").status, 404);
}

TEST_P(DoorRoutesTest, Introduces) {
  const Id handoff = Proposed();
  const auto before = NoticesOf(jada_);
  const auto done =
      Post(jim_, Path(larmar_), R"({"outcome":"introduced","contact_id":")" + ToString(bill_id()) + "\"}");
  ASSERT_EQ(done.status, 201) << done.text;
  EXPECT_EQ(StageOf(handoff), "introduced");
  EXPECT_EQ(NoticesOf(jada_), before + 1);
  EXPECT_EQ(done.Said("/receipt/brought/0"),
            "You introduced Bill of Larmar Freight to Jada Ellis: 5 minutes.");
  EXPECT_TRUE(UndoLast().kept.empty());
  EXPECT_EQ(StageOf(handoff), "proposed");
  Post(jim_, Path(larmar_), R"({"outcome":"introduced"})");
  // A second time there is no step, and she is told.
  Post(jim_, Path(larmar_), R"({"outcome":"introduced"})");
  EXPECT_EQ(LastNoticeOf(jada_), "notice.door.introduced");
  EXPECT_EQ(StageOf(handoff), "introduced");
}

TEST_P(DoorRoutesTest, TakingMovesThePromiseAndComesBack) {
  const Id promise = Promised(jada_, "2026-11-24T10:30:00Z");
  const auto before = NoticesOf(jada_);
  const auto done = Post(jim_, Path(larmar_),
                         R"({"outcome":"taken","promise_id":")" + ToString(promise) +
                             R"(","new_due_at":"2026-11-24T15:00:00Z"})");
  ASSERT_EQ(done.status, 201) << done.text;
  EXPECT_EQ(NoticesOf(jada_), before + 1);
  EXPECT_EQ(LastNoticeOf(jada_), "notice.promise.moved");
  EXPECT_EQ(done.Said("/receipt/made_good_at"), "2026-11-24T15:00:00Z");
  EXPECT_EQ(done.Said("/receipt/brought/0"), "You took Larmar Freight: 60 minutes.");
  EXPECT_THAT(done.Said("/receipt/displaced/0"), testing::StartsWith("Review the letter: from "));
  auto moved = *coaching::FindPromise(*db().Read(), kOrg, jim_, promise);
  EXPECT_EQ(moved.due_at, *ParseInstant("2026-11-24T15:00:00Z"));
  const auto events = coaching::FindEventsOf(*db().Read(), kOrg, jim_, now_);
  ASSERT_EQ(events.size(), 1u);
  ASSERT_EQ(events[0].displaced.size(), 1u);
  EXPECT_EQ(events[0].displaced[0].displacement.cause, coaching::Cause::own_deal);
  EXPECT_EQ(coaching::FindEventsFor(*db().Read(), kOrg, jada_, now_).size(), 1u);
  EXPECT_TRUE(coaching::FindEventsFor(*db().Read(), kOrg, tom_, now_).empty());

  EXPECT_TRUE(UndoLast().kept.empty());
  moved = *coaching::FindPromise(*db().Read(), kOrg, jim_, promise);
  EXPECT_EQ(moved.due_at, *ParseInstant("2026-11-24T10:30:00Z"));
  EXPECT_EQ(moved.moves, 0);
  EXPECT_TRUE(coaching::FindEventsOf(*db().Read(), kOrg, jim_, now_).empty());
  EXPECT_TRUE(coaching::FindEventsFor(*db().Read(), kOrg, jada_, now_).empty());
}

TEST_P(DoorRoutesTest, TakingWhatIsAnothersTellsHer) {
  Proposed();
  Post(jim_, Path(larmar_), R"({"outcome":"taken","minutes":30})");
  EXPECT_EQ(LastNoticeOf(jada_), "notice.door.taken");
}

TEST_P(DoorRoutesTest, FindsFaults) {
  const Id promise = Promised(jada_, "2026-11-24T10:30:00Z");
  const std::string with = R"({"outcome":"taken","promise_id":")" + ToString(promise) + "\"";
  EXPECT_EQ(Post(jim_, Path(larmar_), with + "}").status, 422);
  EXPECT_EQ(Post(jim_, Path(larmar_), with + R"(,"new_due_at":"2026-11-20T10:30:00Z"})").status, 422);
  EXPECT_EQ(Post(jim_, Path(larmar_), R"({"outcome":"taken","minutes":0})").status, 422);
  EXPECT_EQ(Post(jim_, Path(larmar_), R"({"outcome":"greeted","contact_id":"99"})").status, 422);
  EXPECT_EQ(Post(jim_, Path(larmar_), R"({"outcome":"away"})").status, 422);
  // Somebody else's promise cannot give way.
  EXPECT_EQ(Post(jim_, Path(larmar_),
                 R"({"outcome":"taken","promise_id":"99","new_due_at":"2026-11-24T15:00:00Z"})")
                .status,
            422);
  EXPECT_TRUE(coaching::FindEventsOf(*db().Read(), kOrg, jim_, now_).empty());
}

TEST_P(DoorRoutesTest, TakingARepsClientGoesOnTheRecordOnce) {
  Proposed();
  const auto taken = Post(jim_, Path(larmar_), R"({"outcome":"taken","reason":"client_insisted"})");
  ASSERT_EQ(taken.status, 201) << taken.text;
  const auto list = Get(jada_, "/api/v1/takeovers");
  ASSERT_EQ(list.at("/items").as_array().size(), 1u) << list.text;
  EXPECT_EQ(list.Said("/items/0/answer"), "on_record");
  EXPECT_EQ(list.Said("/items/0/reason"), "client_insisted");
  EXPECT_EQ(list.Said("/items/0/sources/0/word"), "door");
  // The same hour comes in from a calendar: it is said already.
  Meets(jim_, "2026-11-24T09:00:00Z", 60, true);
  takeover::Look(db(), kOrg, now_);
  EXPECT_EQ(Get(jim_, "/api/v1/takeovers?open=true").at("/items").as_array().size(), 0u);
  EXPECT_EQ(Get(jim_, "/api/v1/takeovers").at("/items").as_array().size(), 1u);
}

TEST_P(DoorRoutesTest, TakingAnOwnClientIsNoTakeoverAndUndoTakesOneBack) {
  ASSERT_EQ(Post(jim_, Path(wren_), R"({"outcome":"taken"})").status, 201);
  EXPECT_EQ(Get(jim_, "/api/v1/takeovers").at("/items").as_array().size(), 0u);
  Proposed();
  ASSERT_EQ(Post(jim_, Path(larmar_), R"({"outcome":"taken"})").status, 201);
  EXPECT_EQ(Get(jim_, "/api/v1/takeovers").at("/items").as_array().size(), 1u);
  UndoLast();
  EXPECT_EQ(Get(jim_, "/api/v1/takeovers").at("/items").as_array().size(), 0u);
}

TEST_P(DoorRoutesTest, TheNewTimeSuitsTheRepToo) {
  Promised(jada_, "2026-11-24T10:30:00Z");
  Meets(jada_, "2026-11-24T11:00:00Z", 90, false);
  const auto door = Get(jim_, Path(larmar_));
  ASSERT_EQ(door.status, 200) << door.text;
  EXPECT_EQ(door.Said("/next_slots/0"), "2026-11-24T12:30:00Z") << "Jada is busy until then, Jim is not";
}

TEST_P(DoorRoutesTest, TheNewTimeIsNoneThatASessionOrAnAbsenceHas) {
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

// Jim takes his own client; Jada's letter gives way, and the two say a word about it.
TEST_P(DoorRoutesTest, AReceiptHasAReasonAndAReplyForTheTwo) {
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
TEST_P(DoorRoutesTest, CouldHaveTakenItProposesTheNextLevel) {
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
TEST_P(DoorRoutesTest, AReceiptOfATakeoverNamesIt) {
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

INSTANTIATE_TEST_SUITE_P(Engines, DoorRoutesTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::door
