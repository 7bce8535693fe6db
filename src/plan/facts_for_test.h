// Small facts for the tests of this folder.
#pragma once

#include <string>

#include "plan/facts.h"

namespace baton::plan {

inline const Day kToday = *ParseDay("2026-11-24");  // a Tuesday
inline const Day kMonday = *ParseDay("2026-11-30");

inline AccountFacts AnAccount(std::int64_t id) {
  return {.id = Id{id},
          .name = "Account " + std::to_string(id),
          .industry = "Retail",
          .segment = "",
          .territory = "",
          .language = "",
          .revenue_minor = 100'000,
          .load_minutes = 60,
          .contact_count = 3,
          .known_by = 1};
}

inline RepFacts ARep(std::int64_t id) {
  return {.id = Id{id},
          .name = "Rep " + std::to_string(id),
          .territory = "",
          .capacity_minutes = 600,
          .industries = {{"retail", 4}}};
}

inline Facts SomeFacts(int accounts, int reps) {
  Facts facts;
  facts.lead_id = Id{1};
  facts.managers = {{Id{1}, "Jim"}};
  facts.today = kToday;
  for (int j = 0; j < accounts; ++j) facts.accounts.push_back(AnAccount(100 + j));
  for (int r = 0; r < reps; ++r) facts.reps.push_back(ARep(10 + r));
  return facts;
}

// The same led by Dana: every other account is Max's, and so is the second half of the reps.
inline Facts SomeFactsOfTwo(int accounts, int reps) {
  Facts facts = SomeFacts(accounts, reps);
  facts.lead_id = Id{3};
  facts.managers = {{Id{1}, "Jim"}, {Id{2}, "Max"}};
  for (std::size_t j = 1; j < facts.accounts.size(); j += 2) facts.accounts[j].manager = 1;
  for (std::size_t r = facts.reps.size() / 2; r < facts.reps.size(); ++r) facts.reps[r].teams = {1};
  return facts;
}

}  // namespace baton::plan
