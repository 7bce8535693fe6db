// Reps who are taken out of a planned session or come into it.
#include "coaching/session_people.h"

#include "coaching/directory.h"
#include "coaching/held.h"
#include "coaching/promise_routes.h"
#include "coaching/session_appointment.h"
#include "coaching/session_routes.h"
#include "coaching/session_store.h"
#include "invite/appointments_for_test.h"

namespace baton::coaching {
namespace {

class SessionPeopleTest : public invite::AppointmentsTest {
 protected:
  void AddRoutes(http::Router& router) override { AddSessionRoutes(router, options_); }
  void AddJobs(job::Runner& runner) override { AddSessionAppointmentJob(runner); }
  void SetUp() override {
    AppointmentsTest::SetUp();
    if (IsSkipped()) return;
    AddSessionTables(tables_);
    SetRelay();
  }

  static std::string Ids(const std::vector<Id>& ids) {
    std::string text;
    for (const Id id : ids) text += (text.empty() ? "\"" : ",\"") + ToString(id) + "\"";
    return "[" + text + "]";
  }
  std::string Planned(const std::vector<Id>& reps, const std::string& more = "") {
    const auto made =
        Post(jim_, "/api/v1/coaching-sessions",
             R"({"kind":")" + std::string(reps.size() > 1 ? "group" : "one_to_one") +
                 R"(","purpose":"skill","starts_at":"2026-12-02T10:30:00Z","minutes":45,"rep_ids":)" +
                 Ids(reps) + more + "}");
    EXPECT_EQ(made.status, 201) << made.text;
    return Path(made.Said("/id"));
  }
  static std::string Path(const std::string& id) { return "/api/v1/coaching-sessions/" + id; }
  handoff::TestReply Change(const std::string& path, const std::string& body) {
    now_ = now_ + kMillisecondsPerMinute;
    return Ask(jim_, http::Method::patch, path, body, Get(jim_, path).Number("/session/version"));
  }
  handoff::TestReply With(const std::string& path, const std::vector<Id>& reps,
                          const std::string& more = "") {
    return Change(path, R"({"rep_ids":)" + Ids(reps) + more + "}");
  }
  // What is wrong with whom.
  std::string Fault(const handoff::TestReply& reply) {
    EXPECT_EQ(reply.status, 422) << reply.text;
    return reply.Said("/errors/0/path") + " " + reply.Said("/errors/0/code");
  }
  std::size_t Size(Id person, const std::string& path, const std::string& what) {
    return Get(person, path).at(what).as_array().size();
  }
  std::string LastLink(Id person) {
    return *db().Read()->QueryValue<std::string>(
        "SELECT link FROM notice WHERE org_id = $1 AND person_id = $2 ORDER BY id DESC LIMIT 1", kOrg,
        person);
  }
  std::vector<Id> Refused(const std::string& session, Id rep) {
    const Id row = *db().Read()->QueryValue<Id>(
        "SELECT id FROM coaching_session_rep WHERE org_id = $1 AND session_id = $2 AND rep_id = $3", kOrg,
        *ParseId(session.substr(session.rfind('/') + 1)), rep);
    const access::Principal jim{.org_id = kOrg, .person_id = jim_, .role = access::Role::manager};
    return tables_.Find("coaching_session_rep")->out_of_reach(*db().Read(), jim, std::vector{row});
  }

  const seal::Key key_{{4, 5, 6}};
  const SessionOptions options_{.key = &key_};
};

