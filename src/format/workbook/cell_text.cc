#include "format/workbook/cell_text.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <optional>

#include "base/date.h"

namespace baton::format {
namespace {

constexpr int kSecondsPerDay = 86'400;
constexpr double kLastSerial = 2'958'465.9999;  // the end of 9999-12-31
constexpr int kEpoch1900 = 25'569;              // serial of 1970-01-01
constexpr int kDays1904 = 1'462;

std::optional<double> ReadDouble(std::string_view value) {
  double number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (error != std::errc() || end != value.data() + value.size() || !std::isfinite(number))
    return std::nullopt;
  return number;
}

std::string Clock(int seconds) {
  std::array<char, 32> text = {};
  std::snprintf(text.data(), text.size(), "%02d:%02d:%02d", seconds / 3600 % 24, seconds / 60 % 60,
                seconds % 60);
  return text.data();
}

// Removes what is not a field of the format: quoted and escaped characters, colours and locales in brackets,
// padding.
std::string Fields(std::string_view code) {
  std::string fields;
  for (std::size_t i = 0; i < code.size() && code[i] != ';'; ++i) {
    const char c = code[i];
    if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else if (c == '"' || c == '[') {
      const std::size_t end = code.find(c == '"' ? '"' : ']', i + 1);
      const std::string_view inside = code.substr(i + 1, end == std::string_view::npos ? end : end - i - 1);
      // [h]:mm is a duration, not a time of day: a number.
      if (c == '[' && !inside.empty() && inside.find_first_not_of("hHmMsS") == std::string_view::npos)
        return {};
      if (end == std::string_view::npos) break;
      i = end;
    } else {
      fields += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
  }
  return fields;
}

}  // namespace

CellStyle BuiltInStyle(int id) {
  if ((id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 58)) {
    return CellStyle::date;
  }
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || id == 45 || id == 47) return CellStyle::time;
  return CellStyle::plain;
}

CellStyle StyleOf(std::string_view format_code) {
  const std::string fields = Fields(format_code);
  if (fields.starts_with("general")) return CellStyle::plain;
  const auto has = [&fields](const char* any) { return fields.find_first_of(any) != std::string::npos; };
  if (has("yd") || (has("m") && !has("hs"))) return CellStyle::date;
  return has("hs") ? CellStyle::time : CellStyle::plain;
}

std::string NumberText(std::string_view value) {
  const bool integer =
      !value.empty() && value.size() <= 15 &&
      std::all_of(value.begin(), value.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
  const auto number = integer ? std::nullopt : ReadDouble(value);
  if (!number) return std::string(value);
  // Fifteen digits are what spreadsheets show; the file has seventeen.
  std::array<char, 400> text = {};
  std::snprintf(text.data(), text.size(), "%.14e", *number);
  const int exponent =
      std::atoi(std::string_view(text.data()).substr(std::string_view(text.data()).find('e') + 1).data());
  std::snprintf(text.data(), text.size(), "%.*f", std::clamp(14 - exponent, 0, 40), *number);
  std::string fixed = text.data();
  if (fixed.find('.') != std::string::npos) {
    fixed.erase(fixed.find_last_not_of('0') + 1);
    if (fixed.back() == '.') fixed.pop_back();
  }
  return fixed == "-0" ? "0" : fixed;
}

std::string SerialText(std::string_view value, CellStyle style, bool from_1904) {
  const auto serial = ReadDouble(value);
  if (!serial || *serial < 0 || *serial >= kLastSerial - (from_1904 ? kDays1904 : 0))
    return NumberText(value);
  auto day = static_cast<int>(std::floor(*serial));
  auto seconds = static_cast<int>(std::lround((*serial - day) * kSecondsPerDay));
  if (seconds == kSecondsPerDay) ++day, seconds = 0;
  if (style == CellStyle::time && day == 0) return Clock(seconds);
  if (from_1904) {
    day += kDays1904;
  } else if (day < 60) {
    ++day;  // spreadsheets believe in 29 February 1900, which is day 60
  }
  const std::string date = ToString(Day{day - kEpoch1900});
  return seconds == 0 ? date : date + "T" + Clock(seconds);
}

std::string Unescape(std::string_view text) {
  std::string plain;
  plain.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned code = 0;
    const bool escape =
        text[i] == '_' && i + 6 < text.size() && text[i + 1] == 'x' && text[i + 6] == '_' &&
        std::from_chars(text.data() + i + 2, text.data() + i + 6, code, 16).ptr == text.data() + i + 6;
    if (!escape || code >= 0x80) {
      plain += text[i];
      continue;
    }
    i += 6;
    // Control characters but for tab and line breaks have no place in text.
    if (code >= 0x20 || code == '\t' || code == '\n' || code == '\r') plain += static_cast<char>(code);
  }
  return plain;
}

}  // namespace baton::format
