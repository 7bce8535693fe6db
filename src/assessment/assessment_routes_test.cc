#include "assessment/assessment_routes.h"

#include <gtest/gtest.h>

#include <set>

#include "action/tables.h"
#include "assessment/assessment_store.h"
#include "assessment/directory.h"
#include "base/zone.h"
#include "handoff/team_for_test.h"

namespace baton::assessment {
namespace {

// Now is Tuesday 2026-11-24. Jim manages Jada, Tom and Lena.
class AssessmentTest : public handoff::TeamTest {
 protected:
  void AddRoutes(http::Router& router) override { AddAssessmentRoutes(router, &key_); }

  static std::string Body(std::size_t count, int value) {
    std::string text = R"({"answers":[)";
    for (std::size_t i = 0; i < count; ++i) text += (i == 0 ? "" : ",") + std::to_string(value);
    return text + "]}";
  }
  std::string Opened(Id manager) {
    const auto opened = Post(manager, "/api/v1/assessment-rounds", "");
    EXPECT_EQ(opened.status, 201) << opened.text;
    return opened.Said("/id");
  }
  int Say(Id rep, const std::string& round, int value) {
    return Post(rep, "/api/v1/assessment-rounds/" + round + "/answers", Body(kRepStatements, value)).status;
  }
  handoff::TestReply Self(Id person) { return Get(person, "/api/v1/self-assessment"); }
  void Later(int days) { now_ = now_ + days * kMillisecondsPerDay; }
  std::int64_t Count(const std::string& from) {
    return *db().Read()->QueryValue<std::int64_t>("SELECT COUNT(*) FROM " + from);
  }
  std::string Box(const std::string& round) {
    return *db().Read()->QueryValue<std::string>(
        "SELECT sealed FROM assessment_box WHERE org_id = $1 AND id = $2", kOrg, *ParseId(round));
  }

