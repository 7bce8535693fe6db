// What comes back to the mailbox: bounces, answers, machines, ourselves.
#include <gmock/gmock.h>

#include "mail/look.h"
#include "mail/send_fixture.h"

namespace baton::mail {
namespace {

using format::mime::Bounce;
using format::mime::ReadMail;

class TakeMailTest : public SendTest {
 protected:
  void SetUp() override {
    SendTest::SetUp();
    if (IsSkipped()) return;
    SetRelay(ToServer());
    id_ = QueueLetter();
    runner_->RunDue();
    message_id_ = Find(id_).message_id;
    mailbox_.org_id = kOrg;
    mailbox_.address = "answers@northwind.example";
  }

  bool Take(const ReadMail& mail, const OnCalendar& on_calendar = {}) {
    bool is_taken = false;
    db().Write([&](db::Tx& tx) { is_taken = TakeMail(tx, mailbox_, kNow, mail, on_calendar); });
    return is_taken;
  }
  ReadMail Answer(const std::string& from = "bill@larmar.example") const {
    ReadMail mail;
    mail.message_id = "answer@larmar.example";
    mail.answers_to = {"something@else.example", message_id_};
    mail.from = {"Bill Larmar", from};
    return mail;
  }
  std::vector<MailReply> Replies() { return FindReplies(*db().Read(), kOrg, std::span(&id_, 1)); }

  Mailbox mailbox_;
  Id id_;
  std::string message_id_;
};

TEST_P(TakeMailTest, AnAnswerIsNotedOnceAndTold) {
  EXPECT_TRUE(Take(Answer()));
  EXPECT_FALSE(Take(Answer()));
  ASSERT_EQ(Replies().size(), 1U);
  EXPECT_EQ(Replies().front().sender, "Bill Larmar <bill@larmar.example>");
  EXPECT_EQ(Replies().front().sent_at, kNow);
  EXPECT_EQ(CountNotices(), 1);
  const Mail mail = Find(id_);
  EXPECT_EQ(ViewMails(*db().Read(), kOrg, std::span(&mail, 1)).front().replies.size(), 1U);
}

TEST_P(TakeMailTest, AMachineIsNotedAndNobodyIsTold) {
  ReadMail away = Answer();
  away.is_automatic = true;
  EXPECT_TRUE(Take(away));
  EXPECT_TRUE(Replies().front().is_automatic);
  EXPECT_EQ(CountNotices(), 0);
  EXPECT_EQ(server_.messages().size(), 1U) << "and nothing answers it";
}

TEST_P(TakeMailTest, ThousandsOfAnswersToOneMailAreNotToldForEver) {
  for (int i = 0; i < 40; ++i) {
    ReadMail mail = Answer();
    mail.message_id = std::to_string(i) + "@larmar.example";
    Take(mail);
  }
  EXPECT_EQ(Replies().size(), 20U);
  EXPECT_EQ(CountNotices(), 20);
}

TEST_P(TakeMailTest, WhatWeSentOurselvesIsNoAnswer) {
  for (const char* from :
       {"answers@northwind.example", "baton@northwind.example", "jim@northwind.example", ""}) {
    EXPECT_FALSE(Take(Answer(from))) << from;
  }
  EXPECT_TRUE(Replies().empty());
}

TEST_P(TakeMailTest, WhatAnswersNothingOfOursIsLeft) {
  ReadMail other = Answer();
  other.answers_to = {"1.2@northwind.example"};
  EXPECT_FALSE(Take(other));
  EXPECT_FALSE(Take(ReadMail{}));
}

TEST_P(TakeMailTest, WhatCameBackIsSeenAndCanBeSentAgain) {
  ReadMail report;
  report.from = {"", "mailer-daemon@mail.example"};
  report.bounce = Bounce{message_id_, {{"bill@larmar.example", "5.1.1", "550 no such user"}}};
  EXPECT_TRUE(Take(report));
  EXPECT_EQ(Find(id_).state, MailState::bounced);
  EXPECT_EQ(Find(id_).answer, "bill@larmar.example: 550 no such user");
  EXPECT_EQ(CountNotices(), 1);
  EXPECT_FALSE(Take(report));
  Act([&](action::Action& action) { ASSERT_TRUE(Retry(action, Find(id_))); });
  runner_->RunDue();
  EXPECT_EQ(Find(id_).state, MailState::sent);
}

TEST_P(TakeMailTest, WhoDoesNotKnowTheMailBringsNoneBack) {
  ReadMail report;
  report.bounce = Bounce{"", {{"bill@larmar.example", "5.1.1", ""}}};
  EXPECT_FALSE(Take(report));
  report.bounce = Bounce{message_id_, {}};  // it is late only
  EXPECT_FALSE(Take(report));
  EXPECT_EQ(Find(id_).state, MailState::sent);
}

TEST_P(TakeMailTest, ACalendarsAnswerGoesToWhoAsked) {
  ReadMail mail = Answer();
  mail.calendar = "BEGIN:VCALENDAR";
  std::string seen;
  EXPECT_TRUE(Take(mail, [&](db::Tx&, Id, Instant, const std::string& calendar, const std::string& sender) {
    seen = calendar + " " + sender;
    return true;
  }));
  EXPECT_EQ(seen, "BEGIN:VCALENDAR bill@larmar.example");
  EXPECT_TRUE(Replies().empty());
}

TEST_P(TakeMailTest, AnswersAreAskedToComeToTheMailboxToo) {
  MailboxInput input;
  input.host = "127.0.0.1";
  input.security = RelaySecurity::none;
  input.user_name = "answers";
  input.address = "answers@northwind.example";
  Act([&](action::Action& action) {
    ASSERT_TRUE(FaultsOf(input, {}, outward::Hosts::private_too).empty());
    ASSERT_TRUE(PutMailbox(action, std::nullopt, input, key_));
  });
  QueueLetter();
  runner_->RunDue();
  EXPECT_THAT(
      server_.messages().back(),
      testing::HasSubstr("Reply-To: Jim Calder <jim@northwind.example>, answers@northwind.example\r\n"));
}

INSTANTIATE_TEST_SUITE_P(Engines, TakeMailTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::mail
