#include "scoreboard/wins.h"

#include <gtest/gtest.h>

#include "scoreboard/scene_for_test.h"

namespace baton::scoreboard {
namespace {

TEST(WinsTest, ATouchCountsBeforeTheProposalForSixtyDays) {
  const auto judged = [](int proposal_in, bool knows_stage = true) {
    Scene scene;
    ClosedDeal& deal = scene.Win(kJada, 80);
    deal.proposal_on = knows_stage ? std::optional(kMonday + 10 + proposal_in) : std::nullopt;
    deal.opened_on = knows_stage ? std::optional(kMonday) : std::nullopt;
    scene.TouchOf(kJada, 10);
    return Judge(scene.facts).front();
  };
  EXPECT_EQ(judged(1).kind, WinKind::touched);
  EXPECT_EQ(judged(60).kind, WinKind::touched);
  EXPECT_EQ(judged(61).kind, WinKind::without);
  EXPECT_EQ(judged(0).kind, WinKind::without) << "on the day itself is not before";
  EXPECT_EQ(judged(0, false).kind, WinKind::without);
  EXPECT_EQ(judged(0, false).missed, Missed::unknown_stage);
}

TEST(WinsTest, WithoutTheStagesTheBeginningOfTheDealIsTheLimit) {
  Scene scene;
  ClosedDeal& deal = scene.Win(kJada, 80);
  deal.proposal_on.reset();
  deal.opened_on = kMonday + 30;
  scene.TouchOf(kJada, 40);
  EXPECT_EQ(Judge(scene.facts).front().kind, WinKind::without);
  scene.TouchOf(kJada, 29);
  EXPECT_EQ(Judge(scene.facts).front().kind, WinKind::touched);
}

TEST(WinsTest, AWeeksCoachingEnablesOneWin) {
  Scene scene;
  for (int i = 0; i < 5; ++i) {
    scene.Win(kJada, 60 + i);
    scene.TouchOf(kJada, 36 + i);  // all in one week
  }
  Board board = scene.Run();
  EXPECT_EQ(board.now.touched, 1);
  EXPECT_EQ(BesideOf(*board.Find(FigureKey::wins_enabled), BesideKey::over_the_cap), 4);
  scene.TouchOf(kJada, 29);
  EXPECT_EQ(scene.Run().now.touched, 2);
  scene.TouchOf(kTom, 22);
  EXPECT_EQ(scene.Run().now.touched, 2) << "another rep's hour";
}

TEST(WinsTest, WhatTheRepLeftNoMarkInOrWasWrittenAfterwardsDoesNotCount) {
  Scene scene;
  scene.Win(kJada, 60);
  scene.Win(kTom, 60);
  scene.TouchOf(kJada, 40).marked_on.reset();
  scene.TouchOf(kTom, 40).written_on = kMonday + 60;
  const Board board = scene.Run();
  EXPECT_EQ(board.now.Enabled(), 0);
  const Figure& figure = *board.Find(FigureKey::wins_enabled);
  EXPECT_EQ(BesideOf(figure, BesideKey::not_confirmed), 1);
  EXPECT_EQ(BesideOf(figure, BesideKey::written_late), 1);
}

TEST(WinsTest, WhatTheRepWroteOnceTheDealWasWonDoesNotCount) {
  const auto judged = [](int marked) {
    Scene scene;
    scene.Win(kJada, 60);
    scene.TouchOf(kJada, 40).marked_on = kMonday + marked;
    return Judge(scene.facts).front();
  };
  EXPECT_EQ(judged(39).kind, WinKind::touched) << "on the agenda";
  EXPECT_EQ(judged(59).kind, WinKind::touched);
  EXPECT_EQ(judged(60).kind, WinKind::without);
  EXPECT_EQ(judged(60).missed, Missed::written_late) << "on the day itself nobody knows what came first";
  EXPECT_EQ(judged(70).missed, Missed::written_late);
}

TEST(WinsTest, ATouchAboutAnotherClientIsNone) {
  Scene scene;
  scene.Win(kJada, 60).account_id = kLarmar;
  scene.TouchOf(kJada, 40).account_id = kBexley;
  EXPECT_EQ(scene.Run().now.touched, 0);
  scene.facts.touches.front().account_id = kLarmar;
  EXPECT_EQ(scene.Run().now.touched, 1);
  scene.facts.touches.front().deal_id = Id{99};
  EXPECT_EQ(scene.Run().now.touched, 0);
}

TEST(WinsTest, WhoLedIsSeenFromTheMeetings) {
  Scene scene;
  scene.Win(kJada, 60).account_id = kLarmar;
  scene.TouchOf(kJada, 40);
  scene.Meet(kLarmar, 40, kJim, {kJim});
  scene.Meet(kLarmar, 50, kJim, {kJim, kJada});
  scene.Meet(kLarmar, 55, kJada, {kJada});
  Board board = scene.Run();
  EXPECT_EQ(board.wins.front().kind, WinKind::personal);
  EXPECT_EQ(BesideOf(*board.Find(FigureKey::own_deal_share), BesideKey::led_for_reps), 1);
  scene.Meet(kLarmar, 56, kJada, {kJada, kJim});  // beside the rep
  EXPECT_EQ(scene.Run().wins.front().kind, WinKind::touched) << "half is not most";
  scene.facts.meetings.clear();
  scene.Meet(kLarmar, 10, kJim, {kJim});  // before the last thirty days
  EXPECT_EQ(scene.Run().wins.front().kind, WinKind::touched);
}

TEST(WinsTest, HandedOverForAYearAfterItWasConfirmed) {
  const auto kind = [](int confirmed_before, Id to) {
    Scene scene;
    scene.Win(kJada, 60).account_id = kLarmar;
    scene.facts.handed.push_back(
        {.id = Id{900}, .account_id = kLarmar, .to_id = to, .confirmed_on = kMonday + 60 - confirmed_before});
    return Judge(scene.facts).front().kind;
  };
  EXPECT_EQ(kind(0, kJada), WinKind::handed);
  EXPECT_EQ(kind(365, kJada), WinKind::handed);
  EXPECT_EQ(kind(366, kJada), WinKind::without);
  EXPECT_EQ(kind(-1, kJada), WinKind::without) << "not confirmed yet";
  EXPECT_EQ(kind(10, kTom), WinKind::without) << "another one's client";
}

TEST(WinsTest, AJointDealCountsForNeither) {
  Scene scene;
  scene.facts.joint_minor = 50'000;
  scene.Win(kJim, 60, 50'000);
  scene.Win(kJada, 60, 49'999);
  const Board board = scene.Run();
  EXPECT_EQ(board.now.joint, 1);
  EXPECT_EQ(board.now.personal, 0);
  EXPECT_EQ(board.now.All(), 2);
}

}  // namespace
}  // namespace baton::scoreboard
