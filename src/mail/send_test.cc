// Mail from its cause to a server that takes it, refuses it, is busy or is not there.
#include "mail/send.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "action/undo.h"
#include "db/test_database.h"
#include "mail/mail_routes.h"
#include "mail/outbox.h"
#include "mail/relay.h"
#include "mail/scripted_server.h"
#include "people/directory.h"
#include "people/organization.h"

namespace baton::mail {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr Id kOrg{5};
constexpr Instant kNow{1'795'513'260'000};  // 2026-11-24T09:41:00Z
constexpr access::Scope kAll{access::Reach::organization, kOrg, Id{}};

class SendTest : public db::DatabaseTest {
 protected:
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped()) return;
    Act([&](action::Action& action) {
      people::InsertOrganization(action, {.name = "Northwind", .currency = "USD", .time_zone = "UTC"});
      people::Person jim;
      jim.name = "Jim Calder";
      jim.name_fold = "jim calder";
      jim.email = "jim@northwind.example";
      jim.email_fold = "jim@northwind.example";
      jim.role = access::Role::manager;
      jim_ = people::InsertPerson(action, jim)->id;
    });
    runner_.emplace(db(), clock_);
    AddMailJobs(*runner_, {.folder = folder_, .key = &key_});
  }
  void TearDown() override {
    runner_.reset();
    std::filesystem::remove_all(folder_);
    DatabaseTest::TearDown();
  }

  template <class F>
  void Act(F&& deed) {
    db().Write([&](db::Tx& tx) {
      action::Action action(tx, {kOrg, std::nullopt}, "account.create", clock_.Now());
      deed(action);
    });
  }

  void SetRelay(RelayInput input) {
    Act([&](action::Action& action) {
      ASSERT_TRUE(FaultsOf(input).empty());
      ASSERT_TRUE(PutRelay(action, FindRelay(action.tx(), kOrg), input, key_));
      SendWaiting(action.tx(), kOrg, clock_.Now());
    });
  }
  RelayInput ToServer() {
    RelayInput input;
    input.host = "127.0.0.1";
    input.port = server_.port();
    input.security = RelaySecurity::none;
    input.from_email = "baton@northwind.example";
    input.from_name = "Baton";
    return input;
  }

  Draft Letter() {
    Draft draft;
    draft.sender_id = jim_;
    draft.to = {{"Bill Larmar", "bill@larmar.example"}};
    draft.cc = {{"Jada Ellis", "jada@northwind.example"}};
    draft.subject = "Jada will look after you";
    draft.text = "Dear Bill,\n.\nfrom here on Jada.\n";
    return draft;
  }
  Id QueueLetter() {
    Id id;
    Act([&](action::Action& action) { id = Queue(action, Letter()).id; });
    return id;
  }
  Mail Find(Id id) { return FindMail(*db().Read(), kAll, id).value(); }

  const std::string folder_ =
      (std::filesystem::temp_directory_path() / ("baton_mail_" + std::to_string(::getpid()))).string();
  const seal::Key key_{{1, 2, 3}};
  FixedClock clock_{kNow};
  ScriptedServer server_;
  std::optional<job::Runner> runner_;
  Id jim_;
};

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

TEST_P(SendTest, SendsNothingThatWasCancelledAndSendsItWhenAsked) {
  SetRelay(ToServer());
  const Id id = QueueLetter();
  Act([&](action::Action& action) { ASSERT_TRUE(Cancel(action, Find(id))); });
  runner_->RunDue();
  EXPECT_TRUE(server_.messages().empty());
  Act([&](action::Action& action) { ASSERT_TRUE(Retry(action, Find(id))); });
  runner_->RunDue();
  EXPECT_EQ(server_.messages().size(), 1U);
  EXPECT_EQ(Find(id).state, MailState::sent);
}

TEST_P(SendTest, SendsNothingThatWasTakenBackWithItsDeedAndBroughtBack) {
  SetRelay(ToServer());
  action::Tables tables;
  AddTables(tables);
  Id mail_id;
  Id deed;
  Act([&](action::Action& action) {
    mail_id = Queue(action, Letter()).id;
    deed = action.id();
  });
  const auto undo = [&](Id action_id) {
    Id undone;
    Act([&](action::Action& action) {
      action::Undo(action, action_id, tables);
      undone = action.id();
    });
    return undone;
  };
  const Id back = undo(deed);
  EXPECT_FALSE(FindMail(*db().Read(), kAll, mail_id));
  undo(back);
  EXPECT_EQ(Find(mail_id).state, MailState::cancelled);
  runner_->RunDue();
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
  EXPECT_EQ(db().Read()->QueryValue<std::int64_t>(
                "SELECT COUNT(*) FROM notice WHERE org_id = $1 AND person_id = $2", kOrg, jim_),
            1);
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
  // This time the process dies after the server's yes: what it leaves is a mail that is being sent.
  Act([&](action::Action& action) {
    Mail sending = Find(id);
    sending.state = MailState::sending;
    ASSERT_TRUE(action.Update(Find(id), sending));
  });
  runner_->RunDue();
  const Mail mail = Find(id);
  EXPECT_EQ(mail.state, MailState::sent);
  EXPECT_EQ(mail.repeats, 1);
  ASSERT_EQ(server_.messages().size(), 2U);
  for (const std::string& message : server_.messages()) {
    EXPECT_THAT(message, HasSubstr("Message-Id: <" + mail.message_id + ">"));
  }
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

INSTANTIATE_TEST_SUITE_P(Engines, SendTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::mail
