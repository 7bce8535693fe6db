// A mailbox from being connected to being deleted, with a server that writes down what it was told.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "action/tables.h"
#include "handoff/team_for_test.h"
#include "imap/scripted_mailbox.h"
#include "job/queue.h"
#include "own_mail/own_mail_routes.h"
#include "traffic/keep.h"

namespace baton::own_mail {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::Each;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kPath = "/api/v1/me/mailbox";

// Now is Tuesday, 2026-11-24 09:41 UTC, also on the wall.
class OwnMailTest : public handoff::TeamTest {
 protected:
  void AddRoutes(http::Router& router) override {
    folder_ = std::filesystem::temp_directory_path() /
              ("baton-own-mail-" + std::to_string(::getpid()) + "-" + std::to_string(++folders_));
    traffic_ = {.data_folder = folder_, .clock = &wall_};
    options_ = {.key = &key_, .hosts = outward::Hosts::private_too, .traffic = &traffic_};
    AddOwnMailRoutes(router, options_);
  }
  void SetUp() override {
    TeamTest::SetUp();
    if (IsSkipped()) return;
    db().Write([&](db::Tx& tx) {
      action::Action action(tx, {kOrg, std::nullopt}, "contact.create", now_);
      book::Contact contact;
      contact.account_id = larmar_;
      contact.name = contact.name_fold = "bea";
      contact.email = contact.email_fold = "bea@larmar.example";
      contact.created_at = now_;
      book::InsertContact(action, contact);
    });
    server_.Change([&](auto& folders) {
      folders["INBOX"].mails = {
          {1, Mail(1, "bea@larmar.example", "jada@northwind.example")},
          {2, Mail(2, "news@shop.example", "jada@northwind.example", "List-Id: <news.shop.example>\r\n")}};
      folders["Sent"] = {.marks = "\\Sent",
                         .mails = {{5, Mail(3, "jada@northwind.example", "bea@larmar.example")}}};
      folders["Archive"] = {.mails = {{1, Mail(4, "bea@larmar.example", "jada@northwind.example")}}};
    });
  }
  void TearDown() override {
    std::filesystem::remove_all(folder_);
    TeamTest::TearDown();
  }

  static std::string Mail(int number, const std::string& from, const std::string& to,
                          const std::string& more = "") {
    return "Message-ID: <" + std::to_string(number) + "@x>\r\nDate: Mon, 23 Nov 2026 10:0" +
           std::to_string(number % 10) + ":00 +0000\r\nFrom: " + from + "\r\nTo: " + to + "\r\n" + more +
           "\r\n";
  }
  std::string Wanted(const std::string& password = "secret-of-jada") const {
    return R"({"host":"127.0.0.1","security":"none","user_name":"jada","days":30,"password":")" + password +
           R"(","port":)" + std::to_string(server_.port()) + "}";
  }
  void RunJobs() {
    // What waits is due.
    db().Write([&](db::Tx& tx) {
      tx.Execute("UPDATE job SET run_at = $1 WHERE kind = $2 AND state = 'waiting'", now_, kReadKind);
    });
    job::Runner runner(db(), wall_, {.queue = std::string(kReadQueue)});
    AddOwnMailJobs(runner, options_);
    runner.RunDue();
  }
  handoff::TestReply Mine() { return Get(jada_, kPath); }
  void Keep() {
    db().Write([&](db::Tx& tx) {
      action::Action action(tx, {kOrg, jada_}, "mail_source.keep", now_);
      EXPECT_TRUE(
          traffic::StartKeeping(action, traffic::FindSources(tx, kOrg, jada_).at(0), {folder_, kOrg}, now_));
    });
    job::Runner runner(db(), wall_);
    traffic::AddTrafficJobs(runner, traffic_);
    runner.RunDue();
  }
  void KeepIt() {
    EXPECT_EQ(Post(jada_, kPath, Wanted()).status, 201);
    RunJobs();
    Keep();
  }
  std::int64_t CountTouches() {
    return *db().Read()->QueryValue<std::int64_t>("SELECT COUNT(*) FROM mail_touch WHERE org_id = $1", kOrg);
  }
  std::int64_t Version() { return Mine().Number("/version"); }

  static inline int folders_ = 0;
  std::string folder_;
  FixedClock wall_{now_};
  const seal::Key key_{std::array<unsigned char, seal::Key::kBytes>{1, 2, 3}};
  traffic::TrafficOptions traffic_;
  OwnMailOptions options_;
  imap::ScriptedMailbox server_;
};

