#include "coaching/appointment.h"

#include "coaching/directory.h"
#include "coaching/promise_routes.h"
#include "invite/appointments_for_test.h"

namespace baton::coaching {
namespace {

using format::icalendar::Invitation;
using testing::HasSubstr;
using testing::Not;

class AppointmentTest : public invite::AppointmentsTest {
 protected:
  void AddRoutes(http::Router& router) override { AddPromiseRoutes(router); }
  void AddJobs(job::Runner& runner) override { AddAppointmentJob(runner); }

  void SetUp() override {
    AppointmentsTest::SetUp();
    if (IsSkipped()) return;
    AddTables(tables_);
    SetZones();
  }

  handoff::TestReply Promised(std::string_view kind = "call_practice") {
    return Post(jim_, "/api/v1/promises",
                R"({"kind":")" + std::string(kind) +
                    R"(","title":"Practise the SECRET opening","minutes":45,"rep_id":")" + ToString(jada_) +
                    R"(","due_at":"2026-12-02T10:30:00Z"})");
  }
  handoff::TestReply Do(Id person, std::string_view id, std::string_view deed, std::int64_t version,
                        std::string_view body = "") {
    auto reply = Post(person, "/api/v1/promises/" + std::string(id) + "/" + std::string(deed), body, version);
    EXPECT_EQ(reply.status, 200) << reply.text;
    return reply;
  }
};

TEST_P(AppointmentTest, BothAreInvitedAndNobodyElseLearnsWhatItIsAbout) {
  SetRelay();
  Promised();
  const auto mails = Mails();
  ASSERT_EQ(mails.size(), 2u);
  const invite::Waiting& hers = mails.at(kJada);
  EXPECT_EQ(hers.draft.calendar->method, "REQUEST");
  EXPECT_EQ(hers.invitation.starts_at, *ParseInstant("2026-12-02T10:30:00Z"));
  EXPECT_EQ(hers.invitation.minutes, 45);
  EXPECT_EQ(hers.invitation.summary, "Jim Calder and Jada Ellis");
  EXPECT_EQ(hers.invitation.organizer.email, kJim);
  EXPECT_EQ(hers.invitation.attendees.size(), 2u);
  EXPECT_EQ(hers.draft.sender_id, jim_);
  EXPECT_THAT(hers.draft.text, HasSubstr("4:00 PM to 4:45 PM"));
  EXPECT_THAT(mails.at(kJim).draft.text, HasSubstr("11:30 AM to 12:15 PM"));
  for (const auto& [email, one] : mails) {
    for (const std::string& text : {one.draft.subject, one.draft.text, one.draft.calendar->text})
      EXPECT_THAT(text, Not(HasSubstr("SECRET")));
  }
}

TEST_P(AppointmentTest, ItMovesAndIsCancelledWithThePromise) {
  SetRelay();
  const std::string id = Promised().Said("/id");
  const std::string uid = Mails().at(kJada).invitation.uid;
  SendAll();
  Do(jim_, id, "move", 1, R"({"due_at":"2026-12-03T15:00:00Z","cause":"own_deal"})");
  auto mails = Mails();
  ASSERT_EQ(mails.size(), 2u);
  EXPECT_EQ(mails.at(kJada).invitation.uid, uid);
  EXPECT_EQ(mails.at(kJada).invitation.sequence, 1);
  EXPECT_EQ(mails.at(kJada).invitation.starts_at, *ParseInstant("2026-12-03T15:00:00Z"));
  EXPECT_THAT(mails.at(kJada).draft.subject, HasSubstr("Changed"));
  SendAll();
  Do(jada_, id, "withdraw", 2);
  mails = Mails();
  EXPECT_EQ(mails.at(kJim).draft.calendar->method, "CANCEL");
  EXPECT_EQ(mails.at(kJim).invitation.uid, uid);
  EXPECT_EQ(mails.at(kJim).invitation.sequence, 2);
}

TEST_P(AppointmentTest, CalendarsKnowItByTheSameNameWhenTheDomainChanges) {
  SetRelay();
  const std::string id = Promised().Said("/id");
  const std::string uid = Mails().at(kJada).invitation.uid;
  SendAll();
  db().Write([&](db::Tx& tx) {
    tx.Execute(
        "UPDATE person SET email = 'jim@other.example', email_fold = 'jim@other.example' WHERE org_id = $1 "
        "AND id = $2",
        kOrg, jim_);
  });
  Do(jim_, id, "move", 1, R"({"due_at":"2026-12-03T15:00:00Z","cause":"own_deal"})");
  EXPECT_EQ(Mails().at(kJada).invitation.organizer.email, "jim@other.example");
  EXPECT_EQ(Mails().at(kJada).invitation.uid, uid);
}

TEST_P(AppointmentTest, WhatAnotherDeedKeepsEarlyFreesTheTime) {
  SetRelay();
  const std::string id = Promised().Said("/id");
  SendAll();
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, jim_}, "review.return", now_);
    EXPECT_TRUE(KeepOpen(action, jim_, *ParseId(id)).value());
  });
  const auto mails = Mails();
  ASSERT_EQ(mails.size(), 2u);
  EXPECT_EQ(mails.at(kJada).draft.calendar->method, "CANCEL");
}

