#include "departure/builders.h"

#include <gtest/gtest.h>

namespace baton::departure {
namespace {

constexpr Id kOneRep{1};
constexpr Id kOtherRep{2};
constexpr std::int32_t kLeast = 400;

BuilderChoice ChoiceOf(std::vector<BuilderCandidate> candidates) {
  return {.candidates = std::move(candidates), .least_permille = kLeast};
}

TEST(BuildersTest, TakesWhoIsToTakeOver) {
  BuilderChoice choice = ChoiceOf({{kOneRep, 0.2, 900, 60}});
  choice.successor = kOtherRep;
  choice.successors_share = 0.1;
  const Builder builder = ChooseBuilder(choice);
  EXPECT_EQ(builder.person_id, kOtherRep);
  EXPECT_EQ(builder.why, BuilderReason::takes_over);
  EXPECT_EQ(builder.share, 0.1);
  EXPECT_FALSE(builder.free_minutes);
}

TEST(BuildersTest, TakesWhoIsInTouchBeforeWhoFitsBetter) {
  const Builder builder = ChooseBuilder(ChoiceOf({{kOneRep, 0.06, 300, 0}, {kOtherRep, 0.04, 900, 600}}));
  EXPECT_EQ(builder.person_id, kOneRep);
  EXPECT_EQ(builder.why, BuilderReason::in_touch);
  EXPECT_EQ(builder.free_minutes, 0);
  const Builder hardly = ChooseBuilder(ChoiceOf({{kOneRep, 0.049, 300, 0}, {kOtherRep, 0.04, 900, 600}}));
  EXPECT_EQ(hardly.person_id, kOtherRep) << "a share that is no line in the picture";
  EXPECT_EQ(hardly.why, BuilderReason::fits);
  EXPECT_EQ(hardly.share, 0.04);
  EXPECT_EQ(hardly.free_minutes, 600);
}

TEST(BuildersTest, NamesNobodyWhereNobodyFits) {
  const Builder none = ChooseBuilder(ChoiceOf({{kOneRep, 0, 399, 60}, {kOtherRep, 0, 200, 60}}));
  EXPECT_FALSE(none.person_id);
  EXPECT_EQ(none.why, BuilderReason::no_fit);
  EXPECT_EQ(none.fit_permille, 399);
  EXPECT_TRUE(ChooseBuilder(ChoiceOf({{kOneRep, 0, kLeast, 60}})).person_id);
  EXPECT_EQ(ChooseBuilder(ChoiceOf({})).why, BuilderReason::no_reps);
}

TEST(BuildersTest, PassesOverWhoWasRuledOut) {
  const BuilderCandidate ruled_out{kOneRep, 0.2, 900, 60, true};
  EXPECT_EQ(ChooseBuilder(ChoiceOf({ruled_out, {kOtherRep, 0, 500, 60}})).person_id, kOtherRep);
  const Builder none = ChooseBuilder(ChoiceOf({ruled_out, {kOtherRep, 0, 100, 60}}));
  EXPECT_FALSE(none.person_id);
  EXPECT_EQ(none.why, BuilderReason::ruled_out);
}

// Whoever may not see how colleagues fit is told of those in touch alone.
TEST(BuildersTest, SaysNothingOfFitToWhoMayNotSeeIt) {
  BuilderChoice choice = ChoiceOf({{kOneRep, 0.2, 900, 60}, {kOtherRep, 0, 500, 60}});
  choice.sees_fit = false;
  const Builder builder = ChooseBuilder(choice);
  EXPECT_EQ(builder.person_id, kOneRep);
  EXPECT_FALSE(builder.free_minutes);
  EXPECT_EQ(builder.fit_permille, 0);
  choice.candidates[0].share = 0;
  EXPECT_FALSE(ChooseBuilder(choice).person_id);
  EXPECT_EQ(ChooseBuilder(choice).why, BuilderReason::unseen);
}

}  // namespace
}  // namespace baton::departure