TEST_P(SessionPeopleTest, WhoComesIsAskedWhoGoesIsFreeAndTheOthersAreTold) {
  const std::string path = Planned({jada_, tom_});
  SendAll();
  const auto [jadas, toms] = std::pair(NoticesOf(jada_), NoticesOf(tom_));
  ASSERT_EQ(With(path, {jada_, lena_}).status, 200);
  auto mails = Mails();
  ASSERT_EQ(mails.size(), 4U);
  EXPECT_EQ(mails.at(kTom).method(), "CANCEL");
  for (const char* email : {kJada, kJim, "lena@northwind.example"}) {
    EXPECT_EQ(mails.at(email).method(), "REQUEST");
    EXPECT_EQ(mails.at(email).invitation.sequence, 1);
    EXPECT_EQ(mails.at(email).invitation.attendees.size(), 3U);
  }
  EXPECT_THAT(mails.at(kTom).draft.subject, testing::HasSubstr("You need not come"));
  EXPECT_THAT(mails.at("lena@northwind.example").draft.subject, testing::HasSubstr("Invitation"));
  EXPECT_EQ(NoticesOf(jada_), jadas + 1);
  EXPECT_EQ(NoticesOf(tom_), toms + 1);
  EXPECT_EQ(NoticesOf(lena_), 1);
  EXPECT_EQ(LastLink(tom_), "/coaching") << "he cannot read the session any more";
  EXPECT_EQ(Get(tom_, path).status, 404);
  EXPECT_EQ(Get(lena_, path).status, 200);
  EXPECT_EQ(Size(tom_, "/api/v1/coaching-sessions", "/items"), 0U);

  SendAll();
  UndoLast();
  mails = Mails();
  ASSERT_EQ(mails.size(), 4U);
  for (const auto& [email, mail] : mails) EXPECT_EQ(mail.invitation.sequence, 2) << email;
  EXPECT_EQ(mails.at(kTom).method(), "REQUEST");
  EXPECT_EQ(mails.at("lena@northwind.example").method(), "CANCEL");
  EXPECT_EQ(Get(tom_, path).status, 200);
  EXPECT_EQ(Get(lena_, path).status, 404);
  ASSERT_EQ(With(path, {jada_, tom_, lena_}).status, 200) << "who was in it once comes back";
  EXPECT_EQ(Size(lena_, path, "/session/reps"), 3U);
}

TEST_P(SessionPeopleTest, ItStaysTwoToFiveOrOne) {
  const std::string path = Planned({jada_, tom_});
  EXPECT_EQ(Fault(With(path, {jada_})), "rep_ids problem.coaching_session.group_size");
  EXPECT_EQ(Fault(With(path, {})), "rep_ids problem.coaching_session.nobody");
  EXPECT_EQ(Fault(With(path, {jada_, max_})), "rep_ids[1] problem.promise.not_in_team");
  EXPECT_EQ(Fault(With(path, {jada_, jada_})), "rep_ids[0] problem.promise.not_in_team");
  ASSERT_EQ(With(path, {jada_}, R"(,"kind":"role_play")").status, 200);
  EXPECT_EQ(Fault(With(path, {jada_, lena_})), "rep_ids problem.coaching_session.one_rep");
  EXPECT_EQ(Ask(jada_, http::Method::patch, path, R"({"rep_ids":[]})", 2).status, 403);
  db().Write([&](db::Tx& tx) {
    tx.Execute("UPDATE person SET manager_id = $3 WHERE org_id = $1 AND id = $2", kOrg, jada_, max_);
  });
  EXPECT_EQ(With(path, {jada_, tom_}, R"(,"kind":"group")").status, 200) << "who has left the team may stay";
  now_ = *ParseInstant("2026-12-02T12:00:00Z");
  ASSERT_EQ(
      Post(jim_, path + "/hold", R"({"minutes":45})", Get(jim_, path).Number("/session/version")).status,
      200);
  EXPECT_EQ(Fault(With(path, {jada_, lena_})), "rep_ids problem.coaching_session.took_part");
  EXPECT_EQ(With(path, {tom_, jada_}, R"(,"minutes":40)").status, 200) << "the same, in another order";
}

