// What goes along with an account, and the day on which it does; as routes.
#include "handoff/moves.h"

#include <gtest/gtest.h>

#include "action/undo.h"
#include "base/zone.h"
#include "book/book_routes.h"
#include "book/work.h"
#include "handoff/directory.h"
#include "handoff/handoff_routes.h"
#include "handoff/own_job.h"
#include "handoff/team_for_test.h"

namespace baton::handoff {
namespace {

class MovesTest : public TeamTest {
 protected:
  void AddRoutes(http::Router& router) override { AddHandoffRoutes(router); }

  void SetUp() override {
    TeamTest::SetUp();
    if (IsSkipped()) return;
    db().Write([&](db::Tx& tx) {
      action::Action action(tx, {kOrg, jim_}, "plan.approve", now_);
      const Proposal proposal{.account_id = larmar_, .from_id = jim_, .to_id = jada_};
      id_ = Propose(action, std::span(&proposal, 1)).front().id;
    });
    open_ = Deal(book::OpportunityStatus::open, jim_, 1'550'000, "USD");
    Deal(book::OpportunityStatus::open, jim_, 90'000, "EUR");
    won_ = Deal(book::OpportunityStatus::won, jim_, 700'000, "USD");
    toms_ = Deal(book::OpportunityStatus::open, tom_, 5'000, "USD");
    task_ = Meet(larmar_, {jim_}, DaysFromNow(-2), book::ActivityKind::task);
    booked_ = Meet(larmar_, {jim_}, DaysFromNow(40));
    joint_ = Meet(larmar_, {jim_, jada_}, DaysFromNow(41));
    past_ = Meet(larmar_, {jim_}, DaysFromNow(-5));
  }

  Id Deal(book::OpportunityStatus status, Id owner, std::int64_t amount, const char* currency) {
    return *db().Write([&](db::Tx& tx) -> Result<Id> {
      action::Action action(tx, {kOrg, owner}, "opportunity.create", now_);
      return action
          .Insert(book::Opportunity{.account_id = larmar_,
                                    .owner_id = owner,
                                    .name = "Terminals",
                                    .status = status,
                                    .amount_minor = amount,
                                    .currency = currency,
                                    .created_at = now_})
          .id;
    });
  }

  std::string Path(const std::string& rest) const { return "/api/v1/handoffs/" + ToString(id_) + "/" + rest; }
  TestReply Step(const char* stage, std::int64_t version, const std::string& more = "") {
    return Post(jim_, Path("stage"), std::string(R"({"stage":")") + stage + "\"" + more + "}", version);
  }
  TestReply Choose(Id person, const char* body, std::int64_t version) {
    return Ask(person, http::Method::patch, Path("moves"), body, version);
  }
  void ToExpectations() {
    Step("introduced", 1);
    Step("expectations", 2);
  }
  Id OwnerIn(const char* table, Id id) {
    return *db().Read()->QueryValue<Id>(
        std::string("SELECT owner_id FROM ") + table + " WHERE org_id = $1 AND id = $2", kOrg, id);
  }
  bool Attends(Id activity, Id person) {
    return *db().Read()->QueryValue<std::int64_t>(
               "SELECT COUNT(*) FROM attendance WHERE org_id = $1 AND activity_id = $2 AND person_id = $3",
               kOrg, activity, person) == 1;
  }
  std::vector<action::KeptRow> Undo(Id person, access::Role role) {
    action::Tables tables;
    AddTables(tables);
    book::AddTables(tables);
    tables.Add({.name = "notice"});
    const access::Principal principal{.org_id = kOrg, .person_id = person, .role = role, .language = "en"};
    return db().Write([&](db::Tx& tx) {
      const auto scope = access::ScopeOf(principal, access::Deed::change, access::Word::action);
      EXPECT_FALSE(action::WhyNotUndo(tx, principal, scope, *action_id_, tables, now_));
      action::Action undoing(tx, {kOrg, person}, "action.undo", now_);
      return action::Undo(undoing, *action_id_, tables).kept;
    });
  }
  void SetClock(Instant at) {
    db().Write(
        [&](db::Tx& tx) { tx.Execute("UPDATE organization SET clock_at = $2 WHERE org_id = $1", kOrg, at); });
  }
  void RunJobs(Instant at) {
    now_ = at;
    const FixedClock clock(at);
    job::Runner runner(db(), clock);
    AddHandoffJobs(runner);
    runner.RunDue();
  }
  TestReply Shown() { return Get(jim_, "/api/v1/handoffs/" + ToString(id_)); }

  Id id_, open_, won_, toms_, task_, booked_, joint_, past_;
};

TEST_P(MovesTest, ShowsWhatWouldMoveAndWhoIsCredited) {
  const auto moves = Get(jada_, Path("moves"));
  ASSERT_EQ(moves.status, 200) << moves.text;
  EXPECT_EQ(moves.Number("/contacts/count"), 1);
  EXPECT_EQ(moves.Number("/open_deals/count"), 2);
  EXPECT_TRUE(moves.at("/open_deals/is_moving").as_bool());
  EXPECT_EQ(moves.Said("/open_deals/money/0/currency"), "EUR");
  EXPECT_EQ(moves.Number("/open_deals/money/1/amount_minor"), 1'550'000);
  EXPECT_EQ(moves.Number("/closed_deals/count"), 1);
  EXPECT_FALSE(moves.at("/closed_deals/is_moving").as_bool());
  EXPECT_EQ(moves.Number("/tasks/count"), 1);
  EXPECT_EQ(moves.Number("/meetings/count"), 2);
  EXPECT_EQ(moves.Said("/credit/open_deals/name"), "Jada Ellis");
  EXPECT_EQ(moves.Said("/credit/closed_deals/name"), "Jim Calder");
  EXPECT_FALSE(moves.at("/is_done").as_bool());
  EXPECT_EQ(Get(jada_, "/api/v1/handoffs").Said("/items/0/credit/closed_deals/name"), "Jim Calder");
  EXPECT_EQ(Get(tom_, Path("moves")).status, 404);
}

TEST_P(MovesTest, IsChosenByWhoHandsOverUntilItMoves) {
  EXPECT_EQ(Choose(jada_, R"({"credit":true})", 1).status, 403);
  EXPECT_EQ(Choose(max_, R"({"credit":true})", 1).status, 404);
  EXPECT_EQ(Choose(jim_, R"({"credit":true})", 9).status, 412);
  const auto notices = NoticesOf(jada_);
  const auto chosen = Choose(jim_, R"({"credit":true,"open_deals":false})", 1);
  ASSERT_EQ(chosen.status, 200) << chosen.text;
  EXPECT_EQ(chosen.Said("/credit/closed_deals/name"), "Jada Ellis");
  EXPECT_EQ(chosen.Said("/credit/open_deals/name"), "Jim Calder");
  EXPECT_TRUE(chosen.at("/moves/tasks").as_bool());
  EXPECT_EQ(NoticesOf(jada_), notices + 1);
  EXPECT_EQ(Choose(jim_, R"({"credit":true})", 2).Number("/version"), 2) << "nothing changed";
  Step("introduced", 2);
  Step("expectations", 3);
  Step("owned", 4);
  EXPECT_EQ(OwnerIn("opportunity", open_), jim_);
  EXPECT_EQ(OwnerIn("opportunity", won_), jada_);
  EXPECT_EQ(Choose(jim_, R"({"credit":false})", 5).Said("/code"), "problem.handoff.has_moved");
}

TEST_P(MovesTest, GoesAlongWhenTheAccountIsOwnedAndIsUndoneWithIt) {
  ToExpectations();
  ASSERT_EQ(Step("owned", 3).status, 200);
  EXPECT_EQ(OwnerOf(larmar_), jada_);
  EXPECT_EQ(OwnerIn("opportunity", open_), jada_);
  EXPECT_EQ(OwnerIn("opportunity", won_), jim_);
  EXPECT_EQ(OwnerIn("opportunity", toms_), tom_);
  EXPECT_EQ(OwnerIn("activity", task_), jada_);
  EXPECT_EQ(OwnerIn("activity", booked_), jada_);
  EXPECT_EQ(OwnerIn("activity", past_), jim_);
  EXPECT_TRUE(Attends(booked_, jada_));
  EXPECT_FALSE(Attends(booked_, jim_));
  EXPECT_TRUE(Attends(joint_, jim_)) << "who was to be there anyway";
  EXPECT_TRUE(Get(jim_, Path("moves")).at("/is_done").as_bool());

  EXPECT_TRUE(Undo(jim_, access::Role::manager).empty());
  EXPECT_EQ(OwnerOf(larmar_), jim_);
  EXPECT_EQ(OwnerIn("opportunity", open_), jim_);
  EXPECT_EQ(OwnerIn("activity", task_), jim_);
  EXPECT_TRUE(Attends(booked_, jim_));
  EXPECT_EQ(Shown().Said("/stage"), "expectations");
}

TEST_P(MovesTest, WhatSomebodyChangedSinceIsListedByTheUndo) {
  ToExpectations();
  Step("owned", 3);
  const Id owning = *action_id_;
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, jada_}, "opportunity.change", now_);
    const auto deal = book::FindWork(tx, kOrg, std::span(&larmar_, 1), jada_, now_).open_deals.front();
    book::Opportunity changed = deal;
    changed.next_step = "Call on Friday";
    EXPECT_TRUE(action.Update(deal, changed));
  });
  action_id_ = owning;
  const auto kept = Undo(jim_, access::Role::manager);
  ASSERT_EQ(kept.size(), 1U);
  EXPECT_EQ(kept.front().table_name, "opportunity");
  EXPECT_EQ(kept.front().why, "changed_since");
  EXPECT_EQ(OwnerOf(larmar_), jim_);
}

TEST_P(MovesTest, ComesBackWhenTheAccountIsGivenBack) {
  ToExpectations();
  Step("owned", 3);
  EXPECT_EQ(Post(jada_, Path("stage"), R"({"stage":"returned","reason":"They want Jim"})", 4).status, 200);
  EXPECT_EQ(OwnerIn("opportunity", open_), jim_);
  EXPECT_EQ(OwnerIn("activity", booked_), jim_);
  EXPECT_TRUE(Attends(booked_, jim_));
}

TEST_P(MovesTest, OwnershipMovesOnItsDay) {
  db().Write([&](db::Tx& tx) {
    tx.Execute("UPDATE organization SET time_zone = 'America/New_York' WHERE org_id = $1", kOrg);
  });
  ToExpectations();
  EXPECT_EQ(Step("owned", 3, R"(,"owned_on":"2028-12-01")").status, 422);
  EXPECT_EQ(Step("owned", 3, R"(,"owned_on":"2026-12-01","overlap_until_on":"2026-11-30")").status, 422);
  const auto notices = NoticesOf(jada_);
  const auto dated = Step("owned", 3, R"(,"owned_on":"2027-03-15")");  // the day after the clocks go forward
  ASSERT_EQ(dated.status, 200) << dated.text;
  EXPECT_EQ(dated.Said("/stage"), "expectations");
  EXPECT_EQ(dated.Said("/owned_on"), "2027-03-15");
  EXPECT_EQ(dated.Said("/overlap_until_on"), "2027-04-12") << "four weeks";
  EXPECT_EQ(NoticesOf(jada_), notices + 1);
  RunJobs(*ParseInstant("2027-03-15T03:59:00Z"));  // a minute to midnight, summer time
  EXPECT_EQ(OwnerOf(larmar_), jim_);
  RunJobs(*ParseInstant("2027-03-15T04:00:00Z"));
  EXPECT_EQ(OwnerOf(larmar_), jada_);
  EXPECT_EQ(OwnerIn("opportunity", open_), jada_);
  const auto owned = Shown();
  EXPECT_EQ(owned.Said("/stage"), "owned");
  EXPECT_EQ(owned.Said("/dates/owned_at"), "2027-03-15T04:00:00Z");
  EXPECT_TRUE(owned.at("/owned_on").is_null());
  EXPECT_EQ(owned.Said("/overlap_until_on"), "2027-04-12");
  RunJobs(*ParseInstant("2027-03-16T04:00:00Z"));
  EXPECT_EQ(Shown().Number("/version"), owned.Number("/version")) << "once";
}

TEST_P(MovesTest, ADayIsChangedTakenBackAndUndone) {
  ToExpectations();
  Step("owned", 3, R"(,"owned_on":"2026-12-01")");
  Step("owned", 4, R"(,"owned_on":"2026-12-10","overlap_until_on":"2026-12-24")");
  RunJobs(*ParseInstant("2026-12-02T00:00:00Z"));
  EXPECT_EQ(OwnerOf(larmar_), jim_) << "the day was moved";
  EXPECT_EQ(Ask(jada_, http::Method::remove, Path("day"), "", 5).status, 200);
  EXPECT_TRUE(Shown().at("/owned_on").is_null());
  EXPECT_EQ(Ask(jim_, http::Method::remove, Path("day"), "", 6).Said("/code"), "problem.handoff.no_day");
  Step("owned", 6, R"(,"owned_on":"2026-12-12")");
  EXPECT_TRUE(Undo(jim_, access::Role::manager).empty());
  RunJobs(*ParseInstant("2026-12-20T00:00:00Z"));
  EXPECT_EQ(OwnerOf(larmar_), jim_);
  EXPECT_EQ(Shown().Said("/stage"), "expectations");
}

// Its job came and found nothing to do.
TEST_P(MovesTest, ADayThatHasPassedAndComesBackByAnUndoIsCarriedOutAtOnce) {
  ToExpectations();
  Step("owned", 3, R"(,"owned_on":"2026-12-01")");
  EXPECT_EQ(Ask(jim_, http::Method::remove, Path("day"), "", 4).status, 200);
  RunJobs(*ParseInstant("2026-12-02T00:00:00Z"));
  EXPECT_EQ(OwnerOf(larmar_), jim_);
  SetClock(now_);
  EXPECT_TRUE(Undo(jim_, access::Role::manager).empty());
  EXPECT_EQ(Shown().Said("/owned_on"), "2026-12-01");
  RunJobs(*ParseInstant("2099-01-02T00:00:00Z"));
  EXPECT_EQ(OwnerOf(larmar_), jada_);
  EXPECT_EQ(Shown().Said("/stage"), "owned");
}

TEST_P(MovesTest, OwnershipThatWasTakenBackDoesNotMoveAgainByItself) {
  ToExpectations();
  Step("owned", 3, R"(,"owned_on":"2026-12-01")");
  RunJobs(*ParseInstant("2026-12-02T00:00:00Z"));
  EXPECT_EQ(OwnerOf(larmar_), jada_);
  SetClock(now_);
  action_id_ = db().Read()->QueryValue<Id>(
      "SELECT id FROM action WHERE org_id = $1 AND kind = 'handoff.owned' ORDER BY id DESC LIMIT 1", kOrg);
  EXPECT_TRUE(Undo(ann_, access::Role::administrator).empty());
  EXPECT_EQ(OwnerOf(larmar_), jim_);
  RunJobs(*ParseInstant("2099-01-02T00:00:00Z"));
  EXPECT_EQ(OwnerOf(larmar_), jim_);
}

TEST_P(MovesTest, ADayWaitsForTheEndOfAPause) {
  ToExpectations();
  Step("owned", 3, R"(,"owned_on":"2026-12-01")");
  EXPECT_EQ(Post(jim_, Path("pause"), R"({"until_on":"2026-12-05","reason":"Stocktaking"})", 4).status, 200);
  RunJobs(*ParseInstant("2026-12-01T00:00:00Z"));
  EXPECT_EQ(OwnerOf(larmar_), jim_);
  RunJobs(*ParseInstant("2026-12-05T00:00:00Z"));
  EXPECT_EQ(OwnerOf(larmar_), jada_);
}

TEST_P(MovesTest, WhatCannotMoveOnItsDayIsTold) {
  ToExpectations();
  Step("owned", 3, R"(,"owned_on":"2026-12-01")");
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, ann_}, "account.change", now_);
    EXPECT_TRUE(book::MoveOwnership(action, larmar_, max_));
  });
  const auto notices = NoticesOf(jim_);
  RunJobs(*ParseInstant("2026-12-01T00:00:00Z"));
  EXPECT_EQ(OwnerOf(larmar_), max_);
  EXPECT_EQ(NoticesOf(jim_), notices + 1);
  EXPECT_TRUE(Shown().at("/owned_on").is_null());
}

