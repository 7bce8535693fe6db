// Learning only whom something happened to is the same as learning everybody.
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <random>

#include "settings/settings_store.h"
#include "ties/larmar_for_test.h"
#include "ties/learn.h"
#include "ties/stirred.h"
#include "ties/tie_store.h"

namespace baton::ties {
namespace {

class IncrementalTest : public LarmarTest {
 protected:
  struct Numbers {
    double raw = 0;
    double mail_raw = 0;
    double reciprocity = 0;
    Instant last_at;
    std::int32_t touches = 0;
  };
  using All = std::map<std::pair<Id, Id>, Numbers>;

  void SetUp() override {
    LarmarTest::SetUp();
    if (IsSkipped()) return;
    people_ = {jim_, jada_, rafael_, ann_};
    const Id bexley = AddAccount("Bexley Motors", jada_);
    contacts_ = {bill_, ines_, AddContact(bexley, "Rosa"), AddContact(bexley, "Omar")};
  }

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

  Id AnyPerson() { return people_[random_() % people_.size()]; }
  Id AnyContact() { return contacts_[random_() % contacts_.size()]; }
  Instant AnyTime() { return now_ - static_cast<std::int64_t>(random_() % 760) * kDays + kDays * 40; }

  // One of ours or two, and a contact or two, at some time of the past two years or soon.
  void AddTalk(action::Action& action) {
    Talk talk;
    talk.activity.kind = static_cast<book::ActivityKind>(random_() % 5);
    talk.activity.subject = "Talk";
    talk.activity.starts_at = AnyTime();
    talk.activity = action.Insert(talk.activity);
    const auto add = [&](std::optional<Id> person, std::optional<Id> contact) {
      talk.there.push_back(action.Insert(book::Attendance{.activity_id = talk.activity.id,
                                                          .starts_at = talk.activity.starts_at,
                                                          .person_id = person,
                                                          .contact_id = contact}));
    };
    for (std::size_t i = 0; i <= random_() % 2; ++i) add(AnyPerson(), {});
    for (std::size_t i = 0; i <= random_() % 2; ++i) add({}, AnyContact());
    talks_.push_back(talk);
  }
  template <class Row>
  void Change(action::Action& action, Row& row, Row after) {
    row = action.Update(row, std::move(after)).value();
  }
  void Move(action::Action& action) {
    Talk& talk = AnyTalk();
    book::Activity after = talk.activity;
    after.starts_at = AnyTime();
    Change(action, talk.activity, after);
    for (book::Attendance& one : talk.there) {
      book::Attendance moved = one;
      moved.starts_at = after.starts_at;
      Change(action, one, moved);
    }
  }
  void ChangeKind(action::Action& action) {
    Talk& talk = AnyTalk();
    book::Activity after = talk.activity;
    after.kind = static_cast<book::ActivityKind>(random_() % 5);
    Change(action, talk.activity, after);
  }
  void TakeOutOrBringBack(action::Action& action) {
    Talk& talk = AnyTalk();
    book::Activity after = talk.activity;
    after.deleted_at = after.deleted_at ? std::nullopt : std::optional(now_);
    Change(action, talk.activity, after);
  }
  void SomebodyWasNotThere(action::Action& action) {
    Talk& talk = AnyTalk();
    if (talk.there.empty()) return;
    action.Delete(talk.there.back());
    talk.there.pop_back();
  }
  void SomebodyElseWasThere(action::Action& action) {
    Talk& talk = AnyTalk();
    if (talk.there.empty()) return;
    book::Attendance after = talk.there.front();
    (after.person_id ? after.person_id : after.contact_id) = after.person_id ? AnyPerson() : AnyContact();
    Change(action, talk.there.front(), after);
  }
  // Two contacts are one: what was with the second was with the first.
  void Merge(action::Action& action) {
    const Id kept = AnyContact();
    const Id gone = AnyContact();
    if (kept == gone) return;
    for (Talk& talk : talks_) {
      for (book::Attendance& one : talk.there) {
        if (one.contact_id != gone) continue;
        book::Attendance after = one;
        after.contact_id = kept;
        Change(action, one, after);
      }
    }
    DeleteOrRestore(action, gone);
  }
  void DeleteOrRestore(action::Action& action, Id contact) {
    book::Contact before = ContactOf(action.tx(), contact);
    book::Contact after = before;
    after.deleted_at = after.deleted_at ? std::nullopt : std::optional(now_);
    Change(action, before, after);
  }
  void RenameContact(action::Action& action) {
    book::Contact before = ContactOf(action.tx(), AnyContact());
    book::Contact after = before;
    after.phone += "1";
    Change(action, before, after);
  }
  void PersonGoesOrComes(action::Action& action) {
    people::Person before = PersonOf(action.tx(), AnyPerson());
    people::Person after = before;
    if (random_() % 2 == 0) {
      after.is_placeholder = !after.is_placeholder;
    } else {
      after.deleted_at = after.deleted_at ? std::nullopt : std::optional(now_);
    }
    Change(action, before, after);
  }
  // In one of two mailboxes; no part of the log.
  void AddMail(db::Tx& tx) {
    const Id source{900 + static_cast<std::int64_t>(random_() % 2)};
    const Id person = source == Id{900} ? jim_ : jada_;
    tx.Execute(
        "INSERT INTO mail_source (org_id, id, version, person_id, kind, name, state, problem, tally, "
        "touched_id, "
        "created_at) VALUES ($1, $2, 1, $3, 'file', 'sent', 'kept', '', '', $4, 0) ON CONFLICT (org_id, id) "
        "DO "
        "UPDATE SET touched_id = excluded.touched_id",
        kOrg, source, person, tx.NewId());
    ++message_;
    tx.Execute(
        "INSERT INTO mail_touch (org_id, person_id, contact_id, message_hash, source_id, at, is_from_us, "
        "others, "
        "thread_hash, answers_hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        kOrg, person, AnyContact(), message_, source, AnyTime(), static_cast<std::int64_t>(random_() % 2),
        static_cast<std::int64_t>(1 + random_() % 4), static_cast<std::int64_t>(random_() % 3),
        static_cast<std::int64_t>(random_() % 2 == 0 ? message_ - 1 : 0));
  }
  void DropMailbox(action::Action& action) {
    const Id source{900 + static_cast<std::int64_t>(random_() % 2)};
    action.tx().Execute("DELETE FROM mail_touch WHERE org_id = $1 AND source_id = $2", kOrg, source);
    action.tx().Execute("UPDATE mail_source SET touched_id = $3 WHERE org_id = $1 AND id = $2", kOrg, source,
                        action.tx().NewId());
  }

