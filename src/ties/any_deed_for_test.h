// Whatever can happen to what ties are learnt from, by chance: talks, mails, contacts and people that come, change and go, each as the
// product writes it.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "ties/larmar_for_test.h"
#include "ties/touches.h"

namespace baton::ties {

class AnyDeedTest : public LarmarTest {
 protected:
  void SetUp() override {
    LarmarTest::SetUp();
    if (IsSkipped()) return;
    people_ = {jim_, jada_, rafael_, ann_};
    const Id bexley = AddAccount("Bexley Motors", jada_);
    contacts_ = {bill_, ines_, AddContact(bexley, "Rosa"), AddContact(bexley, "Omar")};
  }

  Id AnyPerson() { return people_[random_() % people_.size()]; }
  Id AnyContact() { return contacts_[random_() % contacts_.size()]; }
  // Often soon to come, or soon to be too old.
  Instant AnyTime() {
    const auto days = [&](std::uint32_t most) { return static_cast<std::int64_t>(random_() % most) * kDays; };
    switch (random_() % 4) {
      case 0:
        return now_ + days(12);
      case 1:
        return Since(now_) + days(40);
      default:
        return now_ - days(700);
    }
  }

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
    const auto gone = talk.there.begin() + static_cast<std::ptrdiff_t>(random_() % talk.there.size());
    action.Delete(*gone);
    talk.there.erase(gone);
  }
  void SomebodyElseWasThere(action::Action& action) {
    Talk& talk = AnyTalk();
    if (talk.there.empty()) return;
    book::Attendance& one = talk.there[random_() % talk.there.size()];
    book::Attendance after = one;
    (after.person_id ? after.person_id : after.contact_id) = after.person_id ? AnyPerson() : AnyContact();
    Change(action, one, after);
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

}  // namespace baton::ties
