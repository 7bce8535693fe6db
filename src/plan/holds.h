// Why an account is not introduced at once, or stays with the manager (docs/plan.md): a deal at signature is closed by
// the one who led it, a renewal close by is not disturbed, what the director agreed stays, and an account that fits nobody is not pushed on anybody.
// Pure.
#pragma once

#include <optional>
#include <vector>

#include "plan/facts.h"
#include "plan/rules.h"

namespace baton::plan {

// When a deal at signature names no closing day to come, it is expected to close within this.
inline constexpr int kSignatureDays = 14;

enum class HoldKind {
  signature,  // handed over after the close, with the successor as second seat until then
  renewal,    // handed over after the renewal
  no_fit,     // stays: no rep reaches rules.keep_below_fit
  by_hand,    // stays: the manager said so
  agreed,     // stays until the day that manager and director agreed on
  no_week,    // has a successor, but no week of the horizon is free for the introduction
};

struct Hold {
  HoldKind kind = HoldKind::signature;
  std::optional<Day> until_on = {};
};

// Days, both ends included.
struct DayRange {
  Day from;
  Day to;
};

// On these days the account is not introduced.
std::vector<DayRange> BlockedDays(const AccountFacts& account, const PlanRules& rules, Day starts_on);

// The hold that the plan shows: the one that lasts longest of those that hold on `starts_on`.
std::optional<Hold> HoldOf(const AccountFacts& account, const PlanRules& rules, Day starts_on);

}  // namespace baton::plan
