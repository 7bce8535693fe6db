// A small organization for tests of the book: Jim manages Jada and Rafael; Ann manages nobody. Everything is written
// as requests write it, through actions.
#pragma once

#include <string>
#include <vector>

#include "book/account_store.h"
#include "book/account_writes.h"
#include "book/directory.h"
#include "book/opportunity.h"
#include "book/product.h"
#include "book/stage.h"
#include "db/test_database.h"
#include "people/directory.h"
#include "people/organization.h"

namespace baton::book {

class BookTest : public db::DatabaseTest {
 protected:
  static constexpr Id kOrg{1};
  static constexpr Instant kNow{1'764'000'000'000};  // 2025-11-24T16:00:00Z, a Monday
  static constexpr std::int64_t kDays = kMillisecondsPerDay;

  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped()) return;
    Act([&](action::Action& action) {
      people::InsertOrganization(
          action, {.name = "Terminals Inc", .currency = "USD", .time_zone = "America/Chicago"});
      jim_ = Hire(action, "Jim", access::Role::manager, std::nullopt);
      jada_ = Hire(action, "Jada", access::Role::rep, jim_);
      rafael_ = Hire(action, "Rafael", access::Role::rep, jim_);
      ann_ = Hire(action, "Ann", access::Role::manager, std::nullopt);
    });
  }

  // Does `deed` as one action, and gives its id.
  template <class F>
  Id Act(F&& deed) {
    const auto id = db().Write([&](db::Tx& tx) -> Result<Id> {
      action::Action action(tx, action::Actor{kOrg, std::nullopt}, "account.create", kNow);
      deed(action);
      return action.id();
    });
    return *id;
  }

  static Id Hire(action::Action& action, const std::string& name, access::Role role,
                 std::optional<Id> manager_id) {
    people::Person person;
    person.name = name;
    person.name_fold = name;
    person.role = role;
    person.manager_id = manager_id;
    return people::InsertPerson(action, person)->id;
  }

  Id AddAccount(const std::string& name, std::optional<Id> owner_id,
                std::optional<std::int64_t> revenue_minor = {}, const std::string& currency = "USD") {
    Account account;
    account.name = name;
    account.revenue_minor = revenue_minor;
    account.currency = currency;
    Act([&](action::Action& action) { account = InsertAccount(action, account, owner_id); });
    return account.id;
  }

  Id AddContact(Id account_id, const std::string& name) {
    Contact contact;
    contact.account_id = account_id;
    contact.name = name;
    Act([&](action::Action& action) { contact = InsertContact(action, contact); });
    return contact.id;
  }

  void Meet(Id account_id, Id contact_id, const std::vector<Id>& people, Instant at,
            ActivityKind kind = ActivityKind::meeting) {
    Act([&](action::Action& action) {
      Activity activity;
      activity.kind = kind;
      activity.account_id = account_id;
      activity.subject = "Talk";
      activity.starts_at = at;
      activity.minutes = 60;
      activity.is_done = true;
      activity = action.Insert(activity);
      action.Insert(Attendance{.activity_id = activity.id, .starts_at = at, .contact_id = contact_id});
      for (const Id person : people) {
        action.Insert(Attendance{.activity_id = activity.id, .starts_at = at, .person_id = person});
      }
    });
  }

  Id AddStage(const std::string& name, StageCategory category) {
    Stage stage{.name = name, .name_fold = name, .category = category};
    Act([&](action::Action& action) { stage = action.Insert(stage); });
    return stage.id;
  }

  Id AddDeal(Opportunity deal) {
    Act([&](action::Action& action) { deal = action.Insert(deal); });
    return deal.id;
  }

  // From the owner to a successor.
  void StartHandoff(Id account_id, Id from_id, Id to_id) {
    db().Write([&](db::Tx& tx) {
      tx.Execute(
          "INSERT INTO handoff (org_id, id, version, account_id, from_id, to_id, stage, reason, proposed_at) "
          "VALUES ($1, $2, 1, $3, $4, $5, 'proposed', '', $6)",
          kOrg, tx.NewId(), account_id, from_id, to_id, kNow);
    });
  }

  static access::Scope Own(Id person) { return {access::Reach::own, kOrg, person}; }
  static access::Scope Team(Id person) { return {access::Reach::team, kOrg, person}; }
  access::Scope All() const { return {access::Reach::organization, kOrg, jim_}; }

  BookContext Context() { return ContextOf(*db().Read(), kOrg, kNow); }

  Id jim_;
  Id jada_;
  Id rafael_;
  Id ann_;
};

}  // namespace baton::book
