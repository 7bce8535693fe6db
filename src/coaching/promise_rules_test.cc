#include "coaching/promise_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace baton::coaching {
namespace {

constexpr std::int64_t kHour = 60 * kMillisecondsPerMinute;

// The first time is noon of a day, for 30 minutes.
const Instant kDue = *ParseInstant("2026-11-24T12:00:00Z");

Promise Open() {
  Promise promise;
  promise.manager_id = Id{1};
  promise.rep_id = Id{2};
  promise.minutes = 30;
  promise.promised_at = kDue - 72 * kHour;
  promise.first_due_at = kDue;
  promise.due_at = kDue;
  return promise;
}

Promise Kept(Instant at) {
  Promise promise = Open();
  promise.state = PromiseState::kept;
  promise.kept_at = at;
  return promise;
}

Promise Moved(Promise promise, Instant to) {
  promise.due_at = to;
  promise.moves = 1;
  return promise;
}

Promise Withdrawn(Instant at, bool by_rep) {
  Promise promise = Open();
  promise.state = PromiseState::withdrawn;
  promise.withdrawn_at = at;
  promise.withdrawn_by_rep = by_rep;
  return promise;
}

struct Case {
  const char* name;
  Promise promise;
  Instant now;
  std::optional<Instant> left;
  Verdict verdict;
};

TEST(PromiseRulesTest, JudgesByTheFirstTime) {
  const Instant later = kDue + 100 * kHour;
  const Case cases[] = {
      {"open before its time", Open(), kDue - kHour, {}, Verdict::not_due},
      {"open while it runs", Open(), kDue + kHour / 4, {}, Verdict::not_due},
      {"open afterwards", Open(), kDue + kHour, {}, Verdict::not_kept},
      {"kept early, not due yet", Kept(kDue - 5 * kHour), kDue - 4 * kHour, {}, Verdict::not_due},
      {"kept early", Kept(kDue - 5 * kHour), later, {}, Verdict::on_time},
      {"kept when the half hour was over", Kept(kDue + kHour / 2), later, {}, Verdict::on_time},
      {"kept late", Kept(kDue + kHour), later, {}, Verdict::not_kept},
      {"moved and kept by the new time",
       Moved(Kept(kDue + 24 * kHour), kDue + 24 * kHour),
       later,
       {},
       Verdict::not_kept},
      {"moved away, still open", Moved(Open(), kDue + 200 * kHour), later, {}, Verdict::not_kept},
      {"moved away before it was due", Moved(Open(), kDue + 200 * kHour), kDue - kHour, {}, Verdict::not_due},
      {"withdrawn by the rep, a day before", Withdrawn(kDue - 24 * kHour, true), later, {}, Verdict::apart},
      {"withdrawn by the rep, too late", Withdrawn(kDue - 23 * kHour, true), later, {}, Verdict::not_kept},
      {"withdrawn by the manager, long before",
       Withdrawn(kDue - 60 * kHour, false),
       later,
       {},
       Verdict::not_kept},
      {"withdrawn by the manager, not due",
       Withdrawn(kDue - 60 * kHour, false),
       kDue - kHour,
       {},
       Verdict::not_due},
      {"the rep left before", Open(), later, kDue - kHour, Verdict::rep_left},
      {"the rep left afterwards", Open(), later, kDue + 2 * kHour, Verdict::not_kept},
      {"kept, then the rep left", Kept(kDue), later, kDue - kHour, Verdict::on_time},
  };
  for (const Case& one : cases) {
    EXPECT_EQ(JudgeFirst(one.promise, one.now, one.left), one.verdict) << one.name;
  }
}

TEST(PromiseRulesTest, WhatWasNeverAgreedIsNotCounted) {
  Promise asked = Open();
  asked.state = PromiseState::asked;
  asked.is_agreed = false;
  EXPECT_EQ(JudgeFirst(asked, kDue + kHour), Verdict::never_agreed);
  Promise refused = Withdrawn(kDue + kHour, false);
  refused.is_agreed = false;
  EXPECT_EQ(JudgeFirst(refused, kDue + 9 * kHour), Verdict::never_agreed);
}

TEST(PromiseRulesTest, CountsEachOnce) {
  const Instant now = kDue + 100 * kHour;
  const std::vector<CountedPromise> promises{
      {Kept(kDue), {}},
      {Kept(kDue - kHour), {}},
      {Moved(Kept(kDue + 24 * kHour), kDue + 24 * kHour), {}},
      {Moved(Open(), kDue + 200 * kHour), {}},
      {Withdrawn(kDue - 30 * kHour, true), {}},
      {Open(), kDue - kHour},
  };
  const Figures figures = Count(promises, now);
  EXPECT_EQ(figures.due, 4);
  EXPECT_EQ(figures.kept_on_time, 2);
  EXPECT_EQ(figures.kept_by_new_time, 3);
  EXPECT_EQ(figures.open, 1);
  EXPECT_EQ(figures.withdrawn, 1);
}

TEST(PromiseRulesTest, LateIsByTheTimeOfNow) {
  EXPECT_FALSE(IsLate(Open(), kDue + kHour / 4));
  EXPECT_TRUE(IsLate(Open(), kDue + kHour));
  EXPECT_FALSE(IsLate(Moved(Open(), kDue + 5 * kHour), kDue + kHour));
  EXPECT_FALSE(IsLate(Kept(kDue), kDue + 9 * kHour));
  EXPECT_TRUE(IsLate(Moved(Kept(kDue + 5 * kHour), kDue + 5 * kHour), kDue + 9 * kHour));
}

TEST(PromiseRulesTest, WhoMayDoWhat) {
  using enum PromiseDeed;
  const Instant before = kDue - kHour;
  Promise promise = Open();
  EXPECT_THAT(DeedsOf(promise, Part::manager, before), testing::ElementsAre(change, keep, move, withdraw));
  EXPECT_THAT(DeedsOf(promise, Part::rep, before), testing::ElementsAre(withdraw));
  EXPECT_TRUE(DeedsOf(promise, Part::nobody, before).empty());
  // More minutes would make a broken promise one on time.
  EXPECT_THAT(DeedsOf(promise, Part::manager, kDue + kHour), testing::ElementsAre(keep, move, withdraw));
  promise.state = PromiseState::asked;
  EXPECT_THAT(DeedsOf(promise, Part::manager, before), testing::ElementsAre(accept, withdraw));
  EXPECT_THAT(DeedsOf(promise, Part::rep, before), testing::ElementsAre(change, withdraw));
  for (const PromiseState state : {PromiseState::kept, PromiseState::withdrawn}) {
    promise.state = state;
    EXPECT_TRUE(DeedsOf(promise, Part::manager, before).empty());
    EXPECT_TRUE(DeedsOf(promise, Part::rep, before).empty());
  }
}

TEST(PromiseRulesTest, SaysWhyNot) {
  EXPECT_EQ(CheckDeed(Open(), PromiseDeed::keep, Part::rep, kDue).error().kind, Kind::forbidden);
  EXPECT_EQ(CheckDeed(Kept(kDue), PromiseDeed::keep, Part::manager, kDue).error().kind, Kind::conflict);
  EXPECT_EQ(CheckDeed(Open(), PromiseDeed::change, Part::manager, kDue + kHour).error().message.key,
            "problem.promise.time_passed");
}

TEST(PromiseRulesTest, FindsFaults) {
  EXPECT_TRUE(FaultsOf("Review the letter", 30).empty());
  EXPECT_EQ(FaultsOf("  ", 0).size(), 2u);
  EXPECT_EQ(FaultsOf("Review", kMaxMinutes + 1).size(), 1u);
  EXPECT_TRUE(FaultOfDue(kDue, kDue, "due_at"));
  EXPECT_FALSE(FaultOfDue(kDue + 1, kDue, "due_at"));
  EXPECT_EQ(FaultOfDue(*ParseInstant("2206-11-24T10:30:00Z"), kDue, "due_at")->message.key,
            "problem.promise.due_far");
}

TEST(PromiseRulesTest, AFewAreNoRate) {
  EXPECT_EQ(ShareOf(0, 0).word_key, "promise.figures.none");
  EXPECT_FALSE(ShareOf(0, 0).rate);
  EXPECT_EQ(ShareOf(4, 4).word_key, "promise.figures.few");
  EXPECT_FALSE(ShareOf(4, 4).rate);
  EXPECT_DOUBLE_EQ(*ShareOf(4, 5).rate, 0.8);
  EXPECT_LT(*ShareOf(4, 5).low, 0.8);
}

}  // namespace
}  // namespace baton::coaching
