#include "handoff/completion.h"

#include <gtest/gtest.h>

namespace baton::handoff {
namespace {

constexpr Id kJim{1}, kJada{2}, kTom{3}, kBill{11}, kRosa{12};
const Instant kNow = *ParseInstant("2026-11-24T09:41:00Z");

Instant DaysAgo(int days) { return kNow - days * kMillisecondsPerDay; }

class CompletionTest : public testing::Test {
 protected:
  CompletionTest() {
    evidence_.handoff.from_id = kJim;
    evidence_.handoff.to_id = kJada;
    evidence_.handoff.proposed_at = DaysAgo(100);
  }

  void Met(int days_ago, std::vector<Id> people, std::vector<Id> contacts,
           book::ActivityKind kind = book::ActivityKind::meeting) {
    evidence_.dealings.push_back({.id = Id{next_++},
                                  .kind = kind,
                                  .subject = "Review",
                                  .starts_at = DaysAgo(days_ago),
                                  .people = std::move(people),
                                  .contacts = std::move(contacts)});
  }
  void Mark(StepKind kind, int after_days = 0) {
    evidence_.marks.push_back(
        {.kind = kind, .after_days = after_days, .done_at = kNow, .person_id = kTom, .note = "Done"});
  }
  StepState State(StepKind kind) const {
    return SeeSteps(evidence_, counting_)[static_cast<std::size_t>(kind)];
  }
  bool IsDone(StepKind kind) const { return State(kind).done_at.has_value(); }
  double H() const { return Completion(SeeSteps(evidence_, counting_), WeightsOf({})); }

