// The revenue of an account, a year: what somebody stated (account.revenue_minor), else what was won in the last
// 365 days in the account's currency, else not known. The book's sums are in the organization's currency; accounts in
// another are counted and listed apart, since there is no rate to convert them with.
#pragma once

#include <cstdint>
#include <optional>

#include "base/date.h"

namespace baton::book {

inline constexpr int kWonDays = 365;

inline std::optional<std::int64_t> RevenueOf(std::optional<std::int64_t> stated,
                                             std::optional<std::int64_t> won) {
  return stated ? stated : won;
}

}  // namespace baton::book
