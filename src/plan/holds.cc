#include "plan/holds.h"

#include <algorithm>

namespace baton::plan {
namespace {

Day SignatureUntil(const AccountFacts& account, Day starts_on) {
  if (account.signature_on && *account.signature_on >= starts_on) return *account.signature_on;
  return starts_on + kSignatureDays;
}

}  // namespace

std::vector<DayRange> BlockedDays(const AccountFacts& account, const PlanRules& rules, Day starts_on) {
  std::vector<DayRange> blocked;
  if (account.is_at_signature) blocked.push_back({starts_on, SignatureUntil(account, starts_on)});
  if (account.renewal_on && rules.renewal_days > 0) {
    blocked.push_back({*account.renewal_on - rules.renewal_days, *account.renewal_on});
  }
  if (account.kept_until) blocked.push_back({starts_on, *account.kept_until});
  return blocked;
}

std::optional<Hold> HoldOf(const AccountFacts& account, const PlanRules& rules, Day starts_on) {
  std::optional<Hold> hold;
  if (account.is_at_signature) hold = Hold{HoldKind::signature, SignatureUntil(account, starts_on)};
  if (account.renewal_on && rules.renewal_days > 0) {
    const Day renewal = *account.renewal_on;
    const bool close = renewal >= starts_on && renewal - rules.renewal_days <= starts_on;
    if (close && (!hold || renewal > *hold->until_on)) hold = Hold{HoldKind::renewal, renewal};
  }
  if (account.kept_until && *account.kept_until >= starts_on &&
      (!hold || *account.kept_until > *hold->until_on)) {
    hold = Hold{HoldKind::agreed, *account.kept_until};
  }
  return hold;
}

}  // namespace baton::plan
