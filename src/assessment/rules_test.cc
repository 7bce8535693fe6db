#include <gtest/gtest.h>

#include "assessment/reading.h"
#include "assessment/rhythm.h"
#include "assessment/round.h"
#include "assessment/statement.h"

namespace baton::assessment {
namespace {

const Day kStart = *ParseDay("2026-11-24");

double Of(const std::vector<PartScore>& scores, Part part) {
  for (const PartScore& one : scores) {
    if (one.part == part) return one.score;
  }
  ADD_FAILURE() << "no such part";
  return -1;
}
std::int32_t Of(const Outcome& outcome, Part part) {
  for (const RoundedScore& one : outcome.scores) {
    if (one.part == part) return one.score;
  }
  ADD_FAILURE() << "no such part";
  return -1;
}

TEST(Statement, AreTwentyAndTwelveOfThemAreTheReps) {
  EXPECT_EQ(Statements().size(), kStatements);
  std::size_t reps = 0;
  for (std::size_t i = 0; i < Statements().size(); ++i) {
    EXPECT_EQ(Statements()[i].number, static_cast<std::int32_t>(i + 1));
    reps += Statements()[i].is_reps ? 1 : 0;
  }
  EXPECT_EQ(reps, kRepStatements);
}

TEST(Statement, ReversedOnesAreTurnedRound) {
  // Always to everything: a part of two plain and two reversed items lies in the middle.
  const auto always = ScoresOf(Answers(kStatements, 5));
  EXPECT_DOUBLE_EQ(Of(always, Part::letting_go), 50);
  EXPECT_DOUBLE_EQ(Of(always, Part::delegating), 75);
  EXPECT_DOUBLE_EQ(Of(always, Part::coaching), 80);
  EXPECT_NEAR(Of(always, Part::fitting), 200.0 / 3, 1e-9);
  EXPECT_DOUBLE_EQ(Of(always, Part::passing_on), 75);
  // The best answer to each is 100, and the worst 0.
  Answers best;
  Answers worst;
  for (const Statement& one : Statements()) {
    best.push_back(one.is_reversed ? 1 : 5);
    worst.push_back(one.is_reversed ? 5 : 1);
  }
  for (const PartScore& one : ScoresOf(best)) EXPECT_DOUBLE_EQ(one.score, 100);
  for (const PartScore& one : ScoresOf(worst)) EXPECT_DOUBLE_EQ(one.score, 0);
}

TEST(Statement, RepsAnswerWholeParts) {
  const Answers answers(kRepStatements, 5);
  const auto scores = RepScoresOf(answers);
  ASSERT_EQ(scores.size(), 3u);
  EXPECT_DOUBLE_EQ(Of(scores, Part::delegating), 75);
  EXPECT_DOUBLE_EQ(Of(scores, Part::coaching), 80);
  EXPECT_NEAR(Of(scores, Part::fitting), 200.0 / 3, 1e-9);
}

TEST(Statement, RefusesWhatIsNoAnswer) {
  EXPECT_TRUE(FaultsOf(Answers(kStatements, 3), kStatements).empty());
  EXPECT_EQ(FaultsOf(Answers(19, 3), kStatements).front().path, "answers");
  EXPECT_EQ(FaultsOf({}, kStatements).size(), 1u);
  Answers wrong(kStatements, 3);
  wrong[4] = 0;
  wrong[7] = 6;
  const auto faults = FaultsOf(wrong, kStatements);
  ASSERT_EQ(faults.size(), 2u);
  EXPECT_EQ(faults[0].path, "answers[4]");
}

TEST(Rhythm, IsDayOneSixtyNinetyAndThenQuarterly) {
  EXPECT_EQ(ToString(DayOf(kStart, 0)), "2026-11-24");
  EXPECT_EQ(ToString(DayOf(kStart, 1)), "2027-01-22");
  EXPECT_EQ(ToString(DayOf(kStart, 2)), "2027-02-21");
  EXPECT_EQ(DayOf(kStart, 3) - DayOf(kStart, 2), kQuarterDays);
  EXPECT_EQ(NameOf(7), Occasion::quarter);
  // Each day belongs to the occasion that came last, or comes within a week: walked day by day over three years.
  int before = 0;
  for (int day = 0; day < 1'100; ++day) {
    const int now = OccasionOn(kStart, kStart + day);
    EXPECT_GE(now, before);
    EXPECT_LE(now, before + 1);
    EXPECT_LE(DayOf(kStart, now), kStart + day + kEarlyDays);
    EXPECT_GT(DayOf(kStart, now + 1), kStart + day + kEarlyDays);
    before = now;
  }
}

TEST(Rhythm, SaysWhatIsNext) {
  EXPECT_TRUE(NextOf(kStart, {}, kStart).is_due);
  const std::vector taken{kStart + 2};
  const Next next = NextOf(kStart, taken, kStart + 10);
  EXPECT_EQ(next.number, 1);
  EXPECT_FALSE(next.is_due);
  EXPECT_TRUE(NextOf(kStart, taken, kStart + 59).is_due);
  // Five days before its day is for it; what was missed is not asked for again.
  const std::vector early{kStart, kStart + 54};
  EXPECT_EQ(NextOf(kStart, early, kStart + 59).number, 2);
  EXPECT_EQ(NextOf(kStart, taken, kStart + 200).number, 3);
}

TEST(Rhythm, BeginsWithTheFirstOneWhereTheJobIsOld) {
  const Day today = kStart + 10;
  EXPECT_EQ(StartOf(kStart, {}, today), kStart);
  EXPECT_EQ(StartOf(kStart - 3'000, {}, today), today);
  EXPECT_EQ(StartOf(kStart - 3'000, kStart, today), kStart);
  EXPECT_EQ(StartOf({}, {}, today), today);
}

TEST(Round, SaysNothingOfFewerThanThree) {
  const std::vector<Answers> two(2, Answers(kRepStatements, 4));
  EXPECT_EQ(Publish(two).answers, 0);
  EXPECT_TRUE(Publish(two).scores.empty());
  EXPECT_EQ(Publish({}).answers, 0);
}

TEST(Round, SaysRoundedMeansInAnyOrder) {
  const std::vector<Answers> answers{Answers(kRepStatements, 4), Answers(kRepStatements, 3),
                                     Answers(kRepStatements, 2)};
  const Outcome outcome = Publish(answers);
  EXPECT_EQ(outcome.answers, 3);
  EXPECT_EQ(Of(outcome, Part::delegating), 50);
  const std::vector<Answers> turned(answers.rbegin(), answers.rend());
  EXPECT_EQ(Of(Publish(turned), Part::coaching), Of(outcome, Part::coaching));
  for (const RoundedScore& one : outcome.scores) EXPECT_EQ(one.score % kRounding, 0);
}

TEST(Round, DoesNotTellTheEndsApart) {
  // Everybody "always" looks as if somebody had not.
  Answers best;
  for (const Statement& one : Statements()) {
    if (one.is_reps) best.push_back(one.is_reversed ? 1 : 5);
  }
  std::vector<Answers> all(3, best);
  EXPECT_EQ(Of(Publish(all), Part::coaching), kMostSaid);
  all[0][4] = 4;
  EXPECT_EQ(Of(Publish(all), Part::coaching), kMostSaid);
  EXPECT_EQ(Rounded(0), kLeastSaid);
  EXPECT_EQ(Rounded(100), kMostSaid);
}

TEST(Round, RestsBetweenTwo) {
  const Instant now = *ParseInstant("2026-11-24T09:00:00Z");
  EXPECT_EQ(WhyNoRound({}, 2, now), WhyNot::too_few_reps);
  EXPECT_EQ(WhyNoRound({}, 3, now), std::nullopt);
  EXPECT_EQ(WhyNoRound(now + 1, 5, now), WhyNot::running);
  EXPECT_EQ(WhyNoRound(now, 5, now), WhyNot::resting);
  EXPECT_EQ(WhyNoRound(now - kRestDays * kMillisecondsPerDay, 5, now), std::nullopt);
}

ReadFacts Facts() {
  ReadFacts facts;
  facts.zone = "UTC";
  facts.now = *ParseInstant("2027-01-25T09:00:00Z");
  facts.today = *ParseDay("2027-01-25");
  facts.began_on = kStart;
  facts.taken = {{Id{1}, kStart, Answers(kStatements, 3)}, {Id{2}, facts.today, Answers(kStatements, 3)}};
  facts.taken[1].answers[8] = 5;
  facts.reps = 5;
  return facts;
}

TEST(Reading, GivesNoVerdictWhileTheNoiseIsUnknown) {
  const SelfView view = Read(Facts());
  ASSERT_EQ(view.changes.size(), 5u);
  for (const ChangeView& one : view.changes) EXPECT_EQ(one.verdict, Verdict::unknown);
  EXPECT_TRUE(view.reliability.empty());
  EXPECT_EQ(view.taken[1].occasion, Occasion::day_60);
  EXPECT_EQ(view.next.occasion, Occasion::day_90);
  EXPECT_FALSE(view.why_no_round);
}

TEST(Reading, TellsNoiseFromChangeWithTwentyPeople) {
  ReadFacts facts = Facts();
  // People who differ, and whose items of a part agree but for a step.
  for (int i = 0; i < 30; ++i) {
    Answers answers;
    for (const Statement& one : Statements()) {
      const int value = std::min(5, 1 + i % 5 + (one.number + i) % 2);
      answers.push_back(one.is_reversed ? 6 - value : value);
    }
    facts.of_all.push_back(answers);
  }
  const SelfView view = Read(facts);
  ASSERT_EQ(view.reliability.size(), 5u);
  for (const ReliabilityView& one : view.reliability) {
    EXPECT_GT(one.alpha, 0.5);
    EXPECT_LE(one.alpha, 1.0);
    EXPECT_GT(one.threshold, 0);
  }
  // One item of five by two steps is ten points: noise here. All of them: more.
  EXPECT_EQ(view.changes[2].verdict, Verdict::noise);
  facts.taken[1].answers = Answers(kStatements, 3);
  for (int i = 8; i < 13; ++i) facts.taken[1].answers[static_cast<std::size_t>(i)] = i == 11 ? 1 : 5;
  EXPECT_EQ(Read(facts).changes[2].verdict, Verdict::higher);
}

TEST(Reading, ComparesWithTheOwnAnswersNearestToTheRound) {
  ReadFacts facts = Facts();
  Round round;
  round.id = Id{9};
  round.closes_at = *ParseInstant("2026-12-10T09:00:00Z");
  round.asked = 5;
  facts.closed.push_back({round, Publish(std::vector<Answers>(3, Answers(kRepStatements, 2)))});
  const SelfView view = Read(facts);
  EXPECT_EQ(view.compared_on, kStart);
  ASSERT_EQ(view.gaps.size(), 3u);
  for (const GapView& one : view.gaps) EXPECT_EQ(one.gap, one.self - one.reps);
  // A round of too few leaves the one before.
  round.id = Id{10};
  round.closes_at = facts.now - 1;
  facts.closed.push_back({round, {}});
  EXPECT_EQ(Read(facts).gaps.size(), 3u);
  EXPECT_EQ(Read(facts).rounds.size(), 2u);
  EXPECT_EQ(Read(facts).why_no_round, WhyNot::resting);
}

}  // namespace
}  // namespace baton::assessment
