#include "client/client_routes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "action/tables.h"
#include "action/undo.h"
#include "client/client_store.h"
#include "client/directory.h"
#include "client/visit.h"
#include "handoff/directory.h"
#include "handoff/handoff_routes.h"
#include "handoff/team_for_test.h"
#include "introduction/meeting.h"
#include "plan/directory.h"

namespace baton::client {
namespace {

using handoff::TestReply;
using testing::HasSubstr;
using testing::Not;

class ClientRoutesTest : public handoff::TeamTest {
 protected:
  void SetUp() override {
    TeamTest::SetUp();
    if (IsSkipped()) return;
    handoff_ = Proposed(larmar_, jada_);
    contact_ = book::FindContacts(*db().Read(), kOrg, larmar_).front().id;
  }
  void AddRoutes(http::Router& router) override {
    options_ = {.clock = &wall_, .public_url = "https://baton.example", .web_folder = ""};
    AddClientRoutes(router, options_);
  }

  Id Proposed(Id account, Id to) {
    return *db().Write([&](db::Tx& tx) -> Result<Id> {
      action::Action action(tx, {kOrg, jim_}, "plan.approve", now_);
      const handoff::Proposal proposal{.account_id = account, .from_id = jim_, .to_id = to};
      return handoff::Propose(action, std::span(&proposal, 1)).front().id;
    });
  }
  void Step(handoff::Stage stage, std::string_view reason = "") {
    ASSERT_TRUE(db().Write([&](db::Tx& tx) -> Result<Done> {
      action::Action action(tx, {kOrg, jim_}, "handoff.introduced", now_);
      const auto before = handoff::FindHandoffById(tx, kOrg, handoff_);
      const auto part = stage == handoff::Stage::declined ? handoff::Part::successor : handoff::Part::former;
      auto taken = handoff::TakeStep(action, *before, stage, part, reason);
      if (!taken) return Fail(taken.error());
      return Done{};
    }));
  }

  std::string HandoffPath(std::string_view end) const {
    return "/api/v1/handoffs/" + ToString(handoff_) + std::string(end);
  }
  TestReply Make(Id person, std::string_view more = "") {
    return Post(person, HandoffPath("/client-link"),
                "{\"contact_id\":\"" + ToString(contact_) + "\"" + std::string(more) + "}");
  }
  // The page's path.
  std::string Link() {
    const TestReply made = Make(jim_);
    EXPECT_EQ(made.status, 201) << made.text;
    return made.Said("/url").substr(std::string("https://baton.example").size());
  }
  TestReply Open(const std::string& path) { return Get(jim_, path); }
  TestReply Answer(const std::string& path, std::string_view body) { return Post(jim_, path, body); }
  std::int64_t Answers() { return Count("client_answer"); }
  std::int64_t Count(const std::string& table) {
    return *db().Read()->QueryValue<std::int64_t>("SELECT COUNT(*) FROM " + table);
  }

