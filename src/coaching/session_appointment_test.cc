#include "coaching/session_appointment.h"

#include "coaching/appointment.h"
#include "coaching/directory.h"
#include "coaching/promise_routes.h"
#include "coaching/session_routes.h"
#include "invite/appointments_for_test.h"
#include "skill/skill_routes.h"

namespace baton::coaching {
namespace {

using format::icalendar::Invitation;

class SessionAppointmentTest : public invite::AppointmentsTest {
 protected:
  void AddRoutes(http::Router& router) override {
    AddSessionRoutes(router, options_);
    AddPromiseRoutes(router);
  }
  void AddJobs(job::Runner& runner) override {
    AddAppointmentJob(runner);
    AddSessionAppointmentJob(runner);
  }
  void SetUp() override {
    AppointmentsTest::SetUp();
    if (IsSkipped()) return;
    AddTables(tables_);
    AddSessionTables(tables_);
    skill::AddTables(tables_);
    SetRelay();
  }
  std::string Planned(const std::vector<Id>& reps, const std::string& starts = "2026-12-02T10:30:00Z") {
    std::string ids;
    for (const Id rep : reps) ids += (ids.empty() ? "\"" : ",\"") + ToString(rep) + "\"";
    const auto made = Post(jim_, "/api/v1/coaching-sessions",
                           R"({"kind":")" + std::string(reps.size() > 1 ? "group" : "one_to_one") +
                               R"(","purpose":"skill","starts_at":")" + starts +
                               R"(","minutes":45,"rep_ids":[)" + ids + "]}");
    EXPECT_EQ(made.status, 201) << made.text;
    return made.Said("/id");
  }
  std::string Promised(const std::string& at, int minutes = 30) {
    return Post(jim_, "/api/v1/promises",
                R"({"kind":"letter_review","title":"The SECRET letter","minutes":)" +
                    std::to_string(minutes) + R"(,"rep_id":")" + ToString(jada_) + R"(","due_at":")" + at +
                    "\"}")
        .Said("/id");
  }
  void Change(const std::string& id, std::string_view body, std::int64_t version) {
    const auto reply =
        Ask(jim_, http::Method::patch, "/api/v1/coaching-sessions/" + id, std::string(body), version);
    EXPECT_EQ(reply.status, 200) << reply.text;
  }

  const seal::Key key_{{1, 2, 3}};
  SessionOptions options_{.key = &key_};
};

TEST_P(SessionAppointmentTest, EachIsInvitedAndItMovesAndIsCancelled) {
  const std::string id = Planned({jada_, tom_});
  auto mails = Mails();
  ASSERT_EQ(mails.size(), 3u);
  const std::string uid = mails.at(kJada).invitation.uid;
  EXPECT_EQ(mails.at(kJada).draft.calendar->method, "REQUEST");
  EXPECT_EQ(mails.at(kJada).invitation.starts_at, *ParseInstant("2026-12-02T10:30:00Z"));
  EXPECT_EQ(mails.at(kJada).invitation.minutes, 45);
  EXPECT_EQ(mails.at(kJada).invitation.summary, "Group session with Jim Calder");
  SendAll();
  Change(id, R"({"starts_at":"2026-12-03T15:00:00Z"})", 1);
  mails = Mails();
  ASSERT_EQ(mails.size(), 3u);
  EXPECT_EQ(mails.at(kJim).invitation.uid, uid);
  EXPECT_EQ(mails.at(kJim).invitation.sequence, 1);
  EXPECT_EQ(mails.at(kJim).invitation.starts_at, *ParseInstant("2026-12-03T15:00:00Z"));
  SendAll();
  EXPECT_EQ(Post(jim_, "/api/v1/coaching-sessions/" + id + "/cancel", "", 2).status, 200);
  mails = Mails();
  ASSERT_EQ(mails.size(), 3u);
  EXPECT_EQ(mails.at(kJada).draft.calendar->method, "CANCEL");
}

TEST_P(SessionAppointmentTest, AnUndoOfThePlanCancels) {
  Planned({jada_});
  SendAll();
  UndoLast();
  const auto mails = Mails();
  ASSERT_EQ(mails.size(), 2u);
  EXPECT_EQ(mails.at(kJada).method(), "CANCEL");
}

TEST_P(SessionAppointmentTest, APromiseAtThatHourStandsForBoth) {
  const std::string promise = Promised("2026-12-02T10:15:00Z", 60);
  SendAll();
  Planned({jada_});
  EXPECT_TRUE(Mails().empty());
  const auto moved = Post(jim_, "/api/v1/promises/" + promise + "/move",
                          R"({"due_at":"2026-12-03T15:00:00Z","cause":"own_deal"})", 1);
  EXPECT_EQ(moved.status, 200) << moved.text;
  const auto mails = AllMails();
  EXPECT_EQ(mails.count(kJada), 2U) << "the promise moved, and the session has the hour now";
  EXPECT_EQ(mails.count(kJim), 2U);
}

TEST_P(SessionAppointmentTest, APromiseThatOnlyOverlapsStandsForNobody) {
  Promised("2026-12-02T10:45:00Z");  // thirty minutes of forty-five
  SendAll();
  Planned({jada_});
  EXPECT_EQ(Mails().size(), 2u);
}

TEST_P(SessionAppointmentTest, ACalendarsAnswerIsTold) {
  Planned({jada_});
  const Invitation told = Mails().at(kJada).invitation;
  const auto answered = [&](const std::string& from, const std::string& sender) {
    return db().Write([&](db::Tx& tx) {
      return TakeSessionAnswer(tx, kOrg, now_, Answer(told.uid, "DECLINED", from), sender);
    });
  };
  const auto before = NoticesOf(jim_);
  EXPECT_TRUE(answered(kJada, kJada));
  EXPECT_EQ(NoticesOf(jim_), before + 1);
  EXPECT_FALSE(answered(kJada, "mallory@evil.example"));
  EXPECT_FALSE(answered("tom@northwind.example", "tom@northwind.example")) << "was not asked";
}

INSTANTIATE_TEST_SUITE_P(Engines, SessionAppointmentTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::coaching
