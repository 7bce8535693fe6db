#include "scoreboard/scoreboard_routes.h"

#include <gtest/gtest.h>

#include "book/deal_course.h"
#include "book/stage.h"
#include "coaching/promise_for_test.h"
#include "db/statement_count.h"
#include "handoff/handoff.h"
#include "scoreboard/gather.h"
#include "scoreboard/scoreboard_for_test.h"

namespace baton::scoreboard {
namespace {

class ScoreboardRoutesTest : public ScoreboardTest {};

TEST_P(ScoreboardRoutesTest, CountsWhoseWinsTheyAre) {
  Deal(larmar_, jim_, 10);
  Deal(bexley_, jada_, 20, book::OpportunityStatus::won, 300'000);
  Deal(wren_, tom_, 30);
  Deal(wren_, lena_, 30, book::OpportunityStatus::lost);
  Session(jada_, 60, true);  // ten days before Jada's deal began
  Session(tom_, 70, false);  // Tom wrote nothing in it
  const auto reply = Of(jim_, jim_);
  ASSERT_EQ(reply.status, 200) << reply.text;
  EXPECT_EQ(reply.Number("/now/touched"), 1);
  EXPECT_EQ(reply.Number("/now/without"), 1);
  EXPECT_EQ(reply.Number("/now/personal"), 1);
  EXPECT_EQ(reply.Number("/now/enabled_minor"), 300'000);
  EXPECT_EQ(reply.Said("/saying/kind"), "counts");
  EXPECT_EQ(reply.Said("/period/from_on"), "2026-08-31");
  EXPECT_EQ(reply.at("/bars").as_array().size(), 13u);
  EXPECT_EQ(Figure(reply, "wins_enabled").at("guard").as_string(), "too_few");
  EXPECT_EQ(Figure(reply, "win_rate").at("of").as_int64(), 3);

  // Each figure opens to what it was counted from.
  const auto rows = RowsOf(jim_, "wins_enabled");
  ASSERT_EQ(rows.status, 200) << rows.text;
  ASSERT_EQ(rows.at("/items").as_array().size(), 2u);
  EXPECT_EQ(rows.Said("/items/0/win"), "touched");
  EXPECT_EQ(rows.Said("/items/0/account/name"), "Bexley Motors");
  EXPECT_EQ(rows.Said("/items/0/people/0/name"), "Jada Ellis");
  EXPECT_EQ(rows.Said("/items/0/touch"), "session");
  EXPECT_EQ(rows.Said("/items/1/missed"), "no_mark");
  EXPECT_EQ(RowsOf(jim_, "total_wins").at("/items").as_array().size(), 3u);
  const auto hours = RowsOf(jim_, "coaching_hours");
  EXPECT_EQ(hours.at("/items").as_array().size(),
            static_cast<std::size_t>(Figure(reply, "coaching_hours").at("rows").as_int64()));
  EXPECT_EQ(hours.Number("/items/0/minutes"), 60);
}

// Three wins of twenty days ago after an hour each, and what the reps wrote in it: ten days ago; privately before, for the manager to
// read ten days ago; before, in other words ten days ago.
TEST_P(ScoreboardRoutesTest, WhatTheRepWroteAfterTheWinEnablesNothing) {
  const Instant early = DaysFromNow(-40);
  const Instant late = DaysFromNow(-10);
  const auto note = [&](Id rep, coaching::Visibility visibility, Instant at) {
    return Insert(coaching::Note{.session_id = Session(rep, 60, false),
                                 .manager_id = jim_,
                                 .rep_id = rep,
                                 .author_id = rep,
                                 .visibility = visibility,
                                 .text_id = Text(at),
                                 .written_at = at},
                  at);
  };
  Deal(bexley_, jada_, 20);
  Deal(wren_, tom_, 20);
  Deal(larmar_, lena_, 20);
  note(jada_, coaching::Visibility::the_two, late);
  const auto hidden = note(tom_, coaching::Visibility::author_only, early);
  auto shown = hidden;
  shown.visibility = coaching::Visibility::the_two;
  Change(hidden, shown, late);
  const auto written = note(lena_, coaching::Visibility::the_two, early);
  auto rewritten = written;
  rewritten.text_id = Text(late);
  rewritten.written_at = late;
  Change(written, rewritten, late);
  const auto reply = Of(jim_, jim_);
  ASSERT_EQ(reply.status, 200) << reply.text;
  EXPECT_EQ(reply.Number("/now/touched"), 1);
  const auto rows = RowsOf(jim_, "wins_enabled");
  for (const json::Value& row : rows.at("/items").as_array()) {
    const bool is_lenas = row.at("people").as_array().front().at("name").as_string() == "Lena Koch";
    EXPECT_EQ(row.at("missed").as_string(), is_lenas ? "none" : "written_late") << rows.text;
  }
}

TEST_P(ScoreboardRoutesTest, AHandedClientsWinCountsWhenItIsConfirmed) {
  handoff::Handoff one;
  one.account_id = larmar_;
  one.from_id = jim_;
  one.to_id = jada_;
  one.stage = handoff::Stage::confirmed;
  one.proposed_at = DaysFromNow(-100);
  one.introduced_at = DaysFromNow(-90);
  one.confirmed_at = DaysFromNow(-40);
  one.ended_at = one.confirmed_at;
  Insert(one, now_);
  Deal(larmar_, jada_, 10);
  const auto reply = Of(jim_, jim_);
  EXPECT_EQ(reply.Number("/now/handed"), 1);
  EXPECT_EQ(Figure(reply, "handed_over").at("count").as_int64(), 1);
  EXPECT_EQ(RowsOf(jim_, "handed_over").Said("/items/0/account/name"), "Larmar Freight");
}

// The log knows when a deal left the early stages; one that was put in later has no such time.
TEST_P(ScoreboardRoutesTest, TheProposalIsReadFromTheLog) {
  const auto stage = [&](const char* name, book::StageCategory category, int position) {
    book::Stage row;
    row.name = name;
    row.name_fold = name;
    row.category = category;
    row.position = position;
    return Insert(row, now_).id;
  };
  const Id early = stage("talk", book::StageCategory::early, 1);
  const Id offer = stage("offer", book::StageCategory::proposal, 2);
  const Id sign = stage("sign", book::StageCategory::signature, 3);
  const auto moved = [&](Id first, std::vector<std::pair<Id, int>> moves) {
    book::Opportunity deal;
    deal.account_id = larmar_;
    deal.owner_id = jada_;
    deal.name = "Deal";
    deal.stage_id = first;
    deal.currency = "USD";
    deal.created_at = DaysFromNow(-90);
    deal = Insert(deal, DaysFromNow(-90));
    for (const auto& [to, days_ago] : moves) {
      deal =
          *db().Write([&, target = to, at = DaysFromNow(-days_ago)](db::Tx& tx) -> Result<book::Opportunity> {
            action::Action action(tx, {kOrg, jada_}, "opportunity.change", at);
            book::Opportunity after = deal;
            after.stage_id = target;
            return action.Update(deal, after);
          });
    }
    return deal.id;
  };
  const Id known = moved(early, {{offer, 40}, {sign, 20}});
  const Id unknown = moved(offer, {{sign, 20}});
  const auto courses = book::ReadCourses(*db().Read(), kOrg, std::vector{known, unknown});
  ASSERT_EQ(courses.size(), 2u);
  EXPECT_EQ(courses[0].left_early_at, DaysFromNow(-40));
  EXPECT_EQ(courses[0].entry_category, book::StageCategory::early);
  EXPECT_FALSE(courses[1].left_early_at);
  EXPECT_EQ(courses[1].entry_category, book::StageCategory::proposal);
}

TEST_P(ScoreboardRoutesTest, IsForTheManagerAndThoseAbove) {
  EXPECT_EQ(Of(jim_, jim_).status, 200);
  EXPECT_TRUE(Of(jim_, jim_).at("/is_self").as_bool());
  EXPECT_EQ(Of(jim_, dana_).status, 200);
  EXPECT_EQ(Of(jim_, max_).status, 404) << "another manager";
  EXPECT_EQ(Of(jim_, jada_).status, 403);
  EXPECT_EQ(Of(jim_, ann_).status, 403);
  EXPECT_EQ(Of(jada_, jim_).status, 404) << "a rep has none";
  EXPECT_EQ(RowsOf(jada_, "total_wins").status, 403);
  EXPECT_EQ(RowsOf(max_, "total_wins").status, 404);
}

// What is between two people does not open to those above.
TEST_P(ScoreboardRoutesTest, AboveNobodyReadsSessionsOrPromises) {
  Session(jada_, 10, true);
  const auto reply = Of(jim_, dana_);
  EXPECT_FALSE(Figure(reply, "promises_kept").at("shows_rows").as_bool());
  EXPECT_FALSE(Figure(reply, "coaching_hours").at("shows_rows").as_bool());
  EXPECT_TRUE(Figure(reply, "total_wins").at("shows_rows").as_bool());
  EXPECT_EQ(RowsOf(dana_, "coaching_hours").status, 403);
  EXPECT_EQ(RowsOf(dana_, "promises_kept").status, 403);
  EXPECT_EQ(RowsOf(dana_, "total_wins").status, 200);
}

// For ninety days a manager's promises are as the takeovers are: the manager's alone.
TEST_P(ScoreboardRoutesTest, ANewManagersPromisesAreForNobodyAbove) {
  coaching::InsertPromise(
      db(), kOrg,
      coaching::PromiseOf(jim_, lena_, "2026-11-10T10:30:00Z", *ParseInstant("2026-11-09T10:00:00Z"),
                          coaching::PromiseState::kept));
  EXPECT_EQ(Figure(Of(jim_, dana_), "promises_kept").at("count").as_int64(), 1);
  db().Write(
      [&](db::Tx& tx) { tx.Execute("UPDATE person SET starts_on = $1 WHERE id = $2", Today() - 30, jim_); });
  for (const char* figure : {"promises_kept", "takeovers"}) {
    const auto seen = Figure(Of(jim_, dana_), figure);
    EXPECT_EQ(seen.at("guard").as_string(), "not_yours") << figure;
    EXPECT_TRUE(seen.at("value").is_null());
    EXPECT_EQ(seen.at("count").as_int64(), 0);
    EXPECT_TRUE(seen.at("beside").as_array().empty());
  }
  EXPECT_EQ(Figure(Of(jim_, jim_), "promises_kept").at("count").as_int64(), 1);
}

TEST_P(ScoreboardRoutesTest, PeriodsAreChosenAndFaultsNamed) {
  Deal(bexley_, jada_, 130);
  EXPECT_EQ(Of(jim_, jim_).Number("/now/without"), 0);
  EXPECT_EQ(Of(jim_, jim_, "?period=52w").Number("/now/without"), 1);
  EXPECT_EQ(Of(jim_, jim_, "?period=52w").at("/bars").as_array().size(), 13u);
  EXPECT_EQ(Of(jim_, jim_, "?period=2026-Q3").Number("/now/without"), 1);
  EXPECT_EQ(Of(jim_, jim_, "?period=2031-Q3").status, 422);
  EXPECT_EQ(RowsOf(jim_, "nonsense").status, 422);
}

TEST_P(ScoreboardRoutesTest, AsksAsManyQuestionsForManyDealsAsForFew) {
  const access::Principal reader{kOrg, jim_, access::Role::manager, access::TokenScope::all, Id{}, "en"};
  const auto ask = [&] {
    const auto before = db::StatementsRun();
    GatherFacts(*db().Read(),
                {.manager_id = jim_, .reader = reader, .now = now_, .zone = "UTC", .currency = "USD"},
                {Today() - 90, Today()});
    return db::StatementsRun() - before;
  };
  Deal(larmar_, jada_, 10);
  const auto few = ask();
  for (int i = 0; i < 30; ++i) Deal(bexley_, i % 2 == 0 ? jada_ : tom_, i);
  EXPECT_EQ(ask(), few);
}

INSTANTIATE_TEST_SUITE_P(Engines, ScoreboardRoutesTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::scoreboard