  FixedClock wall_{now_};
  ClientOptions options_;
  Id handoff_, contact_;
};

TEST_P(ClientRoutesTest, TheTwoOfTheHandoffMakeALink) {
  const auto made = Make(jim_);
  ASSERT_EQ(made.status, 201) << made.text;
  EXPECT_THAT(made.Said("/url"), HasSubstr("https://baton.example/c/"));
  EXPECT_EQ(made.Said("/expires_at"), "2026-12-24T09:41:00Z");
  EXPECT_THAT(made.Said("/paragraph"), HasSubstr(made.Said("/url")));
  EXPECT_EQ(Make(jada_, ",\"days\":7").status, 201);
  EXPECT_EQ(Make(tom_).status, 404);
  EXPECT_EQ(Make(max_).status, 404);
  EXPECT_EQ(Make(dana_).status, 403);
  EXPECT_EQ(Make(ann_).status, 403);
  EXPECT_EQ(Make(jim_, ",\"days\":0").status, 422);
  EXPECT_EQ(Make(jim_, ",\"days\":181").status, 422);
  const auto listed = Get(jada_, HandoffPath("/client-links"));
  ASSERT_EQ(listed.at("/items").as_array().size(), 2U);
  EXPECT_EQ(listed.Said("/items/1/created_by/name"), "Jim Calder");
  EXPECT_EQ(listed.Said("/items/0/state"), "works");
  const std::string token = made.Said("/url").substr(24);
  EXPECT_THAT(listed.text, Not(HasSubstr(token)));
  EXPECT_EQ(Get(tom_, HandoffPath("/client-links")).status, 404);
  // Nothing in the database is the token.
  EXPECT_FALSE(
      db().Read()->QueryOne<std::string>("SELECT token_hash FROM client_token WHERE token_hash = $1", token));
  EXPECT_EQ(Count("change") > 0, true);
}

TEST_P(ClientRoutesTest, AContactOfAnotherClientGetsNone) {
  contact_ = book::FindContacts(*db().Read(), kOrg, bexley_).front().id;
  EXPECT_EQ(Make(jim_).status, 422);
}

TEST_P(ClientRoutesTest, LinksAreBounded) {
  for (std::size_t i = 0; i < kMostLinks; ++i) EXPECT_EQ(Make(jim_).status, 201);
  EXPECT_EQ(Make(jim_).status, 409);
  const auto listed = Get(jim_, HandoffPath("/client-links"));
  EXPECT_EQ(
      Ask(jim_, http::Method::remove, HandoffPath("/client-links/" + listed.Said("/items/0/id"))).status,
      204);
  EXPECT_EQ(Make(jim_).status, 201);
}

TEST_P(ClientRoutesTest, ThePageOpensAndAGetChangesNothing) {
  const std::string path = Link();
  const auto before = Count("change");
  const auto page = Open(path);
  ASSERT_EQ(page.status, 200) << page.text;
  EXPECT_THAT(page.text, HasSubstr("Jada Ellis is going to look after Larmar Freight"));
  EXPECT_THAT(page.text, HasSubstr("mailto:jada@northwind.example"));
  EXPECT_THAT(page.text, Not(HasSubstr("Bexley")));
  EXPECT_THAT(page.text, Not(HasSubstr("4820000")));
  EXPECT_EQ(Open(path + "?answer=accept&text=x").status, 200);
  EXPECT_EQ(Ask(jim_, http::Method::head, path + "?answer=accept").status, 200);
  EXPECT_EQ(Answers(), 0);
  EXPECT_EQ(Count("change"), before);
  EXPECT_EQ(Ask(jim_, http::Method::patch, path).status, 405);
}

TEST_P(ClientRoutesTest, AnAnswerIsTakenDownAndTold) {
  const std::string path = Link();
  const auto jims = NoticesOf(jim_);
  const auto jadas = NoticesOf(jada_);
  const auto said = Answer(path, R"({"answer":"accept"})");
  EXPECT_EQ(said.status, 303) << said.text;
  EXPECT_EQ(Answer(path, R"({"answer":"accept"})").status, 303);
  EXPECT_EQ(Answers(), 1) << "sent twice, it is one";
  EXPECT_EQ(NoticesOf(jim_), jims + 1);
  EXPECT_EQ(NoticesOf(jada_), jadas + 1);
  EXPECT_THAT(Open(path).text, HasSubstr("Thank you, Bill"));
  EXPECT_EQ(Answer(path, R"({"answer":"question","text":"Who sends <the> bill?"})").status, 303);
  EXPECT_THAT(Open(path).text, HasSubstr("Who sends &lt;the&gt; bill?"));
  const auto listed = Get(jada_, HandoffPath("/client-answers"));
  ASSERT_EQ(listed.at("/items").as_array().size(), 2U);
  EXPECT_EQ(listed.Said("/items/0/kind"), "question");
  EXPECT_EQ(listed.Said("/items/0/text"), "Who sends <the> bill?");
  EXPECT_EQ(listed.Said("/items/1/kind"), "accept");
  EXPECT_EQ(Get(tom_, HandoffPath("/client-answers")).status, 404);
  EXPECT_EQ(Get(ann_, HandoffPath("/client-answers")).status, 403);
  const auto latest = FindLatestAnswers(*db().Read(), kOrg, std::vector{handoff_});
  EXPECT_EQ(latest.at(handoff_).text, "Who sends <the> bill?");
  // The log names the deed, not the words; a job did it, and it stays.
  EXPECT_EQ(
      db().Read()->QueryValue<std::int64_t>("SELECT COUNT(*) FROM change WHERE new_values LIKE '%bill?%'"),
      0);
  action::Tables tables;
  AddTables(tables);
  EXPECT_EQ(tables.WhyKept("client_answer.create"), "problem.client.answer_kept");
}

TEST_P(ClientRoutesTest, TheClientsChoiceIsEvidence) {
  const auto steps = [&] {
    return *db().Read()->QueryValue<std::int64_t>(
        "SELECT COUNT(*) FROM handoff_step WHERE kind = 'client_choice' AND person_id IS NULL");
  };
  const std::string path = Link();
  Answer(path, R"({"answer":"question","text":"When?"})");
  EXPECT_EQ(steps(), 0);
  Answer(path, R"({"answer":"other","text":"Somebody nearer"})");
  Answer(path, R"({"answer":"accept"})");
  EXPECT_EQ(steps(), 1);
  EXPECT_EQ(handoff::FindHandoffById(*db().Read(), kOrg, handoff_)->stage, handoff::Stage::proposed)
      << "an answer moves nothing";
}

TEST_P(ClientRoutesTest, WhatCannotBeTakenIsSaidOnThePage) {
  const std::string path = Link();
  const auto empty = Answer(path, R"({"answer":"question","text":"  "})");
  EXPECT_EQ(empty.status, 422);
  EXPECT_THAT(empty.text, HasSubstr("Write your question first."));
  const auto strange = Answer(path, R"({"answer":"other","person":")" + ToString(tom_) + "\"}");
  EXPECT_EQ(strange.status, 422) << "nobody offered him";
  EXPECT_EQ(Answer(path, R"({"answer":"never"})").status, 422);
  EXPECT_EQ(Answers(), 0);
}

TEST_P(ClientRoutesTest, AnswersAreBounded) {
  const std::string path = Link();
  for (std::size_t i = 0; i < kMostAnswers + 3; ++i) {
    EXPECT_EQ(Answer(path, R"({"answer":"question","text":"Question )" + std::to_string(i) + "\"}").status,
              303);
  }
  EXPECT_EQ(Answers(), static_cast<std::int64_t>(kMostAnswers));
  EXPECT_THAT(Open(path).text, HasSubstr("Please call us"));
}

