// Learning only whom something happened to is the same as learning everybody.
#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "settings/settings_store.h"
#include "ties/any_deed_for_test.h"
#include "ties/learn.h"
#include "ties/stirred.h"
#include "ties/tie_store.h"

namespace baton::ties {
namespace {

class IncrementalTest : public AnyDeedTest {
 protected:
  struct Numbers {
    double raw = 0;
    double mail_raw = 0;
    double reciprocity = 0;
    Instant last_at;
    std::int32_t touches = 0;
  };
  using All = std::map<std::pair<Id, Id>, Numbers>;

  // What the log and the mailboxes say is read once: in these tests everything happens within the minutes of which it is read twice.
  void Settle() {
    db().Write([&](db::Tx& tx) {
      tx.Execute("DELETE FROM change WHERE org_id = $1", kOrg);
      tx.Execute("UPDATE mail_source SET touched_id = 0 WHERE org_id = $1", kOrg);
    });
  }
  Learnt LearnNow() {
    const Learnt learnt = *Learn(db(), kOrg, now_);
    Settle();
    return learnt;
  }

  All Stored(db::Connection& connection, std::optional<double>& typical) {
    All all;
    ForEachStored(connection, kOrg, [&](const Tie& tie) {
      const Kept mail_only{.mail = tie.kept().mail, .spoken = {.as_of = tie.last_at}, .last_at = tie.last_at};
      const Traffic mail = TrafficAt(mail_only, now_);
      const Traffic both = TrafficAt(tie.kept(), now_);
      all[{tie.person_id, tie.contact_id}] = {both.raw, mail.raw, both.reciprocity, tie.last_at, tie.touches};
    });
    typical = FindLearning(connection, kOrg)->typical_raw;
    return all;
  }
  // In a transaction that is taken back.
  All FromScratch(std::optional<double>& typical) {
    All all;
    db().Write([&](db::Tx& tx) -> Result<Done> {
      tx.Execute("DELETE FROM tie WHERE org_id = $1", kOrg);
      tx.Execute("DELETE FROM tie_learning WHERE org_id = $1", kOrg);
      LearnIn(tx, kOrg, now_);
      all = Stored(tx, typical);
      return Fail(Kind::conflict, "problem.stale");
    });
    return all;
  }
  void ExpectAsFromScratch(const std::string& after) {
    std::optional<double> typical;
    std::optional<double> typical_scratch;
    const All kept = Stored(*db().Read(), typical);
    const All scratch = FromScratch(typical_scratch);
    ASSERT_EQ(kept.size(), scratch.size()) << after;
    ASSERT_EQ(typical.has_value(), typical_scratch.has_value()) << after;
    if (typical) {
      EXPECT_NEAR(*typical, *typical_scratch, 1e-9) << after;
    }
    for (const auto& [pair, numbers] : scratch) {
      const auto found = kept.find(pair);
      ASSERT_NE(found, kept.end()) << after;
      EXPECT_NEAR(found->second.raw, numbers.raw, 1e-9) << after;
      EXPECT_NEAR(found->second.mail_raw, numbers.mail_raw, 1e-9) << after;
      EXPECT_NEAR(found->second.reciprocity, numbers.reciprocity, 1e-9) << after;
      EXPECT_EQ(found->second.last_at, numbers.last_at) << after;
      EXPECT_EQ(found->second.touches, numbers.touches) << after;
    }
  }
};

TEST_P(IncrementalTest, IsEqualToLearningFromScratchAfterAnything) {
  LearnNow();
  bool was_spared = false;
  for (int round = 0; round < 60; ++round) {
    for (std::size_t i = 0; i <= random_() % 3; ++i) {
      Act([&](action::Action& action) { AnyDeed(action); });
    }
    // Some rounds nothing but time passes: meetings come, and over a month's end old ones go.
    now_ = now_ + static_cast<std::int64_t>(random_() % 9) * kDays;
    const Learnt learnt = LearnNow();
    was_spared = was_spared || learnt.people < 4;
    ExpectAsFromScratch("round " + std::to_string(round));
    if (HasFatalFailure()) return;
  }
  EXPECT_TRUE(was_spared) << "somebody's ties were not looked at";
}

TEST_P(IncrementalTest, LearnsOnlyWhoTookPart) {
  Meet(larmar_, bill_, {jim_}, Before(20));
  Meet(larmar_, ines_, {jada_, rafael_}, Before(10));
  EXPECT_EQ(LearnNow().people, 4) << "the first time everybody";
  EXPECT_EQ(LearnNow().people, 0);
  Meet(larmar_, ines_, {jada_, rafael_}, Before(1));
  const Learnt learnt = LearnNow();
  EXPECT_EQ(learnt.people, 2);
  EXPECT_EQ(learnt.changed, 2);
  EXPECT_EQ(learnt.pairs, 3) << "of everybody";
  EXPECT_EQ(learnt.touches, 5);
  Act([&](action::Action& action) { RenameContact(action); });
  EXPECT_EQ(LearnNow().people, 0) << "a telephone is no matter";
  Act([&](action::Action& action) { DeleteOrRestore(action, bill_); });
  EXPECT_EQ(LearnNow().people, 1);
  ExpectAsFromScratch("all of it");
}

// Also whoever took part before it was changed.
TEST_P(IncrementalTest, LearnsWhoIsNoLongerThere) {
  LearnNow();
  Act([&](action::Action& action) {
    Talk talk;
    talk.activity = action.Insert(book::Activity{.starts_at = Before(3)});
    for (const Id person : {jim_, jada_}) {
      talk.there.push_back(action.Insert(
          book::Attendance{.activity_id = talk.activity.id, .starts_at = Before(3), .person_id = person}));
    }
    action.Insert(
        book::Attendance{.activity_id = talk.activity.id, .starts_at = Before(3), .contact_id = bill_});
    talks_.push_back(talk);
  });
  EXPECT_EQ(LearnNow().pairs, 2);
  Act([&](action::Action& action) { action.Delete(talks_[0].there[0]); });
  EXPECT_EQ(LearnNow().pairs, 1) << "Jim was not there";
  Act([&](action::Action& action) {
    book::Attendance after = talks_[0].there[1];
    after.person_id = rafael_;
    Change(action, talks_[0].there[1], after);
  });
  const Learnt learnt = LearnNow();
  EXPECT_EQ(learnt.pairs, 1);
  EXPECT_EQ(learnt.people, 2) << "Jada was not there, Rafael was";
  ExpectAsFromScratch("it was Rafael");
}

TEST_P(IncrementalTest, TimeItselfChangesWhoseTouchesComeOrGo) {
  now_ = *ParseInstant("2025-11-24T12:00:00Z");
  Meet(larmar_, bill_, {jim_}, *ParseInstant("2023-11-10T12:00:00Z"));
  Meet(larmar_, bill_, {jada_}, *ParseInstant("2025-11-20T12:00:00Z"));
  Meet(larmar_, bill_, {rafael_}, *ParseInstant("2025-11-27T12:00:00Z"));
  EXPECT_EQ(LearnNow().pairs, 2);
  now_ = *ParseInstant("2025-11-28T12:00:00Z");
  Learnt learnt = LearnNow();
  EXPECT_EQ(learnt.people, 1) << "Rafael's meeting has come";
  EXPECT_EQ(learnt.pairs, 3);
  now_ = *ParseInstant("2025-11-30T12:00:00Z");
  EXPECT_EQ(LearnNow().people, 0);
  now_ = *ParseInstant("2025-12-01T12:00:00Z");
  learnt = LearnNow();
  EXPECT_EQ(learnt.people, 1) << "Jim's is older than two years, from the first of the month on";
  EXPECT_EQ(learnt.pairs, 2);
  ExpectAsFromScratch("the month's end");
  now_ = *ParseInstant("2025-11-24T12:00:00Z");
  learnt = LearnNow();
  EXPECT_EQ(learnt.people, 4) << "a clock that was set back";
  EXPECT_EQ(learnt.pairs, 2);
}

TEST_P(IncrementalTest, AnotherJudgementMakesEverybodyBeLearntAnew) {
  Meet(larmar_, bill_, {jim_}, Before(0));
  Meet(larmar_, ines_, {jada_}, Before(0), book::ActivityKind::call);
  EXPECT_DOUBLE_EQ(*LearnNow().typical_raw, 3);
  const auto set = [&](const char* name, double value) {
    Act([&](action::Action& action) { EXPECT_TRUE(settings::PutSetting(action, name, value)); });
    Settle();
  };
  set("tie_strong", 0.7);
  EXPECT_FALSE(IsDue(*db().Read(), kOrg, now_)) << "a word is no matter to what is kept";
  set("tie_call", 5);
  EXPECT_TRUE(IsDue(*db().Read(), kOrg, now_));
  // Cut, and set back: some of them were judged otherwise, so it is everybody again.
  EXPECT_FALSE(
      Learn(db(), kOrg, now_, [&, done = 0](std::int64_t, std::int64_t) mutable { return ++done < 3; }));
  set("tie_call", 3);
  EXPECT_TRUE(IsDue(*db().Read(), kOrg, now_));
  EXPECT_EQ(LearnNow().people, 4);
  set("tie_call", 5);
  const Learnt learnt = LearnNow();
  EXPECT_EQ(learnt.people, 4);
  EXPECT_DOUBLE_EQ(*learnt.typical_raw, 4);
  EXPECT_FALSE(IsDue(*db().Read(), kOrg, now_));
  set("tie_most_in_room", 1);
  Meet(larmar_, bill_, {jim_, rafael_}, Before(0));
  EXPECT_EQ(LearnNow().touches, 2) << "a room of three is full";
}

INSTANTIATE_TEST_SUITE_P(Engines, IncrementalTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::ties
