#include "week/need.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace baton::week {
namespace {

using testing::ElementsAre;

Need Plain(std::int64_t id) { return {.rep_id = Id{id}, .days_without = 3}; }

std::vector<std::int64_t> OrderOf(std::span<const Need> needs, std::int64_t seed) {
  std::vector<std::int64_t> order;
  for (const Drawn& one : Draw(needs, seed)) order.push_back(one.need.rep_id.value);
  return order;
}

TEST(NeedTest, StrataFollowFromTheNeed) {
  EXPECT_EQ(StratumOf({.rep_id = Id{1}, .promised_minutes = 30, .coming_account_id = Id{9}}),
            Stratum::promised);
  EXPECT_EQ(StratumOf({.rep_id = Id{1}, .coming_account_id = Id{9}, .days_without = 40}),
            Stratum::client_coming);
  EXPECT_EQ(StratumOf({.rep_id = Id{1}}), Stratum::long_without);  // none in eight weeks
  EXPECT_EQ(StratumOf({.rep_id = Id{1}, .days_without = kLongDays}), Stratum::long_without);
  EXPECT_EQ(StratumOf({.rep_id = Id{1}, .days_without = kLongDays - 1}), Stratum::other);
}

TEST(NeedTest, WhatAnHourIsForFollowsFromTheLevel) {
  using coaching::PromiseKind;
  EXPECT_EQ(TopicOf({.rep_id = Id{1}, .level = 1}).kind, PromiseKind::ride_along);
  EXPECT_EQ(TopicOf({.rep_id = Id{1}, .level = 4}).kind, PromiseKind::deal_review);
  EXPECT_EQ(TopicOf({.rep_id = Id{1}, .level = 5}).kind, PromiseKind::one_to_one);
  EXPECT_EQ(TopicOf({.rep_id = Id{1}}).kind, PromiseKind::one_to_one);
  const Topic coming = TopicOf({.rep_id = Id{1}, .coming_account_id = Id{9}, .level = 1});
  EXPECT_EQ(coming.kind, PromiseKind::call_practice);
  EXPECT_EQ(coming.account_id, Id{9});
  EXPECT_EQ(TopicOf({.rep_id = Id{1}, .promised_minutes = 75}).minutes, 75);
}

TEST(DrawTest, StrataComeInTheirOrderWhateverTheLot) {
  const std::vector<Need> needs{Plain(1),
                                {.rep_id = Id{2}},
                                {.rep_id = Id{3}, .coming_account_id = Id{9}},
                                {.rep_id = Id{4}, .promised_minutes = 30}};
  for (std::int64_t seed = 0; seed < 200; ++seed) EXPECT_THAT(OrderOf(needs, seed), ElementsAre(4, 3, 2, 1));
}

TEST(DrawTest, TheSameSeedGivesTheSameOrder) {
  const std::vector<Need> needs{Plain(11), Plain(12), Plain(13), Plain(14), Plain(15)};
  EXPECT_EQ(OrderOf(needs, 4711), OrderOf(needs, 4711));
  // Pinned: a stored seed has to give the stored order for ever.
  EXPECT_THAT(OrderOf(needs, 4711), ElementsAre(13, 14, 15, 12, 11));
}

TEST(DrawTest, HowTheRepsAreListedDoesNotMatter) {
  std::vector<Need> needs{Plain(1), Plain(2), Plain(3), Plain(4)};
  const auto order = OrderOf(needs, 99);
  const auto by_id = [](const Need& a, const Need& b) { return a.rep_id < b.rep_id; };
  while (std::next_permutation(needs.begin(), needs.end(), by_id)) EXPECT_EQ(OrderOf(needs, 99), order);
}

// Somebody more in the draw leaves the others as they are among themselves.
TEST(DrawTest, WhoElseIsInItDoesNotMatter) {
  for (std::int64_t seed = 0; seed < 500; ++seed) {
    const std::vector<Need> three{Plain(1), Plain(2), Plain(3)};
    const std::vector<Need> four{Plain(1), Plain(2), Plain(3), Plain(4)};
    auto without = OrderOf(four, seed);
    std::erase(without, 4);
    ASSERT_EQ(without, OrderOf(three, seed));
  }
}

// Each order of four is as likely as any other. Of n seeds each of the 24 comes up k ~ Binomial(n, 1/24) times: within
// five standard deviations, which a fair lot misses once in some 70,000 runs of all 24, and the seeds are fixed.
TEST(DrawTest, EveryOrderIsAsLikely) {
  constexpr int kSeedsTried = 24'000;
  const std::vector<Need> needs{Plain(7'001), Plain(7'002), Plain(7'003), Plain(7'004)};
  std::map<std::vector<std::int64_t>, int> counts;
  for (std::int64_t seed = 0; seed < kSeedsTried; ++seed) ++counts[OrderOf(needs, seed)];
  ASSERT_EQ(counts.size(), 24u);
  const double expected = kSeedsTried / 24.0;
  const double bound = 5 * std::sqrt(kSeedsTried * (1 / 24.0) * (23 / 24.0));
  for (const auto& [order, count] : counts) EXPECT_NEAR(count, expected, bound);
}

// And so with real ids, which differ in few bits, and a larger team: each is first equally often.
TEST(DrawTest, EverybodyIsFirstEquallyOften) {
  constexpr int kSeedsTried = 20'000;
  constexpr int kTeam = 10;
  std::vector<Need> needs;
  for (int i = 0; i < kTeam; ++i) needs.push_back(Plain((std::int64_t{217'000'000'000} << 20) + i));
  std::map<std::int64_t, int> first, last;
  for (std::int64_t seed = 0; seed < kSeedsTried; ++seed) {
    const auto order = OrderOf(needs, seed * 50'000'017 % kSeeds);
    ++first[order.front()];
    ++last[order.back()];
  }
  const double bound = 5 * std::sqrt(kSeedsTried * 0.1 * 0.9);
  for (const Need& need : needs) {
    EXPECT_NEAR(first[need.rep_id.value], kSeedsTried / kTeam, bound);
    EXPECT_NEAR(last[need.rep_id.value], kSeedsTried / kTeam, bound);
  }
}

// Lots of one rep in two weeks have nothing to do with each other: first in both, one time in sixteen of four.
TEST(DrawTest, WeeksAreIndependent) {
  constexpr int kPairs = 16'000;
  const std::vector<Need> needs{Plain(1), Plain(2), Plain(3), Plain(4)};
  int both = 0;
  for (std::int64_t seed = 0; seed < kPairs; ++seed) {
    both += OrderOf(needs, seed).front() == 1 && OrderOf(needs, seed + 1).front() == 1 ? 1 : 0;
  }
  EXPECT_NEAR(both, kPairs / 16, 5 * std::sqrt(kPairs * (1 / 16.0) * (15 / 16.0)));
}

TEST(FitTest, TheFirstThatDoesNotFitEndsTheList) {
  const std::vector<Asked> places{{Stratum::promised, PlaceState::proposed, 60},
                                  {Stratum::client_coming, PlaceState::proposed, 45},
                                  {Stratum::long_without, PlaceState::proposed, 90},
                                  {Stratum::other, PlaceState::proposed, 15}};
  EXPECT_THAT(Fit(places, 300), ElementsAre(true, true, true, true));
  EXPECT_THAT(Fit(places, 120), ElementsAre(true, true, false, false));  // 15 would fit, and waits
  EXPECT_THAT(Fit(places, 0), ElementsAre(true, false, false, false));   // what is owed is owed
  EXPECT_TRUE(Fit({}, 300).empty());
}

TEST(FitTest, SkippedMakesRoomAndPromisedTakesIt) {
  const std::vector<Asked> places{{Stratum::long_without, PlaceState::skipped, 60},
                                  {Stratum::long_without, PlaceState::proposed, 60},
                                  {Stratum::other, PlaceState::promised, 60}};
  EXPECT_THAT(Fit(places, 120), ElementsAre(false, true, true));
  EXPECT_THAT(Fit(places, 60), ElementsAre(false, false, true));
}

}  // namespace
}  // namespace baton::week
