// What the tests of letters share: the team, a handoff of Larmar Freight from Jim to Jada, and undo.
#pragma once

#include <string>
#include <vector>

#include "action/tables.h"
#include "action/undo.h"
#include "handoff/directory.h"
#include "handoff/team_for_test.h"
#include "letter/letter_routes.h"
#include "mail/mail_routes.h"
#include "mail/outbox.h"

namespace baton::letter {

class LetterTest : public handoff::TeamTest {
 protected:
  void AddRoutes(http::Router& router) override { AddLetterRoutes(router); }

  Id Proposed(Id account, Id to) {
    return *db().Write([&](db::Tx& tx) -> Result<Id> {
      action::Action action(tx, {kOrg, jim_}, "plan.approve", now_);
      const handoff::Proposal proposal{.account_id = account,
                                       .from_id = jim_,
                                       .to_id = to,
                                       .plan_id = {},
                                       .introduction_on = *ParseDay("2026-11-30")};
      return handoff::Propose(action, std::span(&proposal, 1)).front().id;
    });
  }
  // Takes the last deed back.
  void Undo(Id person) {
    action::Tables tables;
    AddTables(tables);
    mail::AddTables(tables);
    tables.Add({.name = "notice"});
    db().Write([&](db::Tx& tx) {
      action::Action undoing(tx, {kOrg, person}, "action.undo", now_);
      action::Undo(undoing, *action_id_, tables);
    });
  }
  std::vector<mail::Mail> Mails() {
    return mail::ListMails(*db().Read(), {access::Reach::organization, kOrg, Id{}}, {});
  }
  mail::Draft DraftOf(const mail::Mail& mail) { return mail::FindDraft(*db().Read(), kOrg, mail.id).value(); }
};

}  // namespace baton::letter
