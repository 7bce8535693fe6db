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
  if (facts.known_by <= 1) keys.emplace_back("account.urgent.one_thread");
  return keys;
}

std::string_view StrengthKey(std::int32_t meetings, Instant last_at, Instant now) {
  constexpr int kHalfYear = 182;
  constexpr int kYear = 365;
  if (meetings >= 5 && last_at >= now - kHalfYear * kMillisecondsPerDay) return "account.tie.strong";
  if (meetings >= 2 && last_at >= now - kYear * kMillisecondsPerDay) return "account.tie.good";
  return "account.tie.thin";
}

}  // namespace baton::book