TEST_P(ClientRoutesTest, EveryWayToNowhereLooksTheSame) {
  const std::string unknown = Open("/c/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA").text;
  EXPECT_THAT(unknown, HasSubstr("This page is not here any more"));
  const auto same = [&](const std::string& path) {
    const auto page = Open(path);
    EXPECT_EQ(page.status, 404);
    EXPECT_EQ(page.text, unknown);
    EXPECT_EQ(Answer(path, R"({"answer":"accept"})").status, 404);
    EXPECT_EQ(Answers(), 0);
  };
  const std::string revoked = Link();
  const auto id = Get(jim_, HandoffPath("/client-links")).Said("/items/0/id");
  EXPECT_EQ(Ask(jada_, http::Method::remove, HandoffPath("/client-links/" + id)).status, 204);
  EXPECT_EQ(Get(jim_, HandoffPath("/client-links")).Said("/items/0/state"), "revoked");
  same(revoked);

  const std::string later = Link();
  now_ = now_ + 31 * kMillisecondsPerDay;
  wall_.Set(now_);
  same(later);
  EXPECT_EQ(Get(jim_, HandoffPath("/client-links")).Said("/items/0/state"), "expired");

  const std::string ended = Link();
  Step(handoff::Stage::returned, "They moved");
  same(ended);
  EXPECT_EQ(Make(jim_).status, 409);
}

TEST_P(ClientRoutesTest, AContactWhoLeftSeesNothing) {
  const std::string path = Link();
  db().Write([&](db::Tx& tx) {
    tx.Execute("UPDATE contact SET deleted_at = 1 WHERE org_id = $1 AND id = $2", kOrg, contact_);
  });
  EXPECT_EQ(Open(path).status, 404);
}

