// Limits, and how long a draft may take.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <random>

#include "plan/draft_for_test.h"

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

// A deadline without a clock: it is over after so many questions. What was asked after that is work that did not end.
class Deadline {
 public:
  explicit Deadline(int questions) : questions_(questions) {}

  std::function<bool()> stop() {
    return [this] { return ++asked_ > questions_; };
  }
  bool is_over() const { return asked_ > questions_; }
  int asked_after() const { return asked_ - questions_; }

 private:
  const int questions_;
  int asked_ = 0;
};

TEST(Draft, TenEqualAccountsOnFiveEqualRepsAreProvenAtOnce) {
  const Facts facts = SomeFacts(10, 5);
  Deadline deadline(1'000);
  const Draft draft = MakeDraft(facts, {}, kToday, NoChoices(facts), deadline.stop());
  EXPECT_FALSE(deadline.is_over());
  ExpectKeepsTheRules(facts, {}, NoChoices(facts), draft);
  for (const DraftLoad& load : draft.loads) EXPECT_EQ(load.accounts_then, 2);  // the revenue is spread
  EXPECT_EQ(draft.solution.status, assign::Status::optimal);
  EXPECT_EQ(draft.lines[0].stability_permille, 200);
}

TEST(Draft, SixtyOnTwelveKeepsTheTime) {
  Facts facts = SomeFacts(60, 12);
  std::mt19937 random(11);
  for (AccountFacts& account : facts.accounts) {
    account.load_minutes = 20 + static_cast<int>(random() % 100);
    account.revenue_minor = 10'000 + static_cast<int>(random() % 900'000);
    account.industry = random() % 2 ? "Retail" : "Health";
    account.contact_count = 1 + static_cast<int>(random() % 5);
  }
  for (RepFacts& rep : facts.reps) {
    rep.industries = {{"retail", static_cast<double>(random() % 6)},
                      {"health", static_cast<double>(random() % 6)}};
    rep.minutes_now = static_cast<int>(random() % 300);
    for (const AccountFacts& account : facts.accounts) {
      if (random() % 3) continue;
      facts.ties[{account.id, rep.id}] = {.contacts_met = 1,
                                          .strength = 0.25 + 0.2 * static_cast<double>(random() % 4)};
    }
  }
  const PlanRules rules{.keep_below_fit = 0.3};
  Deadline deadline(50);
  const Draft draft = MakeDraft(facts, rules, kToday, NoChoices(facts), deadline.stop());
  EXPECT_LT(deadline.asked_after(), 200);
  ExpectKeepsTheRules(facts, rules, NoChoices(facts), draft);
}

// Somebody who waits for a change gets a plan that is proven to be close, not the last search for the best.
TEST(Draft, AChangeSettlesForAPlanProvenClose) {
  Facts facts = SomeFacts(120, 12);
  std::mt19937 random(7);
  for (AccountFacts& account : facts.accounts) {
    account.load_minutes = 20 + static_cast<int>(random() % 40);
    account.revenue_minor = 10'000 + static_cast<int>(random() % 90'000);
  }
  for (RepFacts& rep : facts.reps) rep.industries = {{"retail", static_cast<double>(random() % 9)}};
  const PlanRules rules{.revenue_spread_weight = 0, .keep_below_fit = 0.3};
  Deadline first_deadline(20'000);
  const Draft first = MakeDraft(facts, rules, kToday, NoChoices(facts), first_deadline.stop());
  auto choices = NoChoices(facts);
  for (std::size_t j = 0; j < choices.size(); ++j) choices[j].before = first.lines[j].successor;
  choices[0].is_locked = true;
  choices[0].locked_to = first.lines[0].next_best->person_id;
  Deadline deadline(20'000);
  int looked = 0;
  const Again again{.account_ids = first.account_ids,
                    .rep_ids = first.rep_ids,
                    .prices = first.solution.certificate,
                    .waited = [&] { return ++looked, kExplainTime; }};
  const Draft changed = MakeDraft(facts, rules, kToday, choices, deadline.stop(), again);
  EXPECT_FALSE(deadline.is_over());
  EXPECT_GT(looked, 0);
  ExpectKeepsTheRules(facts, rules, choices, changed);
  EXPECT_EQ(changed.lines[0].successor, choices[0].locked_to);
  const auto& solution = changed.solution;
  EXPECT_LE(1000 * (solution.objective - solution.bound),
            (kSettlePermille + 1) * std::abs(solution.objective));
  EXPECT_LE(std::ssize(changed.change.moved), 12);
}

TEST(Draft, ASearchThatUsedItsTimeLeavesTimeForTheWeeks) {
  const Facts facts = SomeFacts(20, 4);
  const Draft draft = MakeDraft(facts, {}, kToday, NoChoices(facts), [] { return true; });
  int placed = 0;
  for (const DraftLine& line : draft.lines) {
    placed += line.successor.has_value();
    EXPECT_EQ(line.successor.has_value(), line.week_on.has_value());
  }
  EXPECT_GT(placed, 15);
  EXPECT_EQ(draft.weeks_objective, draft.weeks_bound);
}

// Beyond what one manager has; the deadline ends the search, the answer keeps every rule and has a bound.
TEST(Draft, ThreeHundredOnThirtyEndsWithADeadline) {
  Facts facts = SomeFacts(300, 30);
  std::mt19937 random(3);
  for (AccountFacts& account : facts.accounts) account.load_minutes = 10 + static_cast<int>(random() % 90);
  for (RepFacts& rep : facts.reps) rep.industries = {{"retail", static_cast<double>(random() % 9)}};
  const PlanRules rules{.horizon_weeks = 52, .keep_below_fit = 0.3};
  Deadline deadline(50);
  const Draft draft = MakeDraft(facts, rules, kToday, NoChoices(facts), deadline.stop());
  EXPECT_LT(deadline.asked_after(), 200);
  ExpectKeepsTheRules(facts, rules, NoChoices(facts), draft);
}

}  // namespace
}  // namespace baton::plan
