// The log is followed once, whoever follows it and in whatever order it is committed.
#include "webhook/follow.h"

#include <future>

#include "job/job.h"
#include "webhook/webhook_fixture.h"

namespace baton::webhook {
namespace {

using FollowTest = WebhookTest;

TEST_P(FollowTest, MakesEachDeliveryOnceHoweverManyLook) {
  const Id hook = AddWebhook();
  const Id other = AddWebhook();
  Give(larmar_, jada_);
  EXPECT_EQ(Look(), 2) << "one for each webhook";
  EXPECT_EQ(Look(), 0);
  Known anew;
  EXPECT_EQ(Follow(db(), kOrg, SystemClock().Now(), anew), 0) << "another process, or this one started again";
  EXPECT_EQ(Made(hook).size(), 1u);
  EXPECT_EQ(Made(hook)[0].event_id, Made(other)[0].event_id);
}

TEST_P(FollowTest, GetsAlongWithAnother) {
  const Id hook = AddWebhook();
  for (int i = 0; i < 30; ++i) {
    Give(larmar_, i % 2 == 0 ? jada_ : jim_);
    Known other;
    auto look = std::async(std::launch::async, [&] { Follow(db(), kOrg, SystemClock().Now(), other); });
    Look();
    look.get();
  }
  EXPECT_EQ(Made(hook).size(), 30u);
}

TEST_P(FollowTest, TellsNothingFromBeforeOrWhileItIsOff) {
  Give(larmar_, jada_);
  const Id hook = AddWebhook();
  EXPECT_EQ(Look(), 0);
  const auto is_on = [&](bool on, std::int64_t version) {
    const auto path = "/api/v1/webhooks/" + ToString(hook);
    EXPECT_EQ(
        Ask(ann_, http::Method::patch, path, on ? R"({"is_on":true})" : R"({"is_on":false})", version).status,
        200);
  };
  is_on(false, 1);
  Give(larmar_, tom_);
  EXPECT_EQ(Look(), 0);
  is_on(true, 2);
  EXPECT_EQ(Look(), 0);
  Give(larmar_, lena_);
  EXPECT_EQ(Look(), 1);
}

TEST_P(FollowTest, TellsWhatHappensAfterAnUndoOfSwitchingOff) {
  const Id hook = AddWebhook();
  EXPECT_EQ(Ask(ann_, http::Method::remove, "/api/v1/webhooks/" + ToString(hook)).status, 204);
  const Id removed = *action_id_;
  Give(larmar_, jada_);
  EXPECT_EQ(Look(), 0);
  Undo(removed);
  Give(larmar_, tom_);
  EXPECT_EQ(Look(), 1);
}

TEST_P(FollowTest, FindsWhatIsCommittedLateInTheSecondsBefore) {
  if (GetParam() == db::Engine::sqlite) return;  // there one writes after the other
  const Id hook = AddWebhook();
  std::promise<void> begun;
  std::promise<void> looked;
  auto slow = std::async(std::launch::async, [&] {
    db().Write([&](db::Tx& tx) {
      action::Action action(tx, {kOrg, jim_}, "account.change", now_);
      EXPECT_TRUE(book::MoveOwnership(action, larmar_, jada_));
      begun.set_value();
      looked.get_future().wait();
    });
  });
  begun.get_future().wait();
  Give(bexley_, tom_);
  EXPECT_EQ(Look(), 1) << "the later one is committed first";
  looked.set_value();
  slow.get();
  EXPECT_EQ(Look(), 1) << "the earlier one";
  EXPECT_EQ(Made(hook).size(), 2u);
}

TEST_P(FollowTest, FindsWhatIsCommittedMinutesLate) {
  const Id hook = AddWebhook();
  Give(larmar_, jada_);
  const Instant now = SystemClock().Now();
  EXPECT_EQ(Follow(db(), kOrg, now, known_), 1);
  Give(bexley_, tom_);  // of now, and looked for by a short look of five minutes later, then by a long one
  Known later{known_.changes, now + 5 * kMillisecondsPerMinute};
  EXPECT_EQ(Follow(db(), kOrg, now + 5 * kMillisecondsPerMinute + 1'000, later), 0);
  EXPECT_EQ(Follow(db(), kOrg, now + 5 * kMillisecondsPerMinute + 31'000, later), 1);
  EXPECT_EQ(Made(hook).size(), 2u);
}

TEST_P(FollowTest, ReadsNoFurtherBackThanItHasTo) {
  AddWebhook();
  Give(larmar_, jada_);
  Look();
  known_.whole_at = Instant{};
  const Instant later = SystemClock().Now() + 20 * kMillisecondsPerMinute;
  EXPECT_EQ(Follow(db(), kOrg, later, known_), 0);
  EXPECT_TRUE(known_.changes.empty()) << "the cursor is past it";
}

TEST_P(FollowTest, GivesAWebhookOneJob) {
  AddWebhook();
  Give(larmar_, jada_);
  Give(bexley_, jada_);
  Look();
  EXPECT_EQ(GiveToJobs(db(), SystemClock().Now()), 1);
  EXPECT_EQ(GiveToJobs(db(), SystemClock().Now()), 0);
  const auto jobs = job::ListJobs(*db().Read(), kOrg);
  ASSERT_EQ(jobs.size(), 1u);
  EXPECT_EQ(jobs[0].queue, kQueue);
}

INSTANTIATE_TEST_SUITE_P(Engines, FollowTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::webhook
