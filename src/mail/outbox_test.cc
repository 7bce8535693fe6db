// One mail is one job's, whatever people and processes do meanwhile: cancel, undo, hurry, die.
#include "mail/outbox.h"

#include <gmock/gmock.h>

#include <future>

#include "job/queue.h"
#include "mail/send_fixture.h"

namespace baton::mail {
namespace {

using OutboxTest = SendTest;

TEST_P(OutboxTest, SendsNothingThatWasCancelledAndSendsItWhenAsked) {
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

TEST_P(OutboxTest, SendsNothingThatWasTakenBackWithItsDeedAndBroughtBack) {
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

TEST_P(OutboxTest, IsOneJobsHoweverOftenItIsHurried) {
  const Id id = QueueLetter();
  runner_->RunDue();
  server_.AnswerRecipient("530 sign in first");
  SetRelay(ToServer());
  SetRelay(ToServer());
  Act([&](action::Action& action) { ASSERT_TRUE(Retry(action, Find(id))); });
  EXPECT_EQ(runner_->RunDue(), 3);
  EXPECT_EQ(Find(id).attempts, 1);
  for (int minute = 1; minute <= 10; ++minute) {
    clock_.Set(kNow + minute * kMillisecondsPerMinute);
    runner_->RunDue();
  }
  EXPECT_EQ(Find(id).attempts, 3) << "after one minute, and after five more";
}

TEST_P(OutboxTest, LeavesAMailThatAnotherJobIsGivingToTheServer) {
  SetRelay(ToServer());
  const Id id = QueueLetter();
  Act([&](action::Action& action) {
    ASSERT_TRUE(Retry(action, Find(id)));
    action.tx().Execute("UPDATE mail SET job_id = 1 WHERE org_id = $1 AND id = $2", kOrg, id);
  });
  CutOff(id);
  EXPECT_EQ(runner_->RunDue(), 2);
  EXPECT_TRUE(server_.messages().empty());
  EXPECT_EQ(Find(id).state, MailState::sending);
}

TEST_P(OutboxTest, IsFailedAndNotForgottenWhenTheProcessDiesEachTime) {
  SetRelay(ToServer());
  const Id id = QueueLetter();
  CutOff(id);
  for (int i = 0; i < 5; ++i) {
    const Instant now = clock_.Now();
    ASSERT_EQ(job::ClaimJobs(db(), {.name = "killed " + std::to_string(i),
                                    .queue = "default",
                                    .kinds = {std::string(kSendKind)},
                                    .now = now,
                                    .locked_until = now + 1'000})
                  .size(),
              1U);
    clock_.Set(now + 2'000);
  }
  runner_->RunDue();
  EXPECT_EQ(Find(id).state, MailState::failed);
  EXPECT_EQ(Find(id).answer, "mail.answer.given_up");
  EXPECT_EQ(Find(id).repeats, 1);
  EXPECT_EQ(CountNotices(), 1);
  Act([&](action::Action& action) { ASSERT_TRUE(Retry(action, Find(id))); });
  runner_->RunDue();
  EXPECT_EQ(Find(id).state, MailState::sent);
}

TEST_P(OutboxTest, WaitsAgainWhenTheRelayWentWhileItWasBeingSent) {
  const Id id = QueueLetter();
  CutOff(id);
  runner_->RunDue();
  EXPECT_EQ(Find(id).state, MailState::waiting);
  EXPECT_EQ(Find(id).repeats, 1);
  SetRelay(ToServer());
  runner_->RunDue();
  EXPECT_EQ(Find(id).state, MailState::sent);
}

TEST_P(OutboxTest, IsSentAtOnceWhereTheOrganizationsClockIsAhead) {
  SetRelay(ToServer());
  clock_.Set(SystemClock().Now() + kMillisecondsPerMinute);
  Id id;
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, std::nullopt}, "account.create",
                          clock_.Now() + 60 * kMillisecondsPerDay);
    id = Queue(action, Letter()).id;
  });
  runner_->RunDue();
  EXPECT_EQ(Find(id).state, MailState::sent);
}

TEST_P(OutboxTest, IsSentWhenACancellationIsUndone) {
  SetRelay(ToServer());
  action::Tables tables;
  AddTables(tables);
  const Id id = QueueLetter();
  Id cancelling;
  Act([&](action::Action& action) {
    ASSERT_TRUE(Cancel(action, Find(id)));
    cancelling = action.id();
  });
  runner_->RunDue();
  Act([&](action::Action& action) { action::Undo(action, cancelling, tables); });
  clock_.Set(SystemClock().Now() + 1'000);
  runner_->RunDue();
  EXPECT_EQ(Find(id).state, MailState::sent);
  EXPECT_EQ(tables.WhyKept(kSendKind), "problem.mail.sent");
}

TEST_P(OutboxTest, ACancellationIsNotUndoneByWhoLeadsTheSenderNoMore) {
  action::Tables tables;
  AddTables(tables);
  const Id id = QueueLetter();
  Id cancelling;
  Act([&](action::Action& action) {
    ASSERT_TRUE(Cancel(action, Find(id)));
    cancelling = action.id();
  });
  const auto is_kept_from = [&](Id person, access::Role role) {
    const access::Principal principal{.org_id = kOrg, .person_id = person, .role = role, .language = "en"};
    const access::Scope own{access::Reach::own, kOrg, person};
    return action::WhyOutOfReach(*db().Read(), principal, own, cancelling, tables).has_value();
  };
  EXPECT_TRUE(is_kept_from(Id{77}, access::Role::manager));
  EXPECT_TRUE(is_kept_from(Id{77}, access::Role::rep));
  EXPECT_FALSE(is_kept_from(jim_, access::Role::manager));
  EXPECT_FALSE(is_kept_from(jim_, access::Role::director)) << "the own ones go along with what sent them";
}

TEST_P(OutboxTest, IsNotTriedWithoutItsWords) {
  const Id id = QueueLetter();
  Act([&](action::Action& action) {
    ASSERT_TRUE(Cancel(action, Find(id)));
    action.tx().Execute("DELETE FROM mail_content WHERE org_id = $1", kOrg);
    EXPECT_EQ(Retry(action, *FindMail(action.tx(), kAll, id)).error().message.key, "problem.mail.no_words");
  });
}

TEST_P(OutboxTest, ForgetsNoMailThatIsQueuedWhileTheRelayIsBeingSet) {
  if (GetParam() == db::Engine::sqlite) return;  // there one writes after the other
  std::promise<void> queued;
  std::promise<void> given;
  auto setting = std::async(std::launch::async, [&] {
    Act([&](action::Action& action) {
      ASSERT_TRUE(PutRelay(action, std::nullopt, ToServer(), key_));
      SendWaiting(action.tx(), kOrg, clock_.Now());
      given.set_value();
      queued.get_future().wait();
      std::this_thread::sleep_for(std::chrono::milliseconds(300));
    });
  });
  given.get_future().wait();
  const Id id = QueueLetter();
  queued.set_value();
  runner_->RunDue();
  setting.get();
  runner_->RunDue();
  EXPECT_EQ(Find(id).state, MailState::sent);
}

INSTANTIATE_TEST_SUITE_P(Engines, OutboxTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::mail
