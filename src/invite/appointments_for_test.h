// What the tests of appointments have in common: a mail server, what waits in the outbox for whom, and undoing.
//
//   class MeetingTest : public invite::AppointmentsTest { void AddJobs(job::Runner& runner) override { AddTellJob(runner); } };
//   EXPECT_EQ(Mails().at(kJada).method(), "CANCEL");
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>

#include "action/undo.h"
#include "base/clock.h"
#include "format/icalendar/invitation.h"
#include "handoff/team_for_test.h"
#include "job/runner.h"
#include "mail/mail_routes.h"
#include "mail/outbox.h"

namespace baton::invite {

// A mail that waits to be sent, with what a calendar reads of it.
struct Waiting {
  mail::Draft draft;
  format::icalendar::Invitation invitation;

  const std::string& method() const { return draft.calendar->method; }
};

// Now is Tuesday 2026-11-24, 09:41 UTC.
class AppointmentsTest : public handoff::TeamTest {
 protected:
  void SetUp() override {
    TeamTest::SetUp();
    if (IsSkipped()) return;
    mail::AddTables(tables_);
    tables_.Add({.name = "notice"});
  }
  // Those that tell what an undo brought back.
  virtual void AddJobs(job::Runner& runner) = 0;

  void SetRelay() {
    db().Write([&](db::Tx& tx) {
      tx.Execute(
          "INSERT INTO mail_relay (org_id, id, version, kind, host, port, security, user_name, "
          "password_sealed, from_email, from_name, own_domains) VALUES ($1, $2, 1, 'folder', '', 25, 'none', "
          "'', '', 'baton@northwind.example', 'Baton', '')",
          kOrg, tx.NewId());
    });
  }
  // Jim is in Berlin, Jada in India.
  void SetZones() {
    db().Write([&](db::Tx& tx) {
      tx.Execute("UPDATE person SET time_zone = 'Europe/Berlin' WHERE org_id = $1 AND id = $2", kOrg, jim_);
      tx.Execute("UPDATE person SET time_zone = 'Asia/Kolkata' WHERE org_id = $1 AND id = $2", kOrg, jada_);
    });
  }

  // By address; what waits now.
  std::multimap<std::string, Waiting> AllMails() {
    std::multimap<std::string, Waiting> mails;
    for (const Id id : db().Read()->Query<Id>(
             "SELECT id FROM mail WHERE org_id = $1 AND state = 'waiting' ORDER BY id", kOrg)) {
      auto draft = mail::FindDraft(*db().Read(), kOrg, id).value();
      auto invitation = format::icalendar::ReadInvitation(draft.calendar->text).value();
      std::string email = draft.to.front().email;
      mails.emplace(std::move(email), Waiting{std::move(draft), std::move(invitation)});
    }
    return mails;
  }
  std::map<std::string, Waiting> Mails() {
    std::map<std::string, Waiting> mails;
    for (auto& [email, mail] : AllMails())
      EXPECT_TRUE(mails.emplace(email, mail).second) << "one mail each: " << email;
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
    // Jobs are put in by the clock on the wall, and run by that of the test.
    db().Write([](db::Tx& tx) { tx.Execute("UPDATE job SET run_at = 0 WHERE org_id = $1", kOrg); });
    FixedClock clock(now_);
    job::Runner runner(db(), clock);
    AddJobs(runner);
    runner.RunDue();
  }
  void UndoLast() { UndoAction(action_id_.value()); }
  // What a calendar sends back.
  static std::string Answer(const std::string& uid, const std::string& said, const std::string& from,
                            int sequence = 0, const std::string& comment = "") {
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:" +
           uid + "\r\nSEQUENCE:" + std::to_string(sequence) +
           "\r\nDTSTAMP:20261124T100000Z\r\nATTENDEE;PARTSTAT=" + said + ":mailto:" + from + "\r\n" +
           (comment.empty() ? "" : "COMMENT:" + comment + "\r\n") + "END:VEVENT\r\nEND:VCALENDAR\r\n";
  }

  static constexpr const char* kJada = "jada@northwind.example";
  static constexpr const char* kJim = "jim@northwind.example";
  static constexpr const char* kTom = "tom@northwind.example";
  action::Tables tables_;
};

}  // namespace baton::invite