  const seal::Key key_{std::array<unsigned char, seal::Key::kBytes>{4, 5, 6}};
};

TEST_P(AssessmentTest, IsTheManagersAlone) {
  ASSERT_EQ(Post(jim_, "/api/v1/self-assessment", Body(kStatements, 4)).status, 201);
  const auto own = Self(jim_);
  ASSERT_EQ(own.status, 200) << own.text;
  EXPECT_EQ(own.at("/taken").as_array().size(), 1u);
  EXPECT_EQ(own.Said("/taken/0/occasion"), "day_1");
  EXPECT_EQ(own.Said("/taken/0/taken_on"), "2026-11-24");
  EXPECT_EQ(own.Number("/people"), 1);
  EXPECT_EQ(Self(max_).at("/taken").as_array().size(), 0u);
  for (const Id other : {dana_, ann_, jada_}) {
    EXPECT_EQ(Self(other).status, 403);
    EXPECT_EQ(Post(other, "/api/v1/self-assessment", Body(kStatements, 4)).status, 403);
    EXPECT_EQ(Post(other, "/api/v1/assessment-rounds", "").status, 403);
  }
  // Sealed, and nothing of it in the log.
  EXPECT_EQ(Count("assessment WHERE sealed LIKE '%4%,%4%' OR sealed LIKE '%answers%'"), 0);
  EXPECT_EQ(Count("change WHERE table_name LIKE 'assessment%'"), 0);
  const std::string id = own.Said("/taken/0/id");
  EXPECT_EQ(Ask(max_, http::Method::remove, "/api/v1/self-assessment/" + id).status, 404);
  EXPECT_EQ(Ask(jim_, http::Method::remove, "/api/v1/self-assessment/" + id).status, 204);
  EXPECT_EQ(Count("assessment"), 0);
}

TEST_P(AssessmentTest, RefusesWhatIsNoAnswer) {
  EXPECT_EQ(Post(jim_, "/api/v1/self-assessment", Body(19, 4)).Said("/errors/0/code"),
            "problem.assessment.all");
  EXPECT_EQ(Post(jim_, "/api/v1/self-assessment", Body(kStatements, 6)).status, 422);
  EXPECT_EQ(Post(jim_, "/api/v1/self-assessment", "{}").status, 422);
}

TEST_P(AssessmentTest, ARoundIsSaidOnceAtItsEnd) {
  const std::string round = Opened(jim_);
  EXPECT_EQ(NoticesOf(jada_), 1);
  EXPECT_EQ(Post(jim_, "/api/v1/assessment-rounds", "").status, 409);
  const auto asked = Get(jada_, "/api/v1/assessment-questions");
  ASSERT_EQ(asked.at("/items").as_array().size(), 1u) << asked.text;
  EXPECT_EQ(asked.Said("/items/0/manager/name"), "Jim Calder");
  EXPECT_EQ(asked.at("/statements").as_array().size(), kRepStatements);
  EXPECT_EQ(Get(jim_, "/api/v1/assessment-questions").status, 403);

  EXPECT_EQ(Say(jada_, round, 2), 204);
  EXPECT_EQ(Say(jada_, round, 5), 409);  // once
  EXPECT_EQ(Say(max_, round, 5), 403);
  EXPECT_EQ(Get(jada_, "/api/v1/assessment-questions").at("/items").as_array().size(), 0u);
  EXPECT_EQ(Say(tom_, round, 3), 204);
  EXPECT_EQ(Say(lena_, round, 3), 204);

  // All three have answered: still nothing, not even how many.
  auto own = Self(jim_);
  EXPECT_EQ(own.at("/rounds").as_array().size(), 0u);
  EXPECT_EQ(own.at("/gaps").as_array().size(), 0u);
  EXPECT_EQ(own.at("/running").as_object().size(), 2u) << own.text;  // until when, and how many are asked

  Post(jim_, "/api/v1/self-assessment", Body(kStatements, 5));
  Later(kRoundDays);
  own = Self(jim_);
  EXPECT_EQ(own.at("/rounds/0/answers").as_int64(), 3);
  ASSERT_EQ(own.at("/gaps").as_array().size(), 3u) << own.text;
  EXPECT_GT(own.Number("/gaps/0/gap"), 0);
  EXPECT_EQ(Say(jada_, round, 5), 409);
  EXPECT_EQ(own.Said("/why_no_round"), "resting");

  // The job keeps what it came to, and nothing else; what is shown stays.
  const std::string before = boost::json::serialize(own.at("/rounds"));
  EXPECT_EQ(Settle(db(), key_, kOrg, now_), 1);
  EXPECT_EQ(Settle(db(), key_, kOrg, now_), 0);
  EXPECT_EQ(Count("assessment_voice"), 0);
  EXPECT_EQ(boost::json::serialize(Self(jim_).at("/rounds")), before);
  EXPECT_EQ(NoticesOf(jim_), 1);
  Later(kRestDays);
  EXPECT_EQ(Post(jim_, "/api/v1/assessment-rounds", "").status, 201);
}

TEST_P(AssessmentTest, OfFewerThanThreeNothingIsEverSaid) {
  const std::string round = Opened(jim_);
  Say(jada_, round, 1);
  Say(tom_, round, 1);
  Later(kRoundDays);
  const auto own = Self(jim_);
  EXPECT_EQ(own.Number("/rounds/0/answers"), 0);
  EXPECT_EQ(own.at("/rounds/0/scores").as_array().size(), 0u);
  Settle(db(), key_, kOrg, now_);
  // The two answers are gone, not kept for later.
  EXPECT_EQ(Self(jim_).Number("/rounds/0/answers"), 0);
  EXPECT_EQ(Say(lena_, round, 1), 409);
}

TEST_P(AssessmentTest, ATeamOfTwoIsNotAsked) {
  EXPECT_EQ(Self(max_).Said("/why_no_round"), "too_few_reps");
  const auto refused = Post(max_, "/api/v1/assessment-rounds", "");
  EXPECT_EQ(refused.status, 409);
  EXPECT_EQ(refused.Said("/code"), "problem.assessment.no_round.too_few_reps");
}

// What lies in the database never joins a person and an answer: by a row, a time, an order, a log or a kept request.
TEST_P(AssessmentTest, NothingJoinsAnAnswerToAPerson) {
  const std::string round = Opened(jim_);
  const auto actions = Count("action");
  const auto changes = Count("change");
  const auto notices = Count("notice");
  const auto voices =
      db().Read()->Query<Id>("SELECT id FROM assessment_voice WHERE org_id = $1 ORDER BY id", kOrg);
  std::string before = Box(round);
  for (const Id rep : {lena_, jada_, tom_}) {
    EXPECT_EQ(Say(rep, round, rep == jada_ ? 1 : 4), 204);
    EXPECT_NE(Box(round), before);  // all of it is written anew
    before = Box(round);
  }
  EXPECT_EQ(Count("assessment_box"), 1);
  EXPECT_EQ(Count("action"), actions);
  EXPECT_EQ(Count("change"), changes);
  EXPECT_EQ(Count("notice"), notices);
  EXPECT_EQ(Count("idempotency"), 0);
  // The rows that say who has answered are those of the start, in the order of the people.
  EXPECT_EQ(db().Read()->Query<Id>("SELECT id FROM assessment_voice WHERE org_id = $1 ORDER BY id", kOrg),
            voices);
  std::vector<Id> people =
      db().Read()->Query<Id>("SELECT person_id FROM assessment_voice WHERE org_id = $1 ORDER BY id", kOrg);
  EXPECT_TRUE(std::ranges::is_sorted(people));
  // Whoever comes in another order leaves the same answers: the box is sorted.
  const auto opened = [&](std::vector<std::pair<Id, int>> order) {
    const Id id = *db().Write([&](db::Tx& tx) -> Result<Id> {
      action::Action action(tx, {kOrg, jim_}, "assessment_round.open", now_);
      const std::vector reps{jada_, tom_, lena_};
      const Round made = OpenRound(action, key_, jim_, reps);
      for (const auto& [person, value] : order) {
        EXPECT_EQ(DropAnswer(tx, key_, made, person, Answers(kRepStatements, value), now_).value(),
                  Drop::dropped);
      }
      return made.id;
    });
    const auto made = FindRound(*db().Read(), kOrg, id);
    return FindOutcome(*db().Read(), key_, *made, made->closes_at).value().value();
  };
  const Outcome one = opened({{jada_, 1}, {tom_, 4}, {lena_, 3}});
  const Outcome other = opened({{lena_, 4}, {jada_, 3}, {tom_, 1}});
  ASSERT_EQ(one.scores.size(), other.scores.size());
  for (std::size_t i = 0; i < one.scores.size(); ++i) EXPECT_EQ(one.scores[i].score, other.scores[i].score);
}

// Three answers, then a fourth: the difference of two means would be the fourth. There never are two.
TEST_P(AssessmentTest, AFourthAnswerChangesNothingThatWasSaid) {
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, std::nullopt}, "person.create", now_);
    AddPerson(action, "Uma Late", access::Role::rep, jim_);
  });
  const std::string round = Opened(jim_);
  std::set<std::string> seen{boost::json::serialize(Self(jim_).body)};
  for (const Id rep : {jada_, tom_, lena_}) {
    Say(rep, round, 4);
    seen.insert(boost::json::serialize(Self(jim_).body));
  }
  const Id uma = people::FindPersonByEmail(*db().Read(), kOrg, "uma@northwind.example")->id;
  Say(uma, round, 1);
  seen.insert(boost::json::serialize(Self(jim_).body));
  EXPECT_EQ(seen.size(), 1u);  // whatever was answered, the manager read the same
  Later(kRoundDays);
  EXPECT_EQ(Self(jim_).Number("/rounds/0/answers"), 4);
  EXPECT_EQ(Say(uma, round, 5), 409);
}