TEST_P(OwnMailTest, NothingIsKeptBeforeItsOwnerSaysSo) {
  ASSERT_EQ(Post(jada_, kPath, Wanted()).status, 201);
  EXPECT_EQ(Mine().Said("/state"), "looking");
  EXPECT_TRUE(Mine().at("/is_running").as_bool());
  RunJobs();
  const auto mine = Mine();
  EXPECT_EQ(mine.Said("/state"), "waiting") << mine.text;
  EXPECT_EQ(mine.Said("/folders/0/kind"), "inbox");
  EXPECT_TRUE(mine.at("/folders/1/is_read").as_bool()) << "what was sent";
  EXPECT_FALSE(mine.at("/folders/2/is_read").as_bool()) << "others by choice";
  EXPECT_EQ(CountTouches(), 0);
  const auto source = traffic::FindSources(*db().Read(), kOrg, jada_).at(0);
  const auto tally = traffic::TallyOf(source.tally);
  EXPECT_EQ(tally.read, 3);
  EXPECT_EQ(tally.kept, 2);
  EXPECT_EQ(tally.of(traffic::LeftOut::list), 1);
  Keep();
  EXPECT_EQ(CountTouches(), 2);
  EXPECT_EQ(Mine().Said("/state"), "kept");
}

TEST_P(OwnMailTest, NeitherBodiesNorSubjectsAreAskedFor) {
  KeepIt();
  EXPECT_THAT(server_.heard(),
              AllOf(Contains(HasSubstr("BODY.PEEK[HEADER.FIELDS (from sender to")),
                    Contains(HasSubstr("SINCE 25-Oct-2026")), Each(Not(HasSubstr("subject"))),
                    Each(Not(HasSubstr("BODY["))), Each(Not(HasSubstr("RFC822"))),
                    Each(Not(HasSubstr("SELECT"))), Each(Not(HasSubstr("STORE")))));
}

TEST_P(OwnMailTest, OnlyWhatIsNewIsFetchedAfterThat) {
  KeepIt();
  server_.Change([&](auto& folders) {
    folders["INBOX"].mails.emplace_back(9, Mail(5, "bea@larmar.example", "jada@northwind.example"));
  });
  server_.Forget();
  RunJobs();
  EXPECT_EQ(CountTouches(), 3);
  EXPECT_THAT(server_.heard(), Contains(HasSubstr("UID FETCH 9 ")));
  EXPECT_THAT(server_.heard(), Each(Not(HasSubstr("UID FETCH 1"))));
  server_.Forget();
  RunJobs();
  EXPECT_THAT(server_.heard(), Each(Not(HasSubstr("FETCH"))));
  EXPECT_EQ(CountTouches(), 3);
}

TEST_P(OwnMailTest, AMailboxMadeAnewByItsServerIsKeptOnce) {
  KeepIt();
  server_.Change([](auto& folders) { folders["INBOX"].uid_validity = 8; });
  server_.Forget();
  RunJobs();
  EXPECT_THAT(server_.heard(), Contains(HasSubstr("UID FETCH 1:2 ")));
  EXPECT_EQ(CountTouches(), 2);
}

TEST_P(OwnMailTest, AFolderThatIsAddedLaterCountsFromThenOn) {
  KeepIt();
  const auto changed =
      Ask(jada_, http::Method::patch, kPath, R"({"folders":["INBOX","Sent","Archive"]})", Version());
  ASSERT_EQ(changed.status, 200) << changed.text;
  RunJobs();
  EXPECT_EQ(CountTouches(), 2) << "nobody saw what would be kept of it";
  server_.Change([&](auto& folders) {
    folders["Archive"].mails.emplace_back(2, Mail(6, "bea@larmar.example", "jada@northwind.example"));
  });
  RunJobs();
  EXPECT_EQ(CountTouches(), 3);
  EXPECT_EQ(Ask(jada_, http::Method::patch, kPath, R"({"folders":["Nowhere"]})", Version()).status, 422);
}

TEST_P(OwnMailTest, ItStopsAndGoesOnAndIsDeleted) {
  KeepIt();
  EXPECT_EQ(Post(jada_, std::string(kPath) + "/stop", "{}").status, 200);
  server_.Forget();
  RunJobs();
  EXPECT_TRUE(server_.heard().empty());
  EXPECT_EQ(CountTouches(), 2);
  server_.Change([&](auto& folders) {
    folders["INBOX"].mails.emplace_back(9, Mail(5, "bea@larmar.example", "jada@northwind.example"));
  });
  EXPECT_EQ(Post(jada_, std::string(kPath) + "/resume", "{}").status, 200);
  RunJobs();
  EXPECT_EQ(CountTouches(), 3);
  EXPECT_EQ(Ask(jada_, http::Method::remove, kPath, "", Version()).status, 204);
  EXPECT_EQ(CountTouches(), 0);
  EXPECT_EQ(Mine().Number("/version"), 0);
  EXPECT_TRUE(traffic::FindSources(*db().Read(), kOrg, jada_).empty());
  EXPECT_EQ(*db().Read()->QueryValue<std::int64_t>(
                "SELECT COUNT(*) FROM own_mailbox_folder WHERE org_id = $1", kOrg),
            0);
}