// A demo's clock is set on by hand.
TEST_P(MovesTest, AClockThatIsSetOnMovesWhatIsDue) {
  ToExpectations();
  Step("owned", 3, R"(,"owned_on":"2026-12-01")");
  db().Write([&](db::Tx& tx) {
    tx.Execute("UPDATE organization SET clock_at = $2 WHERE org_id = $1", kOrg,
               *ParseInstant("2026-11-30T12:00:00Z"));
  });
  RunJobs(*ParseInstant("2026-12-01T12:00:00Z"));
  EXPECT_EQ(OwnerOf(larmar_), jim_);
  const Instant on = *ParseInstant("2026-12-01T12:00:00Z");
  db().Write(
      [&](db::Tx& tx) { tx.Execute("UPDATE organization SET clock_at = $2 WHERE org_id = $1", kOrg, on); });
  OwnWhatIsDue(db(), kOrg, on);
  EXPECT_EQ(OwnerOf(larmar_), jada_);
}

TEST_P(MovesTest, WhoSaidNoSeesTheAccountNoMore) {
  const auto count = [&](Id person, const char* part) {
    return Get(person, Path("moves")).at("/" + std::string(part) + "/items").as_array().size();
  };
  EXPECT_GT(count(jada_, "contacts"), 0u);
  Post(jada_, Path("stage"), R"({"stage":"declined","reason":"No time"})", 1);
  for (const char* part : {"contacts", "open_deals", "closed_deals", "tasks", "meetings"}) {
    EXPECT_EQ(count(jada_, part), 0u) << part;
    EXPECT_GT(count(jim_, part), 0u) << part;
  }
}

// A job that ran at once would make the next one, for ever.
TEST_P(MovesTest, APauseOfAClockThatIsBehindMakesNoJob) {
  ToExpectations();
  Step("owned", 3, R"(,"owned_on":"2026-12-01")");
  Post(jim_, Path("pause"), R"({"until_on":"2026-12-05","reason":"Stocktaking"})", 4);
  db().Write([&](db::Tx& tx) {
    tx.Execute("UPDATE organization SET clock_at = $2 WHERE org_id = $1", kOrg,
               *ParseInstant("2026-12-02T12:00:00Z"));
  });
  const auto jobs = [&] {
    return *db().Read()->QueryValue<std::int64_t>("SELECT COUNT(*) FROM job WHERE org_id = $1", kOrg);
  };
  const auto before = jobs();
  OwnWhatIsDue(db(), kOrg, *ParseInstant("2027-06-01T12:00:00Z"));
  EXPECT_EQ(jobs(), before);
  EXPECT_EQ(OwnerOf(larmar_), jim_);
}

INSTANTIATE_TEST_SUITE_P(Engines, MovesTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::handoff