TEST_P(AppointmentTest, WhatIsNotSentYetIsTakenBack) {
  SetRelay();
  const std::string id = Promised().Said("/id");
  Do(jim_, id, "move", 1, R"({"due_at":"2026-12-03T15:00:00Z","cause":"own_deal"})");
  auto mails = Mails();
  ASSERT_EQ(mails.size(), 2u);
  EXPECT_THAT(mails.at(kJada).draft.subject, HasSubstr("Invitation"));
  EXPECT_EQ(mails.at(kJada).invitation.starts_at, *ParseInstant("2026-12-03T15:00:00Z"));
  Do(jim_, id, "withdraw", 2);
  EXPECT_TRUE(Mails().empty());
}

TEST_P(AppointmentTest, AnUndoIsToldToo) {
  SetRelay();
  const std::string id = Promised().Said("/id");
  SendAll();
  Do(jim_, id, "move", 1, R"({"due_at":"2026-12-03T15:00:00Z","cause":"own_deal"})");
  SendAll();
  UndoLast();
  const auto mails = Mails();
  ASSERT_EQ(mails.size(), 2u);
  EXPECT_EQ(mails.at(kJada).invitation.starts_at, *ParseInstant("2026-12-02T10:30:00Z"));
  EXPECT_EQ(mails.at(kJada).invitation.sequence, 2);
}

TEST_P(AppointmentTest, APromiseThatIsTakenBackIsCancelled) {
  SetRelay();
  Promised();
  SendAll();
  UndoLast();
  const auto mails = Mails();
  ASSERT_EQ(mails.size(), 2u);
  EXPECT_EQ(mails.at(kJada).draft.calendar->method, "CANCEL");
}

TEST_P(AppointmentTest, KeptEarlyFreesTheTime) {
  SetRelay();
  const std::string early = Promised().Said("/id");
  SendAll();
  Do(jim_, early, "keep", 1);
  EXPECT_EQ(Mails().at(kJada).draft.calendar->method, "CANCEL");
  SendAll();
  const std::string then = Promised().Said("/id");
  SendAll();
  now_ = *ParseInstant("2026-12-02T11:15:00Z");
  Do(jim_, then, "keep", 1);
  EXPECT_TRUE(Mails().empty());
}

TEST_P(AppointmentTest, WhatGetsNoInvitation) {
  Promised();
  EXPECT_TRUE(Mails().empty()) << "no server could send it";
  SetRelay();
  Promised("answer");
  EXPECT_TRUE(Mails().empty()) << "nobody has to meet for it";
  Post(jada_, "/api/v1/promises",
       R"({"kind":"ride_along","title":"Ride along","minutes":60,"due_at":"2026-12-02T10:30:00Z"})");
  EXPECT_TRUE(Mails().empty()) << "asked for, not agreed";
}

TEST_P(AppointmentTest, WhoWantsNoneGetsNone) {
  SetRelay();
  EXPECT_EQ(Get(jada_, "/api/v1/promise-choice").Number("/version"), 0);
  const auto chosen = Ask(jada_, http::Method::patch, "/api/v1/promise-choice", R"({"is_mailed":false})", 0);
  ASSERT_EQ(chosen.status, 200) << chosen.text;
  EXPECT_EQ(chosen.Number("/version"), 1);
  Promised();
  auto mails = Mails();
  EXPECT_EQ(mails.size(), 1u);
  EXPECT_TRUE(mails.contains(kJim));
  SendAll();
  EXPECT_EQ(Ask(jada_, http::Method::patch, "/api/v1/promise-choice", R"({"is_mailed":true})", 0).status,
            412);
  EXPECT_EQ(Ask(jada_, http::Method::patch, "/api/v1/promise-choice", R"({"is_mailed":true})", 1).status,
            200);
  Promised();
  EXPECT_EQ(Mails().size(), 2u);
}

TEST_P(AppointmentTest, WhatACalendarAnswersIsTold) {
  SetRelay();
  const std::string id = Promised().Said("/id");
  const Invitation told = Mails().at(kJada).invitation;
  const auto answered = [&](const std::string& said, const std::string& from, const std::string& sender,
                            int sequence) {
    return db().Write([&](db::Tx& tx) {
      return TakePromiseAnswer(tx, kOrg, now_, Answer(told.uid, said, from, sequence), sender);
    });
  };
  const auto before = NoticesOf(jim_);
  EXPECT_TRUE(answered("DECLINED", kJada, kJada, 0));
  EXPECT_EQ(NoticesOf(jim_), before + 1);
  EXPECT_EQ(Get(jim_, "/api/v1/promises/" + id).Said("/state"), "open");
  EXPECT_FALSE(answered("ACCEPTED", kJada, "mallory@evil.example", 0)) << "somebody else's mail";
  EXPECT_FALSE(answered("ACCEPTED", "tom@northwind.example", "tom@northwind.example", 0)) << "was not asked";
  EXPECT_FALSE(answered("ACCEPTED", kJada, kJada, 7)) << "no such version";
  SendAll();
  Do(jim_, id, "move", 1, R"({"due_at":"2026-12-03T15:00:00Z","cause":"own_deal"})");
  EXPECT_FALSE(answered("ACCEPTED", kJada, kJada, 0)) << "to the time that was";
  EXPECT_TRUE(answered("ACCEPTED", kJada, kJada, 1));
}

INSTANTIATE_TEST_SUITE_P(Engines, AppointmentTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::coaching
