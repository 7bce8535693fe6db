// What the tests of meetings share: a handoff from Jim in Berlin to Jada in India, and what waits in the outbox.
#pragma once

#include <gmock/gmock.h>

#include <map>
#include <string>

#include "action/undo.h"
#include "base/clock.h"
#include "book/book_routes.h"
#include "book/calendar.h"
#include "handoff/directory.h"
#include "handoff/handoff_routes.h"
#include "handoff/team_for_test.h"
#include "introduction/introduction_routes.h"
#include "introduction/meeting.h"
#include "introduction/tell.h"
#include "job/runner.h"
#include "mail/mail_routes.h"
#include "mail/outbox.h"

namespace baton::introduction {

using format::icalendar::Invitation;

// A mail that waits to be sent, with what a calendar reads of it.
struct Waiting {
  std::string subject;
  std::string text;
  std::string method;
  Invitation invitation;
};

class IntroductionTest : public handoff::TeamTest {
 protected:
  void AddRoutes(http::Router& router) override { AddIntroductionRoutes(router); }

  void SetUp() override {
    TeamTest::SetUp();
    if (IsSkipped()) return;
    book::AddTables(tables_);
    handoff::AddTables(tables_);
    mail::AddTables(tables_);
    AddTables(tables_);
    tables_.Add({.name = "notice"});
    db().Write([&](db::Tx& tx) {
      tx.Execute("UPDATE person SET time_zone = 'Europe/Berlin' WHERE org_id = $1 AND id = $2", kOrg, jim_);
      tx.Execute("UPDATE person SET time_zone = 'Asia/Kolkata' WHERE org_id = $1 AND id = $2", kOrg, jada_);
    });
    handoff_ = *db().Write([&](db::Tx& tx) -> Result<Id> {
      action::Action action(tx, {kOrg, jim_}, "plan.approve", now_);
      const handoff::Proposal proposal{.account_id = larmar_, .from_id = jim_, .to_id = jada_};
      return handoff::Propose(action, std::span(&proposal, 1)).front().id;
    });
    bill_ = book::FindContacts(*db().Read(), kOrg, larmar_).front().id;
  }

  std::string Path() const { return "/api/v1/handoffs/" + ToString(handoff_) + "/meetings"; }
  static std::string Path(const std::string& id) { return "/api/v1/meetings/" + id; }
  std::string Body(const std::string& local = "2026-12-02T17:00",
                   const std::string& zone = "America/New_York", const std::string& more = "") const {
    return R"({"starts_local":")" + local + R"(","time_zone":")" + zone +
           R"(","minutes":45,"place":"Pier 4","note":"",)" + more + R"("contact_ids":[")" + ToString(bill_) +
           "\"]}";
  }
  handoff::TestReply Planned() {
    auto reply = Post(jim_, Path(), Body());
    EXPECT_EQ(reply.status, 201) << reply.text;
    return reply;
  }
  handoff::TestReply Changed(const std::string& id, std::int64_t version, const std::string& patch) {
    auto reply = Ask(jim_, http::Method::patch, Path(id), patch, version);
    EXPECT_EQ(reply.status, 200) << reply.text;
    return reply;
  }

  // By address; what waits now.
  std::map<std::string, Waiting> Mails() {
    std::map<std::string, Waiting> mails;
    for (const Id id : db().Read()->Query<Id>(
             "SELECT id FROM mail WHERE org_id = $1 AND state = 'waiting' ORDER BY id", kOrg)) {
      const auto draft = mail::FindDraft(*db().Read(), kOrg, id);
      const auto invitation = format::icalendar::ReadInvitation(draft->calendar->text);
      EXPECT_TRUE(invitation.has_value());
      EXPECT_FALSE(mails.contains(draft->to.front().email)) << "one mail each";
      mails[draft->to.front().email] = {draft->subject, draft->text, draft->calendar->method, *invitation};
    }
    return mails;
  }
  // The server took what waits.
  void SendAll() {
    db().Write([&](db::Tx& tx) {
      tx.Execute(
          "UPDATE mail SET state = 'sent', attempts = 1, version = version + 1 WHERE org_id = $1 AND state = "
          "'waiting'",
          kOrg);
    });
  }
  void UndoAction(Id action_id) {
    db().Write([&](db::Tx& tx) {
      action::Action undoing(tx, {kOrg, jim_}, "action.undo", now_);
      action::Undo(undoing, action_id, tables_);
      action_id_ = undoing.id();
    });
    FixedClock clock(SystemClock().Now() + 1'000);
    job::Runner runner(db(), clock);
    AddTellJob(runner);
    runner.RunDue();
  }
  std::size_t EntriesOf(Id person) {
    const auto at = *ParseInstant("2026-12-02T00:00:00Z");
    return book::FindCalendar(*db().Read(), kOrg, std::span(&person, 1), at, at + 3 * kMillisecondsPerDay)
        .size();
  }

  action::Tables tables_;
  Id handoff_;
  Id bill_;
};

}  // namespace baton::introduction
