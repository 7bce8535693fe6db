#include "acquaintance/said_routes.h"

#include <gtest/gtest.h>

#include "acquaintance/ties_routes.h"
#include "action/tables.h"
#include "action/undo.h"
#include "base/zone.h"
#include "handoff/team_for_test.h"
#include "ties/directory.h"
#include "ties/learn.h"
#include "ties/said_tie.h"

namespace baton::acquaintance {
namespace {

class SaidRoutesTest : public handoff::TeamTest {
 protected:
  void AddRoutes(http::Router& router) override {
    AddSaidRoutes(router);
    AddTiesRoutes(router);
  }
  void Learn() { ties::Learn(db(), kOrg, now_); }
  Id BillOf(Id account) { return book::FindContacts(*db().Read(), kOrg, account).front().id; }
  std::string PathOf(Id contact, Id person) {
    return "/api/v1/contacts/" + ToString(contact) + "/ties/" + ToString(person);
  }
  handoff::TestReply Say(Id asker, Id contact, Id person, const std::string& body) {
    return Post(asker, PathOf(contact, person), body);
  }
  handoff::TestReply Ties(Id asker, Id account, const std::string& query = "") {
    return Get(asker, "/api/v1/accounts/" + ToString(account) + "/ties" + query);
  }
};

TEST_P(SaidRoutesTest, WhatIsSaidStandsBesideWhatWasLearnt) {
  Meet(larmar_, {jim_}, DaysFromNow(-200), book::ActivityKind::email);
  Meet(bexley_, {jim_}, DaysFromNow(-3));
  Meet(wren_, {jim_}, DaysFromNow(-3));
  Learn();
  const auto before = Ties(jim_, larmar_);
  EXPECT_EQ(before.Said("/people/0/contacts/0/strength_word_key"), "account.tie.thin");
  ASSERT_EQ(Say(jim_, BillOf(larmar_), jim_, R"({"said":"well"})").status, 200);
  const auto after = Ties(jim_, larmar_);
  EXPECT_EQ(after.Said("/people/0/contacts/0/strength_word_key"), "account.tie.strong");
  EXPECT_EQ(after.Said("/people/0/contacts/0/learnt_word_key"), "account.tie.thin") << "is kept";
  EXPECT_EQ(after.Said("/people/0/contacts/0/said/said"), "well");
  EXPECT_EQ(after.Said("/people/0/contacts/0/said/by/name"), "Jim Calder");
  ASSERT_EQ(Ask(jim_, http::Method::remove, PathOf(BillOf(larmar_), jim_)).status, 204);
  EXPECT_TRUE(Ties(jim_, larmar_).at("/people/0/contacts/0/said").is_null());
  EXPECT_EQ(Ask(jim_, http::Method::remove, PathOf(BillOf(larmar_), jim_)).status, 404);
}

// Wherever ties are asked for, since no slice is given more (ties/directory.h).
TEST_P(SaidRoutesTest, WhereOnlyFiguresAreShownNobodySeesWhenSomebodyElseWasInTouch) {
  Meet(larmar_, {jim_}, DaysFromNow(-200));
  Meet(larmar_, {jim_}, DaysFromNow(-20));
  Meet(larmar_, {jada_}, DaysFromNow(-3));
  Learn();
  const auto seen_by = [&](Id asker) {
    std::string seen;
    const auto ties = Ties(asker, larmar_);
    for (const auto& one : ties.at("/people").as_array()) {
      if (!one.at("last_at").is_null()) seen += std::string(one.at("person").at("name").as_string()) + ";";
      EXPECT_EQ(one.at("touches").as_int64() > 0, !one.at("last_at").is_null());
      EXPECT_GT(one.at("strength").as_double(), 0);
    }
    return seen;
  };
  EXPECT_NE(seen_by(jim_).find("Jada"), std::string::npos);
  EXPECT_FALSE(Ties(jim_, larmar_).at("/earlier").as_array().empty());
  EXPECT_EQ(Ties(jim_, larmar_, "?at=" + ToString(DayIn(now_, "UTC") - 30)).status, 200);
  db().Write([&](db::Tx& tx) {
    tx.Execute(
        "INSERT INTO setting (org_id, id, version, name, value) VALUES ($1, 77, 1, 'mail_figures_only', '1')",
        kOrg);
  });
  EXPECT_EQ(seen_by(jim_), "Jim Calder;") << "the own ones";
  EXPECT_TRUE(Ties(jim_, larmar_).at("/earlier").as_array().empty());
  EXPECT_EQ(Ties(jim_, larmar_, "?at=" + ToString(DayIn(now_, "UTC") - 30)).status, 422);
  for (const ties::AccountTie& tie : ties::FindTies(*db().Read(), kOrg, std::vector{larmar_}, now_)) {
    EXPECT_TRUE(!tie.last_at && tie.touches == 0) << "what every other slice is given";
  }
}

TEST_P(SaidRoutesTest, WhoIsNotInAnyCalendarCanBeKnown) {
  ASSERT_EQ(Say(jim_, BillOf(larmar_), jim_, R"({"said":"well"})").status, 200);
  const auto ties = Ties(jim_, larmar_);
  EXPECT_TRUE(ties.at("/breadth/is_single_thread").as_bool());
  EXPECT_TRUE(ties.at("/people/0/last_at").is_null());
  ASSERT_EQ(Say(jim_, BillOf(larmar_), jim_, R"({"said":"stranger"})").status, 200);
  const auto none = Ties(jim_, larmar_);
  EXPECT_TRUE(none.at("/breadth").is_null()) << "nobody is known to know them";
  EXPECT_EQ(none.Said("/people/0/contacts/0/strength_word_key"), "account.tie.stranger");
}

TEST_P(SaidRoutesTest, ThePersonOrWhoStandsAboveSaysItAndThePersonIsTold) {
  const Id bill = BillOf(larmar_);
  EXPECT_EQ(Say(jim_, bill, jada_, R"({"said":"met"})").status, 200);
  const auto told = db().Read()->QueryValue<std::int64_t>(
      "SELECT COUNT(*) FROM notice WHERE org_id = $1 AND person_id = $2 AND message_key = 'notice.tie.said'",
      kOrg, jada_);
  EXPECT_EQ(told, 1);
  EXPECT_EQ(Say(dana_, bill, jada_, R"({"said":"well"})").status, 200);
  EXPECT_EQ(Say(max_, bill, jada_, R"({"said":"well"})").status, 404) << "sees no such client";
  EXPECT_EQ(Say(tom_, bill, jada_, R"({"said":"well"})").status, 404);
  EXPECT_EQ(Say(jim_, bill, dana_, R"({"said":"well"})").status, 403) << "stands above him";
  EXPECT_EQ(Say(ann_, bill, jada_, R"({"said":"well"})").status, 403) << "an administrator knows nobody";
  EXPECT_EQ(Say(jim_, bill, jada_, R"({"said":"a bit"})").status, 422);
  EXPECT_EQ(Say(jim_, bill, Id{12345}, R"({"said":"met"})").status, 404);
}

TEST_P(SaidRoutesTest, WhoMetAContactSaysSoWhoeverOwnsTheClient) {
  const Id bill = BillOf(larmar_);
  EXPECT_EQ(Say(jada_, bill, jada_, R"({"said":"well"})").status, 404) << "would tell who is whose client";
  Meet(larmar_, {jada_}, DaysFromNow(-3));
  Learn();
  EXPECT_EQ(Say(jada_, bill, jada_, R"({"said":"well"})").status, 200);
}

TEST_P(SaidRoutesTest, CanBeUndoneByWhoMaySayIt) {
  const Id bill = BillOf(larmar_);
  ASSERT_EQ(Say(jim_, bill, jada_, R"({"said":"met"})").status, 200);
  const auto saying = db().Read()->QueryValue<Id>(
      "SELECT id FROM action WHERE org_id = $1 AND kind = 'tie.say' ORDER BY id DESC LIMIT 1", kOrg);
  ASSERT_TRUE(saying);
  action::Tables tables;
  AddTables(tables);
  const access::Principal jim{
      .org_id = kOrg, .person_id = jim_, .role = access::Role::manager, .language = "en"};
  const auto may_undo = [&] {
    const access::Scope own{access::Reach::own, kOrg, jim_};
    return !action::WhyOutOfReach(*db().Read(), jim, own, *saying, tables);
  };
  EXPECT_TRUE(may_undo());
  db().Write([&](db::Tx& tx) {
    tx.Execute("UPDATE person SET manager_id = $3 WHERE org_id = $1 AND id = $2", kOrg, jada_, max_);
  });
  EXPECT_FALSE(may_undo()) << "she is in another team now";
}

TEST_P(SaidRoutesTest, AsksForOwnTiesWithoutTheScoreAndOnce) {
  Meet(larmar_, {jim_}, DaysFromNow(-3));
  Meet(bexley_, {jim_}, DaysFromNow(-300));
  Learn();
  const auto questions = Get(jim_, "/api/v1/ties/questions");
  ASSERT_EQ(questions.status, 200);
  ASSERT_EQ(questions.at("/items").as_array().size(), 2u);
  EXPECT_EQ(questions.text.find("strength"), std::string::npos);
  EXPECT_EQ(Get(jim_, "/api/v1/ties/questions").text, questions.text) << "the same order again";
  ASSERT_EQ(Say(jim_, BillOf(larmar_), jim_, R"({"said":"well","unseen":true})").status, 200);
  const auto fewer = Get(jim_, "/api/v1/ties/questions");
  EXPECT_EQ(fewer.at("/items").as_array().size(), 1u);
  EXPECT_EQ(fewer.Number("/answered"), 1);
  EXPECT_EQ(Get(jada_, "/api/v1/ties/questions").at("/items").as_array().size(), 0u);
}

TEST_P(SaidRoutesTest, TheAgreementIsTheOrganizationsAndFromUnseenAnswersOnly) {
  EXPECT_EQ(Get(jim_, "/api/v1/ties/agreement").status, 403);
  EXPECT_EQ(Get(jada_, "/api/v1/ties/agreement").status, 403);
  Meet(larmar_, {jim_}, DaysFromNow(-3));
  Learn();
  const Id bill = BillOf(larmar_);
  ASSERT_EQ(Say(jim_, bill, jada_, R"({"said":"well","unseen":true})").status, 200);
  ASSERT_EQ(Say(jim_, bill, jim_, R"({"said":"well"})").status, 200);
  EXPECT_EQ(Get(dana_, "/api/v1/ties/agreement").Number("/people"), 0)
      << "said by another, said with the score seen";
  ASSERT_EQ(Say(jim_, bill, jim_, R"({"said":"well","unseen":true})").status, 200);
  ASSERT_EQ(Say(jim_, bill, jim_, R"({"said":"met"})").status, 200);
  const auto one = Get(ann_, "/api/v1/ties/agreement");
  EXPECT_EQ(one.Number("/people"), 1);
  EXPECT_EQ(one.Number("/close"), 1) << "what was said unseen stays";
  EXPECT_TRUE(one.at("/auc").is_null());
  EXPECT_NE(one.Said("/sentence").find("It takes 10 of each, by at least 3 people"), std::string::npos);
  const auto answers = ties::FindAnswers(*db().Read(), kOrg, DaysFromNow(-1));
  ASSERT_EQ(answers.size(), 1u);
  EXPECT_GT(answers[0].strength, 0.6) << "what was learnt then";
}

TEST_P(SaidRoutesTest, AnEarlierDayIsLookedAt) {
  Meet(larmar_, {jim_}, DaysFromNow(-300));
  Meet(larmar_, {jada_}, DaysFromNow(-5));
  Learn();
  const auto then = Ties(jim_, larmar_, "?at=" + ToString(DayIn(DaysFromNow(-200), "UTC")));
  ASSERT_EQ(then.status, 200);
  ASSERT_EQ(then.at("/people").as_array().size(), 1u);
  EXPECT_EQ(then.Said("/people/0/person/name"), "Jim Calder");
  EXPECT_EQ(then.at("/people/0/share").as_double(), 1);
  const auto now = Ties(jim_, larmar_);
  EXPECT_EQ(now.Said("/people/0/person/name"), "Jada Ellis");
  EXPECT_EQ(now.at("/earlier").as_array().size(), 3u) << "a year ago nobody was known";
  EXPECT_EQ(now.Said("/earlier/0/closest/name"), "Jim Calder");
  EXPECT_EQ(Ties(jim_, larmar_, "?at=" + ToString(DayIn(DaysFromNow(2), "UTC"))).status, 422);
  EXPECT_EQ(Ties(jim_, larmar_, "?at=" + ToString(DayIn(DaysFromNow(-800), "UTC"))).status, 422);
  EXPECT_EQ(Ties(max_, larmar_, "?at=" + ToString(DayIn(DaysFromNow(-200), "UTC"))).status, 404);
}

INSTANTIATE_TEST_SUITE_P(Engines, SaidRoutesTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::acquaintance
