#include <gtest/gtest.h>

#include <algorithm>

#include "plan/draft.h"
#include "plan/facts_for_test.h"

namespace baton::plan {
namespace {

TEST(Draft, ALimitOfAccountsIsTheReasonNotHours) {
  const Facts facts = SomeFacts(3, 1);
  const PlanRules rules{.accounts_per_rep = facts.reps[0].accounts_now + 2, .revenue_spread_weight = 0};
  const Draft draft = MakeDraft(facts, rules, kToday, std::vector<Choice>(facts.accounts.size()), {});
  const auto left = std::ranges::find_if(draft.lines, [](const DraftLine& line) { return !line.successor; });
  ASSERT_NE(left, draft.lines.end());
  ASSERT_TRUE(left->unplaced);
  EXPECT_EQ(left->unplaced->key, "plan.unplaced.limit");
}

}  // namespace
}  // namespace baton::plan
