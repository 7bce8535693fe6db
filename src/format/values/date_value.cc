#include "format/values/date_value.h"

#include <algorithm>
#include <cctype>

#include "base/text.h"
#include "base/zone.h"
#include "format/values/fault.h"

namespace baton::format {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLetter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }

// What is left of a text while it is read from the front.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : rest_(text) {}

  bool done() const { return rest_.empty(); }
  char peek() const { return rest_.empty() ? '\0' : rest_.front(); }
  bool Take(char c) {
    if (peek() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  void SkipBlanks() {
    while (Take(' ')) {
    }
  }
  bool TakeWord(std::string_view upper) {
    if (rest_.size() < upper.size()) return false;
    for (std::size_t i = 0; i < upper.size(); ++i) {
      if (std::toupper(static_cast<unsigned char>(rest_[i])) != upper[i]) return false;
    }
    if (rest_.size() > upper.size() && IsLetter(rest_[upper.size()])) return false;
    rest_.remove_prefix(upper.size());
    return true;
  }
  // A run of 1 to `most` digits; nothing when there is none or it goes on.
  std::optional<int> Number(int most, int* digits = nullptr) {
    int value = 0;
    int count = 0;
    for (; !rest_.empty() && IsDigit(rest_.front()); ++count) {
      if (count == most) return std::nullopt;
      value = value * 10 + (rest_.front() - '0');
      rest_.remove_prefix(1);
    }
    if (digits != nullptr) *digits = count;
    if (count == 0) return std::nullopt;
    return value;
  }
  std::string_view Letters() {
    std::size_t size = 0;
    while (size < rest_.size() && IsLetter(rest_[size])) ++size;
    const std::string_view word = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return word;
  }

 private:
  std::string_view rest_;
};

std::optional<int> MonthNamed(std::string_view word) {
  constexpr std::array<std::string_view, 12> kMonths = {"january",   "february", "march",    "april",
                                                        "may",       "june",     "july",     "august",
                                                        "september", "october",  "november", "december"};
  std::string lower;
  for (const char c : word) lower += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    const bool fits = lower == kMonths[i] || lower == kMonths[i].substr(0, 3) || (lower == "sept" && i == 8);
    if (fits) return static_cast<int>(i) + 1;
  }
  return std::nullopt;
}

// One of the three parts: up to four digits or the name of a month.
bool ReadPart(Cursor* text, std::size_t index, WrittenDate* date) {
  if (IsLetter(text->peek())) {
    const auto month = MonthNamed(text->Letters());
    if (!month || date->month_word >= 0) return false;
    date->numbers[index] = *month;
    date->month_word = static_cast<int>(index);
    return true;
  }
  const auto number = text->Number(4, &date->digits[index]);
  if (!number) return false;
  date->numbers[index] = *number;
  return true;
}

bool IsSeparator(char c) { return c == '-' || c == '/' || c == '.'; }

// Between parts: one of - / . and the same one twice; or, around a month's name, blanks, commas and full
// stops.
bool ReadSeparator(Cursor* text, bool first, WrittenDate* date) {
  const char c = text->peek();
  if (IsSeparator(c) && (first || date->separator == c)) {
    date->separator = c;
    text->Take(c);
    text->SkipBlanks();
    return true;
  }
  if (c != ' ' && c != ',') return false;
  if (!first && date->month_word < 0) return false;
  date->separator = ' ';
  text->Take(',');
  text->SkipBlanks();
  return true;
}

std::optional<int> ReadClock(Cursor* text) {
  int hour_digits = 0;
  auto hour = text->Number(2, &hour_digits);
  if (!hour || !text->Take(':')) return std::nullopt;
  int digits = 0;
  const auto minute = text->Number(2, &digits);
  if (!minute || digits != 2) return std::nullopt;
  int second = 0;
  int millisecond = 0;
  if (text->Take(':')) {
    const auto value = text->Number(2, &digits);
    if (!value || digits != 2) return std::nullopt;
    second = *value;
    if (text->Take('.') || text->Take(',')) {
      int scale = 100;
      if (!IsDigit(text->peek())) return std::nullopt;
      for (; IsDigit(text->peek()); scale /= 10) {
        millisecond += scale * (text->peek() - '0');
        text->Take(text->peek());
      }
    }
  }
  text->SkipBlanks();
  const bool am = text->TakeWord("AM") || text->TakeWord("A.M.");
  const bool pm = !am && (text->TakeWord("PM") || text->TakeWord("P.M."));
  if ((am || pm) && (*hour < 1 || *hour > 12)) return std::nullopt;
  if (am || pm) hour = *hour % 12 + (pm ? 12 : 0);
  if (*hour > 23 || *minute > 59 || second > 59) return std::nullopt;
  return ((*hour * 60 + *minute) * 60 + second) * 1000 + millisecond;
}

