#include "invite/tell.h"

#include "action/image_json.h"
#include "invite/appointments_for_test.h"
#include "json/json.h"

namespace baton::invite {
namespace {

constexpr Id kAppointment{4711};

class TellTest : public AppointmentsTest {
 protected:
  void AddRoutes(http::Router&) override {}
  void AddJobs(job::Runner&) override {}

  // Jada is asked to come, or is not any more.
  void TellJada(const std::string& answers_to, bool is_on = true) {
    now_ = now_ + kMillisecondsPerDay;
    Appointment appointment;
    appointment.is_on = is_on;
    if (is_on) {
      appointment.invitation = {.written_at = now_,
                                .starts_at = now_ + 90 * kMillisecondsPerDay,
                                .summary = "One-to-one",
                                .organizer = {"Jim Calder", answers_to},
                                .attendees = {{"Jada Ellis", kJada}}};
      appointment.guests = {{std::nullopt, jada_, "Jada Ellis", kJada, "UTC"}};
    }
    db().Write([&](db::Tx& tx) {
      action::Action action(tx, {kOrg, jim_}, "test.tell", now_);
      Tell(action, kAppointment, appointment, [&](const Letter&) {
        mail::Draft draft;
        draft.sender_id = jim_;
        draft.subject = "About it";
        draft.text = "Words";
        return draft;
      });
    });
  }
  void ForgetWords() {
    db().Write([&](db::Tx& tx) { tx.Execute("DELETE FROM mail_content WHERE org_id = $1", kOrg); });
  }
};

TEST_P(TellTest, ItKeepsItsNameWhenTheWordsAreGoneAndTheMailboxMoved) {
  TellJada("jim@old.example");
  const std::string uid = Mails().at(kJada).invitation.uid;
  EXPECT_EQ(uid, "4711.7@old.example");
  SendAll();
  ForgetWords();
  TellJada("jim@new.example");
  const auto changed = Mails().at(kJada);
  EXPECT_EQ(changed.invitation.organizer.email, "jim@new.example");
  EXPECT_EQ(changed.invitation.uid, uid);
  EXPECT_EQ(changed.invitation.sequence, 1);
  SendAll();
  TellJada("jim@new.example", false);
  const auto cancelled = Mails().at(kJada);
  EXPECT_EQ(cancelled.method(), "CANCEL");
  EXPECT_EQ(cancelled.invitation.uid, uid);
  EXPECT_EQ(cancelled.invitation.sequence, 2);
}

TEST_P(TellTest, WhatIsSaidTwiceIsOneMail) {
  TellJada("jim@old.example");
  SendAll();
  TellJada("jim@old.example", false);
  TellJada("jim@old.example", false);
  EXPECT_EQ(Mails().at(kJada).method(), "CANCEL");
  EXPECT_EQ(Mails().at(kJada).invitation.sequence, 1);
}

TEST_P(TellTest, AnAnswerIsToWhatWasSaid) {
  TellJada("jim@old.example");
  const std::string uid = Mails().at(kJada).invitation.uid;
  const auto answer = [&](const std::string& to, int sequence, const std::string& sender) {
    return ReadAnswer(*db().Read(), kOrg, Answer(to, "ACCEPTED", kJada, sequence), sender);
  };
  ASSERT_TRUE(answer(uid, 0, kJada));
  EXPECT_EQ(answer(uid, 0, kJada)->appointment_id, kAppointment);
  EXPECT_FALSE(answer("4711.7@new.example", 0, kJada)) << "another name";
  EXPECT_FALSE(answer(uid, 1, kJada)) << "no such version";
  EXPECT_FALSE(answer(uid, 0, kTom)) << "somebody else's mail";
}

INSTANTIATE_TEST_SUITE_P(Engines, TellTest, db::kEngines, db::EngineName);

// A database from before the name was kept beside what was told.
class OldTellTest : public db::DatabaseTest {
 protected:
  static constexpr Id kOrg = TellTest::kOrg;

  std::span<const db::Migration> Migrations() const override {
    const auto all = db::CompiledMigrations();
    const auto it = std::ranges::find(all, std::string_view("0025_appointment_uid"), &db::Migration::name);
    return all.first(static_cast<std::size_t>(it - all.begin()));
  }
  void Told(Id id, Id appointment, Id mail) {
    db().Write([&](db::Tx& tx) {
      tx.Execute(
          "INSERT INTO appointment_told (org_id, id, appointment_id, mail_id, sequence, is_cancel, "
          "time_zone, "
          "fingerprint) VALUES ($1, $2, $3, $4, 0, 0, 'UTC', 0)",
          kOrg, id, appointment, mail);
    });
  }
  void Words(Id mail, const std::string& uid) {
    mail::Draft draft;
    draft.text = "Not this: UID:1@x.example\n";
    draft.calendar = mail::CalendarText{
        "REQUEST", format::icalendar::WriteInvitation(
                       {.uid = uid, .summary = "Hello", .organizer = {"Jim", "jim@x.example"}})};
    db().Write([&](db::Tx& tx) {
      tx.Execute(
          "INSERT INTO mail (org_id, id, version, kind, state, subject, recipients, message_id, attempts, "
          "repeats, answer, queued_at) VALUES ($1, $2, 1, 'invitation', 'sent', '', '', '', 1, 0, '', 0)",
          kOrg, mail);
      tx.Execute("INSERT INTO mail_content (org_id, id, mail_id, content) VALUES ($1, $2, $2, $3)", kOrg,
                 mail, json::ToText(draft));
    });
  }
};

TEST_P(OldTellTest, TheNameIsFoundInTheWordsThatAreThere) {
  const std::string folded =
      "228453654688956417.228453654688956416@a-long-name-of-a-department.a-long-name-of-a-company.example";
  Words(Id{901}, "11.7@old.example");
  Words(Id{902}, folded);
  Told(Id{1}, Id{11}, Id{900});  // its words are gone, those of the next version are there
  Told(Id{2}, Id{11}, Id{901});
  Told(Id{3}, Id{12}, Id{902});
  Told(Id{4}, Id{13}, Id{903});
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, std::nullopt}, "meeting.plan", {});
    tx.Execute(
        "INSERT INTO change (org_id, id, action_id, table_name, row_id, version_after, new_values) VALUES "
        "($1, 1, "
        "$2, 'meeting', 5, 1, '{\"id\":228453654688956417,\"uid\":\"5.7@old.example\"}')",
        kOrg, action.id());
  });
  ASSERT_TRUE(db::Migrate(db()));
  const auto uid = [&](Id appointment) { return UidOf(*db().Read(), kOrg, appointment, "jim@new.example"); };
  EXPECT_EQ(uid(Id{11}), "11.7@old.example");
  EXPECT_EQ(uid(Id{12}), folded);
  EXPECT_EQ(uid(Id{13}), "13.7@new.example");
  EXPECT_EQ(*db().Read()->QueryValue<std::string>(
                "SELECT uid FROM appointment_told WHERE org_id = $1 AND id = $2", kOrg, Id{1}),
            "11.7@old.example");
  const auto logged = db().Read()->QueryValue<std::string>(
      "SELECT new_values FROM change WHERE org_id = $1 AND id = 1", kOrg);
  EXPECT_EQ(action::ParseImage(*logged).image.names, std::vector<std::string_view>{"id"})
      << "an undo writes what is there";
}

INSTANTIATE_TEST_SUITE_P(Engines, OldTellTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::invite
