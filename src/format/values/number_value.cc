#include "format/values/number_value.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <utility>

#include "base/text.h"
#include "format/values/fault.h"

namespace baton::format {
namespace {

constexpr std::size_t kMostDigits = 18;
constexpr std::size_t kLongestText = 200;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Blanks, minus signs and apostrophes of typesetting become those of the keyboard.
std::string Plain(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, char>, 7> kSame = {{{"\u00A0", ' '},
                                                                       {"\u202F", ' '},
                                                                       {"\u2009", ' '},
                                                                       {"\u2212", '-'},
                                                                       {"\u2013", '-'},
                                                                       {"\u2019", '\''},
                                                                       {"\t", ' '}}};
  std::string plain;
  while (!text.empty()) {
    const auto same = std::find_if(kSame.begin(), kSame.end(),
                                   [text](const auto& pair) { return text.starts_with(pair.first); });
    plain += same == kSame.end() ? text.front() : same->second;
    text.remove_prefix(same == kSame.end() ? 1 : same->first.size());
  }
  return plain;
}

// Takes a sign, a percent sign or blanks off either end of what stands around a number.
std::string_view TakeSigns(std::string_view around, WrittenNumber* number, int* signs) {
  while (!around.empty()) {
    const char front = around.front();
    const char back = around.back();
    const char c = std::string_view("+-% ").find(front) != std::string_view::npos ? front : back;
    if (std::string_view("+-% ").find(c) == std::string_view::npos) break;
    if (c == '+' || c == '-') ++*signs;
    if (c == '-') number->negative = true;
    if (c == '%') number->percent = true;
    if (c == front) {
      around.remove_prefix(1);
    } else {
      around.remove_suffix(1);
    }
  }
  return around;
}

std::string Upper(std::string_view text) {
  std::string upper(text);
  for (char& c : upper) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return upper;
}

// Takes `E+06` off the end. False when it is no exponent.
bool TakeExponent(std::string* body, int* exponent) {
  const std::size_t at = body->find_first_of("eE");
  if (at == std::string::npos) return true;
  std::string_view power = std::string_view(*body).substr(at + 1);
  const bool negative = power.starts_with('-');
  if (negative || power.starts_with('+')) power.remove_prefix(1);
  if (power.empty() || power.size() > 3 || !std::all_of(power.begin(), power.end(), IsDigit)) return false;
  const int value = std::stoi(std::string(power));
  *exponent = negative ? -value : value;
  body->resize(at);
  return true;
}

std::size_t BodyStart(std::string_view text) {
  const std::size_t digit = text.find_first_of("0123456789");
  if (digit == std::string_view::npos || digit == 0) return digit;
  const char before = text[digit - 1];
  if (before != '.' && before != ',') return digit;
  const bool abbreviation =
      digit >= 2 && std::isalpha(static_cast<unsigned char>(text[digit - 2])) != 0;  // Rs.500
  return abbreviation ? digit : digit - 1;
}

struct Sign {
  std::string_view written;
  std::string_view currency;
};
constexpr std::array<Sign, 33> kSigns = {{
    {"€", "EUR"},   {"£", "GBP"},    {"US$", "USD"}, {"$US", "USD"}, {"A$", "AUD"},  {"AU$", "AUD"},
    {"C$", "CAD"},  {"CA$", "CAD"},  {"NZ$", "NZD"}, {"HK$", "HKD"}, {"S$", "SGD"},  {"MX$", "MXN"},
    {"R$", "BRL"},  {"₹", "INR"},    {"RS", "INR"},  {"RS.", "INR"}, {"₽", "RUB"}, {"₺", "TRY"},
    {"₩", "KRW"},   {"₪", "ILS"},    {"₫", "VND"},   {"₴", "UAH"},   {"₦", "NGN"},   {"₱", "PHP"},
    {"฿", "THB"},   {"ZŁ", "PLN"},   {"Zł", "PLN"},  {"KČ", "CZK"},  {"Kč", "CZK"},  {"FT", "HUF"},
    {"FR.", "CHF"}, {"SFR.", "CHF"}, {"RM", "MYR"},
}};
// The first of each list is meant when the default currency is not in it.
struct SharedSign {
  std::string_view written;
  std::array<std::string_view, 10> currencies;
};
constexpr std::array<SharedSign, 5> kSharedSigns = {{
    {"$", {"USD", "CAD", "AUD", "NZD", "MXN", "SGD", "HKD", "CLP", "COP", "ARS"}},
    {"¥", {"JPY", "CNY"}},
    {"￥", {"JPY", "CNY"}},
    {"KR", {"", "SEK", "NOK", "DKK", "ISK"}},
    {"KR.", {"", "SEK", "NOK", "DKK", "ISK"}},
}};

// Whether the digits between separators are groups: 1 to 3 first, then 3 each (2 in the Indian way), 3 at the
// end.
bool IsGrouped(std::string_view whole, char separator) {
  std::size_t group = whole.find(separator);
  if (group == std::string_view::npos) return std::all_of(whole.begin(), whole.end(), IsDigit);
  if (group < 1 || group > 3) return false;
  while (true) {
    if (!std::all_of(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(group), IsDigit))
      return false;
    whole.remove_prefix(group + 1);
    group = whole.find(separator);
    if (group == std::string_view::npos) break;
    if (group != 2 && group != 3) return false;
  }
  return whole.size() == 3 && std::all_of(whole.begin(), whole.end(), IsDigit);
}

std::optional<Decimal> ReadBody(const WrittenNumber& number, DecimalForm form, bool* too_large) {
  std::string_view whole = number.body;
  std::string_view fraction;
  if (const std::size_t at = whole.find(form.decimal); at != std::string_view::npos) {
    fraction = whole.substr(at + 1);
    whole = whole.substr(0, at);
  }
  if (!std::all_of(fraction.begin(), fraction.end(), IsDigit) || (whole.empty() && fraction.empty()))
    return std::nullopt;
  const std::size_t separator = whole.find_first_not_of("0123456789");
  if (separator != std::string_view::npos && !IsGrouped(whole, whole[separator])) return std::nullopt;

  std::string digits(whole);
  std::erase_if(digits, [](char c) { return !IsDigit(c); });
  digits += fraction;
  int scale = static_cast<int>(fraction.size()) - number.exponent;
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
  while (scale > 0 && digits.size() > kMostDigits && digits.ends_with('0')) digits.pop_back(), --scale;
  while (!digits.empty() && scale < 0 && digits.size() <= kMostDigits) digits += '0', ++scale;
  if (digits.empty()) return Decimal{0, std::clamp(scale, 0, static_cast<int>(kMostDigits))};
  // More digits than a double shows are dropped behind the decimal sign, never before it.
  while (scale > 0 && digits.size() > kMostDigits) digits.pop_back(), --scale;
  if (scale > static_cast<int>(kMostDigits)) return Decimal{0, 0};
  *too_large = digits.size() > kMostDigits;
  if (*too_large) return std::nullopt;
  const std::int64_t value = std::stoll(digits);
  return Decimal{number.negative ? -value : value, scale};
}

Result<Decimal> Read(const WrittenNumber& number, DecimalForm form, std::string_view text, const char* key) {
  bool too_large = false;
  const auto decimal = ReadBody(number, form, &too_large);
  if (!decimal) return FailValue(too_large ? "problem.value.number_too_large" : key, text);
  return *decimal;
}

}  // namespace

double ToDouble(Decimal decimal) {
  return static_cast<double>(decimal.unscaled) / std::pow(10.0, decimal.scale);
}

std::optional<std::int64_t> Rescale(Decimal decimal, int digits) {
  std::int64_t value = decimal.unscaled;
  for (; decimal.scale < digits; ++decimal.scale) {
    if (__builtin_mul_overflow(value, std::int64_t{10}, &value)) return std::nullopt;
  }
  std::int64_t divisor = 1;
  for (; decimal.scale > digits; --decimal.scale) {
    if (__builtin_mul_overflow(divisor, std::int64_t{10}, &divisor)) return 0;
  }
  const std::int64_t rest = value % divisor;
  value /= divisor;
  if (divisor > 1 && std::abs(rest) >= divisor - std::abs(rest)) value += rest < 0 ? -1 : 1;
  return value;
}

std::optional<WrittenNumber> ReadNumber(std::string_view text) {
  if (text.size() > kLongestText) return std::nullopt;
  const std::string plain = Plain(text);
  std::string_view rest = Trim(plain);
  WrittenNumber number;
  int signs = 0;
  const bool parentheses = rest.size() > 2 && rest.front() == '(' && rest.back() == ')';
  if (parentheses) rest = rest.substr(1, rest.size() - 2);

  const std::size_t start = BodyStart(rest);
  if (start == std::string_view::npos) return std::nullopt;
  std::size_t end = rest.find_last_of("0123456789") + 1;
  if (end < rest.size() && (rest[end] == '.' || rest[end] == ',')) ++end;  // "5."
  number.body = rest.substr(start, end - start);
  if (!TakeExponent(&number.body, &number.exponent)) return std::nullopt;
  if (number.body.find_first_not_of("0123456789., '") != std::string::npos) return std::nullopt;

  const std::string_view before = TakeSigns(rest.substr(0, start), &number, &signs);
  const std::string_view behind = TakeSigns(rest.substr(end), &number, &signs);
  if (signs > 1 || (parentheses && signs > 0)) return std::nullopt;
  if (parentheses) number.negative = true;
  // Both a symbol and a code ("$5 CAD"): the code is the clearer word.
  number.currency = Upper(!behind.empty() ? behind : before);
  if (!before.empty() && !behind.empty() && !IsCurrency(number.currency)) return std::nullopt;
  if (number.percent && !number.currency.empty()) return std::nullopt;
  return number;
}

DecimalEvidence DecimalSign(std::string_view body) {
  const auto points = std::count(body.begin(), body.end(), '.');
  const auto commas = std::count(body.begin(), body.end(), ',');
  const bool other_groups = body.find_first_of(" '") != std::string_view::npos;
  if (points == 0 && commas == 0) return DecimalEvidence::none;
  if (points > 0 && commas > 0) {
    const bool point_last = body.rfind('.') > body.rfind(',');
    if ((point_last ? points : commas) > 1) return DecimalEvidence::bad;
    return point_last ? DecimalEvidence::point : DecimalEvidence::comma;
  }
  const bool is_point = points > 0;
  const auto own = is_point ? DecimalEvidence::point : DecimalEvidence::comma;
  const auto opposite = is_point ? DecimalEvidence::comma : DecimalEvidence::point;
  if (points + commas > 1) return IsGrouped(body, is_point ? '.' : ',') ? opposite : DecimalEvidence::bad;
  if (other_groups) return own;
  const std::size_t at = body.find(is_point ? '.' : ',');
  const bool could_group = body.size() - at - 1 == 3 && at >= 1 && at <= 3 && body.front() != '0';
  return could_group ? DecimalEvidence::either : own;
}

std::optional<std::string> CurrencyOf(std::string_view written, std::string_view default_currency) {
  if (written.empty()) return std::string(default_currency);
  const std::string upper = Upper(written);
  if (IsCurrency(upper)) return upper;
  for (const Sign& sign : kSigns) {
    if (sign.written == upper) return std::string(sign.currency);
  }
  for (const SharedSign& sign : kSharedSigns) {
    if (sign.written != upper) continue;
    const auto& list = sign.currencies;
    if (std::find(list.begin(), list.end(), default_currency) != list.end())
      return std::string(default_currency);
    if (!list.front().empty()) return std::string(list.front());
  }
  return std::nullopt;
}

Result<Decimal> ParseDecimal(std::string_view text, DecimalForm form) {
  const auto number = ReadNumber(text);
  if (!number || number->percent || !number->currency.empty())
    return FailValue("problem.value.not_a_number", text);
  return Read(*number, form, text, "problem.value.not_a_number");
}

Result<Decimal> ParsePercent(std::string_view text, DecimalForm form) {
  const auto number = ReadNumber(text);
  if (!number || !number->currency.empty()) return FailValue("problem.value.not_a_percentage", text);
  return Read(*number, form, text, "problem.value.not_a_percentage");
}

Result<Money> ParseMoney(std::string_view text, DecimalForm form, const std::string& default_currency) {
  const auto number = ReadNumber(text);
  if (!number || number->percent) return FailValue("problem.value.not_money", text);
  const auto currency = CurrencyOf(number->currency, default_currency);
  if (!currency) return FailValue("problem.value.unknown_currency", text);
  const auto decimal = Read(*number, form, text, "problem.value.not_money");
  if (!decimal) return Fail(decimal.error());
  const auto amount = Rescale(*decimal, MinorDigits(*currency));
  if (!amount) return FailValue("problem.value.number_too_large", text);
  return Money{*amount, *currency};
}

}  // namespace baton::format
