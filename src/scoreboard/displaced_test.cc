#include "scoreboard/displaced.h"

#include <gtest/gtest.h>

#include "coaching/promise_for_test.h"
#include "json/json.h"
#include "scoreboard/quarters.h"
#include "scoreboard/scene_for_test.h"
#include "scoreboard/scoreboard_for_test.h"

namespace baton::scoreboard {
namespace {

using coaching::Cause;
using coaching::Outcome;
using coaching::PromiseState;

MoreFacts Empty() {
  MoreFacts facts;
  facts.span = kSpan;
  facts.before = {kSpan.from - 364, kSpan.to - 364};
  return facts;
}
void Came(MoreFacts& facts, Day on, Outcome outcome, std::int32_t minutes) {
  facts.interruptions.push_back({Id{100 + std::ssize(facts.interruptions)}, on, outcome, minutes});
}
void MovedOn(MoreFacts& facts, Day on, Id rep, Cause cause, PromiseState state = PromiseState::open) {
  const Instant at{on.days * kMillisecondsPerDay};
  coaching::PromiseMove move{
      .id = Id{500 + std::ssize(facts.moves)}, .cause = cause, .from_at = at, .rep_id = rep, .state = state};
  if (state == PromiseState::kept) move.kept_at = at + 2 * kMillisecondsPerDay;
  facts.moves.push_back({on, move});
}

TEST(DisplacedTest, InterruptionsAreThoseOfTheTimeBesideThoseOfTheOther) {
  MoreFacts facts = Empty();
  for (int i = 0; i < 6; ++i) Came(facts, kMonday + i, Outcome::greeted, 5);
  Came(facts, kSpan.to, Outcome::taken, 60);
  Came(facts, kSpan.from, Outcome::introduced, 10);
  Came(facts, kSpan.to + 1, Outcome::taken, 60);
  for (int i = 0; i < 4; ++i) Came(facts, facts.before.from + i, Outcome::taken, 30);
  const Figure figure = InterruptionsOf(facts);
  EXPECT_EQ(figure.count, 8);
  EXPECT_EQ(figure.rows.size(), 8u);
  EXPECT_EQ(BesideOf(figure, BesideKey::before), 4);
  EXPECT_EQ(figure.value, 2);
  EXPECT_LT(*figure.low, 2);
  EXPECT_EQ(BesideOf(figure, BesideKey::taken), 1);
  EXPECT_EQ(BesideOf(figure, BesideKey::greeted), 6);
  EXPECT_EQ(BesideOf(figure, BesideKey::introduced), 1);
  EXPECT_EQ(BesideOf(figure, BesideKey::away), 6 * 5 + 60 + 10);
}

TEST(DisplacedTest, MovesAreByCauseAndAGoodReasonTakesNothingOut) {
  MoreFacts facts = Empty();
  MovedOn(facts, kMonday + 1, kJada, Cause::own_deal, PromiseState::kept);
  MovedOn(facts, kMonday + 2, kJada, Cause::own_deal);
  MovedOn(facts, kMonday + 3, kTom, Cause::absence, PromiseState::withdrawn);
  MovedOn(facts, facts.before.to, kTom, Cause::walk_in);
  MovedOn(facts, kSpan.from - 1, kJada, Cause::walk_in);
  const Figure figure = DisplacedOf(facts);
  EXPECT_EQ(figure.count, 3);
  EXPECT_EQ(figure.guard, Guard::too_few) << "of four no ratio";
  EXPECT_EQ(BesideOf(figure, BesideKey::before), 1);
  EXPECT_EQ(BesideOf(figure, BesideKey::made_good), 1);
  EXPECT_EQ(BesideOf(figure, BesideKey::open), 1);
  ASSERT_EQ(figure.causes.size(), 2u);
  EXPECT_EQ(figure.causes[0].cause, Cause::own_deal);
  EXPECT_EQ(figure.causes[0].count, 2);
  EXPECT_EQ(figure.causes[1].withdrawn, 1);
  EXPECT_EQ(MovesOf(facts, kJada, facts.span), 2);
  EXPECT_EQ(MovesOf(facts, kTom, facts.before), 1);
  for (SeenMove& one : facts.moves) one.move.cause = Cause::absence;
  EXPECT_EQ(DisplacedOf(facts).count, 3);
}

TEST(DisplacedTest, NothingIsNoData) {
  const MoreFacts facts = Empty();
  EXPECT_EQ(InterruptionsOf(facts).guard, Guard::no_data);
  EXPECT_EQ(DisplacedOf(facts).guard, Guard::no_data);
}

class DisplacedRoutesTest : public ScoreboardTest {
 protected:
  coaching::Promise Promised(Id rep, const char* due) {
    return coaching::InsertPromise(
        db(), kOrg, coaching::PromiseOf(jim_, rep, due, *ParseInstant("2026-11-01T10:00:00Z")));
  }
  // Somebody came in, and what he displaced.
  void Took(Id account, const std::vector<coaching::Promise>& promises, Cause cause, Instant at) {
    ASSERT_TRUE(db().Write([&](db::Tx& tx) -> Result<Done> {
      action::Action action(tx, {kOrg, jim_}, "door.taken", at);
      const auto event = coaching::InsertInterruption(action, {.org_id = {},
                                                               .id = {},
                                                               .person_id = jim_,
                                                               .account_id = account,
                                                               .contact_id = {},
                                                               .handoff_id = {},
                                                               .outcome = Outcome::taken,
                                                               .at = at,
                                                               .minutes = 60,
                                                               .deleted_at = {}});
      for (const coaching::Promise& one : promises) {
        const auto moved = coaching::Move(
            action, one, {.due_at = now_ + kMillisecondsPerDay, .cause = cause, .interruption_id = event.id});
        if (!moved) return Fail(moved.error());
      }
      return Done{};
    }));
  }
  void IsSettling() {
    db().Write([&](db::Tx& tx) {
      tx.Execute("UPDATE person SET starts_on = $1 WHERE id = $2", Today() - 30, jim_);
    });
  }
};

TEST_P(DisplacedRoutesTest, TellWhatTheLedgerTellsAndOpenToTheirRows) {
  const auto one = Promised(jada_, "2026-11-24T15:00:00Z");
  const auto two = Promised(tom_, "2026-11-24T16:00:00Z");
  Promised(lena_, "2026-11-20T10:00:00Z");  // let go
  Took(larmar_, {one, two}, Cause::own_deal, now_);
  Took(bexley_, {}, Cause::walk_in, now_);
  const auto board = Of(jim_, jim_);
  ASSERT_EQ(board.status, 200) << board.text;
  EXPECT_EQ(Figure(board, "interruptions").at("count").as_int64(), 2);
  const json::Value& displaced = Figure(board, "displaced");
  EXPECT_EQ(displaced.at("count").as_int64(), 2);
  const auto ledger = coaching::FindLedger(*db().Read(), kOrg, {.person_id = jim_});
  EXPECT_EQ(json::ToText(displaced.at("causes")), json::ToText(json::ToJson(ledger.causes)))
      << "nobody counts moves a second way";
  EXPECT_EQ(displaced.at("rows").as_int64(), std::ssize(ledger.items));
  EXPECT_NE(json::ToText(displaced.at("beside")).find(R"({"key":"let_go","value":1})"), std::string::npos)
      << "what is neither kept nor moved stands beside it";

  const auto moves = RowsOf(jim_, "displaced");
  ASSERT_EQ(moves.at("/items").as_array().size(), 2u) << moves.text;
  EXPECT_EQ(moves.Said("/items/0/cause"), "own_deal");
  EXPECT_EQ(moves.Said("/items/0/account/name"), "Larmar Freight");
  EXPECT_EQ(moves.Said("/items/0/promise_state"), "open");
  EXPECT_TRUE(moves.at("/items/0/made_good_on").is_null());
  const auto events = RowsOf(jim_, "interruptions");
  ASSERT_EQ(events.at("/items").as_array().size(), 2u) << events.text;
  EXPECT_EQ(events.Number("/items/1/moved"), 2);
  EXPECT_EQ(events.at("/items/1/people").as_array().size(), 2u);
  EXPECT_EQ(events.Said("/items/0/outcome"), "taken");

  // By rep: for the two.
  EXPECT_EQ(Get(jada_, "/api/v1/people/" + ToString(jada_) + "/growth").Number("/moved"), 1);
  EXPECT_EQ(board.Said("/growth/0/person/name"), "Jada Ellis");
  EXPECT_EQ(board.Number("/growth/0/moved"), 1);
  EXPECT_EQ(board.Number("/growth/0/moved_before"), 0);
}

TEST_P(DisplacedRoutesTest, AboveAreFiguresWithoutRowsAndOfANewManagerNothing) {
  Took(larmar_, {Promised(jada_, "2026-11-24T15:00:00Z")}, Cause::own_deal, now_);
  const auto above = Of(jim_, dana_);
  for (const char* key : {"interruptions", "displaced"}) {
    EXPECT_EQ(Figure(above, key).at("count").as_int64(), 1) << key;
    EXPECT_FALSE(Figure(above, key).at("shows_rows").as_bool()) << key;
    EXPECT_EQ(RowsOf(dana_, key).status, 403) << key;
  }
  IsSettling();
  for (const char* key : {"interruptions", "displaced"}) {
    const auto hidden = Figure(Of(jim_, dana_), key);
    EXPECT_EQ(hidden.at("guard").as_string(), "not_yours") << key;
    EXPECT_EQ(hidden.at("count").as_int64(), 0);
    EXPECT_TRUE(hidden.at("beside").as_array().empty() && hidden.at("causes").as_array().empty());
    EXPECT_EQ(Figure(Of(jim_, jim_), key).at("count").as_int64(), 1) << key;
  }
}

TEST_P(DisplacedRoutesTest, OfFewRepsNobodyAboveSeesWhosePromisesMoved) {
  Took(larmar_, {Promised(jada_, "2026-11-24T15:00:00Z")}, Cause::own_deal, now_);
  db().Write([&](db::Tx& tx) {
    for (const Id rep : {tom_, lena_}) {
      tx.Execute("UPDATE person SET manager_id = $1 WHERE org_id = $2 AND id = $3", max_, kOrg, rep);
    }
  });
  EXPECT_EQ(Figure(Of(jim_, dana_), "displaced").at("guard").as_string(), "few_reps");
  EXPECT_EQ(Figure(Of(jim_, jim_), "displaced").at("count").as_int64(), 1);
}

// A quarter that was closed by the definitions before these has none, and is read as it was kept.
TEST_P(DisplacedRoutesTest, AQuarterClosedBeforeHasNone) {
  db().Write([&](db::Tx& tx) {
    tx.Execute("UPDATE organization SET created_at = $2 WHERE org_id = $1", kOrg,
               *ParseInstant("2026-01-05T00:00:00Z"));
  });
  CloseQuarters(db(), kOrg, now_);
  db().Write([&](db::Tx& tx) {
    const auto whole = *tx.QueryValue<std::string>(
        "SELECT whole FROM score_quarter WHERE org_id = $1 AND manager_id = $2 AND quarter = '2026-Q3'", kOrg,
        jim_);
    json::Value kept = *json::Parse(whole);
    auto& figures = kept.as_object()["board"].as_object()["figures"].as_array();
    for (auto it = figures.begin(); it != figures.end();) {
      const bool is_new = it->at("key") == "interruptions" || it->at("key") == "displaced";
      if (!is_new) it->as_object().erase("causes");
      it = is_new ? figures.erase(it) : it + 1;
    }
    for (json::Value& one : kept.as_object()["growth"].as_array()) {
      one.as_object().erase("moved");
      one.as_object().erase("moved_before");
    }
    tx.Execute("UPDATE score_quarter SET definition = 1, whole = $3 WHERE org_id = $1 AND manager_id = $2",
               kOrg, jim_, json::ToText(kept));
  });
  const auto closed = Of(jim_, jim_, "?period=2026-Q3");
  ASSERT_EQ(closed.status, 200) << closed.text;
  EXPECT_EQ(closed.Number("/closing/definition"), 1);
  EXPECT_THROW(Figure(closed, "displaced"), std::out_of_range);
  EXPECT_TRUE(closed.at("/growth/0/moved").is_null());
  EXPECT_EQ(RowsOf(jim_, "displaced", "&period=2026-Q3").status, 404);
}

INSTANTIATE_TEST_SUITE_P(Engines, DisplacedRoutesTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::scoreboard