  Evidence evidence_;
  Counting counting_{.now = kNow};
  std::int64_t next_ = 100;
};

TEST_F(CompletionTest, NothingDoneIsNothing) {
  EXPECT_EQ(H(), 0);
  for (const StepKind kind : kStepKinds) EXPECT_FALSE(IsDone(kind));
}

TEST_F(CompletionTest, EachMarkCountsItsWeight) {
  Mark(StepKind::transfer_note);
  EXPECT_NEAR(H(), 0.20, 1e-9);
  Mark(StepKind::briefing);
  EXPECT_NEAR(H(), 0.30, 1e-9);
  Mark(StepKind::client_choice);
  EXPECT_NEAR(H(), 0.35, 1e-9);
  EXPECT_EQ(State(StepKind::briefing).person_id, kTom);
  EXPECT_EQ(State(StepKind::briefing).note, "Done");
}

TEST_F(CompletionTest, EverythingDoneIsOne) {
  evidence_.handoff.introduced_at = DaysAgo(90);
  evidence_.handoff.owned_at = DaysAgo(95);
  for (const StepKind kind : {StepKind::transfer_note, StepKind::briefing, StepKind::client_choice})
    Mark(kind);
  for (const int days : kCheckDays) Mark(StepKind::check, days);
  Met(90, {kJim, kJada}, {kBill});
  Met(80, {kJada, kJim}, {kBill});
  evidence_.closest = kBill;
  Met(60, {kTom}, {kRosa});
  Met(10, {kJada}, {kBill});
  EXPECT_NEAR(H(), 1, 1e-9);
  EXPECT_EQ(State(StepKind::warm_introduction).seen.size(), 1u);
}

TEST_F(CompletionTest, TwoJointMeetingsAreAnOverlap) {
  Met(40, {kJim, kJada}, {kBill});
  EXPECT_FALSE(IsDone(StepKind::overlap));
  EXPECT_EQ(State(StepKind::overlap).seen.size(), 1u);
  Met(34, {kJim, kJada}, {kBill}, book::ActivityKind::email);  // not a meeting
  Met(33, {kJim}, {kBill});
  EXPECT_FALSE(IsDone(StepKind::overlap));
  Met(30, {kJada, kJim, kTom}, {kBill});
  EXPECT_EQ(State(StepKind::overlap).done_at, DaysAgo(30));
  EXPECT_EQ(State(StepKind::overlap).seen.size(), 2u);
}

TEST_F(CompletionTest, ASecondThreadIsSomebodyElseWithSomebodyElse) {
  Met(40, {kJim, kJada}, {kBill});
  Met(39, {kTom}, {kBill});  // the contact everybody knows
  Met(38, {kJada}, {kRosa});
  Met(37, {kTom}, {kRosa}, book::ActivityKind::email);
  Met(36, {kJada}, {kBill});
  evidence_.closest = kBill;
  EXPECT_FALSE(IsDone(StepKind::second_thread));
  Met(35, {kTom}, {kRosa});
  EXPECT_EQ(State(StepKind::second_thread).done_at, DaysAgo(35));
  evidence_.closest = kRosa;  // then Bill is the second
  EXPECT_EQ(State(StepKind::second_thread).done_at, DaysAgo(39));
  evidence_.closest.reset();  // no tie of the two is known: a second needs a first
  EXPECT_FALSE(IsDone(StepKind::second_thread));
}

TEST_F(CompletionTest, SilenceIsThirtyDaysWithoutTheFormerOwner) {
  evidence_.handoff.introduced_at = DaysAgo(45);
  Met(5, {kJada}, {kBill});
  EXPECT_EQ(State(StepKind::silence).done_at, DaysAgo(5));
  evidence_.dealings.clear();
  Met(29, {kJim}, {kBill});
  Met(5, {kJada}, {kBill});
  EXPECT_FALSE(IsDone(StepKind::silence));
  evidence_.dealings[0].starts_at = DaysAgo(30);
  EXPECT_TRUE(IsDone(StepKind::silence));
  evidence_.dealings.pop_back();
  EXPECT_FALSE(IsDone(StepKind::silence)) << "nobody deals with the client";
}

TEST_F(CompletionTest, SilenceNeedsTheIntroductionAndItsThirtyDays) {
  Met(5, {kJada}, {kBill});
  EXPECT_FALSE(IsDone(StepKind::silence));
  evidence_.handoff.introduced_at = DaysAgo(29);
  EXPECT_FALSE(IsDone(StepKind::silence));
  evidence_.handoff.introduced_at = DaysAgo(30);
  EXPECT_TRUE(IsDone(StepKind::silence));
}

TEST_F(CompletionTest, WhatWasSilentWhenConfirmedStaysDone) {
  evidence_.handoff.introduced_at = DaysAgo(80);
  evidence_.handoff.confirmed_at = DaysAgo(40);
  Met(50, {kJada}, {kBill});
  Met(3, {kJim}, {kBill});
  EXPECT_TRUE(IsDone(StepKind::silence));
}

// The days are those of the organization's wall, not of twenty-four hours.
TEST_F(CompletionTest, DaysAreCountedOnTheWall) {
  counting_.zone = "America/New_York";
  counting_.now = *ParseInstant("2026-03-20T04:10:00Z");  // ten past midnight, summer time since the 8th
  evidence_.handoff.introduced_at =
      *ParseInstant("2026-02-19T04:30:00Z");  // half past eleven the evening before: 18
  evidence_.dealings.push_back({.id = Id{1},
                                .subject = "Call",
                                .starts_at = *ParseInstant("2026-03-01T15:00:00Z"),
                                .people = {kJada},
                                .contacts = {kBill}});
  EXPECT_TRUE(IsDone(StepKind::silence));
  evidence_.handoff.introduced_at = *ParseInstant("2026-02-19T05:30:00Z");  // half past midnight: 19, 29 days
  EXPECT_FALSE(IsDone(StepKind::silence));
}

TEST_F(CompletionTest, TheCheckIsThreeChecks) {
  evidence_.handoff.owned_at = DaysAgo(65);
  Mark(StepKind::check, 30);
  Mark(StepKind::check, 60);
  EXPECT_FALSE(IsDone(StepKind::check));
  const auto checks = SeeChecks(evidence_, counting_);
  EXPECT_TRUE(checks[1].done_at.has_value());
  EXPECT_FALSE(checks[2].done_at.has_value());
  EXPECT_EQ(checks[2].due_on, *ParseDay("2026-11-24") + 25);
  Mark(StepKind::check, 90);
  EXPECT_TRUE(IsDone(StepKind::check));
}

TEST(StepWeights, AreSharesOfWhatIsSet) {
  settings::Settings settings;
  double sum = 0;
  for (const double weight : WeightsOf(settings)) sum += weight;
  EXPECT_NEAR(sum, 1, 1e-9);
  settings.weight_step_overlap = 1.2;
  EXPECT_NEAR(WeightsOf(settings)[static_cast<std::size_t>(StepKind::overlap)], 0.6, 1e-9);
  settings::Settings none;
  for (const auto member :
       {&settings::Settings::weight_step_transfer_note, &settings::Settings::weight_step_briefing,
        &settings::Settings::weight_step_warm_introduction, &settings::Settings::weight_step_overlap,
        &settings::Settings::weight_step_second_thread, &settings::Settings::weight_step_client_choice,
        &settings::Settings::weight_step_silence, &settings::Settings::weight_step_check}) {
    none.*member = 0;
  }
  EXPECT_NEAR(WeightsOf(none)[0], 0.125, 1e-9);
}

}  // namespace
}  // namespace baton::handoff
