#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "book/opportunity.h"
#include "db/statement_count.h"
#include "door/door_for_test.h"
#include "takeover/look.h"

namespace baton::door {
namespace {

class DoorRoutesTest : public DoorTest {
 protected:
  void Deal(Id account, Id owner, book::OpportunityStatus status, std::optional<std::int64_t> amount,
            std::string_view name = "Deal", std::string_view closes_on = "2026-11-02") {
    db().Write([&](db::Tx& tx) {
      action::Action action(tx, {kOrg, jim_}, "test.insert", now_);
      book::Opportunity row;
      row.account_id = account;
      row.owner_id = owner;
      row.name = std::string(name);
      row.status = status;
      row.amount_minor = amount;
      row.currency = "USD";
      row.closes_on = *ParseDay(closes_on);
      row.created_at = now_;
      action.Insert(row);
    });
  }
  void Closed(Id owner, int won, int lost, std::int64_t amount = 1'000'000) {
    for (int i = 0; i < won + lost; ++i)
      Deal(bexley_, owner, i < won ? book::OpportunityStatus::won : book::OpportunityStatus::lost, amount);
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
  EXPECT_TRUE(door.at("/worth").as_array().empty()) << "nothing is noted: who else knows them is not known";
  EXPECT_EQ(Post(jim_, Path(larmar_), R"({"outcome":"introduced"})").status, 409);
  EXPECT_EQ(Post(jim_, Path(larmar_), R"({"outcome":"greeted"})").status, 201);
}

// By the same reckoning as the page of an hour, and with the size of the deal that is open here.
TEST_P(DoorRoutesTest, SaysFromWhereAnHourWithARepIsWorthMore) {
  Deal(bexley_, jada_, book::OpportunityStatus::won, 1'000'000);
  const auto usual = Get(jim_, Path(larmar_));
  ASSERT_EQ(usual.at("/worth").as_array().size(), 1U) << usual.text;
  EXPECT_THAT(usual.Said("/worth/0/text"), testing::HasSubstr("worth more than this one here"));
  EXPECT_THAT(usual.Said("/worth/0/text"), testing::ContainsRegex("wins by [5-9]%"));
  EXPECT_THAT(usual.Said("/worth/0/text"), testing::HasSubstr("an assumption"));
  Deal(larmar_, jim_, book::OpportunityStatus::open, 10'000'000);
  EXPECT_THAT(Get(jim_, Path(larmar_)).Said("/worth/1/text"), testing::ContainsRegex("wins by [1-4][0-9]%"))
      << "ten times the size";
  EXPECT_THAT(Get(jada_, "/api/v1/door/" + ToString(bexley_)).text,
              testing::Not(testing::HasSubstr("this one here")));
}

// Of the client's open deals the largest is asked about; a quarter to four times its size is like it, of the last two years.
TEST_P(DoorRoutesTest, SaysHowLikelyEachOfTheTwoWinsTheDeal) {
  Proposed();
  Deal(larmar_, jim_, book::OpportunityStatus::open, 100'000, "Service plan", "2026-12-01");
  Deal(larmar_, jim_, book::OpportunityStatus::open, 1'000'000, "15 terminals", "2027-01-20");
  Closed(jada_, 5, 2);
  Closed(jim_, 8, 2, 3'999'999);
  Closed(tom_, 6, 4, 250'000);
  Closed(jada_, 0, 9, 4'000'100);                                                       // far larger
  Deal(bexley_, jada_, book::OpportunityStatus::lost, 1'000'000, "Old", "2024-11-20");  // long ago
  Deal(bexley_, jada_, book::OpportunityStatus::lost, std::nullopt, "Without a size");
  const auto door = Get(jim_, Path(larmar_));
  ASSERT_EQ(door.status, 200) << door.text;
  // All won 19.5 of 28; worth as much as the own deals.
  EXPECT_EQ(door.Said("/chance/deal"), "15 terminals");
  EXPECT_EQ(door.Said("/chance/saying"), "both");
  EXPECT_EQ(door.Said("/chance/text"),
            "15 terminals: Jada would likely win it too (71%, you 75%; about as likely).");
  EXPECT_EQ(door.Number("/chance/rep/won"), 5);
  EXPECT_EQ(door.Number("/chance/rep/closed"), 7);
  EXPECT_EQ(door.Number("/chance/manager/closed"), 10);
  EXPECT_EQ(door.Number("/chance/all_won"), 19);
  EXPECT_EQ(door.Number("/chance/all_closed"), 27);
  EXPECT_THAT(door.Said("/chance/rep/text"),
              testing::MatchesRegex("Jada: 71%, likely 5[0-9]% to 8[0-9]%. 5 of 7 like it won."));
  EXPECT_EQ(door.Said("/worth/0/text"), "2 deals are open here, the largest: 15 terminals.");
  EXPECT_EQ(door.text.find("deals won in two years"), std::string::npos) << "said once";
  EXPECT_EQ(door.text.find('$'), std::string::npos) << "no money below suggestive evidence";
}

TEST_P(DoorRoutesTest, SaysWhenThereAreTooFewDealsAndOfWhichSegment) {
  Proposed();
  Deal(larmar_, jim_, book::OpportunityStatus::open, std::nullopt, "Later", "2027-03-01");
  Deal(larmar_, jim_, book::OpportunityStatus::open, std::nullopt, "Sooner", "2026-12-01");
  Closed(jada_, 2, 1);
  auto door = Get(jim_, Path(larmar_));
  EXPECT_EQ(door.Said("/chance/text"),
            "Sooner: too few deals to say who would win it. Jada has closed 3 like it, you none.");
  EXPECT_TRUE(door.at("/chance/rep/chance").is_null());
  EXPECT_TRUE(door.at("/chance/rep/low").is_null());
  Closed(jada_, 7, 0, 5);
  EXPECT_EQ(Get(jim_, Path(larmar_)).Number("/chance/rep/closed"), 10)
      << "where no size is known any is alike";
  db().Write([&](db::Tx& tx) {
    tx.Execute("UPDATE account SET segment = 'Large' WHERE org_id = $1 AND id = $2", kOrg, bexley_);
  });
  EXPECT_EQ(Get(jim_, Path(larmar_)).Number("/chance/rep/closed"), 0) << "of another segment";
}

// Neither a rep at the door nor anybody where the server is not below reads what others closed.
TEST_P(DoorRoutesTest, ChancesAreForTheManagerOfTheRep) {
  Proposed();
  Closed(jim_, 8, 2);
  Closed(jada_, 5, 2);
  Closed(tom_, 4, 4);
  Deal(larmar_, jim_, book::OpportunityStatus::open, 1'000'000);
  const auto proposes = [&](Id account, Id from, Id to) {
    db().Write([&](db::Tx& tx) {
      action::Action action(tx, {kOrg, from}, "plan.approve", now_);
      const handoff::Proposal proposal{.account_id = account,
                                       .from_id = from,
                                       .to_id = to,
                                       .plan_id = {},
                                       .introduction_on = *ParseDay("2026-11-30")};
      handoff::Propose(action, std::span(&proposal, 1));
    });
  };
  const Id hers = book::FindOwnedAccounts(*db().Read(), kOrg, jada_).front();
  proposes(hers, jada_, tom_);
  proposes(wren_, jim_, max_);
  Deal(hers, jada_, book::OpportunityStatus::open, 1'000'000);
  Deal(wren_, jim_, book::OpportunityStatus::open, 1'000'000);
  struct Visit {
    Id reader;
    Id account;
    std::string_view server;
  };
  for (const Visit& visit : {Visit{jada_, hers, "Tom Reyes"}, Visit{jim_, wren_, "Max Orr"}}) {
    for (const bool is_open : {true, false}) {
      if (!is_open) {
        db().Write([&](db::Tx& tx) {
          tx.Execute("UPDATE opportunity SET deleted_at = 1 WHERE org_id = $1 AND account_id = $2", kOrg,
                     visit.account);
        });
      }
      const auto door = Get(visit.reader, Path(visit.account));
      ASSERT_EQ(door.status, 200) << door.text;
      EXPECT_EQ(door.Said("/server/person/name"), visit.server);
      EXPECT_TRUE(door.at("/chance").is_null());
      EXPECT_EQ(door.text.find("two years"), std::string::npos) << door.text;
    }
  }
  EXPECT_FALSE(Get(jim_, Path(larmar_)).at("/chance").is_null());
}

TEST_P(DoorRoutesTest, AsksAsLittleOfManyDealsAndPeopleAsOfFew) {
  Proposed();
  Deal(larmar_, jim_, book::OpportunityStatus::open, 1'000'000);
  const auto add = [&](const std::string& name, int people, int deals) {
    db().Write([&](db::Tx& tx) {
      action::Action action(tx, {kOrg, std::nullopt}, "test.insert", now_);
      for (int i = 0; i < people; ++i)
        AddPerson(action, name + std::to_string(i) + " Long", access::Role::rep, jim_);
    });
    for (const Id owner : {jim_, jada_, tom_}) Closed(owner, deals, deals);
  };
  const auto statements = [&] {
    const auto before = db::StatementsRun();
    EXPECT_EQ(Get(jim_, Path(larmar_)).status, 200);
    return db::StatementsRun() - before;
  };
  add("Few", 30, 3);  // more than are asked whether they are free
  const auto few = statements();
  add("Many", 30, 20);
  EXPECT_EQ(statements(), few);
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
