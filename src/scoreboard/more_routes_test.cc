// The figures that look further and each rep's growth, asked for over the API.
#include <gtest/gtest.h>

#include "db/statement_count.h"
#include "handoff/handoff.h"
#include "scoreboard/gather_more.h"
#include "scoreboard/scoreboard_for_test.h"

namespace baton::scoreboard {
namespace {

class MoreRoutesTest : public ScoreboardTest {};

// A rep against the own past is between the two; nobody above sees it, and nobody beside.
TEST_P(MoreRoutesTest, GrowthIsForTheRepAndTheManager) {
  Deal(bexley_, jada_, 10);
  Deal(bexley_, jada_, 390);
  Session(jada_, 20, true);
  const auto own = Get(jada_, "/api/v1/people/" + ToString(jada_) + "/growth");
  ASSERT_EQ(own.status, 200) << own.text;
  EXPECT_EQ(own.Said("/person/name"), "Jada Ellis");
  EXPECT_EQ(own.Number("/wins"), 1);
  EXPECT_EQ(own.Number("/wins_before"), 1);
  EXPECT_EQ(own.Number("/coached_minutes"), 60);
  EXPECT_TRUE(own.at("/low").is_null()) << "of two wins";
  EXPECT_EQ(own.at("/points").as_array().size(), 8u);
  EXPECT_EQ(Get(jim_, "/api/v1/people/" + ToString(jada_) + "/growth").status, 200);
  for (const Id other : {tom_, dana_, max_}) {
    EXPECT_EQ(Get(other, "/api/v1/people/" + ToString(jada_) + "/growth").status, 404) << other.value;
  }
  EXPECT_EQ(Get(ann_, "/api/v1/people/" + ToString(jada_) + "/growth").status, 403);
  EXPECT_EQ(Get(jim_, "/api/v1/people/" + ToString(jim_) + "/growth").status, 404) << "of reps";
  const auto board = Of(jim_, jim_);
  EXPECT_EQ(board.at("/growth").as_array().size(), 3u);
  EXPECT_EQ(board.Said("/growth/0/person/name"), "Jada Ellis") << "by name";
  EXPECT_EQ(Of(jim_, dana_).at("/growth").as_array().size(), 0u);
  EXPECT_EQ(Of(jim_, dana_).Said("/growth_guard"), "not_yours");
}

TEST_P(MoreRoutesTest, WhatIsExpectedOfEachDealIsInItsRow) {
  for (int i = 0; i < 40; ++i) {
    Deal(bexley_, i % 2 == 0 ? jada_ : tom_, 120 + i,
         i % 3 == 0 ? book::OpportunityStatus::lost : book::OpportunityStatus::won);
  }
  for (int i = 0; i < 6; ++i) Deal(wren_, lena_, 5 + i);
  const auto reply = Of(jim_, jim_);
  const json::Value& mix = Figure(reply, "case_mix");
  ASSERT_EQ(mix.at("guard").as_string(), "none") << reply.text;
  EXPECT_EQ(mix.at("count").as_int64(), 6);
  const auto rows = RowsOf(jim_, "case_mix");
  ASSERT_EQ(rows.at("/items").as_array().size(), 6u);
  // The sum of what the rows expect, and their wins, give the figure.
  double expected = 0;
  for (const json::Value& row : rows.at("/items").as_array()) expected += row.at("expected").as_double();
  EXPECT_NEAR(mix.at("value").as_double(), 7 / (1 + expected), 1e-6);
  EXPECT_EQ(Figure(reply, "incremental").at("guard").as_string(), "no_evidence");
  EXPECT_EQ(Figure(reply, "dependence_removed").at("guard").as_string(), "no_ties");
}

// As many days before as after; what another team sold is not this manager's to see.
TEST_P(MoreRoutesTest, WhatWasSoldToAClientHandedOverStandsInItsRow) {
  handoff::Handoff one;
  one.account_id = larmar_;
  one.from_id = jim_;
  one.to_id = jada_;
  one.stage = handoff::Stage::confirmed;
  one.proposed_at = DaysFromNow(-220);
  one.introduced_at = DaysFromNow(-210);
  one.confirmed_at = one.ended_at = DaysFromNow(-200);
  Insert(one, now_);
  Deal(larmar_, jada_, 0);
  Deal(larmar_, tom_, 199, book::OpportunityStatus::won, 7);
  Deal(larmar_, jim_, 200, book::OpportunityStatus::won, 20'000);
  Deal(larmar_, jim_, 399, book::OpportunityStatus::won, 3);
  Deal(larmar_, jim_, 400);
  Deal(larmar_, jada_, 100, book::OpportunityStatus::lost);
  Deal(larmar_, max_, 50);
  Deal(bexley_, jada_, 50);
  book::Opportunity foreign;
  foreign.account_id = larmar_;
  foreign.owner_id = jada_;
  foreign.name = "In euros";
  foreign.status = book::OpportunityStatus::won;
  foreign.amount_minor = 5;
  foreign.currency = "EUR";
  foreign.closes_on = Today() - 20;
  Insert(foreign, now_);
  const auto beside = [&](const json::Value& figure, std::string_view key) -> std::int64_t {
    for (const json::Value& each : figure.at("beside").as_array()) {
      if (each.at("key").as_string() == key) return each.at("value").as_int64();
    }
    return -1;
  };
  const auto reply = Of(jim_, jim_);
  const json::Value& figure = Figure(reply, "handoff_retention");
  EXPECT_EQ(beside(figure, "sold"), 100'007);
  EXPECT_EQ(beside(figure, "sold_before"), 20'003);
  EXPECT_EQ(beside(figure, "without_amount"), 1);
  const auto rows = RowsOf(jim_, "handoff_retention");
  ASSERT_EQ(rows.at("/items").as_array().size(), 1u);
  EXPECT_EQ(rows.Number("/items/0/sold_minor"), 100'007);
  EXPECT_EQ(rows.Number("/items/0/sold_before_minor"), 20'003);
  EXPECT_TRUE(RowsOf(jim_, "handed_over", "&period=52w").at("/items/0/sold_minor").is_null());
}

// To be promoted, or to go to another team, is not to leave. Who was a manager all along was never a coached rep.
TEST_P(MoreRoutesTest, WhoWasCoachedIsFollowedToAnotherTeam) {
  for (const Id rep : {jada_, tom_, lena_, jim_}) Session(rep, 500, true);
  Session(max_, 500, true, coaching::Purpose::deal);
  const auto change = [&](Id id, access::Role role, Id manager) {
    db().Write([&](db::Tx& tx) {
      action::Action action(tx, {kOrg, dana_}, "person.change", now_);
      const people::Person before = *people::FindPerson(tx, kOrg, id);
      people::Person after = before;
      after.role = role;
      after.manager_id = manager;
      EXPECT_TRUE(action.Update(before, after));
    });
  };
  change(jada_, access::Role::rep, max_);
  change(tom_, access::Role::manager, dana_);
  const access::Principal reader{kOrg, jim_, access::Role::manager, access::TokenScope::all, Id{}, "en"};
  const GatherAsked asked{
      .manager_id = jim_, .reader = reader, .now = now_, .zone = "UTC", .currency = "USD"};
  const Span span{Today() - 90, Today()};
  const MoreFacts facts = GatherMore(*db().Read(), asked, span, {span.from - 364, span.to - 364});
  ASSERT_EQ(facts.roster.size(), 1u) << "Lena";
  ASSERT_EQ(facts.moved_on.size(), 2u) << "not Jim himself";
  EXPECT_EQ(facts.moved_on[0].id, jada_);
  EXPECT_FALSE(facts.moved_on[0].is_promoted);
  EXPECT_EQ(facts.moved_on[1].id, tom_);
  EXPECT_TRUE(facts.moved_on[1].is_promoted);
}

// Who came from another team has won nothing here before; who was put below a manager for the first time came from nowhere.
TEST_P(MoreRoutesTest, WhoMovedBetweenTeamsIsToldApart) {
  Id nora, omar;
  db().Write([&](db::Tx& tx) {
    action::Action adding(tx, {kOrg, dana_}, "person.add", now_);
    nora = AddPerson(adding, "Nora Lind", access::Role::rep, max_);
    omar = AddPerson(adding, "Omar Reyes", access::Role::rep, std::nullopt);
    for (const auto& [id, manager] : {std::pair(nora, jim_), std::pair(omar, jim_), std::pair(jada_, max_)}) {
      action::Action action(tx, {kOrg, dana_}, "person.change", DaysFromNow(-50));
      const people::Person before = *people::FindPerson(tx, kOrg, id);
      people::Person after = before;
      after.manager_id = manager;
      EXPECT_TRUE(action.Update(before, after));
    }
  });
  const access::Principal reader{kOrg, jim_, access::Role::manager, access::TokenScope::all, Id{}, "en"};
  const GatherAsked asked{
      .manager_id = jim_, .reader = reader, .now = now_, .zone = "UTC", .currency = "USD"};
  const auto moved = [&](Span span, Span before) {
    const MoreFacts facts = GatherMore(*db().Read(), asked, span, before);
    return std::pair(facts.moved_in, facts.moved_out);
  };
  const Span span{Today() - 90, Today()};
  EXPECT_EQ(moved(span, {span.from - 364, span.to - 364}), std::pair(std::vector{nora}, std::int64_t{1}));
  EXPECT_EQ(moved({Today() - 20, Today()}, {Today() - 41, Today() - 21}),
            std::pair(std::vector<Id>(), std::int64_t{0}));
}

TEST_P(MoreRoutesTest, AsksAsManyQuestionsForMuchAsForLittle) {
  const access::Principal reader{kOrg, jim_, access::Role::manager, access::TokenScope::all, Id{}, "en"};
  const Span span{Today() - 90, Today()};
  const auto ask = [&] {
    const GatherAsked asked{
        .manager_id = jim_, .reader = reader, .now = now_, .zone = "UTC", .currency = "USD"};
    const auto before = db::StatementsRun();
    GatherMore(*db().Read(), asked, span, {span.from - 364, span.to - 364});
    return db::StatementsRun() - before;
  };
  Deal(larmar_, jada_, 10);
  Deal(larmar_, jada_, 200);
  Session(jada_, 20, true);
  const auto few = ask();
  for (int i = 0; i < 20; ++i) {
    Deal(bexley_, i % 2 == 0 ? jada_ : tom_, i * 9);
    Session(tom_, 10 + i, true);
  }
  EXPECT_EQ(ask(), few);
}

INSTANTIATE_TEST_SUITE_P(Engines, MoreRoutesTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::scoreboard