TEST_P(SessionPeopleTest, WhatIsBetweenTheTwoStaysWithThem) {
  const std::string path = Planned({jada_, tom_, lena_});
  const auto note = [&](Id by, const std::string& visibility, const std::string& text, Id with) {
    const auto rep = by == jim_ ? R"(,"rep_id":")" + ToString(with) + "\"" : std::string();
    return Post(by, path + "/notes",
                R"({"text":")" + text + R"(","visibility":")" + visibility + "\"" + rep + "}")
        .Said("/id");
  };
  note(tom_, "author_only", "Mine", tom_);
  const std::string ours = note(jim_, "the_two", "Ours", tom_);
  note(jim_, "the_two", "Hers", jada_);
  note(jim_, "author_only", "His", tom_);
  Post(jada_, path + "/items", R"({"text":"For all of us"})");
  ASSERT_EQ(With(path, {jada_, lena_}).status, 200);
  EXPECT_EQ(LastLink(tom_), "/coaching/" + path.substr(path.rfind('/') + 1));
  const auto toms = Get(tom_, path);
  ASSERT_EQ(toms.status, 200) << toms.text;
  EXPECT_FALSE(toms.at("/session/takes_part").as_bool());
  EXPECT_TRUE(toms.at("/session/reps").as_array().empty());
  EXPECT_TRUE(toms.at("/session/may").as_array().empty());
  EXPECT_TRUE(toms.at("/agenda").as_array().empty());
  ASSERT_EQ(toms.at("/notes").as_array().size(), 2U) << toms.text;
  EXPECT_EQ(toms.Said("/notes/0/text"), "Mine");
  EXPECT_EQ(toms.Said("/notes/1/text"), "Ours");
  EXPECT_EQ(Size(jim_, path, "/notes"), 3U);
  EXPECT_EQ(Get(jim_, path).Said("/notes/0/rep/name"), "Tom Reyes");
  EXPECT_EQ(Post(tom_, path + "/notes", R"({"text":"More","visibility":"author_only"})").status, 404);
  EXPECT_EQ(Post(tom_, path + "/items", R"({"text":"More"})").status, 404);
  const access::Principal tom{.org_id = kOrg, .person_id = tom_, .role = access::Role::rep};
  const Id note_id = *ParseId(ours);
  EXPECT_TRUE(tables_.Find("coaching_note")->out_of_reach(*db().Read(), tom, std::vector{note_id}).empty())
      << "and to take back";
  EXPECT_EQ(Post(tom_, "/api/v1/coaching-notes/" + ours + "/share", "", 1).status, 200) << "still his choice";
  EXPECT_EQ(Size(dana_, "/api/v1/coaching-notes", "/items"), 1U);

  ASSERT_EQ(With(path, {jada_}, R"(,"kind":"one_to_one")").status, 200);
  EXPECT_EQ(Get(lena_, path).status, 404) << "nothing was written with her";
  EXPECT_EQ(Size(tom_, "/api/v1/coaching-sessions?state=planned", "/items"), 0U);
  now_ = *ParseInstant("2026-12-02T12:00:00Z");
  Post(jim_, path + "/hold", R"({"minutes":45})", Get(jim_, path).Number("/session/version"));
  EXPECT_EQ(Size(tom_, "/api/v1/coaching-sessions?state=held", "/items"), 1U) << "where the notes are";
  EXPECT_EQ(Size(tom_, "/api/v1/coaching-sessions?asking=true", "/items"), 0U);
  EXPECT_EQ(Get(tom_, "/api/v1/coaching").Number("/skill_minutes"), 0);
  EXPECT_EQ(Get(jada_, "/api/v1/coaching").Number("/skill_minutes"), 45);
}

