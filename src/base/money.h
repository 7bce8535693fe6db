// Money is an integer count of a currency's smallest unit. Amounts of different currencies are never added
// silently: Add fails a Check, and sums over mixed rows are made per currency.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace baton {

struct Money {
  std::int64_t amount_minor = 0;
  std::string currency;  // ISO 4217, upper case
  bool operator==(const Money&) const = default;
};

// REQUIRES: one currency, and the sum fits 63 bits.
Money Add(const Money& left, const Money& right);

bool IsCurrency(std::string_view code);
// Digits after the point as ISO 4217 has them: USD 2, JPY 0, KWD 3. REQUIRES: IsCurrency(code).
int MinorDigits(const std::string& code);

}  // namespace baton
