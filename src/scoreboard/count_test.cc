#include "scoreboard/count.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>

#include "json/json.h"
#include "scoreboard/more.h"
#include "scoreboard/quarters.h"
#include "scoreboard/scene_for_test.h"

namespace baton::scoreboard {
namespace {

TEST(CountTest, TheMultiplierOfTheMethods) {
  Scene scene;
  scene.Wins(27, 6, 11);
  const Board board = scene.Run();
  EXPECT_EQ(board.saying.kind, SayingKind::ratio);
  EXPECT_NEAR(*board.saying.times, 27.0 / 11, 1e-12);
  EXPECT_NEAR(*board.saying.low, 1.6, 0.05);
  EXPECT_NEAR(*board.saying.high, 3.9, 0.05);
  EXPECT_EQ(board.now.Team(), 33);
  EXPECT_EQ(board.now.All(), 44);
  const Figure& enabled = *board.Find(FigureKey::wins_enabled);
  EXPECT_NEAR(*enabled.value, 27.0 / 33, 1e-12);
  EXPECT_EQ(BesideOf(enabled, BesideKey::not_touched), 6);
  EXPECT_EQ(enabled.rows.size(), 33u);
}

TEST(CountTest, NoPersonalWinHasNoRatioAndFewWinsAreCounts) {
  Scene all;
  all.Wins(9, 0, 0);
  EXPECT_EQ(all.Run().saying.kind, SayingKind::all);
  EXPECT_FALSE(all.Run().saying.times);
  EXPECT_GT(*all.Run().saying.low, 1);
  Scene own;
  own.Wins(0, 4, 9);
  EXPECT_EQ(own.Run().saying.kind, SayingKind::own);
  EXPECT_EQ(own.Run().saying.times, 0);
  Scene few;
  few.Wins(5, 20, 2);
  EXPECT_EQ(few.Run().saying.kind, SayingKind::counts)
      << "wins without the manager are no ground for a ratio";
  EXPECT_FALSE(few.Run().saying.low);
  EXPECT_EQ(Scene().Run().saying.kind, SayingKind::nothing);
}

TEST(CountTest, SaysWhenItRoseOnlyBecauseOwnWinsFell) {
  Scene before, now;
  before.Wins(10, 4, 12);
  now.Wins(10, 4, 4);
  EXPECT_EQ(now.Run(before).saying.move, Move::only_own_fell);
  EXPECT_EQ(before.Run(now).saying.move, Move::not_risen);
  Scene more;
  more.Wins(24, 6, 8);
  EXPECT_EQ(more.Run(before).saying.move, Move::risen);
  Scene a_little;
  a_little.Wins(11, 4, 8);
  EXPECT_EQ(a_little.Run(before).saying.move, Move::risen_unclear);
  Scene nothing;
  EXPECT_EQ(now.Run(nothing).saying.move, Move::unknown);
}

TEST(CountTest, StampingLiftsTheRatioAndTheSentenceSaysSo) {
  Scene before, now;
  before.Wins(4, 10, 6);
  now.Wins(14, 0, 6);
  EXPECT_EQ(now.Run(before).saying.move, Move::only_relabelled);
}

TEST(CountTest, ManagerFreeIsOfWinsWhoseMeetingsAreKnown) {
  Scene scene;
  for (int i = 0; i < 6; ++i) {
    const ClosedDeal& deal = scene.Win(kJada, 60 + i);
    scene.Meet(*deal.account_id, 55, kJada, i < 2 ? std::vector{kJada, kJim} : std::vector{kJada});
  }
  scene.Win(kTom, 70);
  scene.Win(kJim, 70);
  const Board board = scene.Run();
  const Figure& figure = *board.Find(FigureKey::manager_free);
  EXPECT_EQ(figure.count, 4);
  EXPECT_EQ(figure.of, 6);
  EXPECT_NEAR(*figure.value, 4.0 / 6, 1e-12);
  EXPECT_EQ(BesideOf(figure, BesideKey::presence_unknown), 1);
  EXPECT_EQ(figure.rows.size(), 7u);
}

TEST(CountTest, AfterAnIntroductionOnlyWhatCameLaterIsHelp) {
  Scene scene;
  scene.Win(kJada, 80).account_id = kLarmar;
  scene.facts.deals.back().opened_on = kMonday;
  scene.facts.handed.push_back({.id = Id{900},
                                .account_id = kLarmar,
                                .to_id = kJada,
                                .introduced_on = kMonday + 20,
                                .confirmed_on = kMonday + 60});
  scene.Meet(kLarmar, 20, kJim, {kJim, kJada});
  scene.Meet(kLarmar, 60, kJada, {kJada});
  EXPECT_EQ(Judge(scene.facts).front().presence, Presence::free);
  scene.Meet(kLarmar, 21, kJada, {kJim, kJada});
  EXPECT_EQ(Judge(scene.facts).front().presence, Presence::there);
}

TEST(CountTest, TheOwnShareIsOfMoney) {
  Scene scene;
  for (const std::int64_t amount : {50, 30}) scene.Win(kJim, 60, amount);
  for (const std::int64_t amount : {20, 20, 40, 40}) scene.Win(kJada, 60, amount);
  scene.facts.deals.front().account_id = kLarmar;
  scene.dealings.kept_accounts = {kLarmar};
  scene.dealings.agreed_percent = 30;
  const Board board = scene.Run();
  const Figure& figure = *board.Find(FigureKey::own_deal_share);
  EXPECT_NEAR(*figure.value, 0.4, 1e-12);
  EXPECT_NEAR(*figure.low, 0.185667, 1e-5);
  EXPECT_NEAR(*figure.high, 0.660940, 1e-5);
  EXPECT_EQ(BesideOf(figure, BesideKey::agreed_percent), 30);
  EXPECT_EQ(BesideOf(figure, BesideKey::within_agreement), 1);
}

TEST(CountTest, BreadthIsOfTheRosterAndNamesNobody) {
  Scene scene;
  for (int i = 0; i < 6; ++i) scene.Win(kJada, 10 + i);
  for (int i = 0; i < 3; ++i) scene.Win(kTom, 10 + i);
  scene.Win(kLena, 20);
  const Figure figure = *scene.Run().Find(FigureKey::breadth);
  EXPECT_NEAR(*figure.value, 1 / 0.46, 1e-9);
  EXPECT_EQ(figure.of, 3);
  EXPECT_EQ(BesideOf(figure, BesideKey::largest_share), 600);
  scene.facts.roster = {kJada, kTom};
  EXPECT_EQ(scene.Run().Find(FigureKey::breadth)->guard, Guard::few_reps);
  EXPECT_FALSE(scene.Run().Find(FigureKey::breadth)->value);
}

TEST(CountTest, FewAndNoneAreNoRates) {
  Scene scene;
  EXPECT_EQ(scene.Run().Find(FigureKey::win_rate)->guard, Guard::no_data);
  for (int i = 0; i < 3; ++i) scene.Win(kJada, 20 + i);
  scene.Win(kJada, 30).is_won = false;
  const Figure few = *scene.Run().Find(FigureKey::win_rate);
  EXPECT_EQ(few.guard, Guard::too_few);
  EXPECT_EQ(few.count, 3);
  EXPECT_EQ(few.of, 4);
  EXPECT_FALSE(few.value);
}

TEST(CountTest, CoachingPerRepWithTheLeastCoached) {
  Scene scene;
  const auto hour = [&](int day, std::vector<Id> reps, coaching::Purpose purpose = coaching::Purpose::skill,
                        coaching::SessionState state = coaching::SessionState::held,
                        bool was_planned = true) {
    scene.dealings.hours.push_back({.id = Id{700 + std::ssize(scene.dealings.hours)},
                                    .on = kMonday + day,
                                    .purpose = purpose,
                                    .state = state,
                                    .minutes = 60,
                                    .was_planned = was_planned,
                                    .reps = std::move(reps)});
  };
  for (int i = 0; i < 4; ++i) hour(i * 7, {kJada});
  hour(3, {kJada, kTom});
  hour(4, {kJada}, coaching::Purpose::deal);
  hour(5, {kLena}, coaching::Purpose::skill, coaching::SessionState::cancelled);
  hour(6, {kTom}, coaching::Purpose::skill, coaching::SessionState::held, false);
  const Board board = scene.Run();
  // Five hours of Jada, two of Tom, none of Lena, in thirteen weeks.
  EXPECT_NEAR(*board.Find(FigureKey::coaching_hours)->value, 420.0 / 13 / 3, 1e-9);
  EXPECT_EQ(BesideOf(*board.Find(FigureKey::coaching_hours), BesideKey::deal_help), 60);
  EXPECT_EQ(board.Find(FigureKey::least_coached)->value, 0);
  EXPECT_EQ(BesideOf(*board.Find(FigureKey::least_coached), BesideKey::uncoached), 1);
  // What was written down afterwards keeps no slot: five of six.
  EXPECT_EQ(board.Find(FigureKey::slots_kept)->count, 5);
  EXPECT_EQ(board.Find(FigureKey::slots_kept)->of, 6);
}

TEST(CountTest, PromisesAreCountedByTheFirstTime) {
  Scene scene;
  const auto promise = [&](int due, std::optional<int> kept, std::int32_t minutes) {
    coaching::Promise one;
    one.id = Id{800 + std::ssize(scene.dealings.promises)};
    one.minutes = minutes;
    one.first_due_at = Instant{(kMonday + due).days * kMillisecondsPerDay};
    one.due_at = one.first_due_at + 5 * kMillisecondsPerDay;
    one.promised_at = one.first_due_at - 7 * kMillisecondsPerDay;
    if (kept) {
      one.state = coaching::PromiseState::kept;
      one.kept_at = Instant{(kMonday + *kept).days * kMillisecondsPerDay};
    }
    scene.dealings.promises.push_back({one, std::nullopt});
  };
  for (int i = 0; i < 5; ++i) promise(10 + i, 10 + i, 15);
  promise(20, 23, 60);
  promise(30, std::nullopt, 60);
  const Board board = scene.Run();
  const Figure& figure = *board.Find(FigureKey::promises_kept);
  EXPECT_EQ(figure.count, 5);
  EXPECT_EQ(figure.of, 7);
  EXPECT_EQ(BesideOf(figure, BesideKey::by_new_time), 6);
  EXPECT_EQ(BesideOf(figure, BesideKey::short_ones), 5) << "promises of a quarter of an hour are said";
  EXPECT_EQ(figure.rows.size(), 7u);
}

TEST(CountTest, AboveAFewRepsFiguresAreKept) {
  Scene scene;
  scene.dealings.is_managers = false;
  scene.dealings.reps = {kJada, kTom};
  const Board board = scene.Run();
  for (const FigureKey key : {FigureKey::coaching_hours, FigureKey::slots_kept, FigureKey::promises_kept}) {
    EXPECT_EQ(board.Find(key)->guard, Guard::few_reps);
    EXPECT_FALSE(board.Find(key)->value);
  }
  EXPECT_EQ(board.Find(FigureKey::takeovers)->guard, Guard::not_yours);
}

TEST(CountTest, SalesHaveARangeOfTheirOwn) {
  Scene scene;
  for (int i = 0; i < 5; ++i) scene.Win(kJada, 10 + i, 100);
  scene.Win(kTom, 20).amount_minor.reset();
  const Figure figure = *scene.Run().Find(FigureKey::total_sales);
  EXPECT_EQ(figure.value, 500);
  EXPECT_NEAR(*figure.low, 500 - 1.2815515655 * std::sqrt(5.0) * 100, 1e-3);
  EXPECT_EQ(BesideOf(figure, BesideKey::without_amount), 1);
  Board board = scene.Run();
  PutMargin(board, 0.3);
  EXPECT_EQ(BesideOf(*board.Find(FigureKey::total_sales), BesideKey::margin), 150);
}

TEST(CountTest, AJointDealIsNobodysShare) {
  Scene scene;
  for (int i = 0; i < 2; ++i) scene.Win(kJim, 10 + i, 10'000);
  for (int i = 0; i < 4; ++i) scene.Win(kJada, 10 + i, 10'000);
  scene.facts.joint_minor = 500'000;
  scene.Win(kJim, 30, 500'000);
  scene.Win(kTom, 31, 900'000);
  const Figure figure = *scene.Run().Find(FigureKey::own_deal_share);
  EXPECT_NEAR(*figure.value, 1.0 / 3, 1e-12);
  EXPECT_EQ(figure.count, 2);
  EXPECT_EQ(figure.of, 6);
  EXPECT_EQ(figure.rows.size(), 6u);
  EXPECT_EQ(BesideOf(figure, BesideKey::joint), 2);
  EXPECT_EQ(BesideOf(figure, BesideKey::without_amount), 0);
}

// What these numbers are is what the definitions say. Where this fails because something is counted otherwise now: raise kDefinitions
// (quarters.h), say in docs/scoreboard.md what changed, and write the new numbers here. Quarters that are closed keep the old ones.
TEST(DefinitionsTest, AreThoseOfTheirVersion) {
  Scene scene;
  scene.Wins(8, 4, 5);
  scene.Win(kJada, 60, 7'500);
  scene.TouchOf(kJada, 40);
  scene.Win(kTom, 50).is_won = false;
  scene.Meet(*scene.facts.deals.back().account_id, 45, kTom, {kTom});
  scene.dealings.hours.push_back({.id = Id{7}, .on = kMonday + 3, .minutes = 90, .reps = {kJada, kTom}});
  scene.dealings.agreed_percent = 20;
  Scene before;
  before.Wins(3, 6, 6);
  const Board board = scene.Run(before);
  std::string text =
      fmt::format("{:.3f} {:.3f} {:.3f}", *board.saying.times, *board.saying.low, *board.saying.high);
  for (const Figure& figure : board.figures) {
    text += fmt::format("; {} {}/{} {:.4g} {:.4g} {:.4g}", json::NameOf(figure.key), figure.count, figure.of,
                        figure.value.value_or(-1), figure.low.value_or(-1), figure.high.value_or(-1));
  }
  EXPECT_EQ(kDefinitions, 3);
  EXPECT_EQ(text,
            "1.800 0.894 3.679; "
            "wins_enabled 9/13 0.6923 0.5147 0.8268; "
            "total_wins 18/0 1.2 0.7687 1.877; "
            "total_sales 18/18 1.775e+05 1.238e+05 2.312e+05; "
            "win_rate 13/14 0.9286 0.7888 0.9784; "
            "manager_free 0/0 -1 -1 -1; "
            "breadth 13/3 2.965 2.436 3; "
            "own_deal_share 5/18 0.2817 0.1684 0.4316; "
            "coaching_hours 1/0 4.615 -1 -1; "
            "least_coached 0/3 0 -1 -1; "
            "slots_kept 1/1 -1 -1 -1; "
            "promises_kept 0/0 -1 -1 -1; "
            "takeovers 0/0 -1 -1 -1; "
            "handed_over 1/0 1 -1 -1");
}

}  // namespace
}  // namespace baton::scoreboard