TEST_P(ClientRoutesTest, TheMeetingThatTheContactIsAskedToIsSaid) {
  const std::string path = Link();
  const auto plan = [&](introduction::MeetingState state, Instant starts_at, std::optional<Id> contact) {
    db().Write([&](db::Tx& tx) {
      action::Action action(tx, {kOrg, jim_}, "meeting.plan", now_);
      introduction::Meeting meeting;
      meeting.handoff_id = handoff_;
      meeting.account_id = larmar_;
      meeting.time_zone = "America/Chicago";
      meeting.starts_at = starts_at;
      meeting.place = "the yard";
      meeting.state = state;
      meeting.organizer_id = jim_;
      meeting.created_at = now_;
      meeting = action.Insert(meeting);
      introduction::Guest guest;
      guest.meeting_id = meeting.id;
      guest.contact_id = contact;
      guest.name = "Bill";
      action.Insert(guest);
    });
  };
  plan(introduction::MeetingState::cancelled, *ParseInstant("2026-11-25T15:00:00Z"), contact_);
  plan(introduction::MeetingState::planned, *ParseInstant("2026-11-26T15:00:00Z"), std::nullopt);
  plan(introduction::MeetingState::planned, *ParseInstant("2026-11-20T15:00:00Z"), contact_);
  EXPECT_THAT(Open(path).text, Not(HasSubstr("You meet Jada on")));
  plan(introduction::MeetingState::planned, *ParseInstant("2026-12-02T23:00:00Z"), contact_);
  plan(introduction::MeetingState::planned, *ParseInstant("2026-12-09T23:00:00Z"), contact_);
  EXPECT_THAT(Open(path).text, HasSubstr("You meet Jada on Wednesday, December 2, 2026 at 5:00"));
}

TEST_P(ClientRoutesTest, WhoGuessesWaits) {
  const std::string path = Link();
  int refused = 0;
  for (int i = 0; i < 30; ++i) {
    const auto page = Open("/c/guess" + std::to_string(i));
    refused += page.status == 429 ? 1 : 0;
    if (page.status == 429) {
      EXPECT_THAT(page.text, HasSubstr("One moment, please"));
    }
  }
  EXPECT_EQ(refused, 10) << "after twenty";
  EXPECT_EQ(Open(path).status, 429) << "a right one tells nothing meanwhile";
  EXPECT_EQ(Answer(path, R"({"answer":"accept"})").status, 429);
  wall_.Set(now_ + kMillisecondsPerDay);
  EXPECT_EQ(Open(path).status, 200);
}

TEST_P(ClientRoutesTest, UndoEndsTheLinkAndBringsItBack) {
  const std::string path = Link();
  action::Tables tables;
  handoff::AddTables(tables);
  AddTables(tables);
  const auto undo = [&](Id action_id) {
    return db().Write([&](db::Tx& tx) {
      action::Action undoing(tx, {kOrg, jim_}, "action.undo", now_);
      const auto undone = action::Undo(undoing, action_id, tables);
      EXPECT_EQ(undone.undone, 1);
      return undoing.id();
    });
  };
  const Id undoing = undo(*action_id_);
  EXPECT_EQ(Open(path).status, 404);
  undo(undoing);
  EXPECT_EQ(Open(path).status, 200);
}

TEST_P(ClientRoutesTest, ACardIsChangedByThePersonAndWhoIsAbove) {
  const std::string path = "/api/v1/people/" + ToString(jada_) + "/calling-card";
  EXPECT_EQ(Get(ann_, path).Number("/version"), 0);
  const auto patch = [&](Id person, std::int64_t version, std::string_view body) {
    return Ask(person, http::Method::patch, path, body, version);
  };
  EXPECT_EQ(patch(tom_, 0, R"({"phone":"1"})").status, 403);
  EXPECT_EQ(patch(max_, 0, R"({"phone":"1"})").status, 403);
  EXPECT_EQ(patch(jada_, 0, R"({"phone":"call me"})").status, 422);
  EXPECT_EQ(patch(jada_, 0, R"({"phone":"+1 312 555 0142"})").status, 200);
  EXPECT_EQ(patch(jim_, 0, R"({"phone":"2"})").status, 412);
  EXPECT_EQ(patch(jim_, 1, R"({"picture":"data:image/png;base64,iVBORw0KGgo="})").status, 200);
  const auto page = Open(Link());
  EXPECT_THAT(page.text, HasSubstr("tel:+13125550142"));
  EXPECT_THAT(page.text, HasSubstr("src=\"data:image/png;base64,iVBORw0KGgo=\""));
}

INSTANTIATE_TEST_SUITE_P(Engines, ClientRoutesTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::client
