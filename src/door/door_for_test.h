// What the tests of the door have in common: a team, Jada's promise, Bill's meetings, a client handed over.
//
//   class ReceiptTest : public DoorTest {};
#pragma once

#include <gtest/gtest.h>

#include "action/undo.h"
#include "book/activity.h"
#include "calendar/calendar.h"
#include "coaching/promise_for_test.h"
#include "coaching/promise_routes.h"
#include "delegation/delegation_routes.h"
#include "delegation/directory.h"
#include "door/door_routes.h"
#include "handoff/directory.h"
#include "handoff/handoff_routes.h"
#include "handoff/team_for_test.h"
#include "plan/plan_routes.h"
#include "takeover/takeover_routes.h"

namespace baton::door {

// Now is Tuesday 2026-11-24, 09:41 UTC.
class DoorTest : public handoff::TeamTest {
 protected:
  void AddRoutes(http::Router& router) override {
    AddDoorRoutes(router);
    plan::AddPlanRoutes(router);
    takeover::AddTakeoverRoutes(router);
    delegation::AddDelegationRoutes(router);
  }

  Id Promised(Id rep, std::string_view due, coaching::PromiseState state = coaching::PromiseState::open) {
    return coaching::InsertPromise(db(), kOrg, coaching::PromiseOf(jim_, rep, due, now_, state)).id;
  }

  Id Proposed() {
    return *db().Write([&](db::Tx& tx) -> Result<Id> {
      action::Action action(tx, {kOrg, jim_}, "plan.approve", now_);
      const handoff::Proposal proposal{.account_id = larmar_,
                                       .from_id = jim_,
                                       .to_id = jada_,
                                       .plan_id = {},
                                       .introduction_on = *ParseDay("2026-11-30")};
      return handoff::Propose(action, std::span(&proposal, 1)).front().id;
    });
  }

  void Meets(Id person, std::string_view at, int minutes, bool with_bill) {
    db().Write([&](db::Tx& tx) {
      action::Action action(tx, {kOrg, std::nullopt}, "import.run", now_);
      book::Activity activity;
      activity.subject = "Talk";
      activity.owner_id = person;
      activity.starts_at = *ParseInstant(at);
      activity.minutes = minutes;
      if (with_bill) activity.account_id = larmar_;
      activity = action.Insert(activity);
      action.Insert(
          book::Attendance{.activity_id = activity.id, .starts_at = activity.starts_at, .person_id = person});
      if (with_bill) {
        action.Insert(book::Attendance{
            .activity_id = activity.id, .starts_at = activity.starts_at, .contact_id = bill_id()});
      }
    });
  }

  Id bill_id() { return book::FindContacts(*db().Read(), kOrg, larmar_).front().id; }
  std::string Path(Id account) { return "/api/v1/door/" + ToString(account); }
  std::string StageOf(Id handoff) {
    const access::Scope scope{access::Reach::organization, kOrg, jim_};
    return std::string(json::NameOf(handoff::FindHandoff(*db().Read(), scope, handoff)->stage));
  }
  action::Undone UndoLast() {
    action::Tables tables;
    coaching::AddTables(tables);
    handoff::AddTables(tables);
    takeover::AddTables(tables);
    delegation::AddTables(tables);
    AddTables(tables);
    tables.Add({.name = "notice"});
    return db().Write([&](db::Tx& tx) {
      action::Action undoing(tx, {kOrg, jim_}, "action.undo", now_);
      return action::Undo(undoing, *action_id_, tables);
    });
  }
  std::string LastNoticeOf(Id person) {
    return *db().Read()->QueryValue<std::string>(
        "SELECT message_key FROM notice WHERE org_id = $1 AND person_id = $2 ORDER BY id DESC LIMIT 1", kOrg,
        person);
  }
  // Read at 9:36, with nothing in it.
  void HasCalendar(Id person) {
    const calendar::PersonCalendar one{
        .org_id = kOrg, .id = {}, .person_id = person, .read_at = now_ - 5 * kMillisecondsPerMinute};
    db().Write([&](db::Tx& tx) { calendar::AddReadCalendar(tx, one); });
  }
};

}  // namespace baton::door
