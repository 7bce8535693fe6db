// What is urgent about an account, and how strong a tie is: rules, without a database.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"

namespace baton::book {

struct UrgencyFacts {
  std::optional<Day> renewal_on;
  bool has_deal_at_signature = false;
  std::optional<Instant> last_contact_at;
  std::int32_t known_by = 0;  // our people with a tie
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
//   account.urgent.one_thread  one of our people knows the client, or nobody
std::vector<std::string> UrgentKeys(const UrgencyFacts& facts, const UrgencyRules& rules, Instant now,
                                    Day today);

// account.tie.strong (5 meetings or more, the last within half a year), account.tie.good (2 or more, within a year),
// account.tie.thin. A judgement.
std::string_view StrengthKey(std::int32_t meetings, Instant last_at, Instant now);

}  // namespace baton::book
