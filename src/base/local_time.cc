#include "base/local_time.h"

#include <fmt/format.h>
#include <unicode/locid.h>
#include <unicode/timezone.h>

#include <memory>

#include "base/zone.h"

namespace baton {
namespace {

constexpr int kMinutesPerDay = 24 * 60;
// Samoa left out a whole day once; nobody has left out more.
constexpr int kLongestGap = 2 * kMinutesPerDay;
constexpr int kQuarter = 15;
constexpr int kLongestRepeat = 3 * 60;

bool Exists(LocalTime local, const std::string& zone) {
  return ToLocal(ToInstant(local, zone), zone) == local;
}

LocalTime Later(LocalTime local, int minutes) {
  const int total = local.minute_of_day + minutes;
  return {local.day + total / kMinutesPerDay, total % kMinutesPerDay};
}

std::optional<int> TwoDigits(std::string_view text) {
  if (text.size() != 2 || text[0] < '0' || text[0] > '9' || text[1] < '0' || text[1] > '9')
    return std::nullopt;
  return (text[0] - '0') * 10 + (text[1] - '0');
}

}  // namespace

std::optional<LocalTime> ParseLocal(std::string_view text) {
  if (text.size() != 16 || text[10] != 'T' || text[13] != ':') return std::nullopt;
  const auto day = ParseDay(text.substr(0, 10));
  const auto hour = TwoDigits(text.substr(11, 2));
  const auto minute = TwoDigits(text.substr(14, 2));
  if (!day || !hour || !minute || *hour > 23 || *minute > 59) return std::nullopt;
  return LocalTime{*day, *hour * 60 + *minute};
}

std::string ToText(LocalTime local) {
  return fmt::format("{}T{:02}:{:02}", ToString(local.day), local.minute_of_day / 60,
                     local.minute_of_day % 60);
}

std::optional<LocalTime> NextThatExists(LocalTime local, const std::string& zone) {
  if (Exists(local, zone)) return std::nullopt;
  LocalTime next = local;
  for (int gap = 1; gap < kLongestGap && !Exists(next, zone); ++gap) next = Later(local, gap);
  return next;
}

bool ComesTwice(LocalTime local, const std::string& zone) {
  const Instant first = ToInstant(local, zone);
  for (int later = kQuarter; later <= kLongestRepeat; later += kQuarter) {
    if (ToLocal(first + later * kMillisecondsPerMinute, zone) == local) return true;
  }
  return false;
}

std::string ZoneText(const std::string& zone, Instant at, std::string_view language) {
  const std::unique_ptr<icu::TimeZone> rules(
      icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(zone)));
  std::int32_t raw = 0;
  std::int32_t saving = 0;
  UErrorCode error = U_ZERO_ERROR;
  rules->getOffset(static_cast<UDate>(at.milliseconds), 0, raw, saving, error);
  icu::UnicodeString name;
  rules->getDisplayName(static_cast<UBool>(saving != 0), icu::TimeZone::LONG,
                        icu::Locale(std::string(language).c_str()), name);
  std::string text;
  name.toUTF8String(text);
  return fmt::format("{} ({})", text, zone);
}

}  // namespace baton
