#include "scoreboard/more.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "scoreboard/case_mix.h"
#include "scoreboard/scene_for_test.h"
#include "stats/share.h"

namespace baton::scoreboard {
namespace {

class MoreScene {
 public:
  MoreScene() {
    facts.span = kSpan;
    facts.before = {kSpan.from - 364, kSpan.to - 364};
    facts.today = kSpan.to;
    for (const Id rep : {kJada, kTom, kLena}) Join(rep, 1000);
  }
  // Before the end of the time.
  void Join(Id rep, int days_ago, std::optional<int> left_ago = {}) {
    TeamRep one{.id = rep, .started_on = facts.today - days_ago};
    if (left_ago) one.left_on = facts.today - *left_ago;
    if (!left_ago) facts.reps.push_back(rep);
    facts.roster.push_back(one);
  }
  void Wins(Id rep, int now, int before, std::int64_t amount = 100) {
    for (int i = 0; i < now; ++i) Win(rep, facts.span.from + 3 * i, amount);
    for (int i = 0; i < before; ++i) Win(rep, facts.before.from + 3 * i, amount);
  }
  void Win(Id rep, Day on, std::int64_t amount = 100) {
    facts.wins.push_back({.id = Id{++last_}, .rep_id = rep, .on = on, .amount_minor = amount});
    std::ranges::sort(facts.wins, {}, &RepWin::on);
  }
  Figure Find(FigureKey key) const {
    for (Figure& figure : MoreFiguresOf(facts)) {
      if (figure.key == key) return figure;
    }
    return {};
  }

  MoreFacts facts;

