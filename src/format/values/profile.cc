#include "format/values/profile.h"

#include <algorithm>
#include <set>
#include <vector>

#include "base/text.h"
#include "format/values/word_value.h"

namespace baton::format {
namespace {

using Values = std::vector<std::string_view>;

bool Enough(std::size_t fitting, std::size_t values) { return fitting * 10 >= values * 9; }

// How many values read under each of the two orders that people mix up, and how many under one alone.
struct DateCount {
  std::size_t any = 0;
  std::size_t day_first = 0;
  std::size_t month_first = 0;
  std::size_t day_first_only = 0;
  std::size_t month_first_only = 0;
  std::size_t undecided = 0;  // both orders give a day, and not the same one
  std::size_t with_time = 0;
  std::size_t with_offset = 0;
  bool midnight = true;
};

DateCount CountDates(const Values& values, int pivot) {
  DateCount count;
  for (const std::string_view value : values) {
    const auto date = ReadDate(value);
    if (!date) continue;
    const auto day_first = ToDay(*date, {DateOrder::day_first, pivot});
    const auto month_first = ToDay(*date, {DateOrder::month_first, pivot});
    if (!day_first && !month_first) continue;
    ++count.any;
    count.day_first += day_first ? 1 : 0;
    count.month_first += month_first ? 1 : 0;
    count.day_first_only += day_first && !month_first ? 1 : 0;
    count.month_first_only += month_first && !day_first ? 1 : 0;
    count.undecided += day_first && month_first && *day_first != *month_first ? 1 : 0;
    count.with_time += date->has_time ? 1 : 0;
    count.with_offset += date->offset_minutes ? 1 : 0;
    count.midnight = count.midnight && date->millisecond_of_day == 0;
  }
  return count;
}

bool DecideDates(const Values& values, const ProfileHints& hints, ColumnProfile* profile) {
  const DateCount count = CountDates(values, hints.pivot);
  const std::size_t fitting = std::max(count.day_first, count.month_first);
  if (count.any == 0 || !Enough(count.any, values.size())) return false;
  profile->kind = count.with_time > 0 && !count.midnight ? ValueKind::instant : ValueKind::day;
  profile->misfits = values.size() - fitting;
  profile->has_offset = count.with_offset == count.any;
  profile->date = {DateOrder::year_first, hints.pivot};
  if (count.day_first_only == 0 && count.month_first_only == 0) {
    if (count.undecided > 0) {
      profile->date.order =
          hints.date_order == DateOrder::year_first ? DateOrder::month_first : hints.date_order;
      profile->date_ambiguous = true;
    } else if (std::any_of(values.begin(), values.end(), [&](std::string_view value) {
                 const auto date = ReadDate(value);
                 return date && !ToDay(*date, profile->date);
               })) {
      // Only days like 05/05/2026: either order will do until another value comes.
      profile->date.order =
          hints.date_order == DateOrder::year_first ? DateOrder::month_first : hints.date_order;
      profile->date_ambiguous = true;
    }
    return true;
  }
  profile->date.order = count.day_first >= count.month_first ? DateOrder::day_first : DateOrder::month_first;
  profile->date_conflict = count.day_first_only > 0 && count.month_first_only > 0;
  return true;
}

struct NumberCount {
  std::size_t numbers = 0;
  std::size_t percents = 0;
  std::size_t plain_integers = 0;
  std::size_t leading_zeros = 0;
  std::size_t point = 0;
  std::size_t comma = 0;
  std::size_t either = 0;
  std::set<std::string> currencies;
};

bool IsPlainInteger(const WrittenNumber& number) {
  const bool digits =
      std::all_of(number.body.begin(), number.body.end(), [](char c) { return c >= '0' && c <= '9'; });
  return digits && number.exponent == 0 && number.currency.empty() && !number.percent;
}

NumberCount CountNumbers(const Values& values) {
  NumberCount count;
  for (const std::string_view value : values) {
    const auto number = ReadNumber(value);
    if (!number) continue;
    if (!number->currency.empty() && !CurrencyOf(number->currency, "USD") &&
        !CurrencyOf(number->currency, "SEK")) {
      continue;  // 12 kg
    }
    const DecimalEvidence evidence = DecimalSign(number->body);
    if (evidence == DecimalEvidence::bad) continue;
    ++count.numbers;
    count.point += evidence == DecimalEvidence::point ? 1 : 0;
    count.comma += evidence == DecimalEvidence::comma ? 1 : 0;
    count.either += evidence == DecimalEvidence::either ? 1 : 0;
    count.percents += number->percent ? 1 : 0;
    if (!number->currency.empty()) count.currencies.insert(number->currency);
    if (!IsPlainInteger(*number)) continue;
    ++count.plain_integers;
    count.leading_zeros += number->body.size() > 1 && number->body.front() == '0' ? 1 : 0;
    // A number that no 63-bit integer holds is a name made of digits.
    count.leading_zeros += number->body.size() > 18 ? 1 : 0;
  }
  return count;
}

// The same for every organization, whatever its own currency is: "$" alone is not certain, "€" and "CHF" are.
std::string CertainCurrency(const std::set<std::string>& written) {
  std::set<std::string> meant;
  for (const std::string& sign : written) {
    const auto one = CurrencyOf(sign, "USD");
    const auto other = CurrencyOf(sign, "CAD");
    if (!one || one != other) return {};
    meant.insert(*one);
  }
  return meant.size() == 1 ? *meant.begin() : std::string();
}

bool Reads(std::string_view value, ValueKind kind, DecimalForm form) {
  switch (kind) {
    case ValueKind::percent:
      return ParsePercent(value, form).has_value();
    case ValueKind::money:
      return ParseMoney(value, form, "USD").has_value() || ParseMoney(value, form, "SEK").has_value();
    default:
      return ParseDecimal(value, form).has_value();
  }
}

bool DecideNumbers(const Values& values, const ProfileHints& hints, ColumnProfile* result) {
  const NumberCount count = CountNumbers(values);
  if (count.numbers == 0 || !Enough(count.numbers, values.size()) || count.leading_zeros > 0) return false;
  ColumnProfile profile = *result;
  profile.kind = ValueKind::decimal;
  if (!count.currencies.empty()) {
    profile.kind = ValueKind::money;
  } else if (count.percents > 0) {
    profile.kind = ValueKind::percent;
  } else if (count.plain_integers == count.numbers) {
    profile.kind = ValueKind::integer;
  }
  profile.decimal.decimal = hints.decimal;
  if (count.point != count.comma) profile.decimal.decimal = count.point > count.comma ? '.' : ',';
  profile.decimal_ambiguous = count.point == 0 && count.comma == 0 && count.either > 0;
  profile.decimal_conflict = count.point > 0 && count.comma > 0;
  profile.currency = CertainCurrency(count.currencies);
  profile.misfits =
      static_cast<std::size_t>(std::count_if(values.begin(), values.end(), [&](std::string_view value) {
        return !Reads(value, profile.kind, profile.decimal);
      }));
  // "2024 4" has the look of a number, but its blank sets no group of three apart.
  if (!profile.decimal_conflict && !Enough(values.size() - profile.misfits, values.size())) return false;
  *result = profile;
  return true;
}

bool DecideWords(const Values& values, ValueKind kind, bool (*is)(std::string_view), ColumnProfile* profile) {
  const auto fitting = static_cast<std::size_t>(std::count_if(values.begin(), values.end(), is));
  if (!Enough(fitting, values.size())) return false;
  profile->kind = kind;
  profile->misfits = values.size() - fitting;
  return true;
}

}  // namespace

ColumnProfile ProfileColumn(std::span<const std::string_view> sample, ProfileHints hints) {
  ColumnProfile profile;
  profile.decimal.decimal = hints.decimal;
  profile.date.pivot = hints.pivot;
  Values values;
  for (const std::string_view cell : sample) {
    profile.longest = std::max(profile.longest, cell.size());
    if (const std::string_view value = Trim(cell); !value.empty()) values.push_back(value);
  }
  profile.values = values.size();
  if (values.empty()) return profile;
  if (DecideWords(values, ValueKind::boolean, IsBooleanWord, &profile)) return profile;
  if (DecideWords(values, ValueKind::email, IsEmail, &profile)) return profile;
  if (DecideWords(values, ValueKind::salesforce_id, IsSalesforceId, &profile)) return profile;
  if (DecideDates(values, hints, &profile)) return profile;
  if (DecideNumbers(values, hints, &profile)) return profile;
  profile.kind = ValueKind::text;
  return profile;
}

}  // namespace baton::format
