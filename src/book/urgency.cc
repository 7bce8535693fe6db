#include "book/urgency.h"

namespace baton::book {

std::vector<std::string> UrgentKeys(const UrgencyFacts& facts, const UrgencyRules& rules, Instant now,
                                    Day today) {
  std::vector<std::string> keys;
  if (facts.renewal_on && *facts.renewal_on <= today + rules.renewal_days)
    keys.emplace_back("account.urgent.renewal");
  if (facts.has_deal_at_signature) keys.emplace_back("account.urgent.signature");
  const Instant quiet_since = now - rules.quiet_days * kMillisecondsPerDay;
  if (!facts.last_contact_at || *facts.last_contact_at < quiet_since)
    keys.emplace_back("account.urgent.quiet");
  if (facts.is_single_thread) keys.emplace_back("account.urgent.one_thread");
  return keys;
}

}  // namespace baton::book
