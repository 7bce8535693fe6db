#include "base/money.h"

#include <unicode/ucurr.h>
#include <unicode/unistr.h>

#include <algorithm>

#include "base/check.h"

namespace baton {
namespace {

bool LooksLikeCode(std::string_view code) {
  return code.size() == 3 && std::ranges::all_of(code, [](char c) { return 'A' <= c && c <= 'Z'; });
}

icu::UnicodeString Wide(std::string_view code) {
  return icu::UnicodeString::fromUTF8(icu::StringPiece(code.data(), static_cast<std::int32_t>(code.size())));
}

}  // namespace

Money Add(const Money& left, const Money& right) {
  Check(left.currency == right.currency, "only amounts of one currency are added");
  Money sum = left;
  Check(!__builtin_add_overflow(left.amount_minor, right.amount_minor, &sum.amount_minor),
        "a sum of money fits");
  return sum;
}

bool IsCurrency(std::string_view code) {
  if (!LooksLikeCode(code)) return false;
  UErrorCode error = U_ZERO_ERROR;
  return ucurr_getNumericCode(Wide(code).getTerminatedBuffer()) != 0 && U_SUCCESS(error);
}

int MinorDigits(const std::string& code) {
  Check(LooksLikeCode(code), "a currency code has three letters");
  UErrorCode error = U_ZERO_ERROR;
  const int digits = ucurr_getDefaultFractionDigits(Wide(code).getTerminatedBuffer(), &error);
  Check(U_SUCCESS(error) != 0, "the currency has minor units");
  return digits;
}

}  // namespace baton
