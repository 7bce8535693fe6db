#include "ties/breadth.h"

#include <gtest/gtest.h>

namespace baton::ties {
namespace {

constexpr Id kJim{1};
constexpr Id kJada{2};
constexpr Id kTom{3};
constexpr Id kBill{11};
constexpr Id kPurchasing{12};

TEST(BreadthTest, SaysNothingWhereNothingIsKnown) {
  EXPECT_FALSE(BreadthOf({}));
  const PairTie none[] = {{kJim, kBill, 0}};
  EXPECT_FALSE(BreadthOf(none));
}

TEST(BreadthTest, OneAloneIsAThread) {
  const PairTie ties[] = {{kJim, kBill, 0.4}, {kJim, kPurchasing, 0.4}, {kJada, kBill, 0}};
  const auto breadth = BreadthOf(ties);
  ASSERT_TRUE(breadth);
  EXPECT_EQ(breadth->shares.size(), 1u);
  EXPECT_DOUBLE_EQ(breadth->colleagues, 1);
  EXPECT_DOUBLE_EQ(breadth->contacts, 2);
  EXPECT_TRUE(breadth->is_single_thread);
  EXPECT_EQ(ShareOf(*breadth, kJim), 1);
  EXPECT_EQ(ShareOf(*breadth, kJada), 0);
}

TEST(BreadthTest, TwoAlikeAreTwo) {
  const PairTie ties[] = {{kJim, kBill, 0.3}, {kJada, kPurchasing, 0.3}};
  const auto breadth = BreadthOf(ties);
  EXPECT_DOUBLE_EQ(breadth->colleagues, 2);
  EXPECT_FALSE(breadth->is_single_thread);
}

TEST(BreadthTest, WhoDecidesCountsMore) {
  const PairTie ties[] = {
      {kJim, kBill, 0.5, 1}, {kJada, kPurchasing, 0.5, 0.4}, {kTom, kPurchasing, 0.5, 0.1}};
  const auto breadth = BreadthOf(ties);
  EXPECT_EQ(breadth->shares[0].person_id, kJim);
  EXPECT_NEAR(ShareOf(*breadth, kJim), 1 / 1.5, 1e-12);
  EXPECT_NEAR(ShareOf(*breadth, kJada), 0.4 / 1.5, 1e-12);
  EXPECT_FALSE(breadth->is_single_thread);
}

// Many who hardly know anybody make no second thread.
TEST(BreadthTest, AFaintSecondIsNoThread) {
  const PairTie many_faint[] = {{kJim, kBill, 0.5}, {kJada, kBill, 0.12}, {kTom, kBill, 0.12}};
  EXPECT_GT(BreadthOf(many_faint)->colleagues, ThreadBounds{}.colleagues);
  EXPECT_TRUE(BreadthOf(many_faint)->is_single_thread);
  const PairTie one_good[] = {{kJim, kBill, 0.5}, {kJada, kBill, 0.13}, {kTom, kBill, 0.12}};
  EXPECT_FALSE(BreadthOf(one_good)->is_single_thread);
  EXPECT_TRUE(HasSecond(*BreadthOf(one_good), kJim));
  EXPECT_FALSE(HasSecond(*BreadthOf(many_faint), kJim));
}

TEST(BreadthTest, WhatAThreadIsCanBeJudgedOtherwise) {
  const PairTie ties[] = {{kJim, kBill, 0.5}, {kJada, kBill, 0.2}};
  EXPECT_FALSE(BreadthOf(ties)->is_single_thread);
  EXPECT_TRUE(BreadthOf(ties, {.colleagues = 2})->is_single_thread);
  const auto stricter = BreadthOf(ties, {.second = 0.5});
  EXPECT_TRUE(stricter->is_single_thread);
  EXPECT_FALSE(HasSecond(*stricter, kJim));
  EXPECT_TRUE(HasSecond(*stricter, kJada)) << "Jim is close beside her in any case";
}

}  // namespace
}  // namespace baton::ties