// False when what stands there is no zone.
bool ReadOffset(Cursor* text, std::optional<int>* offset) {
  text->SkipBlanks();
  const bool zulu = text->TakeWord("Z") || text->TakeWord("UTC") || text->TakeWord("GMT");
  if (zulu) *offset = 0;
  const char sign = text->peek();
  if (sign != '+' && sign != '-') return true;
  text->Take(sign);
  int digits = 0;
  const auto first = text->Number(4, &digits);
  if (!first || (digits != 2 && digits != 4)) return false;
  int hours = *first;
  int minutes = 0;
  if (digits == 4) {
    minutes = hours % 100;
    hours /= 100;
  } else if (text->Take(':')) {
    const auto second = text->Number(2, &digits);
    if (!second || digits != 2) return false;
    minutes = *second;
  }
  if (hours > 18 || minutes > 59) return false;
  *offset = (sign == '-' ? -1 : 1) * (hours * 60 + minutes);
  return true;
}

int FullYear(int year, int digits, int pivot) {
  if (digits == 4) return year;
  return year + (year < pivot ? 2000 : 1900);
}

bool IsYear(const WrittenDate& date, std::size_t index) {
  return date.digits[index] == 2 || date.digits[index] == 4;
}

std::optional<Day> Make(const WrittenDate& date, std::size_t year, std::size_t month, std::size_t day,
                        int pivot) {
  if (!IsYear(date, year) || date.digits[month] > 2 || date.digits[day] > 2) return std::nullopt;
  return baton::ToDay(CalendarDate{FullYear(date.numbers[year], date.digits[year], pivot),
                                   date.numbers[month], date.numbers[day]});
}

}  // namespace

std::optional<WrittenDate> ReadDate(std::string_view text) {
  Cursor cursor(Trim(text));
  WrittenDate date;
  for (std::size_t i = 0; i < 3; ++i) {
    if (i > 0 && !ReadSeparator(&cursor, i == 1, &date)) return std::nullopt;
    if (!ReadPart(&cursor, i, &date)) return std::nullopt;
  }
  if (date.separator == ' ' && date.month_word < 0) return std::nullopt;
  if (cursor.done()) return date;
  cursor.Take(',');
  if (!cursor.Take('T') && !cursor.Take(' ')) return std::nullopt;
  cursor.SkipBlanks();
  const auto clock = ReadClock(&cursor);
  if (!clock || !ReadOffset(&cursor, &date.offset_minutes) || !cursor.done()) return std::nullopt;
  date.has_time = true;
  date.millisecond_of_day = *clock;
  return date;
}

std::optional<Day> ToDay(const WrittenDate& date, DateForm form) {
  if (date.month_word == 0) return Make(date, 2, 0, 1, form.pivot);  // Nov 24, 2026
  if (date.digits[0] == 4) return Make(date, 0, 1, 2, form.pivot);
  if (date.month_word == 1) return Make(date, 2, 1, 0, form.pivot);  // 24 Nov 2026
  if (date.month_word == 2) return std::nullopt;
  switch (form.order) {
    case DateOrder::year_first:
      return Make(date, 0, 1, 2, form.pivot);
    case DateOrder::day_first:
      return Make(date, 2, 1, 0, form.pivot);
    case DateOrder::month_first:
      break;
  }
  if (date.separator == '.') return std::nullopt;  // nobody writes 11.24.2026
  return Make(date, 2, 0, 1, form.pivot);
}

Result<Day> ParseDay(std::string_view text, DateForm form) {
  const auto written = ReadDate(text);
  if (!written) return FailValue("problem.value.not_a_date", text);
  const auto day = ToDay(*written, form);
  if (!day) return FailValue("problem.value.no_such_day", text);
  return *day;
}

Result<Instant> ParseInstant(std::string_view text, DateForm form, const std::string& zone) {
  const auto written = ReadDate(text);
  if (!written) return FailValue("problem.value.not_a_time", text);
  const auto day = ToDay(*written, form);
  if (!day) return FailValue("problem.value.no_such_day", text);
  if (written->offset_minutes) {
    const std::int64_t local = day->days * kMillisecondsPerDay + written->millisecond_of_day;
    return Instant{local - *written->offset_minutes * kMillisecondsPerMinute};
  }
  const auto minute = static_cast<int>(written->millisecond_of_day / kMillisecondsPerMinute);
  return ToInstant(LocalTime{*day, minute}, zone) + written->millisecond_of_day % kMillisecondsPerMinute;
}

}  // namespace baton::format
