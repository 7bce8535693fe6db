#include "departure/second_tie_routes.h"

#include <gtest/gtest.h>

#include "book/directory.h"
#include "departure/departure_routes.h"
#include "handoff/directory.h"
#include "handoff/team_for_test.h"
#include "ties/directory.h"
#include "ties/learn.h"
#include "ties/said_tie.h"

namespace baton::departure {
namespace {

class SecondTieRoutesTest : public handoff::TeamTest {
 protected:
  void AddRoutes(http::Router& router) override { AddDepartureRoutes(router); }

  // Two clients know Jim alone, of the third nothing is known.
  void MeetAlone() {
    Meet(larmar_, {jim_}, DaysFromNow(-10));
    Meet(larmar_, {jim_}, DaysFromNow(-9));
    Meet(bexley_, {jim_}, DaysFromNow(-5));
    Meet(bexley_, {tom_}, DaysFromNow(-300));
    Learn();
  }
  void Learn() { ties::Learn(db(), kOrg, now_); }
  handoff::TestReply Of(Id person, Id asker, const std::string& query = "") {
    return Get(asker, "/api/v1/people/" + ToString(person) + "/second-ties" + query);
  }
  static const json::Value& Row(const handoff::TestReply& reply, std::string_view name) {
    for (const json::Value& row : reply.at("/items").as_array()) {
      if (row.at_pointer("/account/name").as_string() == name) return row;
    }
    throw std::out_of_range(std::string(name));
  }
  static std::int64_t Number(const json::Value& row, const char* name) { return row.at(name).as_int64(); }
  static std::string Colleague(const json::Value& row) {
    const json::Value& colleague = row.at("colleague");
    return colleague.is_null() ? "" : std::string(colleague.at("name").as_string());
  }
  std::int64_t ExpectedOfAll(Id person) {
    const auto page = Get(person, "/api/v1/people/" + ToString(person) + "/departure");
    std::int64_t sum = 0;
    for (const json::Value& row : page.at("/accounts").as_array()) sum += Number(row, "expected_minor");
    return sum;
  }
  void Set(const std::string& name, double value) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.17g", value);
    db().Write([&](db::Tx& tx) {
      tx.Execute("INSERT INTO setting (org_id, id, version, name, value) VALUES ($1, $2, 1, $3, $4)", kOrg,
                 tx.NewId(), name, std::string(text.data()));
    });
  }
};

TEST_P(SecondTieRoutesTest, NamesColleagueContactAndWhatItTakesOff) {
  MeetAlone();
  const auto reply = Of(jim_, jim_);
  ASSERT_EQ(reply.status, 200) << reply.text;
  ASSERT_EQ(reply.at("/items").as_array().size(), 2u);
  EXPECT_EQ(reply.Number("/without_ties"), 1) << "nothing of Wren is known: not in the list";
  EXPECT_TRUE(reply.at("/is_self").as_bool());
  const json::Value& larmar = Row(reply, "Larmar Freight");
  EXPECT_EQ(Colleague(larmar), "Jada Ellis") << "knows freight";
  EXPECT_EQ(larmar.at("reason").as_string(), "fits");
  EXPECT_TRUE(std::string(larmar.at("why").as_string()).starts_with("Fits best, "));
  EXPECT_EQ(larmar.at_pointer("/contact/name").as_string(), "Bill of Larmar Freight");
  EXPECT_TRUE(larmar.at("contact_is_alone").as_bool());
  EXPECT_EQ(larmar.at("step").as_string(), "promise");
  EXPECT_EQ(larmar.at("next_step").as_string(), "Promise to take Jada Ellis along");
  EXPECT_LT(Number(larmar, "chance_then_permille"), Number(larmar, "chance_permille"));
  EXPECT_LT(Number(larmar, "gain_low_minor"), Number(larmar, "gain_minor"));
  EXPECT_GT(Number(larmar, "gain_high_minor"), Number(larmar, "gain_minor"));
  EXPECT_EQ(Colleague(Row(reply, "Bexley Motors")), "Tom Reyes") << "has been there, and knows cars";

  const json::Array& items = reply.at("/items").as_array();
  EXPECT_GE(Number(items[0], "gain_minor"), Number(items[1], "gain_minor"));
  EXPECT_NEAR(static_cast<double>(Number(items[0], "gain_minor") + Number(items[1], "gain_minor")),
              static_cast<double>(reply.Number("/gain_minor")), 2);
  const auto first = Of(jim_, jim_, "?limit=1");
  EXPECT_EQ(first.at("/items").as_array().size(), 1u);
  EXPECT_EQ(first.Number("/left_out"), 1);
  EXPECT_EQ(first.Number("/gain_minor"), reply.Number("/gain_minor"));
  EXPECT_GT(Of(jim_, jim_, "?to_competitor=true").Number("/gain_minor"), reply.Number("/gain_minor"));
}

// The tie is there, as close as just counts: what is expected to be lost falls by what was said, and the client leaves the list.
TEST_P(SecondTieRoutesTest, IsWhatThePageFallsByWhenTheTieIsThere) {
  MeetAlone();
  Meet(wren_, {jim_}, DaysFromNow(-5));
  Learn();
  double own = 0;
  for (const ties::AccountTie& tie : ties::FindTies(*db().Read(), kOrg, std::vector{larmar_}, now_))
    own = std::max(own, tie.strength);
  ASSERT_GT(own, 0.85);
  Set("tie_single_second", 0.8 / own * (1 - 1e-9));
  const std::int64_t before = ExpectedOfAll(jim_);
  const std::int64_t gain = Number(Row(Of(jim_, jim_), "Larmar Freight"), "gain_minor");
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, jada_}, "tie.say", now_);
    action.Insert(ties::SaidTie{.person_id = jada_,
                                .contact_id = book::FindContacts(tx, kOrg, larmar_).front().id,
                                .said = ties::Said::well,
                                .said_by = jada_,
                                .said_at = now_});
  });
  EXPECT_GT(gain, 100'000);
  EXPECT_NEAR(static_cast<double>(before - ExpectedOfAll(jim_)), static_cast<double>(gain), 4);
  EXPECT_THROW(Row(Of(jim_, jim_), "Larmar Freight"), std::out_of_range);
}

