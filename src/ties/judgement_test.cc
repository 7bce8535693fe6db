#include "ties/judgement.h"

#include <gtest/gtest.h>

#include <set>

namespace baton::ties {
namespace {

// The defaults stand in two places, where they are set and where they are used: they are the same.
TEST(JudgementTest, NothingSetIsTheDefaults) {
  const Judgement judgement = JudgementOf(settings::Settings{});
  EXPECT_EQ(LearntBy(judgement), LearntBy(Judgement{}));
  EXPECT_EQ(judgement.words.strong, WordBounds{}.strong);
  EXPECT_EQ(judgement.words.good, WordBounds{}.good);
  EXPECT_EQ(judgement.thread.colleagues, ThreadBounds{}.colleagues);
  EXPECT_EQ(judgement.thread.second, ThreadBounds{}.second);
  EXPECT_EQ(judgement.said.well_least, SaidWeights{}.well_least);
  EXPECT_EQ(judgement.said.met_least, SaidWeights{}.met_least);
  EXPECT_EQ(judgement.said.met_most, SaidWeights{}.met_most);
  EXPECT_EQ(judgement.said.half_life_days, SaidWeights{}.half_life_days);
}

// Each of them moves something, and within the bounds no word is out of reach and no room too large to be counted.
TEST(JudgementTest, EachSettingIsOneOfItsNumbers) {
  const auto all_of = [](const settings::Settings& settings) {
    const Judgement one = JudgementOf(settings);
    return LearntBy(one) + " " + std::to_string(one.words.strong) + " " + std::to_string(one.words.good) +
           " " + std::to_string(one.thread.colleagues) + " " + std::to_string(one.thread.second) + " " +
           std::to_string(one.said.well_least) + " " + std::to_string(one.said.met_least) + " " +
           std::to_string(one.said.met_most) + " " + std::to_string(one.said.half_life_days);
  };
  std::set<std::string> seen{all_of(settings::Settings{})};
  settings::Settings least;
  settings::Settings most;
  std::size_t count = 0;
  for (const settings::Definition& definition : settings::Definitions()) {
    if (!definition.name.starts_with("tie_")) continue;
    settings::Settings settings;
    double& value = settings.*definition.member;
    value = value == definition.maximum ? definition.minimum : definition.maximum;
    seen.insert(all_of(settings));
    least.*definition.member = definition.minimum;
    most.*definition.member = definition.maximum;
    ++count;
  }
  EXPECT_EQ(count, 18u);
  EXPECT_EQ(seen.size(), count + 1);
  EXPECT_LT(most.tie_good, least.tie_strong);
  EXPECT_LT(most.tie_said_met_least, least.tie_said_met_most);
  EXPECT_LE(most.tie_most_in_mail, kMostThatMayBeSet);
  EXPECT_LE(most.tie_most_in_room, kMostThatMayBeSet);
  EXPECT_GT(least.tie_mail_half_life_days, 0);
  EXPECT_GT(least.tie_spoken_half_life_days, 0);
  EXPECT_GT(least.tie_said_half_life_days, 0);
}

}  // namespace
}  // namespace baton::ties