TEST_P(OwnMailTest, IsNobodyElses) {
  KeepIt();
  for (const Id other : {ann_, jim_, dana_}) {
    EXPECT_EQ(Get(other, kPath).Number("/version"), 0);
    EXPECT_EQ(Ask(other, http::Method::remove, kPath, "", 1).status, 404);
    EXPECT_EQ(Post(other, std::string(kPath) + "/stop", "{}").status, 404);
  }
  EXPECT_EQ(CountTouches(), 2);
}

TEST_P(OwnMailTest, ThePasswordIsSealedAndWantedAgainForAnotherServer) {
  KeepIt();
  EXPECT_THAT(Mine().text, Not(HasSubstr("secret-of-jada")));
  EXPECT_THAT(*db().Read()->QueryValue<std::string>(
                  "SELECT password_sealed FROM own_mailbox WHERE org_id = $1", kOrg),
              Not(HasSubstr("secret-of-jada")));
  for (const char* change : {R"({"host":"localhost"})", R"({"port":1})", R"({"user_name":"eve"})"}) {
    const auto refused = Ask(jada_, http::Method::patch, kPath, change, Version());
    EXPECT_EQ(refused.status, 422) << change;
    EXPECT_THAT(refused.text, HasSubstr("enter its password"));
  }
}

TEST_P(OwnMailTest, AWrongPasswordIsSaidAtOnceAndMendedByAnother) {
  server_.Refuse("AUTHENTICATE");
  Post(jada_, kPath, Wanted());
  RunJobs();
  EXPECT_EQ(Mine().Said("/state"), "refused");
  EXPECT_THAT(Mine().Said("/problem"), HasSubstr("app password"));
  server_.Refuse("");
  ASSERT_EQ(Ask(jada_, http::Method::patch, kPath, R"({"password":"right"})", Version()).status, 200);
  RunJobs();
  EXPECT_EQ(Mine().Said("/state"), "waiting") << Mine().text;
}

TEST_P(OwnMailTest, ItsOwnerIsToldOnceThatItCannotBeRead) {
  KeepIt();
  server_.Refuse("AUTHENTICATE");
  for (int i = 0; i < 3; ++i) RunJobs();
  EXPECT_EQ(NoticesOf(jada_), 1);
  EXPECT_THAT(Mine().Said("/text"), AllOf(HasSubstr("Last read"), HasSubstr("since")));
  server_.Refuse("");
  RunJobs();
  EXPECT_THAT(Mine().Said("/text"), Not(HasSubstr("since")));
}

// Cancelled as a job, by hand: it is not left without one.
TEST_P(OwnMailTest, ACancelledReadingIsFollowedByAnother) {
  KeepIt();
  const auto job_id = [&] {
    return *db().Read()->QueryValue<Id>("SELECT job_id FROM own_mailbox WHERE org_id = $1", kOrg);
  };
  const Id waiting = job_id();
  db().Write([&](db::Tx& tx) {
    const auto job = job::FindJob(tx, kOrg, waiting);
    EXPECT_TRUE(job::RequestCancel(tx, kOrg, waiting, now_));
    SkipCancelled(tx, *job, now_);
  });
  const Id next = job_id();
  EXPECT_NE(next, waiting);
  // On its way, and its process dies after it was asked to stop.
  const job::Claim dead{.name = "dead",
                        .queue = std::string(kReadQueue),
                        .kinds = {std::string(kReadKind)},
                        .now = now_ + kReadEvery,
                        .locked_until = now_};
  ASSERT_EQ(job::ClaimJobs(db(), dead).size(), 1u);
  db().Write([&](db::Tx& tx) { EXPECT_TRUE(job::RequestCancel(tx, kOrg, next, now_)); });
  RunJobs();
  EXPECT_NE(job_id(), next);
  EXPECT_EQ(Mine().Said("/state"), "kept");
  RunJobs();
  EXPECT_THAT(Mine().Said("/text"), Not(HasSubstr("broken off")));
}

TEST_P(OwnMailTest, WhatIsEnteredIsChecked) {
  options_.hosts = outward::Hosts::public_only;
  EXPECT_THAT(Post(jada_, kPath, Wanted()).text, HasSubstr("private_hosts"));
  options_.hosts = outward::Hosts::private_too;
  const auto open = Post(
      jada_, kPath, R"({"host":"mail.example.org","security":"none","user_name":"","password":"","days":0})");
  EXPECT_EQ(open.status, 422);
  for (const char* path : {"security", "user_name", "password", "days"})
    EXPECT_THAT(open.text, HasSubstr(path));
  EXPECT_EQ(Post(jada_, kPath, Wanted()).status, 201);
  EXPECT_EQ(Post(jada_, kPath, Wanted()).status, 409) << "one a person";
}

TEST(OwnMailPause, GrowsToADay) {
  EXPECT_EQ(PauseAfter(0), kReadEvery);
  EXPECT_EQ(PauseAfter(1), 2 * kReadEvery);
  EXPECT_EQ(PauseAfter(100), kMillisecondsPerDay);
}

INSTANTIATE_TEST_SUITE_P(Engines, OwnMailTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::own_mail
