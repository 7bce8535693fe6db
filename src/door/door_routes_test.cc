#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "book/opportunity.h"
#include "door/door_for_test.h"
#include "takeover/look.h"

namespace baton::door {
namespace {

class DoorRoutesTest : public DoorTest {};

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
  EXPECT_TRUE(door.at("/worth").as_array().empty()) << "nothing is noted: who else knows them is not known";
  EXPECT_EQ(Post(jim_, Path(larmar_), R"({"outcome":"introduced"})").status, 409);
  EXPECT_EQ(Post(jim_, Path(larmar_), R"({"outcome":"greeted"})").status, 201);
}

// By the same reckoning as the page of an hour, and with the size of the deal that is open here.
TEST_P(DoorRoutesTest, SaysFromWhereAnHourWithARepIsWorthMore) {
  const auto deal = [&](Id account, Id owner, book::OpportunityStatus status, std::int64_t amount) {
    db().Write([&](db::Tx& tx) {
      action::Action action(tx, {kOrg, jim_}, "test.insert", now_);
      book::Opportunity row;
      row.account_id = account;
      row.owner_id = owner;
      row.name = "Deal";
      row.status = status;
      row.amount_minor = amount;
      row.currency = "USD";
      row.closes_on = *ParseDay("2026-11-02");
      row.created_at = now_;
      action.Insert(row);
    });
  };
  deal(bexley_, jada_, book::OpportunityStatus::won, 1'000'000);
  const auto usual = Get(jim_, Path(larmar_));
  ASSERT_EQ(usual.at("/worth").as_array().size(), 1U) << usual.text;
  EXPECT_THAT(usual.Said("/worth/0/text"), testing::HasSubstr("worth more than this one here"));
  EXPECT_THAT(usual.Said("/worth/0/text"), testing::ContainsRegex("wins by [5-9]%"));
  EXPECT_THAT(usual.Said("/worth/0/text"), testing::HasSubstr("an assumption"));
  deal(larmar_, jim_, book::OpportunityStatus::open, 10'000'000);
  EXPECT_THAT(Get(jim_, Path(larmar_)).Said("/worth/1/text"), testing::ContainsRegex("wins by [1-4][0-9]%"))
      << "ten times the size";
  EXPECT_THAT(Get(jada_, "/api/v1/door/" + ToString(bexley_)).text,
              testing::Not(testing::HasSubstr("this one here")));
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

INSTANTIATE_TEST_SUITE_P(Engines, DoorRoutesTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::door
