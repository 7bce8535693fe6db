#include "digest/digest.h"

#include <gtest/gtest.h>

#include "action/tables.h"
#include "digest/digest_routes.h"
#include "handoff/team_for_test.h"
#include "mail/outbox.h"
#include "mail/relay.h"

namespace baton::digest {
namespace {

const access::Scope kAll{access::Reach::organization, Id{7}, Id{0}};

class DigestTest : public handoff::TeamTest {
 protected:
  void AddRoutes(http::Router& router) override { AddDigestRoutes(router, parts_); }

  void Tell(Id person, const std::string& account) {
    db().Write([&](db::Tx& tx) {
      action::Action action(tx, {kOrg, jim_}, "handoff.introduced", now_);
      notice::Emit(action, person,
                   {"notice.handoff.introduced", {{"person", std::string("Jim")}, {"account", account}}},
                   "/board");
    });
  }
  void SetRelay() {
    db().Write([&](db::Tx& tx) {
      action::Action action(tx, {kOrg, ann_}, "mail_relay.change", now_);
      mail::Relay relay;
      relay.kind = mail::RelayKind::folder;
      relay.from_email = "baton@northwind.example";
      action.Insert(relay);
    });
  }
  int Send() { return SendDue(db(), kOrg, "https://baton.example", now_); }
  std::vector<mail::Mail> Mails() { return mail::ListMails(*db().Read(), kAll, {}); }

  DigestParts parts_{"https://baton.example"};
};

TEST_P(DigestTest, OneMailAPersonWithAllThatIsNew) {
  SetRelay();
  Tell(jada_, "Larmar Freight");
  Tell(jada_, "Bexley Motors");
  EXPECT_EQ(Send(), 1) << "Jada is told, nobody else has anything new";
  ASSERT_EQ(Mails().size(), 1U);
  EXPECT_EQ(Mails().front().kind, mail::MailKind::digest);
  const auto draft = mail::FindDraft(*db().Read(), kOrg, Mails().front().id);
  EXPECT_NE(draft->text.find("Larmar Freight"), std::string::npos);
  EXPECT_NE(draft->text.find("Bexley Motors"), std::string::npos);
  EXPECT_EQ(Send(), 0) << "once a day";
}

TEST_P(DigestTest, WhatWasReadOrToldIsNotToldAgain) {
  SetRelay();
  Tell(jada_, "Larmar Freight");
  EXPECT_EQ(Send(), 1);
  now_ = now_ + kMillisecondsPerDay;
  EXPECT_EQ(Send(), 0) << "nothing new since";
  now_ = now_ + kMillisecondsPerDay;
  Tell(jada_, "Wren Dairy");
  db().Write([&](db::Tx& tx) { notice::MarkRead(tx, kOrg, jada_, std::nullopt, now_); });
  EXPECT_EQ(Send(), 0) << "read in the meantime";
}

TEST_P(DigestTest, WithoutAMailServerNothingPilesUp) {
  Tell(jada_, "Larmar Freight");
  EXPECT_EQ(Send(), 0);
  EXPECT_TRUE(Mails().empty());
  SetRelay();
  EXPECT_EQ(Send(), 1) << "and nothing is lost by having waited";
}

TEST_P(DigestTest, EachChooses) {
  SetRelay();
  const auto first = Get(jada_, "/api/v1/digest");
  EXPECT_EQ(first.Said("/frequency"), "daily");
  EXPECT_EQ(first.Number("/version"), 0);
  const auto none = Ask(jada_, http::Method::patch, "/api/v1/digest", R"({"frequency":"none"})", 0);
  ASSERT_EQ(none.status, 200) << none.text;
  EXPECT_EQ(none.Number("/version"), 1);
  Tell(jada_, "Larmar Freight");
  EXPECT_EQ(Send(), 0);
  EXPECT_EQ(Ask(jada_, http::Method::patch, "/api/v1/digest", R"({"at_minute":1440})", 1).status, 422);
  EXPECT_EQ(Ask(jada_, http::Method::patch, "/api/v1/digest", R"({"frequency":"weekly"})", 0).status, 412);
  EXPECT_EQ(Get(tom_, "/api/v1/digest").Said("/frequency"), "daily") << "of Tom";
}

TEST_P(DigestTest, ThePreviewIsTheMail) {
  EXPECT_EQ(Get(jada_, "/api/v1/digest/preview").Said("/subject"), "");
  Tell(jada_, "Larmar Freight");
  const auto preview = Get(jada_, "/api/v1/digest/preview");
  EXPECT_EQ(preview.Said("/subject"), "One thing is new in Baton");
  EXPECT_NE(preview.Said("/text").find("https://baton.example/board"), std::string::npos);
  EXPECT_EQ(Get(tom_, "/api/v1/digest/preview").Said("/text"), "") << "nobody else's";
}

TEST_P(DigestTest, AtOnceIsForWhoIsNotLookingOutsideQuietHours) {
  SetRelay();
  Tell(jada_, "Orchard Dental");
  const auto chosen = Ask(jada_, http::Method::patch, "/api/v1/digest", R"({"frequency":"at_once"})", 0);
  ASSERT_EQ(chosen.status, 200) << chosen.text;
  EXPECT_EQ(chosen.Number("/quiet_from"), 18 * 60);
  const Id end{INT64_MAX};
  notice::Glances glances;
  const auto send = [&](Id before) {
    return SendAtOnce(db(), kOrg, "https://baton.example",
                      {.now = now_, .before = before, .glances = &glances});
  };
  EXPECT_EQ(send(end), 0) << "what was there before is not told";
  Tell(jada_, "Larmar Freight");
  EXPECT_EQ(send(Id{1}), 0) << "not old enough";
  now_ = *ParseInstant("2026-11-24T19:00:00Z");
  EXPECT_EQ(send(end), 0) << "it is quiet";
  now_ = *ParseInstant("2026-11-25T08:00:00Z");
  EXPECT_EQ(send(end), 1) << "and then it comes";
  EXPECT_EQ(send(end), 0) << "once";
  EXPECT_EQ(Send(), 0) << "no digest besides";
  Tell(jada_, "Wren Dairy");
  glances.Note(kOrg, jada_, notice::FindNotices(*db().Read(), kOrg, jada_, {}, 1).front().id);
  EXPECT_EQ(send(end), 0) << "it was on the screen";
  Tell(jada_, "Bexley Motors");
  EXPECT_EQ(send(end), 1);
  const auto draft = mail::FindDraft(*db().Read(), kOrg, Mails().front().id);
  EXPECT_EQ(draft->text.find("Wren Dairy"), std::string::npos);
  EXPECT_EQ(Ask(jada_, http::Method::patch, "/api/v1/digest", R"({"quiet_to":1440})", 1).status, 422);
}

INSTANTIATE_TEST_SUITE_P(Engines, DigestTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::digest
