#include "cover/calls.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace baton::cover {
namespace {

constexpr Id kJims{1}, kToms{2}, kLenas{3};
const Day kToday = *ParseDay("2026-11-24");  // a Tuesday

std::vector<Id> Ids(const std::vector<ClientToCall>& clients) {
  std::vector<Id> ids;
  for (const ClientToCall& client : clients) ids.push_back(client.account_id);
  return ids;
}

TEST(CallsTest, SignatureThenRenewalThenLoss) {
  const std::vector<ClientToCall> clients = {
      {.account_id = Id{1}, .expected_minor = 900, .has_second = true},
      {.account_id = Id{2}, .expected_minor = 900, .has_second = false},
      {.account_id = Id{8}, .expected_minor = 900},
      {.account_id = Id{3}, .expected_minor = 10, .renewal_on = kToday + kRenewalIsNear},
      {.account_id = Id{4}, .expected_minor = 5, .is_at_signature = true},
      {.account_id = Id{5}, .expected_minor = 1, .is_at_signature = true, .closes_on = kToday + 3},
      {.account_id = Id{6}, .expected_minor = 2000, .renewal_on = kToday + kRenewalIsNear + 1},
      {.account_id = Id{7}, .expected_minor = 3, .renewal_on = kToday - 1},
  };
  EXPECT_EQ(Ids(OrderOf(clients, kToday)),
            (std::vector<Id>{Id{5}, Id{4}, Id{3}, Id{6}, Id{2}, Id{8}, Id{1}, Id{7}}))
      << "of three alike: nobody else, then not known, then somebody";
}

// What was booked or promised for the week comes before a renewal, the earlier day first; one that is over or later does not count.
TEST(CallsTest, WhatWaitsInTheseDays) {
  const std::vector<ClientToCall> clients = {
      {.account_id = Id{1}, .expected_minor = 900, .waits_on = kToday + kWaitsSoon},
      {.account_id = Id{2}, .waits_on = kToday + (kWaitsSoon - 1)},
      {.account_id = Id{3}, .waits_on = kToday},
      {.account_id = Id{4}, .expected_minor = 800, .waits_on = kToday - 1},
      {.account_id = Id{5}, .renewal_on = kToday + 1},
      {.account_id = Id{6}, .is_at_signature = true, .waits_on = kToday + 2},
  };
  EXPECT_EQ(Ids(OrderOf(clients, kToday)), (std::vector<Id>{Id{6}, Id{3}, Id{2}, Id{5}, Id{1}, Id{4}}));
}

TEST(CallsTest, TheSameWhateverTheyCameIn) {
  std::mt19937 random(5);
  std::vector<ClientToCall> clients;
  for (int i = 0; i < 40; ++i) {
    clients.push_back({.account_id = Id{i + 1},
                       .expected_minor = static_cast<std::int64_t>(random() % 4),
                       .is_at_signature = random() % 5 == 0,
                       .has_second = random() % 2 == 0});
  }
  const auto order = Ids(OrderOf(clients, kToday));
  for (int round = 0; round < 20; ++round) {
    std::ranges::shuffle(clients, random);
    EXPECT_EQ(Ids(OrderOf(clients, kToday)), order);
  }
}

// What stands first by a deal stays; what stands there by its loss stays as long as no other passes it.
TEST(CallsTest, HowManyStayFirst) {
  const auto order = OrderOf({{.account_id = Id{1}, .expected_minor = 5, .is_at_signature = true},
                              {.account_id = Id{2}, .expected_minor = 900},
                              {.account_id = Id{3}, .expected_minor = 800},
                              {.account_id = Id{4}, .expected_minor = 100}},
                             kToday);
  const std::vector<std::int64_t> alike{1, 90, 80, 10};
  const std::vector<std::int64_t> swapped{1, 80, 90, 10};
  const std::vector<std::int64_t> passed{1, 10, 90, 100};
  for (std::size_t first = 0; first <= order.size(); ++first)
    EXPECT_EQ(StayFirst(order, alike, first, kToday), first);
  EXPECT_EQ(StayFirst(order, swapped, 3, kToday), 3u) << "in another order, but the same three";
  EXPECT_EQ(StayFirst(order, swapped, 2, kToday), 1u);
  EXPECT_EQ(StayFirst(order, passed, 3, kToday), 2u);
  EXPECT_EQ(StayFirst(order, passed, 1, kToday), 1u);
}

TEST(CallsTest, WhoComesFirstCallsUnlessAnotherHasTimeSooner) {
  const std::vector<ClientToCall> order = {{.account_id = Id{1}, .callers = {kToms, kJims}},
                                           {.account_id = Id{2}, .callers = {kToms, kJims}},
                                           {.account_id = Id{3}, .callers = {kToms, kJims}}};
  // Tom has one call a day: the second stays his for tomorrow, since Jim is one step further down; the third is Jim's today.
  const auto calls = PlaceCalls(order, {{kToms, {1, 1, 1, 1, 1}}, {kJims, {1, 0, 0, 0, 0}}});
  EXPECT_EQ(calls[0].caller, kToms);
  EXPECT_EQ(calls[0].day, 0u);
  EXPECT_EQ(calls[1].caller, kToms);
  EXPECT_EQ(calls[1].day, 1u);
  EXPECT_EQ(calls[2].caller, kJims);
  EXPECT_EQ(calls[2].day, 0u);
}

TEST(CallsTest, NobodyHasTime) {
  const std::vector<ClientToCall> order = {{.account_id = Id{1}, .callers = {kToms}},
                                           {.account_id = Id{2}, .callers = {kToms}},
                                           {.account_id = Id{3}, .callers = {}}};
  const auto calls = PlaceCalls(order, {{kToms, {0, 0, 1, 0, 0}}});
  EXPECT_EQ(calls[0].day, 2u);
  EXPECT_FALSE(calls[1].caller);
  EXPECT_FALSE(calls[1].day);
  EXPECT_FALSE(calls[2].caller);
}

// However many there are, nobody has more calls on a day than there is time for.
TEST(CallsTest, KeepsToTheTimes) {
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    std::vector<CallerTime> times;
    for (const Id id : {kJims, kToms, kLenas}) {
      CallerTime time{id, {}};
      for (std::size_t day = 0; day < kWeekDays; ++day) time.calls.push_back(random() % 3);
      times.push_back(time);
    }
    std::vector<ClientToCall> order;
    for (int i = 0; i < 25; ++i) {
      std::vector<Id> callers = {kJims, kToms, kLenas};
      std::ranges::shuffle(callers, random);
      order.push_back({.account_id = Id{i + 1}, .callers = callers});
    }
    const auto calls = PlaceCalls(order, times);
    std::size_t room = 0;
    std::size_t placed = 0;
    for (CallerTime& time : times) {
      for (const std::size_t left : time.calls) room += left;
    }
    for (const PlacedCall& call : calls) {
      if (!call.caller) continue;
      ++placed;
      auto& left = std::ranges::find(times, *call.caller, &CallerTime::id)->calls[*call.day];
      ASSERT_GT(left, 0u);
      --left;
    }
    EXPECT_EQ(placed, std::min(room, order.size()));  // nobody is left out while somebody has time
  }
}

TEST(CallsTest, FiveWorkingDays) {
  EXPECT_EQ(ToString(FirstWeek(kToday).back()), "2026-11-30");
  EXPECT_EQ(ToString(FirstWeek(*ParseDay("2026-11-28")).front()), "2026-11-30");
}

}  // namespace
}  // namespace baton::cover
