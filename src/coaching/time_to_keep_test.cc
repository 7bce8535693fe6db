#include "coaching/time_to_keep.h"

#include <gtest/gtest.h>

#include "coaching/ledger.h"

namespace baton::coaching {
namespace {

const Instant kMade = *ParseInstant("2026-11-02T09:00:00Z");

Instant After(double days) {
  return kMade + static_cast<std::int64_t>(days * static_cast<double>(kMillisecondsPerDay));
}

CountedPromise Made() {
  CountedPromise one;
  one.promise.promised_at = kMade;
  one.promise.minutes = 30;
  one.promise.first_due_at = After(3);
  one.promise.due_at = After(3);
  return one;
}
CountedPromise KeptAfter(double days) {
  CountedPromise one = Made();
  one.promise.state = PromiseState::kept;
  one.promise.kept_at = After(days);
  return one;
}
CountedPromise WithdrawnAfter(double days) {
  CountedPromise one = Made();
  one.promise.state = PromiseState::withdrawn;
  one.promise.withdrawn_at = After(days);
  return one;
}

TEST(TimeToKeepTest, HowEachEnds) {
  CountedPromise left = Made();
  left.rep_left_at = After(4);
  CountedPromise asked = Made();
  asked.promise.state = PromiseState::asked;
  asked.promise.is_agreed = false;
  const std::vector<CountedPromise> promises = {KeptAfter(2), WithdrawnAfter(1), Made(), left, asked};
  const auto spells = SpellsOf(promises, After(10));
  ASSERT_EQ(spells.size(), 4u);  // what nobody agreed to is no promise
  EXPECT_EQ(spells[0].ending, stats::Ending::event);
  EXPECT_DOUBLE_EQ(spells[0].time, 2);
  EXPECT_EQ(spells[1].ending, stats::Ending::competing);
  EXPECT_EQ(spells[2].ending, stats::Ending::censored);
  EXPECT_DOUBLE_EQ(spells[2].time, 10);
  EXPECT_DOUBLE_EQ(spells[3].time, 4);  // as long as the rep was there
}

TEST(TimeToKeepTest, TooFewAreNoCurve) {
  std::vector<CountedPromise> promises = {KeptAfter(1), KeptAfter(2), KeptAfter(3), KeptAfter(4), Made()};
  const TimeToKeep few = TimeToKeepOf(promises, After(10));
  EXPECT_EQ(few.kept, 4);
  EXPECT_EQ(few.open, 1);
  EXPECT_TRUE(few.steps.empty());
  EXPECT_FALSE(few.half_days);
  EXPECT_FALSE(few.by);
  EXPECT_TRUE(TimeToKeepOf({}, kMade).steps.empty());
}

TEST(TimeToKeepTest, HalfAndByAWeek) {
  const std::vector<CountedPromise> promises = {KeptAfter(1), KeptAfter(2), KeptAfter(3),     KeptAfter(5),
                                                KeptAfter(9), Made(),       WithdrawnAfter(4)};
  const TimeToKeep time = TimeToKeepOf(promises, After(12));
  ASSERT_EQ(time.steps.size(), 5u);
  EXPECT_NEAR(time.steps.front().share, 1.0 / 7, 1e-12);
  EXPECT_EQ(time.half_days, 5);
  EXPECT_EQ(time.known_days, 12);
  EXPECT_EQ(time.by_days, 7);
  ASSERT_TRUE(time.by);
  EXPECT_NEAR(time.by->share, 4.0 / 7, 1e-12);
  EXPECT_LT(*time.by->low, 4.0 / 7);
  EXPECT_GT(*time.by->high, 4.0 / 7);
  // The one that was withdrawn can never be kept: with it left out as open, six of seven would be.
  EXPECT_LT(time.steps.back().share, 5.0 / 6);
}

TEST(TimeToKeepTest, ManyStepsAreThinnedToWhatIsSeen) {
  std::vector<CountedPromise> promises;
  for (int i = 1; i <= 3'000; ++i) promises.push_back(KeptAfter(i / 100.0));
  const TimeToKeep time = TimeToKeepOf(promises, After(40));
  EXPECT_LE(time.steps.size(), static_cast<std::size_t>(kMostSteps) + 1);
  EXPECT_NEAR(time.steps.back().share, 1, 1e-9);
}

TEST(TimeToKeepTest, AtOnceIsATimeToo) {
  const std::vector<CountedPromise> promises(6, KeptAfter(0));
  const TimeToKeep time = TimeToKeepOf(promises, After(1));
  ASSERT_EQ(time.steps.size(), 1u);
  EXPECT_EQ(time.half_days, 0);
  EXPECT_FALSE(time.by);
}

TEST(TimeToKeepTest, AgainstThePeriodBefore) {
  const std::vector<CountedPromise> good(12, KeptAfter(1));
  const std::vector<CountedPromise> bad(12, KeptAfter(8));
  EXPECT_EQ(Compare(good, {}, After(20)).change, Change::too_few);
  const FiguresBefore better = Compare(good, bad, After(20));
  EXPECT_EQ(better.due, 12);
  EXPECT_EQ(better.kept_on_time, 0);
  EXPECT_EQ(better.change, Change::better);
  EXPECT_EQ(better.speed, Change::better);
  EXPECT_EQ(better.difference, 1.0);
  EXPECT_EQ(Compare(bad, good, After(20)).change, Change::worse);
  EXPECT_EQ(Compare(bad, good, After(20)).speed, Change::worse);
  std::vector<CountedPromise> mixed = good;
  mixed.back() = KeptAfter(8);
  EXPECT_EQ(Compare(mixed, good, After(20)).change, Change::unclear);
  EXPECT_EQ(Compare(mixed, good, After(20)).speed, Change::unclear);
}

TEST(LedgerTest, HowLongUntilItWasMadeGood) {
  EXPECT_FALSE(DaysUntil(kMade, std::nullopt));
  EXPECT_EQ(DaysUntil(kMade, After(1.5)), 1.5);
  EXPECT_EQ(DaysUntil(kMade, kMade - 5), 0);  // kept before the time that had been given up
  EXPECT_FALSE(MedianOf({}));
  EXPECT_EQ(MedianOf({3, 1, 2}), 2);
  EXPECT_EQ(MedianOf({4, 1, 2, 3}), 2.5);
}

}  // namespace
}  // namespace baton::coaching