TEST_P(AssessmentTest, IsDueByTheRoleOrTheStart) {
  const auto due = [&](Id person) {
    return FindDue(*db().Read(), *people::FindPerson(*db().Read(), kOrg, person), "UTC", DayIn(now_, "UTC"));
  };
  EXPECT_FALSE(due(jim_));   // nobody knows since when
  EXPECT_FALSE(due(jada_));  // a rep
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, ann_}, "person.change", now_);
    const auto tom = people::FindPerson(tx, kOrg, tom_);
    people::Person promoted = *tom;
    promoted.role = access::Role::manager;
    EXPECT_TRUE(action.Update(*tom, promoted));
  });
  ASSERT_TRUE(due(tom_));
  EXPECT_EQ(due(tom_)->number, 0);
  Later(61);
  EXPECT_EQ(due(tom_)->number, 1);
  db().Write(
      [&](db::Tx& tx) { PutAssessment(tx, key_, kOrg, tom_, DayIn(now_, "UTC"), Answers(kStatements, 3)); });
  EXPECT_FALSE(due(tom_));
}

TEST_P(AssessmentTest, GoesWithWhoIsGone) {
  Post(max_, "/api/v1/self-assessment", Body(kStatements, 4));
  Opened(jim_);
  db().Write([&](db::Tx& tx) {
    tx.Execute("UPDATE person SET deleted_at = $1 WHERE org_id = $2 AND id IN ($3, $4)", now_, kOrg, max_,
               jim_);
  });
  Settle(db(), key_, kOrg, now_);
  EXPECT_EQ(Count("assessment"), 1);
  Later(40);
  Settle(db(), key_, kOrg, now_);
  EXPECT_EQ(Count("assessment") + Count("assessment_round") + Count("assessment_box"), 0);
}