TEST_P(SecondTieRoutesTest, GoesByTheHandoffThatIsUnderWay) {
  MeetAlone();
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, jim_}, "handoff.propose", now_);
    const handoff::Proposal proposals[] = {{.account_id = larmar_, .from_id = jim_, .to_id = lena_}};
    handoff::Propose(action, proposals);
  });
  const auto reply = Of(jim_, jim_);
  const json::Value& larmar = Row(reply, "Larmar Freight");
  EXPECT_EQ(Colleague(larmar), "Lena Koch");
  EXPECT_EQ(larmar.at("reason").as_string(), "takes_over");
  EXPECT_EQ(larmar.at("step").as_string(), "handoff");
  EXPECT_EQ(larmar.at("next_step").as_string(), "Introduce Lena Koch");
  EXPECT_FALSE(larmar.at("handoff_id").is_null());
}

TEST_P(SecondTieRoutesTest, SaysWhyNobodyIsNamed) {
  MeetAlone();
  Set("keep_below_fit", 0.99);
  const auto none = Of(jim_, jim_);
  const json::Value& larmar = Row(none, "Larmar Freight");
  EXPECT_TRUE(larmar.at("colleague").is_null());
  EXPECT_EQ(larmar.at("reason").as_string(), "no_fit");
  EXPECT_TRUE(std::string(larmar.at("why").as_string()).starts_with("Nobody fits well enough yet: "));
  EXPECT_EQ(larmar.at("next_step").as_string(), "");
  EXPECT_FALSE(larmar.at("contact").is_null());
  db().Write([&](db::Tx& tx) {
    tx.Execute("UPDATE person SET ends_on = $2 WHERE org_id = $1 AND role = 'rep'", kOrg,
               Day{static_cast<std::int32_t>(now_.milliseconds / kMillisecondsPerDay) + 30});
  });
  EXPECT_EQ(Row(Of(jim_, jim_), "Larmar Freight").at("reason").as_string(), "no_reps") << "all are leaving";
}

TEST_P(SecondTieRoutesTest, IsForThePersonAndWhoStandsAbove) {
  const Id freight = book::FindOwnedAccounts(*db().Read(), kOrg, jada_).front();
  Meet(freight, {jada_}, DaysFromNow(-5));
  MeetAlone();
  const auto own = Of(jada_, jada_);
  ASSERT_EQ(own.at("/items").as_array().size(), 1u) << own.text;
  const json::Value& unseen = own.at("/items/0");
  EXPECT_EQ(unseen.at("reason").as_string(), "unseen") << "how colleagues fit is not a rep's to see";
  EXPECT_TRUE(unseen.at("colleague").is_null());
  const auto for_jim = Of(jada_, jim_);
  EXPECT_FALSE(for_jim.at("/items/0/colleague").is_null());
  EXPECT_EQ(for_jim.Said("/items/0/step"), "promise");
  const auto for_dana = Of(jada_, dana_);
  EXPECT_EQ(for_dana.Said("/items/0/step"), "others");
  EXPECT_EQ(for_dana.Said("/items/0/colleague/name"), for_jim.Said("/items/0/colleague/name"));

  Meet(freight, {tom_}, DaysFromNow(-300));
  Learn();
  const auto touched = Of(jada_, jada_);
  EXPECT_EQ(touched.Said("/items/0/colleague/name"), "Tom Reyes");
  EXPECT_EQ(touched.Said("/items/0/why"), "In touch with them already");
  EXPECT_EQ(touched.Said("/items/0/step"), "ask");

  db().Write([&](db::Tx& tx) {
    tx.Execute("UPDATE person SET manager_id = $2 WHERE org_id = $1 AND id = $3", kOrg, tom_, jada_);
  });
  const auto below = Of(jim_, jim_);
  EXPECT_EQ(Colleague(Row(below, "Larmar Freight")), "Jada Ellis");
  EXPECT_EQ(Row(below, "Larmar Freight").at("step").as_string(), "others") << "Tom leads Jada now";

  EXPECT_EQ(Of(jim_, max_).status, 404);
  EXPECT_EQ(Of(jim_, jada_).status, 404);
  EXPECT_EQ(Of(jim_, ann_).status, 403);
  EXPECT_TRUE(Of(lena_, lena_).at("/items").as_array().empty());
}

INSTANTIATE_TEST_SUITE_P(Engines, SecondTieRoutesTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::departure
