// Mail from its cause to a server that takes it, refuses it, is busy or is not there.
#include "mail/send.h"

#include <gmock/gmock.h>

#include <fstream>
#include <sstream>

#include "imap/session.h"
#include "mail/mailbox.h"
#include "mail/send_fixture.h"

namespace baton::mail {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST_P(SendTest, GivesTheMailToTheServerOnce) {
  SetRelay(ToServer());
  const Id id = QueueLetter();
  EXPECT_EQ(runner_->RunDue(), 1);
  EXPECT_EQ(runner_->RunDue(), 0);
  const Mail mail = Find(id);
  EXPECT_EQ(mail.state, MailState::sent);
  EXPECT_EQ(mail.answer, "250 taken as 42");
  EXPECT_EQ(mail.ended_at, kNow);
  EXPECT_EQ(mail.repeats, 0);
  ASSERT_EQ(server_.messages().size(), 1U);
  const std::string message = server_.messages().front();
  EXPECT_THAT(message, HasSubstr("From: Jim Calder via Baton <baton@northwind.example>"));
  EXPECT_THAT(message, HasSubstr("Reply-To: Jim Calder <jim@northwind.example>"));
  EXPECT_THAT(message, HasSubstr("Message-Id: <" + mail.message_id + ">"));
  EXPECT_THAT(message, HasSubstr("\r\n..\r\nfrom here on"));
}

TEST_P(SendTest, SendsInAPersonsNameWhereTheRelayMay) {
  RelayInput input = ToServer();
  input.own_domains = "northwind.example";
  SetRelay(input);
  QueueLetter();
  runner_->RunDue();
  EXPECT_THAT(server_.messages().at(0), HasSubstr("From: Jim Calder <jim@northwind.example>"));
  EXPECT_THAT(server_.messages().at(0), Not(HasSubstr("Reply-To")));
}

TEST_P(SendTest, SendsNothingOfADeedThatWasNotDone) {
  SetRelay(ToServer());
  const auto failed = db().Write([&](db::Tx& tx) -> Result<Done> {
    action::Action action(tx, {kOrg, std::nullopt}, "account.create", kNow);
    Queue(action, Letter());
    return Fail(Kind::conflict, "problem.stale");
  });
  EXPECT_FALSE(failed);
  EXPECT_EQ(runner_->RunDue(), 0);
  EXPECT_TRUE(server_.messages().empty());
}

TEST_P(SendTest, WaitsForARelay) {
  const Id id = QueueLetter();
  runner_->RunDue();
  EXPECT_EQ(Find(id).state, MailState::waiting);
  SetRelay(ToServer());
  runner_->RunDue();
  EXPECT_EQ(Find(id).state, MailState::sent);
}

TEST_P(SendTest, ComesBackToABusyServer) {
  SetRelay(ToServer());
  server_.AnswerRecipient("451 try later");
  const Id id = QueueLetter();
  runner_->RunDue();
  EXPECT_EQ(Find(id).state, MailState::waiting);
  EXPECT_EQ(Find(id).answer, "451 try later");
  EXPECT_EQ(Find(id).next_at, kNow + kMillisecondsPerMinute);
  EXPECT_EQ(runner_->RunDue(), 0);
  server_.AnswerRecipient("250 good");
  clock_.Set(kNow + kMillisecondsPerMinute);
  EXPECT_EQ(runner_->RunDue(), 1);
  EXPECT_EQ(Find(id).state, MailState::sent);
  EXPECT_EQ(Find(id).attempts, 2);
}

TEST_P(SendTest, TriesAgainWhenTheServerIsDownAndGivesUpAfterDays) {
  RelayInput nobody = ToServer();
  nobody.port = 1;
  SetRelay(nobody);
  const Id id = QueueLetter();
  for (int i = 0; i < 20; ++i) {
    runner_->RunDue();
    clock_.Set(clock_.Now() + kMillisecondsPerDay / 4);
  }
  EXPECT_EQ(Find(id).state, MailState::failed);
  EXPECT_EQ(Find(id).attempts, 14);
  EXPECT_FALSE(Find(id).answer.empty());
}

TEST_P(SendTest, TellsTheSenderWhatWasRefused) {
  SetRelay(ToServer());
  server_.AnswerRecipient("550 no such user");
  const Id id = QueueLetter();
  runner_->RunDue();
  EXPECT_EQ(Find(id).state, MailState::failed);
  EXPECT_EQ(Find(id).answer, "550 no such user");
  EXPECT_EQ(CountNotices(), 1);
  EXPECT_TRUE(server_.messages().empty());
}

TEST_P(SendTest, CountsTheRepeatWhenNobodyKnowsHowAnAttemptEnded) {
  SetRelay(ToServer());
  const Id id = QueueLetter();
  // The server has the mail, and its yes is lost.
  server_.AnswerData("");
  runner_->RunDue();
  EXPECT_EQ(Find(id).state, MailState::waiting);
  server_.AnswerData("250 taken");
  clock_.Set(kNow + kMillisecondsPerMinute);
  // This time the process dies.
  CutOff(id);
  runner_->RunDue();
  const Mail mail = Find(id);
  EXPECT_EQ(mail.state, MailState::sent);
  EXPECT_EQ(mail.repeats, 2) << "of two attempts nobody knows how they ended";
  ASSERT_EQ(server_.messages().size(), 2U);
  for (const std::string& message : server_.messages()) {
    EXPECT_THAT(message, HasSubstr("Message-Id: <" + mail.message_id + ">"));
  }
}

TEST_P(SendTest, KeepsWhateverTheServerSaysAsText) {
  SetRelay(ToServer());
  server_.AnswerData("250 angenommen f\xfcr \x01 Bill");
  const Id id = QueueLetter();
  runner_->RunDue();
  EXPECT_EQ(Find(id).state, MailState::sent);
  EXPECT_EQ(Find(id).answer, "250 angenommen f?r ? Bill");
  EXPECT_EQ(server_.messages().size(), 1U);
}

TEST_P(SendTest, WritesAFileAsADryRun) {
  RelayInput dry = ToServer();
  dry.kind = RelayKind::folder;
  SetRelay(dry);
  const Id id = QueueLetter();
  runner_->RunDue();
  EXPECT_EQ(Find(id).state, MailState::sent);
  EXPECT_EQ(Find(id).answer, "mail.answer.written");
  std::ifstream file(folder_ + "/" + ToString(id) + ".eml");
  std::stringstream text;
  text << file.rdbuf();
  EXPECT_THAT(text.str(), HasSubstr("To: Bill Larmar <bill@larmar.example>"));
  EXPECT_TRUE(server_.messages().empty());
}

TEST_P(SendTest, CallsNoPrivateHostWhereThatIsNotAllowed) {
  SetRelay(ToServer());
  runner_.emplace(db(), clock_);
  AddMailJobs(*runner_, {.folder = folder_, .key = &key_, .hosts = outward::Hosts::public_only});
  const Id id = QueueLetter();
  runner_->RunDue();
  EXPECT_EQ(Find(id).state, MailState::waiting) << "it can be mended";
  EXPECT_EQ(Find(id).answer, "mail.answer.private_address");
  EXPECT_TRUE(server_.messages().empty());

  Mailbox mailbox;
  mailbox.host = "localhost";  // a name leads there too
  mailbox.port = server_.port();
  mailbox.security = RelaySecurity::none;
  mailbox.user_name = "answers";
  mailbox.folder = "INBOX";
  const auto opened = imap::Session::Connect(ServerOf(mailbox), "", {.hosts = outward::Hosts::public_only});
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().message.key, "imap.problem.private");
}

INSTANTIATE_TEST_SUITE_P(Engines, SendTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::mail
