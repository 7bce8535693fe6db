// Numbers, percentages and money as people and programs write them.
//
//   ParseMoney("$7,450,000.00 ", {'.'}, "USD")   -> 745000000 USD
//   ParseMoney("1.234.567,89 €", {','}, "USD")   -> 123456789 EUR
//   ParseMoney("(500)", {'.'}, "CHF")            -> -50000 CHF
//
// Which of . and , is the decimal sign is decided for a column as a whole (profile.h), because 1,234 alone
// may be either. Groups of digits may be set apart by the other sign, a blank (also a no-break one) or an
// apostrophe; groups that are no groups ("1,23,4") are refused rather than guessed. Negative is a minus
// before or behind, or parentheses. Pure functions, thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/money.h"
#include "base/problem.h"

namespace baton::format {

struct DecimalForm {
  char decimal = '.';  // or ','

  bool operator==(const DecimalForm&) const = default;
};

// unscaled / 10^scale, exactly: 12.50 is {1250, 2}.
struct Decimal {
  std::int64_t unscaled = 0;
  int scale = 0;

  bool operator==(const Decimal&) const = default;
};

double ToDouble(Decimal decimal);
// As a count of 10^-digits, rounded half away from zero; nothing when it does not fit 63 bits.
std::optional<std::int64_t> Rescale(Decimal decimal, int digits);

// A number taken apart: what stands around it, and its digits with their signs still undecided.
struct WrittenNumber {
  bool negative = false;
  bool percent = false;
  std::string body;      // digits and separators; blanks as ' ', apostrophes as '\''
  int exponent = 0;      // from 1.5E+06
  std::string currency;  // the symbol or code as written, upper case: "$", "EUR", "US$"
};

// Nothing when the text holds anything but one number and what may stand around it.
std::optional<WrittenNumber> ReadNumber(std::string_view text);

// What a number says about its column's decimal sign.
enum class DecimalEvidence { none, point, comma, either, bad };
DecimalEvidence DecimalSign(std::string_view body);

// The currency that a symbol or code means; `$`, `kr` and `¥` mean `default_currency` when that has such a
// symbol.
std::optional<std::string> CurrencyOf(std::string_view written, std::string_view default_currency);

Result<Decimal> ParseDecimal(std::string_view text, DecimalForm form);
// In points: "45 %" and "45" are both 45.
Result<Decimal> ParsePercent(std::string_view text, DecimalForm form);
// Rounded half away from zero to the currency's smallest unit, of which ISO 4217 says how small it is.
// REQUIRES: IsCurrency(default_currency).
Result<Money> ParseMoney(std::string_view text, DecimalForm form, const std::string& default_currency);

}  // namespace baton::format
