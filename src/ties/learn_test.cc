#include "ties/learn.h"

#include <gtest/gtest.h>

#include <random>

#include "base/clock.h"
#include "job/runner.h"
#include "ties/directory.h"
#include "ties/larmar_for_test.h"
#include "ties/strength.h"
#include "ties/touches.h"

namespace baton::ties {
namespace {

using book::ActivityKind;

class LearnTest : public LarmarTest {
 protected:
  Learnt LearnNow(Instant now = kNow) { return *Learn(db(), kOrg, now); }
  std::vector<AccountTie> Ties(Instant now = kNow) {
    return FindTies(*db().Read(), kOrg, std::vector{larmar_}, now);
  }
  std::optional<AccountTie> TieOfPair(Id person_id, Id contact_id, Instant now = kNow) {
    for (const AccountTie& tie : Ties(now)) {
      if (tie.person_id == person_id && tie.contact_id == contact_id) return tie;
    }
    return std::nullopt;
  }
  void Set(const std::string& change, Id id) {
    db().Write(
        [&](db::Tx& tx) { tx.Execute("UPDATE " + change + " WHERE org_id = $1 AND id = $2", kOrg, id); });
  }
  // The log grows by a row, long ago: an id below all that the database gives.
  void Change(std::int64_t id, const std::string& table) {
    db().Write([&](db::Tx& tx) {
      tx.Execute("DELETE FROM change WHERE org_id = $1", kOrg);
      tx.Execute("INSERT INTO action (org_id, id, kind, cause, at) VALUES ($1, $2, 'test.deed', '', 0)", kOrg,
                 Id{id});
      tx.Execute("INSERT INTO change (org_id, id, action_id, table_name, row_id) VALUES ($1, $2, $2, $3, $2)",
                 kOrg, Id{id}, table);
    });
  }
};

TEST_P(LearnTest, NothingIsKnownBeforeTheFirstTime) {
  EXPECT_FALSE(TiesAsOf(*db().Read(), kOrg));
  EXPECT_TRUE(Ties().empty());
  const Learnt learnt = LearnNow();
  EXPECT_EQ(learnt.pairs, 0);
  EXPECT_FALSE(learnt.typical_raw);
  EXPECT_EQ(TiesAsOf(*db().Read(), kOrg), kNow);
  EXPECT_TRUE(Ties().empty());
}

TEST_P(LearnTest, SaysWhatCameToPassAsTiesCountIt) {
  const Id other = AddAccount("Bexley Motors", jim_);
  const Id rosa = AddContact(other, "Rosa");
  Meet(larmar_, ines_, {jada_}, Before(9), ActivityKind::call);
  Meet(larmar_, ines_, {jada_}, Before(8), ActivityKind::task);
  Meet(larmar_, bill_, {jim_, jada_}, Before(5));
  Meet(other, rosa, {jim_}, Before(4));
  const auto of_larmar =
      FindEncounters(*db().Read(), kOrg, {.spans = {{larmar_, Before(30), kNow}, {other, Before(3), kNow}}});
  ASSERT_EQ(of_larmar.size(), 2u) << "a task is none";
  EXPECT_EQ(of_larmar[0].at, Before(9));
  const Id both = of_larmar[1].id;
  EXPECT_EQ(of_larmar[1].account_id, larmar_);
  EXPECT_EQ(of_larmar[1].people.size(), 2u);
  EXPECT_EQ(of_larmar[1].contacts, std::vector{bill_});
  EXPECT_FALSE(of_larmar[1].is_of_mailbox);
  EXPECT_EQ(FindEncounters(*db().Read(), kOrg, {.ones = {both}, .since = {}, .until = kNow}).size(), 1u);
  EXPECT_TRUE(FindEncounters(*db().Read(), kOrg, {.ones = {both}, .since = {}, .until = Before(6)}).empty());
  EXPECT_TRUE(FindEncounters(*db().Read(), kOrg, {}).empty());
}

TEST_P(LearnTest, LearnsWhoWasInTouchWithWhom) {
  Meet(larmar_, bill_, {jim_}, Before(90));
  Meet(larmar_, bill_, {jim_, jada_}, Before(10), ActivityKind::visit);
  Meet(larmar_, bill_, {jim_}, Before(5), ActivityKind::email);
  Meet(larmar_, ines_, {jada_}, Before(1), ActivityKind::call);
  const Learnt learnt = LearnNow();
  EXPECT_EQ(learnt.pairs, 3);
  EXPECT_EQ(learnt.touches, 5);

  const Traffic jim = TrafficOf({{.at = Before(90), .kind = TouchKind::meeting},
                                 {.at = Before(10), .kind = TouchKind::meeting, .others = 2},
                                 {.at = Before(5), .kind = TouchKind::mail}},
                                kNow);
  const Traffic jada = TrafficOf({{.at = Before(10), .kind = TouchKind::meeting, .others = 2}}, kNow);
  const Traffic ines = TrafficOf({{.at = Before(1), .kind = TouchKind::call}}, kNow);
  const auto typical = TypicalRaw({jim.raw, jada.raw, ines.raw});
  ASSERT_TRUE(typical);
  EXPECT_DOUBLE_EQ(*learnt.typical_raw, *typical);

  const auto ties = Ties();
  ASSERT_EQ(ties.size(), 3u);
  EXPECT_EQ(ties[0].person_id, jim_) << "the strongest first";
  EXPECT_EQ(ties[0].contact_id, bill_);
  EXPECT_EQ(ties[0].account_id, larmar_);
  EXPECT_NEAR(ties[0].raw, jim.raw, 1e-12);
  EXPECT_NEAR(ties[0].strength, TieOf(jim, *typical), 1e-12);
  EXPECT_EQ(ties[0].last_at, Before(5));
  EXPECT_EQ(ties[0].touches, 3);
  EXPECT_NEAR(TieOfPair(jada_, bill_)->raw, jada.raw, 1e-12);
  EXPECT_NEAR(TieOfPair(jada_, ines_)->raw, ines.raw, 1e-12);
}

// What was kept and has faded is what comes out from scratch, however often it was learnt in between.
TEST_P(LearnTest, KeptAndFadedIsTheSameAsFromScratch) {
  std::mt19937 random(7);
  std::vector<Touch> touches;
  const auto meet = [&](int days_ago) {
    const bool is_mail = random() % 2 == 0;
    const auto at = Before(days_ago);
    Meet(larmar_, bill_, {jim_}, at, is_mail ? ActivityKind::email : ActivityKind::call);
    touches.push_back({.at = at, .kind = is_mail ? TouchKind::mail : TouchKind::call});
  };
  for (int i = 0; i < 12; ++i) meet(40 + static_cast<int>(random() % 300));
  LearnNow(Before(35));
  const Instant later = kNow + 100 * kDays;
  EXPECT_NEAR(TieOfPair(jim_, bill_, later)->raw, TrafficOf(touches, later).raw, 1e-9);
  for (int i = 0; i < 5; ++i) meet(1 + static_cast<int>(random() % 30));
  EXPECT_EQ(LearnNow().changed, 1);
  for (const int days : {0, 1, 30, 200, 700}) {
    const Instant then = kNow + days * kDays;
    EXPECT_NEAR(TieOfPair(jim_, bill_, then)->raw, TrafficOf(touches, then).raw, 1e-9) << days;
  }
  EXPECT_EQ(TieOfPair(jim_, bill_)->touches, 17);
}

// What was, from the touches up to then, is what was learnt then.
TEST_P(LearnTest, AnEarlierTimeIsAsItWasLearntThen) {
  std::mt19937 random(5);
  for (int i = 0; i < 25; ++i) {
    Meet(larmar_, random() % 2 == 0 ? bill_ : ines_, {random() % 3 == 0 ? jada_ : jim_},
         Before(1 + static_cast<int>(random() % 400)),
         random() % 2 == 0 ? ActivityKind::email : ActivityKind::visit);
  }
  for (const int days : {300, 100, 10}) {
    LearnNow(Before(days));
    const auto then = Ties(Before(days));
    const auto back = FindTiesAt(*db().Read(), kOrg, std::vector{AccountAt{larmar_, Before(days)}}).front();
    ASSERT_EQ(back.size(), then.size());
    for (std::size_t i = 0; i < then.size(); ++i) {
      EXPECT_EQ(back[i].person_id, then[i].person_id);
      EXPECT_EQ(back[i].contact_id, then[i].contact_id);
      EXPECT_EQ(back[i].touches, then[i].touches);
      EXPECT_NEAR(back[i].raw, then[i].raw, 1e-9);
      EXPECT_NEAR(back[i].strength, then[i].strength, 1e-9);
    }
  }
}

TEST_P(LearnTest, WhoDecidesCountsMore) {
  Meet(larmar_, bill_, {jim_}, Before(3));
  Meet(larmar_, ines_, {jada_}, Before(3));
  LearnNow();
  const auto share = [&] { return ShareOf(BreadthsOf(Ties()).at(larmar_), jim_); };
  EXPECT_NEAR(share(), 0.5, 1e-12) << "nobody is known to have a part";
  Set("contact SET part = 'decides'", bill_);
  EXPECT_NEAR(share(), 1 / 1.8, 1e-12);
  Set("contact SET part = 'uses'", ines_);
  EXPECT_NEAR(share(), 1 / 1.4, 1e-12);
}

TEST_P(LearnTest, WritesWhatChangedOnly) {
  Meet(larmar_, bill_, {jim_}, Before(20));
  Meet(larmar_, ines_, {jim_, jada_}, Before(10));
  EXPECT_EQ(LearnNow().changed, 3);
  const auto ids = [&] {
    return db().Read()->Query<Id>("SELECT id FROM tie WHERE org_id = $1 ORDER BY id", kOrg);
  };
  const auto before = ids();
  EXPECT_EQ(LearnNow(kNow + 3 * kDays).changed, 0) << "that it fades is no change";
  EXPECT_EQ(TiesAsOf(*db().Read(), kOrg), kNow + 3 * kDays);
  Meet(larmar_, ines_, {jada_}, Before(1));
  EXPECT_EQ(LearnNow(kNow + 4 * kDays).changed, 1);
  EXPECT_EQ(ids(), before);
}

// Learnt again and again while things come and go, the rows are those of learning once from nothing.
TEST_P(LearnTest, AfterAnyChangesItIsAsFromNothing) {
  std::mt19937 random(5);
  const auto rows = [&] {
    std::string text;
    for (const AccountTie& tie : Ties()) {
      text += ToString(tie.person_id) + ToString(tie.contact_id) + std::to_string(tie.raw) + "/" +
              std::to_string(tie.touches) + "/" + std::to_string(tie.strength) + "\n";
    }
    return text;
  };
  for (int round = 0; round < 12; ++round) {
    Meet(larmar_, random() % 2 ? bill_ : ines_, {random() % 2 ? jim_ : jada_},
         Before(1 + static_cast<int>(random() % 700)),
         random() % 2 ? ActivityKind::meeting : ActivityKind::email);
    if (round % 3 == 2) {
      db().Write([&](db::Tx& tx) {
        tx.Execute(
            "DELETE FROM attendance WHERE org_id = $1 AND activity_id = (SELECT MAX(activity_id) FROM "
            "attendance WHERE org_id = $1)",
            kOrg);
      });
    }
    LearnNow();
  }
  const std::string kept = rows();
  EXPECT_FALSE(kept.empty());
  db().Write([&](db::Tx& tx) {
    tx.Execute("DELETE FROM tie WHERE org_id = $1", kOrg);
    tx.Execute("DELETE FROM tie_learning WHERE org_id = $1", kOrg);
  });
  LearnNow();
  EXPECT_EQ(rows(), kept);
}

TEST_P(LearnTest, LeavesOutWhatIsNoTouch) {
  Meet(larmar_, bill_, {jim_}, Before(3), ActivityKind::task);
  Meet(larmar_, bill_, {jim_}, Before(-1));
  Meet(larmar_, bill_, {jim_}, Before(800));
  Meet(larmar_, bill_, {}, Before(3));
  EXPECT_EQ(LearnNow().pairs, 0);
  Meet(larmar_, bill_, {jim_}, Before(3));
  EXPECT_EQ(LearnNow().pairs, 1);
  db().Write([](db::Tx& tx) { tx.Execute("UPDATE activity SET deleted_at = 1 WHERE org_id = $1", kOrg); });
  EXPECT_EQ(LearnNow().pairs, 0);
  EXPECT_TRUE(Ties().empty());
}

TEST_P(LearnTest, AMailToManyAndAFullRoomAreNoTouch) {
  std::vector<Id> people{jim_};
  for (int i = 0; i < TouchBounds{}.most_in_mail - 1; ++i) {
    Act([&](action::Action& action) {
      people.push_back(Hire(action, "Guest " + std::to_string(i), access::Role::rep, {}));
    });
  }
  Meet(larmar_, bill_, people, Before(3), ActivityKind::email);
  LearnNow();
  EXPECT_NEAR(TieOfPair(jim_, bill_, Before(3))->raw, 1 / std::sqrt(TouchBounds{}.most_in_mail), 1e-12);
  Act([&](action::Action& action) { people.push_back(Hire(action, "One more", access::Role::rep, {})); });
  Meet(larmar_, ines_, people, Before(3), ActivityKind::email);
  LearnNow();
  EXPECT_FALSE(TieOfPair(jim_, ines_));
  Meet(larmar_, ines_, people, Before(3));
  LearnNow();
  EXPECT_NEAR(TieOfPair(jim_, ines_, Before(3))->raw, 4 / std::sqrt(TouchBounds{}.most_in_mail + 1), 1e-12);
  for (int i = 0; std::ssize(people) <= TouchBounds{}.most_in_room; ++i)
    people.push_back(jim_);  // named many times
  Meet(larmar_, ines_, people, Before(2));
  LearnNow();
  EXPECT_EQ(TieOfPair(jim_, ines_)->touches, 1);
}

TEST_P(LearnTest, WhoIsNamedTwiceTookPartOnce) {
  Meet(larmar_, bill_, {jim_, jim_}, Before(3));
  LearnNow();
  EXPECT_EQ(TieOfPair(jim_, bill_)->touches, 1);
}

TEST_P(LearnTest, PeopleWhoLeftAndDeletedContactsAreLeftOut) {
  Meet(larmar_, bill_, {jim_, jada_, rafael_}, Before(3));
  Meet(larmar_, ines_, {jim_}, Before(3));
  LearnNow();
  EXPECT_EQ(Ties().size(), 4u);
  Set("contact SET deleted_at = 1", ines_);
  Set("person SET deleted_at = 1", rafael_);
  Set("person SET ends_on = " + std::to_string(kNow.milliseconds / kDays), jada_);
  EXPECT_EQ(Ties().size(), 2u) << "jada is ours until the evening";
  EXPECT_EQ(Ties(kNow + kDays).size(), 1u);
  EXPECT_EQ(LearnNow().pairs, 2);
  Set("person SET is_placeholder = 1", jim_);
  EXPECT_EQ(LearnNow().pairs, 1);
}

TEST_P(LearnTest, ATieGoesWithItsContact) {
  const Id ostrava = AddAccount("Ostrava Mills", ann_);
  Meet(larmar_, bill_, {jim_}, Before(3));
  LearnNow();
  Set("contact SET account_id = " + std::to_string(ostrava.value), bill_);
  EXPECT_TRUE(Ties().empty());
  const auto both = FindTies(*db().Read(), kOrg, std::vector{larmar_, ostrava}, kNow);
  ASSERT_EQ(both.size(), 1u);
  EXPECT_EQ(both[0].account_id, ostrava);
}

TEST_P(LearnTest, MayBeCutAndBegunAgain) {
  Meet(larmar_, bill_, {jim_, jada_}, Before(3));
  std::int64_t asked = 0;
  EXPECT_FALSE(Learn(db(), kOrg, kNow, [&](std::int64_t, std::int64_t) { return ++asked < 2; }));
  EXPECT_FALSE(TiesAsOf(*db().Read(), kOrg));
  EXPECT_TRUE(IsDue(*db().Read(), kOrg, kNow));
  EXPECT_EQ(LearnNow().pairs, 2);
  EXPECT_EQ(Ties().size(), 2u);
}

TEST_P(LearnTest, InOneTransactionItIsTheSame) {
  Meet(larmar_, bill_, {jim_, jada_}, Before(3));
  db().Write([](db::Tx& tx) { LearnIn(tx, kOrg, kNow); });
  const auto ties = Ties();
  EXPECT_EQ(ties.size(), 2u);
  EXPECT_EQ(LearnNow().changed, 0);
}

TEST_P(LearnTest, IsDueOnceADayAndWhenItsSourcesChanged) {
  Change(10, "activity");
  EXPECT_TRUE(IsDue(*db().Read(), kOrg, kNow));
  LearnNow();
  EXPECT_FALSE(IsDue(*db().Read(), kOrg, kNow + kDays - 1));
  EXPECT_TRUE(IsDue(*db().Read(), kOrg, kNow + kDays));
  EXPECT_TRUE(IsDue(*db().Read(), kOrg, kNow - 1)) << "a clock that was set back";
  Change(11, "promise");
  EXPECT_FALSE(IsDue(*db().Read(), kOrg, kNow));
  for (const char* table : {"activity", "attendance", "contact", "person"}) {
    static std::int64_t id = 100;
    Change(++id, table);
    EXPECT_TRUE(IsDue(*db().Read(), kOrg, kNow)) << table;
    LearnNow();
    EXPECT_FALSE(IsDue(*db().Read(), kOrg, kNow)) << table;
  }
}

TEST_P(LearnTest, ALookPutsTheJobInOnceAndTheJobLearns) {
  Meet(larmar_, bill_, {jim_}, Before(3));
  Look(db(), kOrg, kNow);
  Look(db(), kOrg, kNow);
  const auto jobs = job::ListJobs(*db().Read(), kOrg);
  ASSERT_EQ(jobs.size(), 1u);
  EXPECT_EQ(jobs[0].kind, kLearnKind);
  const FixedClock clock(SystemClock().Now() + 1'000);
  job::Runner runner(db(), clock, {});
  AddLearnJob(runner);
  EXPECT_EQ(runner.RunDue(), 1);
  EXPECT_TRUE(TiesAsOf(*db().Read(), kOrg));
}

INSTANTIATE_TEST_SUITE_P(Engines, LearnTest, db::kEngines, db::EngineName);

TEST(WordTest, GoesByStrength) {
  const auto word_of = [](double strength, const WordBounds& bounds = {}) {
    return WordOf(AccountTie{.strength = strength,
                             .judgement = std::make_shared<const Judgement>(Judgement{.words = bounds})});
  };
  EXPECT_EQ(word_of(0.6), "account.tie.strong");
  EXPECT_EQ(word_of(0.59), "account.tie.good");
  EXPECT_EQ(word_of(0.24), "account.tie.thin");
  EXPECT_EQ(word_of(0.6, {.strong = 0.7}), "account.tie.good");
  EXPECT_EQ(word_of(0.3, {.good = 0.35}), "account.tie.thin");
}

TEST(SinceTest, IsTheBeginningOfTheMonthTwoYearsAgo) {
  EXPECT_EQ(Since(*ParseInstant("2028-02-29T12:00:00Z")), *ParseInstant("2026-02-01T00:00:00Z"));
  EXPECT_EQ(Since(*ParseInstant("2026-11-01T00:00:00Z")), *ParseInstant("2024-11-01T00:00:00Z"));
}

}  // namespace
}  // namespace baton::ties
