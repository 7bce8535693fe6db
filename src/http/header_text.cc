#include "http/header_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <cstdlib>

#include "base/check.h"
#include "base/text.h"

namespace baton::http {
namespace {

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool IsAlphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

}  // namespace

bool EqualsIgnoringCase(std::string_view left, std::string_view right) {
  return std::ranges::equal(left, right, {}, Lower, Lower);
}

bool IsToken(std::string_view text) {
  constexpr std::string_view kSigns = "!#$%&'*+-.^_`|~";
  return !text.empty() && std::ranges::all_of(text, [&](char c) {
    return IsAlphanumeric(c) || kSigns.find(c) != std::string_view::npos;
  });
}

bool IsHeaderValue(std::string_view text) {
  return std::ranges::all_of(text, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte == '\t' || (byte >= 0x20 && byte != 0x7f);
  });
}

std::optional<std::string> ParameterOf(std::string_view header, std::string_view name) {
  std::size_t at = header.find(';');
  while (at < header.size()) {
    ++at;
    const auto equals = header.find('=', at);
    if (equals == std::string_view::npos) return std::nullopt;
    const std::string_view key = Trim(header.substr(at, equals - at));
    std::string value;
    at = equals + 1;
    if (at < header.size() && header[at] == '"') {
      for (++at; at < header.size() && header[at] != '"'; ++at) {
        if (header[at] == '\\' && at + 1 < header.size() &&
            (header[at + 1] == '"' || header[at + 1] == '\\')) {
          ++at;
        }
        value += header[at];
      }
      at = header.find(';', at);
    } else {
      const auto end = std::min(header.find(';', at), header.size());
      value = Trim(header.substr(at, end - at));
      at = end;
    }
    if (EqualsIgnoringCase(key, name)) return value;
  }
  return std::nullopt;
}

std::string MediaType(std::string_view header) {
  std::string type(Trim(header.substr(0, header.find(';'))));
  std::ranges::transform(type, type.begin(), Lower);
  return type;
}

bool AcceptsCoding(std::string_view accept_encoding, std::string_view coding) {
  for (const std::string_view part : Split(accept_encoding, ',')) {
    if (!EqualsIgnoringCase(Trim(part.substr(0, part.find(';'))), coding)) continue;
    const auto quality = ParameterOf(part, "q");
    return !quality || std::strtod(quality->c_str(), nullptr) > 0;
  }
  return false;
}

std::optional<std::int64_t> VersionOf(std::string_view tag) {
  if (tag.starts_with("W/")) tag.remove_prefix(2);
  if (tag.size() < 3 || tag.front() != '"' || tag.back() != '"') return std::nullopt;
  const std::string_view number = tag.substr(1, tag.size() - 2);
  std::int64_t version = 0;
  const auto read = std::from_chars(number.data(), number.data() + number.size(), version);
  if (read.ec != std::errc() || read.ptr != number.data() + number.size()) return std::nullopt;
  return version;
}

std::string CookieText(const Cookie& cookie, bool is_secure) {
  constexpr std::string_view kForbidden = " \",;\\";
  Check(IsToken(cookie.name), "a cookie's name is a token");
  Check(IsHeaderValue(cookie.value) && cookie.value.find_first_of(kForbidden) == std::string::npos &&
            std::ranges::all_of(cookie.value, [](char c) { return static_cast<unsigned char>(c) < 0x80; }),
        "a cookie's value has no spaces, quotes, commas, semicolons or control characters");
  return cookie.name + '=' + cookie.value + "; Path=/; Max-Age=" + std::to_string(cookie.max_age_seconds) +
         "; HttpOnly; SameSite=Lax" + (is_secure ? "; Secure" : "");
}

std::string Disposition(std::string_view file_name) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string plain;
  std::string encoded;
  for (const char c : file_name) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_safe = IsAlphanumeric(c) || c == '.' || c == '-' || c == '_';
    if (is_safe || c == ' ') {
      plain += c;
    } else if (byte < 0x80 || byte >= 0xC0) {  // one sign for one character
      plain += '_';
    }
    if (is_safe) {
      encoded += c;
    } else {
      encoded.append({'%', kDigits[byte >> 4], kDigits[byte & 15]});
    }
  }
  return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + encoded;
}

std::string HttpDate(Instant instant) {
  constexpr std::array kDays = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  constexpr std::array kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  std::int64_t days = instant.milliseconds / kMillisecondsPerDay;
  std::int64_t rest = instant.milliseconds % kMillisecondsPerDay;
  if (rest < 0) {
    rest += kMillisecondsPerDay;
    --days;
  }
  const Day day{static_cast<std::int32_t>(days)};
  const CalendarDate date = ToCalendarDate(day);
  const auto seconds = static_cast<int>(rest / 1000);
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%s, %02d %s %04d %02d:%02d:%02d GMT",
                kDays[static_cast<std::size_t>(Weekday(day) - 1)], date.day,
                kMonths[static_cast<std::size_t>(date.month - 1)], date.year, seconds / 3600,
                seconds / 60 % 60, seconds % 60);
  return text.data();
}

}  // namespace baton::http
