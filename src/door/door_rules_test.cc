#include "door/door_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "coaching/promise_for_test.h"

namespace baton::door {
namespace {

using coaching::Cause;
using coaching::Promise;
using coaching::PromiseState;

Instant At(std::string_view text) { return *ParseInstant(text); }

// Tuesday.
const Instant kNow = At("2026-11-24T09:41:00Z");

Promise Due(std::string_view at, Id rep, PromiseState state = PromiseState::open, int minutes = 60) {
  Promise promise = coaching::PromiseOf({}, rep, at, {}, state);
  promise.minutes = minutes;
  return promise;
}

TEST(DoorRulesTest, TheNextPromiseIsAtStake) {
  const std::vector<Promise> promises{
      Due("2026-11-23T12:00:00Z", Id{2}, PromiseState::open, 10),  // overdue since yesterday
      Due("2026-11-24T10:30:00Z", Id{1}),
      Due("2026-11-24T11:00:00Z", Id{3}),
      Due("2026-11-24T09:50:00Z", Id{4}, PromiseState::asked),
  };
  const auto stake = FindStake(promises, kNow);
  ASSERT_TRUE(stake);
  EXPECT_EQ(stake->index, 1u);
  EXPECT_EQ(stake->minutes_left, 49);
}

TEST(DoorRulesTest, ARunningOneIsAtStakeToo) {
  const std::vector<Promise> promises{Due("2026-11-24T09:30:00Z", Id{1})};
  EXPECT_EQ(FindStake(promises, kNow)->minutes_left, -11);
}

TEST(DoorRulesTest, ElseWhatIsOverdueTheLongest) {
  const std::vector<Promise> promises{Due("2026-11-24T08:00:00Z", Id{1}), Due("2026-11-23T12:00:00Z", Id{2}),
                                      Due("2026-11-24T12:42:00Z", Id{3})};
  EXPECT_EQ(FindStake(promises, kNow)->index, 1u);
  EXPECT_FALSE(FindStake(std::span(promises).subspan(2), kNow));  // in three hours and a minute
  EXPECT_FALSE(FindStake({}, kNow));
}

TEST(DoorRulesTest, CountsOtherRepsOnce) {
  const std::vector<Promise> promises{
      Due("2026-11-24T10:30:00Z", Id{1}),
      Due("2026-11-24T14:00:00Z", Id{2}),
      Due("2026-11-24T15:00:00Z", Id{2}),
      Due("2026-11-29T15:00:00Z", Id{3}),                       // not today
      Due("2026-11-29T15:00:00Z", Id{4}, PromiseState::asked),  // waits for an answer
      Due("2026-11-24T08:00:00Z", Id{5}, PromiseState::kept),
  };
  const Instant day_ends = At("2026-11-25T00:00:00Z");
  EXPECT_EQ(CountWaiting(promises, day_ends, Id{1}), 2);
  EXPECT_EQ(CountWaiting(promises, day_ends, std::nullopt), 3);
}

TEST(DoorRulesTest, NamesTheCause) {
  EXPECT_EQ(CauseOf(true, false), Cause::own_deal);
  EXPECT_EQ(CauseOf(true, true), Cause::walk_in);
  EXPECT_EQ(CauseOf(false, false), Cause::walk_in);
}

}  // namespace
}  // namespace baton::door