 private:
  std::int64_t last_ = 0;
};

TEST(MoreTest, TheMedianRepIsOfAFixedRosterWithThoseWhoLeft) {
  MoreScene scene;
  scene.Join(Id{14}, 900);
  scene.Join(Id{15}, 800, 60);  // left
  scene.Join(Id{16}, 20);       // came since: no past
  scene.Wins(kJada, 5, 2);
  scene.Wins(kTom, 3, 2);
  scene.Wins(kLena, 2, 2);
  scene.Wins(Id{14}, 2, 1);
  scene.Wins(Id{15}, 0, 4);
  scene.Wins(Id{16}, 9, 0);
  const Figure figure = scene.Find(FigureKey::median_lift);
  // 3, 1, 0, 1, -4: the middle is 1, and of five the ends are the range.
  EXPECT_EQ(figure.of, 5);
  EXPECT_EQ(figure.value, 1);
  EXPECT_EQ(figure.low, -4);
  EXPECT_EQ(figure.high, 3);
  EXPECT_EQ(BesideOf(figure, BesideKey::left), 1);
  EXPECT_EQ(figure.rows.size(), 23u);
}

TEST(MoreTest, NeitherComingFromAnotherTeamNorGoingToOneLiftsTheMedian) {
  MoreScene scene;
  for (const Id rep : {Id{14}, Id{15}, Id{16}}) scene.Join(rep, 900);
  for (const Id rep : {kJada, kTom, kLena, Id{14}}) scene.Wins(rep, 2, 2);
  for (const Id rep : {Id{15}, Id{16}}) scene.Wins(rep, 9, 1);
  scene.facts.moved_in = {Id{15}, Id{16}};
  scene.facts.moved_out = 3;
  for (const FigureKey key : {FigureKey::median_lift, FigureKey::reps_growing}) {
    const Figure figure = scene.Find(key);
    EXPECT_EQ(figure.of, 4);
    EXPECT_EQ(figure.rows.size(), 16u);
    EXPECT_EQ(BesideOf(figure, BesideKey::moved_in), 2);
    EXPECT_EQ(BesideOf(figure, BesideKey::moved_out), 3);
  }
  EXPECT_EQ(scene.Find(FigureKey::median_lift).value, 0);
}

TEST(MoreTest, RemovingTheWeakLiftsTheMeanNotTheMedian) {
  MoreScene scene;
  scene.Join(Id{14}, 900, 80);
  scene.Join(Id{15}, 900, 80);
  for (const Id rep : {kJada, kTom, kLena}) scene.Wins(rep, 4, 4);
  scene.Wins(Id{14}, 0, 1);
  scene.Wins(Id{15}, 0, 1);
  EXPECT_EQ(scene.Find(FigureKey::median_lift).value, 0);
}

TEST(MoreTest, FewRepsOrWinsGiveNoLift) {
  MoreScene scene;
  EXPECT_EQ(scene.Find(FigureKey::median_lift).guard, Guard::no_data);
  scene.Wins(kJada, 6, 6);
  EXPECT_EQ(scene.Find(FigureKey::median_lift).guard, Guard::too_few) << "of three reps no range can be said";
  scene.facts.roster.pop_back();
  EXPECT_EQ(scene.Find(FigureKey::median_lift).guard, Guard::few_reps);
  EXPECT_FALSE(scene.Find(FigureKey::median_lift).value);
}

TEST(MoreTest, GrowingIsCountedAndNamesNobody) {
  MoreScene scene;
  scene.Join(Id{14}, 900);
  scene.Join(Id{15}, 900);
  scene.Wins(kJada, 3, 1);
  scene.Wins(kTom, 2, 2);
  scene.Wins(kLena, 2, 1);
  const Figure figure = scene.Find(FigureKey::reps_growing);
  EXPECT_EQ(figure.count, 2);
  EXPECT_EQ(figure.of, 5);
  EXPECT_NEAR(*figure.value, 0.4, 1e-12);
  scene.facts.reps = {kJada, kTom};
  EXPECT_EQ(scene.Find(FigureKey::reps_growing).guard, Guard::few_reps);
  EXPECT_TRUE(scene.Find(FigureKey::reps_growing).rows.empty());
}

// Third wins after 10, 20 and 30 weeks, one not there after 26, one left after 15: 1 - 1/5, then of 3 at risk 2/3, then nobody is left.
TEST(MoreTest, RampTimeIsTheMedianWithThoseWhoAreNotThereYet) {
  MoreScene scene;
  scene.facts.roster.clear();
  const auto ramp = [&](Id rep, int weeks_ago, std::optional<int> third_after,
                        std::optional<int> left_after = {}) {
    const Day start = scene.facts.today - 7 * weeks_ago;
    scene.facts.roster.push_back({.id = rep, .started_on = start});
    if (left_after) scene.facts.roster.back().left_on = start + 7 * *left_after;
    for (int i = 0; third_after && i < 4; ++i) scene.Win(rep, start + 7 * *third_after - 14 + 7 * i);
  };
  ramp(Id{21}, 40, 10);
  ramp(Id{22}, 50, 20);
  ramp(Id{23}, 60, 30);
  ramp(Id{24}, 26, std::nullopt);
  EXPECT_EQ(scene.Find(FigureKey::ramp_time).guard, Guard::too_few) << "of four";
  ramp(Id{25}, 70, std::nullopt, 15);
  const Figure figure = scene.Find(FigureKey::ramp_time);
  EXPECT_EQ(figure.count, 3);
  EXPECT_EQ(figure.of, 5);
  EXPECT_EQ(BesideOf(figure, BesideKey::not_yet), 2);
  EXPECT_EQ(figure.value, 30);
  EXPECT_EQ(figure.rows.size(), 9u) << "the first three wins of each";
  scene.facts.wins.resize(2);
  EXPECT_EQ(scene.Find(FigureKey::ramp_time).guard, Guard::not_reached);
}

TEST(MoreTest, WhoWasCoachedAndStaysIsAShareOfThoseOfWhomItIsKnown) {
  MoreScene scene;
  scene.facts.roster.clear();
  scene.facts.reps.clear();
  for (int i = 0; i < 7; ++i) {
    const Id rep{30 + i};
    scene.Join(rep, 1000, i == 0 ? std::optional(200) : std::nullopt);
    scene.facts.hours.push_back(
        {.id = Id{700 + i}, .on = scene.facts.today - (i == 6 ? 100 : 400), .minutes = 60, .reps = {rep}});
  }
  const Figure figure = scene.Find(FigureKey::stay_rate);
  EXPECT_EQ(figure.count, 5);
  EXPECT_EQ(figure.of, 6);
  EXPECT_EQ(BesideOf(figure, BesideKey::not_yet), 1);
  // One left when six were at risk; the one of 100 days was censored before.
  EXPECT_NEAR(*figure.value, 5.0 / 6, 1e-12);
  EXPECT_LT(*figure.low, 5.0 / 6);
  EXPECT_EQ(figure.row_kind, RowKind::session);
}

TEST(MoreTest, WhoIsPromotedOrInAnotherTeamIsStillHere) {
  MoreScene scene;
  const auto coached = [&](Id rep) {
    scene.facts.hours.push_back({.id = Id{700 + std::ssize(scene.facts.hours)},
                                 .on = scene.facts.today - 500,
                                 .minutes = 60,
                                 .reps = {rep}});
  };
  for (const Id rep : {kJada, kTom, kLena, Id{21}, Id{22}, Id{23}}) coached(rep);
  scene.facts.moved_on = {{.id = Id{21}, .is_promoted = true},
                          {.id = Id{22}},
                          {.id = Id{23}, .left_on = scene.facts.today - 400},
                          {.id = Id{24}, .is_promoted = true}};  // never coached
  const Figure figure = scene.Find(FigureKey::stay_rate);
  EXPECT_EQ(figure.of, 6);
  EXPECT_EQ(figure.count, 5);
  EXPECT_EQ(BesideOf(figure, BesideKey::promoted), 1);
  EXPECT_EQ(figure.rows.size(), 6u);
}

EnteredDeal Deal(std::int64_t id, const char* segment, Entry entry, std::int64_t amount, bool is_won) {
  return {.id = Id{id}, .segment = segment, .entry = entry, .amount_minor = amount, .is_won = is_won};
}

// In one segment four of five are won, in the other one of five.
std::vector<EnteredDeal> TwoSegments() {
  std::vector<EnteredDeal> closed;
  for (int i = 0; i < 100; ++i) {
    closed.push_back(Deal(i, i % 2 == 0 ? "Small" : "Large", Entry::early, 1000 + i,
                          i % 10 < 8 ? i % 2 == 0 : i % 2 != 0));
  }
  return closed;
}

TEST(CaseMixTest, AWinWhereFewWinIsWorthMore) {
  const auto mix = LearnMix(TwoSegments());
  ASSERT_TRUE(mix);
  const double small = mix->Chance(Deal(1, "Small", Entry::early, 1050, false));
  const double large = mix->Chance(Deal(1, "Large", Entry::early, 1050, false));
  EXPECT_NEAR(small, 0.8, 0.05);
  EXPECT_NEAR(large, 0.2, 0.05);
  MoreScene easy, hard;
  easy.facts.learn = hard.facts.learn = TwoSegments();
  for (int i = 0; i < 10; ++i) {
    easy.facts.judge.push_back(Deal(200 + i, "Small", Entry::early, 1050, i < 7));
    hard.facts.judge.push_back(Deal(200 + i, "Large", Entry::early, 1050, i < 7));
  }
  const Figure of_easy = easy.Find(FigureKey::case_mix);
  const Figure of_hard = hard.Find(FigureKey::case_mix);
  EXPECT_EQ(of_easy.count, 7);
  EXPECT_LT(*of_easy.high, *of_hard.value) << "the same seven of ten";
  EXPECT_GT(*of_hard.low, 1);
  EXPECT_NEAR(*of_hard.value, (1 + 7.0) / (1 + 10 * large), 1e-9) << "as the rows say";
  EXPECT_EQ(of_hard.notes.size(), 10u);
}

// Who holds back what is unsure enters deals at the proposal: then more of them are expected to be won.
TEST(CaseMixTest, EnteringLateRaisesWhatIsExpected) {
  std::vector<EnteredDeal> closed;
  for (int i = 0; i < 80; ++i)
    closed.push_back(
        Deal(i, "", i % 2 == 0 ? Entry::late : Entry::early, 500, i % 2 == 0 ? i % 8 != 0 : i % 8 == 1));
  const auto mix = LearnMix(closed);
  ASSERT_TRUE(mix);
  EXPECT_GT(mix->Chance(Deal(1, "", Entry::late, 500, false)), 0.6);
  EXPECT_LT(mix->Chance(Deal(1, "", Entry::early, 500, false)), 0.4);
}

TEST(CaseMixTest, TooFewTellNothing) {
  auto closed = TwoSegments();
  closed.resize(kFewestLearnt - 1);
  EXPECT_FALSE(LearnMix(closed));
  closed = TwoSegments();
  for (EnteredDeal& deal : closed) deal.is_won = true;
  EXPECT_FALSE(LearnMix(closed));
  EXPECT_FALSE(LearnMix({}));
  MoreScene scene;
  EXPECT_EQ(scene.Find(FigureKey::case_mix).guard, Guard::no_data);
  for (int i = 0; i < 9; ++i) scene.facts.judge.push_back(Deal(i, "", Entry::early, 10, true));
  EXPECT_EQ(scene.Find(FigureKey::case_mix).guard, Guard::no_model);
  EXPECT_FALSE(scene.Find(FigureKey::case_mix).value);
}

TEST(MoreTest, LessHangsOnTheManagerWhereOthersComeClose) {
  MoreScene scene;
  EXPECT_EQ(scene.Find(FigureKey::dependence_removed).guard, Guard::no_ties);
  scene.facts.clients.emplace();
  for (int i = 0; i < 4; ++i) {
    scene.facts.clients->push_back({.id = Id{300 + i},
                                    .revenue_minor = 1'000'000,
                                    .share_before = 0.9,
                                    .share_after = i < 2 ? 0.4 : 0.9,
                                    .has_second_after = i < 2});
  }
  const Figure figure = scene.Find(FigureKey::dependence_removed);
  EXPECT_GT(*figure.value, 0);
  EXPECT_LE(*figure.low, *figure.value);
  EXPECT_GE(*figure.high, *figure.value);
  EXPECT_NEAR(
      *figure.value,
      static_cast<double>(BesideOf(figure, BesideKey::at_start) - BesideOf(figure, BesideKey::at_end)), 1);
  // A client of whom nothing is known says nothing, in neither direction.
  scene.facts.clients->push_back({.id = Id{310}, .revenue_minor = 9'000'000, .share_before = 0.9});
  scene.facts.clients->push_back({.id = Id{311}, .share_before = 0.9, .share_after = 0.1});
  const Figure more = scene.Find(FigureKey::dependence_removed);
  EXPECT_EQ(more.value, figure.value);
  EXPECT_EQ(BesideOf(more, BesideKey::without_ties), 1);
  EXPECT_EQ(BesideOf(more, BesideKey::without_revenue), 1);
  EXPECT_EQ(more.count, 4);
  EXPECT_EQ(more.of, 6);
  for (HungClient& one : *scene.facts.clients)
    one.share_after = one.share_before, one.has_second_after = false;
  const Figure same = scene.Find(FigureKey::dependence_removed);
  EXPECT_EQ(same.value, 0);
  EXPECT_FALSE(same.low || same.high) << "no range of nothing";
}

TEST(MoreTest, ClientsHandedOverAreJudgedAfterHalfAYear) {
  MoreScene scene;
  const auto handed = [&](int days_ago, bool is_alive, double share) {
    scene.facts.handed.push_back({.handoff_id = Id{900 + std::ssize(scene.facts.handed)},
                                  .account_id = Id{300},
                                  .to_id = kJada,
                                  .confirmed_on = scene.facts.today - days_ago,
                                  .share = share,
                                  .is_alive = is_alive});
  };
  EXPECT_EQ(scene.Find(FigureKey::handoff_retention).guard, Guard::no_data);
  for (int i = 0; i < 6; ++i) handed(200 + i, i > 0, 0.9);
  handed(30, true, 0.9);
  scene.facts.one_thread = 7;
  const Figure figure = scene.Find(FigureKey::handoff_retention);
  EXPECT_EQ(figure.count, 5);
  EXPECT_EQ(figure.of, 6);
  EXPECT_EQ(BesideOf(figure, BesideKey::too_young), 1);
  EXPECT_EQ(BesideOf(figure, BesideKey::one_thread), 7) << "who hands over only the safe ones";
  EXPECT_EQ(figure.notes.size(), 6u);
  double expected = 0;
  for (const RowNote& note : figure.notes) expected += *note.expected;
  EXPECT_EQ(BesideOf(figure, BesideKey::expected_percent), std::llround(100 * expected / 6));
}

TEST(MoreTest, WhatWasSoldToClientsHandedOverIsOfThoseThatAreJudged) {
  MoreScene scene;
  const auto handed = [&](int days_ago, std::int64_t sold, std::int64_t before) {
    scene.facts.handed.push_back({.handoff_id = Id{900 + std::ssize(scene.facts.handed)},
                                  .account_id = Id{300},
                                  .to_id = kJada,
                                  .confirmed_on = scene.facts.today - days_ago,
                                  .is_alive = true,
                                  .sold_minor = sold,
                                  .sold_before_minor = before,
                                  .without_amount = 1});
  };
  const auto has = [&](BesideKey key) {
    return std::ranges::any_of(scene.Find(FigureKey::handoff_retention).beside,
                               [&](const Beside& one) { return one.key == key; });
  };
  handed(kHandedHalfYear, 0, 0);
  EXPECT_FALSE(has(BesideKey::sold) || has(BesideKey::sold_before)) << "nothing was sold at all";
  handed(kHandedHalfYear, 500, 0);
  EXPECT_TRUE(has(BesideKey::sold) && has(BesideKey::sold_before)) << "nothing before is worth saying";
  handed(400, 70, 900);
  handed(kHandedHalfYear - 1, 10'000, 10'000);
  const Figure figure = scene.Find(FigureKey::handoff_retention);
  EXPECT_EQ(BesideOf(figure, BesideKey::sold), 570);
  EXPECT_EQ(BesideOf(figure, BesideKey::sold_before), 900);
  EXPECT_EQ(BesideOf(figure, BesideKey::without_amount), 3);
  std::int64_t sold = 0, before = 0;
  for (const RowNote& note : figure.notes) sold += *note.sold_minor, before += *note.sold_before_minor;
  EXPECT_EQ(sold, 570);
  EXPECT_EQ(before, 900);
}

TEST(MoreTest, WithoutLoggedWeeksNoWinIsCalledIncremental) {
  MoreScene scene;
  const Figure none = scene.Find(FigureKey::incremental);
  EXPECT_EQ(none.guard, Guard::no_evidence);
  EXPECT_EQ(none.evidence, stats::Evidence::assumption);
  EXPECT_EQ(none.no_answer, stats::NoAnswer::empty);
  for (std::uint32_t rep = 0; rep < 3; ++rep) {
    for (int week = 0; week < 30; ++week) {
      scene.facts.weeks.push_back(
          {rep, week, double(week % 3 == 0), 1, double((week * 7 + int(rep)) % 5) / 4});
      scene.facts.weeks_inside.push_back(week >= 17);
    }
  }
  const Figure few = scene.Find(FigureKey::incremental);
  EXPECT_EQ(few.guard, Guard::no_evidence) << "three reps";
  EXPECT_FALSE(few.value);
}

TEST(GrowthTest, IsAgainstTheOwnPastInTheOrderOfNames) {
  MoreScene scene;
  scene.facts.roster[1].started_on = scene.facts.today - 60;  // Tom
  scene.Wins(kJada, 3, 2, 1000);
  scene.facts.hours.push_back(
      {.id = Id{700}, .on = scene.facts.span.from + 7, .minutes = 45, .reps = {kJada, kTom}});
  scene.facts.hours.push_back({.id = Id{701},
                               .on = scene.facts.span.from + 8,
                               .purpose = coaching::Purpose::deal,
                               .minutes = 90,
                               .reps = {kJada}});
  const auto all = GrowthOf(scene.facts, scene.facts.reps);
  ASSERT_EQ(all.size(), 3u);
  EXPECT_EQ(all[0].rep_id, kJada);
  EXPECT_EQ(all[0].wins, 3);
  EXPECT_EQ(all[0].wins_before, 2);
  EXPECT_EQ(all[0].sales_minor - all[0].sales_before_minor, 1000);
  const double half = 1.2815515655 * std::sqrt(5.0) * 1000;
  EXPECT_NEAR(*all[0].low, 1000 - half, 1e-3);
  EXPECT_NEAR(*all[0].high, 1000 + half, 1e-3);
  EXPECT_EQ(all[0].coached_minutes, 45) << "help with a deal is none";
  ASSERT_EQ(all[0].points.size(), static_cast<std::size_t>(kSparkPoints));
  EXPECT_EQ(all[0].points.back().to, scene.facts.span.to);
  EXPECT_EQ(all[0].points.back().wins, 3);
  EXPECT_LT(all[0].points.back().low, 3);
  EXPECT_GT(all[0].points.back().high, 3);
  EXPECT_EQ(all[1].points.size(), 3u) << "only since Tom is there";
  EXPECT_FALSE(all[2].low) << "no win: no range";
  EXPECT_EQ(GrowthOf(scene.facts, std::vector{kTom}).size(), 1u);
}

}  // namespace
}  // namespace baton::scoreboard
