// What every draft has to keep to, for the tests of this folder.
#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <vector>

#include "assign/verify.h"
#include "plan/draft.h"
#include "plan/facts_for_test.h"
#include "plan/proof.h"

namespace baton::plan {

inline std::vector<Choice> NoChoices(const Facts& facts) {
  return std::vector<Choice>(facts.accounts.size());
}

// Made today, nothing chosen by hand.
inline Draft Planned(const Facts& facts, const PlanRules& rules = {}) {
  return MakeDraft(facts, rules, kToday, NoChoices(facts), {});
}

// Every hard rule, whatever the facts.
inline void ExpectKeepsTheRules(const Facts& facts, const PlanRules& rules,
                                const std::vector<Choice>& choices, const Draft& draft) {
  const FitTable table = TableOf(facts, rules.weights);
  std::map<Id, std::int64_t> minutes;
  std::map<Id, int> accounts;
  std::map<std::pair<Id, std::int32_t>, int> rep_weeks;
  std::map<std::pair<std::size_t, std::int32_t>, int> manager_weeks;
  ASSERT_EQ(draft.lines.size(), facts.accounts.size());
  for (std::size_t j = 0; j < draft.lines.size(); ++j) {
    const DraftLine& line = draft.lines[j];
    EXPECT_EQ(line.account_id, facts.accounts[j].id);
    EXPECT_EQ(line.from_id, facts.ManagerOf(facts.accounts[j]).id);
    EXPECT_EQ(line.fits.size(), std::min(kLineFits, facts.reps.size()));
    if (!line.successor) {
      EXPECT_FALSE(line.week_on);
      EXPECT_TRUE(line.unplaced || line.hold);
      continue;
    }
    for (const ForbiddenPair& pair : facts.forbidden) {
      EXPECT_FALSE(pair.account_id == line.account_id && pair.person_id == *line.successor);
    }
    if (choices[j].is_locked) {
      EXPECT_EQ(line.successor, choices[j].locked_to);
    } else {
      EXPECT_GE(line.fit_permille, std::llround(1000 * rules.keep_below_fit));
    }
    minutes[*line.successor] += facts.accounts[j].load_minutes;
    ++accounts[*line.successor];
    if (!line.week_on) continue;
    EXPECT_EQ(Weekday(*line.week_on), 1);
    EXPECT_LE(++rep_weeks[std::pair(*line.successor, line.week_on->days)], rules.introductions_per_rep);
    EXPECT_LE(++manager_weeks[std::pair(facts.accounts[j].manager, line.week_on->days)],
              rules.introductions_per_manager);
  }
  for (const RepFacts& rep : facts.reps) {
    EXPECT_LE(minutes[rep.id], rep.FreeMinutes());
    if (rules.accounts_per_rep && accounts[rep.id] > 0) {
      EXPECT_LE(accounts[rep.id] + rep.accounts_now, *rules.accounts_per_rep);
    }
  }
  EXPECT_LE(draft.solution.bound, draft.solution.objective);
  EXPECT_LE(draft.weeks_bound, draft.weeks_objective);
  EXPECT_TRUE(assign::Verify(draft.problem, draft.solution).Holds());
}

}  // namespace baton::plan
