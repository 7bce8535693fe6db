#include "acquaintance/agreement.h"

#include <gtest/gtest.h>

#include <vector>

namespace baton::acquaintance {
namespace {

using ties::Said;

std::vector<ties::Answer> Answers(int people, int close, int others) {
  std::vector<ties::Answer> answers;
  for (int i = 0; i < close; ++i) answers.push_back({Id{1 + i % people}, Said::well, 0.9 - 0.01 * i});
  for (int i = 0; i < others; ++i) {
    answers.push_back({Id{1 + i % people}, i % 2 == 0 ? Said::met : Said::stranger, 0.05 * i});
  }
  return answers;
}

TEST(AgreementTest, OfTwoTheCloserOneIsTheHigherOne) {
  const Agreement agreement = AgreementOf(Answers(3, 10, 20));
  EXPECT_EQ(agreement.people, 3);
  EXPECT_EQ(agreement.close, 10);
  EXPECT_EQ(agreement.others, 20);
  ASSERT_TRUE(agreement.auc);
  // 0.9 to 0.81 against 0, 0.05 to 0.95: all ten are above 17, four more above 0.85 and two as high as one; 0.95 is above all.
  EXPECT_NEAR(agreement.auc->value, 0.88, 0.003);
  EXPECT_LT(agreement.auc->band.low, agreement.auc->value);
}

TEST(AgreementTest, TooFewSayNothing) {
  EXPECT_FALSE(AgreementOf(Answers(3, 9, 20)).auc);
  EXPECT_FALSE(AgreementOf(Answers(3, 20, 9)).auc);
  EXPECT_FALSE(AgreementOf(Answers(2, 20, 20)).auc) << "it would tell what the other one said";
  EXPECT_TRUE(AgreementOf(Answers(3, 10, 10)).auc);
  EXPECT_EQ(AgreementOf({}).people, 0);
}

}  // namespace
}  // namespace baton::acquaintance
