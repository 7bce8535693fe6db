// A handoff, and what its former owner does: meetings, deals, mails of the own mailbox.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "action/undo.h"
#include "book/activity.h"
#include "book/opportunity.h"
#include "handoff/directory.h"
#include "handoff/team_for_test.h"
#include "settings/settings_routes.h"
#include "settings/settings_store.h"
#include "share/directory.h"
#include "takeover/look.h"
#include "takeover/takeover_routes.h"
#include "takeover/takeover_store.h"

namespace baton::takeover {

// Now is Tuesday 2026-11-24, 09:41 UTC; Jim handed Bexley to Tom on the 3rd.
class TakeoverTest : public handoff::TeamTest {
 protected:
  void AddRoutes(http::Router& router) override {
    AddTakeoverRoutes(router);
    settings::AddSettingsRoutes(router);
  }

  void SetUp() override {
    TeamTest::SetUp();
    if (!IsSkipped()) handoff_ = Hand(bexley_, tom_, "2026-11-03T09:00:00Z");
  }

  Id Hand(Id account, Id to, std::string_view at) {
    return db().Write([&](db::Tx& tx) {
      action::Action action(tx, {kOrg, jim_}, "plan.approve", *ParseInstant(at));
      const handoff::Proposal proposal{.account_id = account, .from_id = jim_, .to_id = to};
      return handoff::Propose(action, std::span(&proposal, 1)).front().id;
    });
  }

  Id Meets(Id account, std::vector<Id> people, std::string_view at,
           book::ActivityKind kind = book::ActivityKind::meeting, bool with_contact = true) {
    return db().Write([&](db::Tx& tx) {
      action::Action action(tx, {kOrg, std::nullopt}, "import.run", now_);
      book::Activity activity;
      activity.kind = kind;
      activity.subject = "Showroom visit";
      activity.account_id = account;
      activity.owner_id = people.front();
      activity.starts_at = *ParseInstant(at);
      activity.minutes = 30;
      activity.created_at = now_;
      activity = action.Insert(activity);
      for (const Id person : people) {
        action.Insert(book::Attendance{
            .activity_id = activity.id, .starts_at = activity.starts_at, .person_id = person});
      }
      if (with_contact) {
        action.Insert(book::Attendance{.activity_id = activity.id,
                                       .starts_at = activity.starts_at,
                                       .contact_id = book::FindContacts(tx, kOrg, account).front().id});
      }
      return activity.id;
    });
  }

  Id Wins(Id account, Id owner, std::string_view closes_on, std::int64_t amount_minor) {
    return db().Write([&](db::Tx& tx) {
      action::Action action(tx, {kOrg, std::nullopt}, "import.run", now_);
      book::Opportunity deal;
      deal.account_id = account;
      deal.owner_id = owner;
      deal.name = "Five dealerships";
      deal.status = book::OpportunityStatus::won;
      deal.amount_minor = amount_minor;
      deal.currency = "USD";
      deal.closes_on = ParseDay(closes_on);
      deal.created_at = now_;
      return action.Insert(deal).id;
    });
  }

  void Keeps(Id account, std::string_view until) {
    db().Write([&](db::Tx& tx) {
      action::Action action(tx, {kOrg, dana_}, "agreed_share.propose", now_);
      share::AgreedShare kept;
      kept.manager_id = jim_;
      kept.director_id = dana_;
      kept.until_on = *ParseDay(until);
      kept.proposed_by = jim_;
      kept.proposed_at = now_;
      EXPECT_TRUE(share::Agree(action, share::Propose(action, kept, std::span(&account, 1))));
    });
  }

  // A mail of a person's own mailbox, between the person and the first contact.
  void Writes(Id person, Id account, std::string_view at, std::int64_t message, bool is_from_us = true,
              int others = 1) {
    Touch(person, db().NewId());
    db().Write([&](db::Tx& tx) {
      tx.Execute(
          "INSERT INTO mail_touch (org_id, person_id, contact_id, message_hash, source_id, at, is_from_us, "
          "others, thread_hash, answers_hash) VALUES ($1, $2, $3, $4, 900, $5, $6, $7, 0, 0)",
          kOrg, person, book::FindContacts(tx, kOrg, account).front().id, message, *ParseInstant(at),
          is_from_us ? 1 : 0, others);
    });
  }

  // What was kept of the mailbox changed.
  void Touch(Id person, Id touched) {
    db().Write([&](db::Tx& tx) {
      tx.Execute(
          "INSERT INTO mail_source (org_id, id, version, person_id, kind, name, state, problem, tally, "
          "touched_id, created_at) VALUES ($1, 900, 1, $2, 'file', 'sent', 'kept', '', '', $3, 0) ON "
          "CONFLICT (org_id, id) DO UPDATE SET touched_id = excluded.touched_id",
          kOrg, person, touched);
    });
  }
  void TakeBackMailOf(Id person) {
    db().Write([&](db::Tx& tx) {
      tx.Execute("DELETE FROM mail_touch WHERE org_id = $1 AND person_id = $2", kOrg, person);
    });
  }
  void ShowOnlyFigures(bool only) {
    db().Write([&](db::Tx& tx) {
      action::Action action(tx, {kOrg, ann_}, "setting.change", now_);
      settings::PutSetting(action, "mail_figures_only", only ? 1 : 0);
    });
  }

  int LookNow() { return Look(db(), kOrg, now_); }
  handoff::TestReply List(Id person, const std::string& query = "") {
    return Get(person, "/api/v1/takeovers" + query);
  }
  std::size_t Count(Id person, const std::string& query = "") {
    return List(person, query).at("/items").as_array().size();
  }
  std::string PathOf(Id person, const std::string& deed = "") {
    return "/api/v1/takeovers/" + List(person).Said("/items/0/id") + deed;
  }
  action::Undone UndoLast(Id person) {
    action::Tables tables;
    AddTables(tables);
    tables.Add({.name = "notice"});
    return db().Write([&](db::Tx& tx) {
      action::Action undoing(tx, {kOrg, person}, "action.undo", now_);
      return action::Undo(undoing, *action_id_, tables);
    });
  }

  Id handoff_;
};

}  // namespace baton::takeover
