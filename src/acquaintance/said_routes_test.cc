#include "acquaintance/said_routes.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "acquaintance/ties_routes.h"
#include "action/tables.h"
#include "action/undo.h"
#include "base/zone.h"
#include "handoff/team_for_test.h"
#include "settings/settings_store.h"
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

// One who is called close against one who is not: all pairs, the whole of it.
double AucByPairs(const std::vector<double>& close, const std::vector<double>& others) {
  double above = 0;
  for (const double one : close) {
    for (const double other : others) above += one > other ? 1 : (one == other ? 0.5 : 0);
  }
  return above / static_cast<double>(close.size() * others.size());
}

// The value that is as far from `auc` as Newcombe's method 5 allows at 80%, towards `end`: by halving.
double EndOfRange(double auc, double close, double others, double end) {
  const auto is_within = [&](double at) {
    constexpr double kZ = 1.2815515655446004;
    const double half = (close + others) / 2;
    const double variance =
        at * (1 - at) / (close * others) * (1 + (half - 1) * ((1 - at) / (2 - at) + at / (1 + at)));
    return std::abs(at - auc) <= kZ * std::sqrt(variance);
  };
  double inside = auc;
  double outside = end;
  for (int i = 0; i < 200; ++i) {
    const double middle = (inside + outside) / 2;
    (is_within(middle) ? inside : outside) = middle;
  }
  return inside;
}

// Four people say of seven contacts each; the figure is what all pairs of these answers say, and its range what the formula says.
TEST_P(SaidRoutesTest, TheFigureOfTheAgreementIsThatOfAllPairsOfAnswers) {
  const auto accounts =
      db().Read()->Query<Id>("SELECT id FROM account WHERE org_id = $1 ORDER BY id LIMIT 7", kOrg);
  const std::vector people{jim_, jada_, tom_, lena_};
  ASSERT_EQ(accounts.size(), 7u);
  for (std::size_t p = 0; p < people.size(); ++p) {
    for (std::size_t a = 0; a < accounts.size(); ++a) {
      // Some of them alike, by which pairs are even.
      Meet(accounts[a], {people[p]}, DaysFromNow(-1 - static_cast<int>((37 * p + 53 * a) % 9) * 40));
    }
  }
  Learn();
  std::vector<double> close;
  std::vector<double> others;
  for (std::size_t p = 0; p < people.size(); ++p) {
    std::map<Id, double> learnt;
    for (const auto& tie : ties::FindTiesOf(*db().Read(), kOrg, people[p], now_)) {
      learnt[tie.contact_id] = tie.learnt;
    }
    for (std::size_t a = 0; a < accounts.size(); ++a) {
      const Id contact = BillOf(accounts[a]);
      const bool is_well = learnt.at(contact) > 0.3 ? (p + a) % 4 != 0 : (p + a) % 4 == 0;
      const std::string said = is_well ? "well" : (a % 2 == 0 ? "met" : "stranger");
      ASSERT_EQ(Say(people[p], contact, people[p], R"({"said":")" + said + R"(","unseen":true})").status,
                200);
      (is_well ? close : others).push_back(learnt.at(contact));
    }
  }
  ASSERT_GE(close.size(), 10u);
  ASSERT_GE(others.size(), 10u);
  const auto agreement = Get(dana_, "/api/v1/ties/agreement");
  ASSERT_EQ(agreement.status, 200) << agreement.text;
  EXPECT_EQ(agreement.Number("/people"), 4);
  EXPECT_EQ(agreement.Number("/close"), std::ssize(close));
  EXPECT_EQ(agreement.Number("/others"), std::ssize(others));
  const double auc = AucByPairs(close, others);
  EXPECT_GT(auc, 0.55) << "they agree more often than not";
  EXPECT_LT(auc, 0.98) << "and not always";
  EXPECT_NEAR(agreement.at("/auc").as_double(), auc, 1e-9);
  const auto size = [](const std::vector<double>& of) { return static_cast<double>(of.size()); };
  EXPECT_NEAR(agreement.at("/auc_low").as_double(), EndOfRange(auc, size(close), size(others), 0), 1e-6);
  EXPECT_NEAR(agreement.at("/auc_high").as_double(), EndOfRange(auc, size(close), size(others), 1), 1e-6);
  // What people say changes no answer of before: it was the strength of that moment.
  Meet(accounts[0], people, DaysFromNow(0));
  Learn();
  EXPECT_NEAR(Get(ann_, "/api/v1/ties/agreement").at("/auc").as_double(), auc, 1e-9);
}

// In the same answer, in how it stood, and in how many it hangs on.
TEST_P(SaidRoutesTest, WhatIsJudgedOtherwiseIsSaidOtherwise) {
  const auto set = [&](const char* name, double value) {
    db().Write([&](db::Tx& tx) {
      action::Action action(tx, {kOrg, dana_}, "setting.change", now_);
      EXPECT_TRUE(settings::PutSetting(action, name, value));
    });
  };
  Meet(larmar_, {jim_}, DaysFromNow(-3));
  Meet(larmar_, {jim_}, DaysFromNow(-9));
  Meet(larmar_, {jada_}, DaysFromNow(-3), book::ActivityKind::call);
  Meet(bexley_, {jim_}, DaysFromNow(-2));
  Learn();
  const auto before = Ties(jim_, larmar_);
  EXPECT_EQ(before.Said("/people/0/contacts/0/strength_word_key"), "account.tie.strong");
  EXPECT_FALSE(before.at("/breadth/is_single_thread").as_bool());
  set("tie_strong", 0.95);
  set("tie_single_second", 0.95);
  const auto said = Ties(jim_, larmar_);
  EXPECT_EQ(said.Said("/people/0/contacts/0/strength_word_key"), "account.tie.good");
  EXPECT_EQ(said.at("/people/0/strength"), before.at("/people/0/strength")) << "what was learnt stays";
  EXPECT_TRUE(said.at("/breadth/is_single_thread").as_bool());
  set("tie_call", 10);
  EXPECT_TRUE(ties::IsDue(*db().Read(), kOrg, now_));
  Learn();
  const auto learnt = Ties(jim_, larmar_);
  EXPECT_EQ(learnt.Said("/people/0/person/name"), "Jada Ellis") << "a call is more than two meetings now";
  const auto then = Ties(jim_, larmar_, "?at=" + ToString(DayIn(DaysFromNow(-1), "UTC")));
  EXPECT_EQ(then.Said("/people/0/person/name"), "Jada Ellis");
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
