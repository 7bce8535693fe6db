// What is urgent about an account: rules, without a database.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"

namespace baton::book {

struct UrgencyFacts {
  std::optional<Day> renewal_on;
  bool has_deal_at_signature = false;
  std::optional<Instant> last_contact_at;
  bool is_single_thread = false;  // ties/breadth.h; false where nothing is known
};

// Judgements; the first two are settings of the organization (renewal_days, quiet_days).
struct UrgencyRules {
  int renewal_days = 60;
  int quiet_days = 90;
};

// Message keys, the most pressing first:
//   account.urgent.renewal     the renewal is due within the days, or past
//   account.urgent.signature   a deal is in its signature stage
//   account.urgent.quiet       no contact for the days, or never
//   account.urgent.one_thread  the client hangs on one of our people
std::vector<std::string> UrgentKeys(const UrgencyFacts& facts, const UrgencyRules& rules, Instant now,
                                    Day today);

}  // namespace baton::book
