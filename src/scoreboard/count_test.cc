#include "scoreboard/count.h"

#include <gtest/gtest.h>

#include <cmath>

namespace baton::scoreboard {
namespace {

constexpr Id kJim{1};
constexpr Id kJada{11};
constexpr Id kTom{12};
constexpr Id kLena{13};
constexpr Id kLarmar{101};
constexpr Id kBexley{102};
const Day kMonday = *ParseDay("2026-08-31");  // of thirteen weeks
const Span kSpan{kMonday, kMonday + 90};

// Facts in the making: one deal after the other.
class Scene {
 public:
  Scene() {
    facts.span = kSpan;
    facts.manager_id = kJim;
    facts.roster = {kJada, kTom, kLena};
    dealings.reps = facts.roster;
    dealings.now = *ParseInstant("2026-11-29T12:00:00Z");
  }

  ClosedDeal& Win(Id owner, int day, std::int64_t amount = 10'000) {
    facts.deals.push_back({.id = Id{++last_},
                           .account_id = Id{200 + last_},
                           .owner_id = owner,
                           .closed_on = kMonday + day,
                           .opened_on = kMonday + day - 40,
                           .proposal_on = kMonday + day - 10,
                           .amount_minor = amount});
    return facts.deals.back();
  }
  Touch& TouchOf(Id rep, int day) {
    facts.touches.push_back({.kind = TouchKind::session,
                             .id = Id{500 + ++last_},
                             .rep_id = rep,
                             .on = kMonday + day,
                             .written_on = kMonday + day,
                             .has_reps_mark = true});
    return facts.touches.back();
  }
  void Meet(Id account, int day, Id owner, std::vector<Id> people) {
    facts.meetings.push_back({account, kMonday + day, owner, std::move(people)});
  }
  // `enabled` wins of reps, each with its own touch, and `personal` ones.
  void Wins(int enabled, int without, int personal) {
    for (int i = 0; i < enabled; ++i) {
      Win(i % 2 == 0 ? kJada : kTom, 12 + i * 7 % 70);
    }
    for (int i = 0; i < enabled; ++i)
      facts.handed.push_back(HandedFor(facts.deals[facts.deals.size() - enabled + i]));
    for (int i = 0; i < without; ++i) Win(kLena, 5 + i);
    for (int i = 0; i < personal; ++i) Win(kJim, 20 + i);
  }
  HandedOver HandedFor(const ClosedDeal& deal) {
    return {.id = Id{900 + ++last_},
            .account_id = *deal.account_id,
            .to_id = deal.owner_id,
            .introduced_on = deal.closed_on - 100,
            .confirmed_on = deal.closed_on - 60};
  }

  Board Run(const Scene& before, Against against = Against::year_ago) const {
    return Count(facts, before.facts, against, dealings);
  }
  Board Run() const { return Run(Scene()); }

  Facts facts;
  Dealings dealings;

 private:
  std::int64_t last_ = 0;
};

std::int64_t BesideOf(const Figure& figure, BesideKey key) {
  for (const Beside& one : figure.beside) {
    if (one.key == key) return one.value;
  }
  return -1;
}

// As in the methods: 27 to 11.
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
  Scene few;
  few.Wins(5, 20, 2);
  EXPECT_EQ(few.Run().saying.kind, SayingKind::counts)
      << "wins without the manager are no ground for a ratio";
  EXPECT_FALSE(few.Run().saying.low);
  EXPECT_EQ(Scene().Run().saying.kind, SayingKind::nothing);
}

// "You sell less; the team does not yet win more."
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

// More of the team's wins are called enabled; the team wins as many as before.
TEST(CountTest, StampingLiftsTheRatioAndTheSentenceSaysSo) {
  Scene before, now;
  before.Wins(4, 10, 6);
  now.Wins(14, 0, 6);
  EXPECT_EQ(now.Run(before).saying.move, Move::only_relabelled);
}

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

// A touch on every deal: the week counts once.
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
  scene.TouchOf(kJada, 40).has_reps_mark = false;
  scene.TouchOf(kTom, 40).written_on = kMonday + 60;
  const Board board = scene.Run();
  EXPECT_EQ(board.now.Enabled(), 0);
  const Figure& figure = *board.Find(FigureKey::wins_enabled);
  EXPECT_EQ(BesideOf(figure, BesideKey::not_confirmed), 1);
  EXPECT_EQ(BesideOf(figure, BesideKey::written_late), 1);
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

// A deal is parked with a rep on paper: who met the client led it.
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

// Money: 80 of 200, worth as much as 40,000 / 7,400 = 5.405 equal ones; Wilson with that count at 80%.
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

// Fewer than five are counts, none is no 0%.
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

// Above a team of two no figure that is the two's alone is told.
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
}

}  // namespace
}  // namespace baton::scoreboard
