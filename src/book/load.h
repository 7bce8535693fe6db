// How many minutes a week an account takes. Where nobody has stated it, an estimate stands in, marked as one. The
// rates are judgements and settings of the organization: a base for any account, more for each open deal and for each
// contact; beside them, the meetings of the last 12 weeks at their length, spread over those weeks, when that is more.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>

namespace baton::book {

inline constexpr std::int64_t kLoadWeeks = 12;
inline constexpr std::int64_t kMaxLoadContacts = 6;  // more contacts than these take no more time

struct LoadRates {
  std::int64_t base_minutes = 15;
  std::int64_t open_deal_minutes = 20;
  std::int64_t contact_minutes = 5;
};

struct LoadFacts {
  std::optional<std::int32_t> stated_minutes;
  std::int64_t open_deals = 0;
  std::int64_t contacts = 0;
  std::int64_t minutes_with_client = 0;  // in the last kLoadWeeks weeks
};

struct Load {
  std::int64_t minutes = 0;
  bool is_estimated = false;
};

inline Load LoadOf(const LoadFacts& facts, const LoadRates& rates) {
  if (facts.stated_minutes) return {*facts.stated_minutes, false};
  const std::int64_t by_rate = rates.base_minutes + rates.open_deal_minutes * facts.open_deals +
                               rates.contact_minutes * std::min(facts.contacts, kMaxLoadContacts);
  return {std::max(by_rate, facts.minutes_with_client / kLoadWeeks), true};
}

}  // namespace baton::book
