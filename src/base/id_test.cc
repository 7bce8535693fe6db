#include "base/id.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <thread>
#include <vector>

namespace baton {
namespace {

TEST(IdTest, GrowsWithTime) {
  FixedClock clock(Instant{1'600'000'000'000});
  IdSource ids(clock, 0);
  const Id first = ids.Next();
  clock.Set(Instant{1'600'000'000'001});
  const Id second = ids.Next();
  EXPECT_EQ(second.value - first.value, std::int64_t{1} << 20);
}

TEST(IdTest, NeverGoesBackWhenTheClockDoes) {
  FixedClock clock(Instant{1'600'000'000'000});
  IdSource ids(clock, 3);
  Id last = ids.Next();
  for (int i = 0; i < 10'000; ++i) {
    clock.Set(Instant{1'600'000'000'000 - i});
    const Id next = ids.Next();
    ASSERT_GT(next, last);
    last = next;
  }
}

TEST(IdTest, NodesNeverMakeTheSameId) {
  const FixedClock clock(Instant{1'600'000'000'000});
  IdSource one(clock, 1);
  IdSource two(clock, 2);
  EXPECT_NE(one.Next(), two.Next());
}

TEST(IdTest, ThreadsNeverShareAnId) {
  const SystemClock clock;
  IdSource ids(clock, 0);
  std::vector<std::vector<Id>> made(4);
  {
    std::vector<std::jthread> threads;
    for (auto& list : made) {
      threads.emplace_back([&] {
        for (int i = 0; i < 5'000; ++i) list.push_back(ids.Next());
      });
    }
  }
  std::vector<Id> all;
  for (const auto& list : made) all.insert(all.end(), list.begin(), list.end());
  std::ranges::sort(all);
  EXPECT_EQ(std::ranges::adjacent_find(all), all.end());
}

TEST(IdTest, ReadsWhatItWrites) {
  EXPECT_EQ(ParseId(ToString(Id{9'007'199'254'740'993})), Id{9'007'199'254'740'993});
}

TEST(IdTest, RefusesWhatIsNoId) {
  for (const char* text :
       {"", "0", "-1", "+1", "01", "1 ", " 1", "1.0", "1e3", "9223372036854775808", "abc", "１"}) {
    EXPECT_EQ(ParseId(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace baton
