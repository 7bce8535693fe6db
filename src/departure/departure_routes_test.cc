#include "departure/departure_routes.h"

#include <gtest/gtest.h>

#include "action/action.h"
#include "book/opportunity.h"
#include "handoff/directory.h"
#include "handoff/team_for_test.h"
#include "ties/learn.h"

namespace baton::departure {
namespace {

class DepartureRoutesTest : public handoff::TeamTest {
 protected:
  void AddRoutes(http::Router& router) override { AddDepartureRoutes(router); }

  void Learn() { ties::Learn(db(), kOrg, now_); }
  handoff::TestReply Of(Id person, Id asker) {
    return Get(asker, "/api/v1/people/" + ToString(person) + "/departure");
  }
  // By the name of the account.
  static const json::Value& Row(const handoff::TestReply& reply, std::string_view name) {
    for (const json::Value& row : reply.at("/accounts").as_array()) {
      if (row.at_pointer("/account/name").as_string() == name) return row;
    }
    throw std::out_of_range(std::string(name));
  }
  static std::int64_t Number(const json::Value& row, const char* name) { return row.at(name).as_int64(); }
};

TEST_P(DepartureRoutesTest, SaysWhatHangsOnOne) {
  Meet(larmar_, {jim_}, DaysFromNow(-10));
  Meet(bexley_, {jim_}, DaysFromNow(-5));
  Meet(bexley_, {tom_}, DaysFromNow(-5));
  Learn();
  const auto reply = Of(jim_, jim_);
  ASSERT_EQ(reply.status, 200);
  EXPECT_EQ(reply.Number("/at_stake_minor"), 4'820'000 + 5'410'000 + 3'160'000);
  EXPECT_TRUE(reply.at("/is_self").as_bool());
  EXPECT_EQ(Number(Row(reply, "Larmar Freight"), "share_permille"), 1000);
  EXPECT_EQ(Row(reply, "Larmar Freight").at("why").as_string(), "Only you have been in touch with them");
  EXPECT_EQ(Number(Row(reply, "Bexley Motors"), "share_permille"), 500);
  EXPECT_EQ(Row(reply, "Bexley Motors").at("why").as_string(),
            "50% of the contact is yours, others are close as well");
  EXPECT_GT(Number(Row(reply, "Larmar Freight"), "chance_permille"),
            Number(Row(reply, "Bexley Motors"), "chance_permille"));
  EXPECT_EQ(reply.Number("/single_thread"), 1);

  // Tom is the one colleague who knows one of them.
  EXPECT_EQ(reply.at("/picture/clients").as_array().size(), 3u);
  ASSERT_EQ(reply.at("/picture/colleagues").as_array().size(), 1u);
  EXPECT_EQ(reply.Said("/picture/colleagues/0/person/name"), "Tom Reyes");

  // Of Wren nothing is known: a range, in which the rest of the figures take the middle.
  const json::Value& wren = Row(reply, "Wren Dairy");
  EXPECT_TRUE(wren.at("share_permille").is_null());
  EXPECT_LT(Number(wren, "chance_low_permille"), Number(wren, "chance_high_permille"));
  EXPECT_EQ(reply.Number("/without_ties"), 1);
  EXPECT_LE(reply.Number("/now/low_minor"), reply.Number("/now/high_minor"));
  EXPECT_GE(reply.Number("/now/worst_minor"), reply.Number("/now/bad_year_minor"));
  EXPECT_EQ(reply.at("/sensitivities").as_array().size(), 5u);

  std::int64_t worst = 0;
  std::int64_t expected = 0;
  for (const json::Value& row : reply.at("/accounts").as_array()) {
    worst += Number(row, "part_of_worst_minor");
    expected += Number(row, "expected_minor");
  }
  EXPECT_NEAR(static_cast<double>(worst), static_cast<double>(reply.Number("/now/worst_minor")), 3);
  EXPECT_NEAR(static_cast<double>(expected), static_cast<double>(reply.Number("/now/expected_minor")), 5'000);
}

TEST_P(DepartureRoutesTest, FallsAsAHandoffGoesOn) {
  Meet(larmar_, {jim_}, DaysFromNow(-10));
  Learn();
  const auto before = Of(jim_, jim_);
  EXPECT_EQ(Row(before, "Larmar Freight").at("next_step").as_string(), "Plan who takes over");
  EXPECT_EQ(before.Number("/after/expected_minor"), before.Number("/now/expected_minor"));

  db().Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, jim_}, "handoff.propose", now_);
    const handoff::Proposal proposals[] = {{.account_id = larmar_, .from_id = jim_, .to_id = jada_}};
    handoff::Propose(action, proposals);
  });
  const auto proposed = Of(jim_, jim_);
  EXPECT_EQ(Row(proposed, "Larmar Freight").at("next_step").as_string(), "Introduce Jada Ellis");
  EXPECT_EQ(proposed.Number("/now/expected_minor"), before.Number("/now/expected_minor"));
  EXPECT_LT(proposed.Number("/after/expected_minor"), proposed.Number("/now/expected_minor"));

  // The three meet: the introduction is seen, and somebody else is in touch.
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, jim_}, "handoff.step", now_);
    const auto open = handoff::FindOpenHandoff(tx, kOrg, larmar_);
    handoff::TakeStep(action, *open, handoff::Stage::introduced, handoff::Part::former, "");
  });
  now_ = now_ + kMillisecondsPerDay;
  Meet(larmar_, {jim_, jada_}, now_ - 60 * kMillisecondsPerMinute);
  Learn();
  const auto introduced = Of(jim_, jim_);
  const json::Value& larmar = Row(introduced, "Larmar Freight");
  EXPECT_EQ(larmar.at("next_step").as_string(), "Agree what to expect from Jada Ellis");
  EXPECT_GT(Number(larmar, "completion_permille"), 0);
  EXPECT_TRUE(larmar.at("has_second").as_bool());
  EXPECT_LT(Number(larmar, "chance_permille"), Number(Row(before, "Larmar Freight"), "chance_permille"));
  EXPECT_LT(introduced.Number("/now/expected_minor"), introduced.Number("/before/expected_minor"));
}

TEST_P(DepartureRoutesTest, IsForThePersonAndWhoStandsAbove) {
  EXPECT_EQ(Of(jim_, jim_).status, 200);
  const auto for_dana = Of(jim_, dana_);
  EXPECT_EQ(for_dana.status, 200);
  EXPECT_FALSE(for_dana.at("/is_self").as_bool());
  EXPECT_EQ(Of(jada_, jada_).status, 200);
  EXPECT_EQ(Of(jada_, jim_).status, 200);
  EXPECT_EQ(Of(jim_, max_).status, 404);
  EXPECT_EQ(Of(jada_, max_).status, 404);
  EXPECT_EQ(Of(jim_, jada_).status, 404);
  EXPECT_EQ(Of(dana_, jim_).status, 404);
  EXPECT_EQ(Of(jim_, ann_).status, 403);
  EXPECT_EQ(Of(Id{999'999}, dana_).status, 404);
}

TEST_P(DepartureRoutesTest, HasAnAnswerWhereNothingHangs) {
  const auto reply = Of(lena_, lena_);
  ASSERT_EQ(reply.status, 200);
  EXPECT_TRUE(reply.at("/accounts").as_array().empty());
  EXPECT_EQ(reply.Number("/now/worst_minor"), 0);
  EXPECT_TRUE(reply.at("/ties_as_of").is_null());
}

INSTANTIATE_TEST_SUITE_P(Engines, DepartureRoutesTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::departure