TEST_P(AssessmentTest, AnotherKeyOpensNothing) {
  Post(jim_, "/api/v1/self-assessment", Body(kStatements, 4));
  const seal::Key other{std::array<unsigned char, seal::Key::kBytes>{9}};
  EXPECT_TRUE(CheckAnswers(*db().Read(), key_));
  EXPECT_FALSE(CheckAnswers(*db().Read(), other));
  EXPECT_FALSE(FindTaken(*db().Read(), other, kOrg, jim_));
}

// The path and the assessment count from one first day, also where somebody set another than the data has.
TEST_P(AssessmentTest, TheRhythmBeginsOnTheDayThatWasSet) {
  const Day today = *ParseDay("2026-11-24");
  db().Write([&](db::Tx& tx) {
    tx.Execute("UPDATE person SET starts_on = $1 WHERE org_id = $2 AND id = $3", today - 10, kOrg, jim_);
  });
  const auto due = [&] {
    const auto jim = *people::FindPerson(*db().Read(), kOrg, jim_);
    return FindDue(*db().Read(), jim, "UTC", today);
  };
  EXPECT_EQ(due()->on, today - 10);
  db().Write([&](db::Tx& tx) {
    tx.Execute(
        "INSERT INTO ninety_days (org_id, id, version, person_id, starts_on, stop_text) VALUES ($1, 1, 1, "
        "$2, $3, "
        "'')",
        kOrg, jim_, today - 70);
  });
  EXPECT_EQ(due()->number, 1) << "day 60 of the set day";
  EXPECT_EQ(due()->on, today - 70 + 59);
  ASSERT_EQ(Post(jim_, "/api/v1/self-assessment", Body(kStatements, 4)).status, 201);
  EXPECT_EQ(Self(jim_).Said("/taken/0/occasion"), "day_60");
  EXPECT_FALSE(due());
}

INSTANTIATE_TEST_SUITE_P(Engines, AssessmentTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::assessment