  void AnyDeed(action::Action& action) {
    if (talks_.size() < 5) return AddTalk(action);
    switch (random_() % 14) {
      case 0:
        return Move(action);
      case 1:
        return ChangeKind(action);
      case 2:
        return TakeOutOrBringBack(action);
      case 3:
        return SomebodyWasNotThere(action);
      case 4:
        return SomebodyElseWasThere(action);
      case 5:
        return Merge(action);
      case 6:
        return DeleteOrRestore(action, AnyContact());
      case 7:
        return RenameContact(action);
      case 8:
        return PersonGoesOrComes(action);
      case 9:
        return DropMailbox(action);
      case 10:
        return AddMail(action.tx());
      case 11:
        return AddMail(action.tx());
      default:
        return AddTalk(action);
    }
  }

  struct Talk {
    book::Activity activity;
    std::vector<book::Attendance> there;
  };
  Talk& AnyTalk() { return talks_[random_() % talks_.size()]; }
  book::Contact ContactOf(db::Connection& connection, Id id) {
    return *connection.QueryOne<book::Contact>(
        "SELECT org_id, id, version, account_id, name, name_fold, title, email, email_fold, further_emails, "
        "phone, "
        "language, time_zone, part, created_at, deleted_at FROM contact WHERE org_id = $1 AND id = $2",
        kOrg, id);
  }

  people::Person PersonOf(db::Connection& connection, Id id) {
    return *connection.QueryOne<people::Person>(
        "SELECT org_id, id, version, name, name_fold, email, email_fold, role, title, manager_id, language, "
        "time_zone, territory, languages, capacity_minutes, starts_on, ends_on, is_placeholder, created_at, "
        "deleted_at FROM person WHERE org_id = $1 AND id = $2",
        kOrg, id);
  }

  std::mt19937 random_{11};
  Instant now_ = kNow;
  std::vector<Id> people_;
  std::vector<Id> contacts_;
  std::vector<Talk> talks_;
  std::int64_t message_ = 0;
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