TEST_P(SessionPeopleTest, NoUndoLeavesTwoInAOneToOne) {
  const std::string path = Planned({jada_, tom_, lena_});
  EXPECT_TRUE(Refused(path, tom_).empty());
  ASSERT_EQ(With(path, {jada_, lena_}).status, 200);
  EXPECT_TRUE(Refused(path, tom_).empty());
  ASSERT_EQ(Change(path, R"({"minutes":30})").status, 200);
  EXPECT_TRUE(Refused(path, tom_).empty()) << "another time is no matter";
  ASSERT_EQ(With(path, {jada_}, R"(,"kind":"one_to_one")").status, 200);
  EXPECT_EQ(Refused(path, tom_).size(), 1U) << "who is in it was changed again";
  EXPECT_TRUE(Refused(path, lena_).empty());
  ASSERT_EQ(Change(path, R"({"minutes":45})").status, 200);
  EXPECT_EQ(Refused(path, lena_).size(), 1U) << "its kind would stay";
}

TEST_P(SessionPeopleTest, TheHourCountsOnceForEachWhoWasInIt) {
  const std::string path = Planned({jada_, tom_, lena_});
  ASSERT_EQ(With(path, {jada_, lena_}).status, 200);
  now_ = *ParseInstant("2026-12-02T12:00:00Z");
  ASSERT_EQ(
      Post(jim_, path + "/hold", R"({"minutes":45})", Get(jim_, path).Number("/session/version")).status,
      200);
  std::vector<Id> reps;
  for (const HeldWith& held : FindHeldWith(*db().Read(), kOrg, jim_, now_ - kMillisecondsPerDay)) {
    EXPECT_EQ(held.minutes, 45);
    reps.push_back(held.rep_id);
  }
  EXPECT_THAT(reps, testing::UnorderedElementsAre(jada_, lena_));
  EXPECT_EQ(Get(jim_, "/api/v1/coaching").Number("/skill_minutes"), 45);
  EXPECT_EQ(Get(tom_, "/api/v1/coaching").Number("/skill_minutes"), 0);
}

TEST_P(SessionPeopleTest, APlanThatIsTakenBackAndMadeAgainHasItsReps) {
  const std::string path = Planned({jada_, tom_});
  UndoLast();
  EXPECT_EQ(Get(jim_, path).status, 404);
  UndoLast();
  EXPECT_EQ(Size(jim_, path, "/session/reps"), 2U);
}

// Who is said to have been in it is a tag like the others.
TEST_P(SessionPeopleTest, WhoComesAfterTheOutcomeIsMarked) {
  const Id deal = *db().Write([&](db::Tx& tx) -> Result<Id> {
    action::Action action(tx, {kOrg, jim_}, "opportunity.create", now_);
    return action
        .Insert(book::Opportunity{.account_id = larmar_,
                                  .owner_id = jada_,
                                  .name = "15 terminals",
                                  .status = book::OpportunityStatus::open,
                                  .currency = "USD",
                                  .created_at = now_})
        .id;
  });
  const std::string path = Planned({jada_, tom_}, R"(,"opportunity_id":")" + ToString(deal) + "\"");
  db().Write([&](db::Tx& tx) {
    tx.Execute("UPDATE opportunity SET status = 'won' WHERE org_id = $1 AND id = $2", kOrg, deal);
  });
  EXPECT_TRUE(Get(jim_, path).at("/session/tagged_after").is_null());
  ASSERT_EQ(With(path, {jada_, lena_}).status, 200);
  EXPECT_EQ(Get(jim_, path).Said("/session/tagged_after/status"), "won");
}

TEST_P(SessionPeopleTest, WhoGoesHearsOfIt) {
  const std::string path = Planned({jada_, tom_});
  const Id row = *db().Read()->QueryValue<Id>(
      "SELECT id FROM coaching_session_rep WHERE org_id = $1 AND rep_id = $2", kOrg, tom_);
  ASSERT_EQ(With(path, {jada_}, R"(,"kind":"one_to_one")").status, 200);
  const auto hear = tables_.Find("coaching_session_rep")->listeners(*db().Read(), kOrg, std::vector{row});
  EXPECT_THAT(hear, testing::UnorderedElementsAre(jim_, jada_, tom_));
}

INSTANTIATE_TEST_SUITE_P(Engines, SessionPeopleTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::coaching
