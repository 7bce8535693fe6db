#include "base/zone.h"

#include <unicode/basictz.h>
#include <unicode/timezone.h>

#include <memory>
#include <mutex>
#include <unordered_map>

#include "base/check.h"

namespace baton {
namespace {

// ICU's time zones are costly to make and safe to read from several threads, so each is made once.
const icu::BasicTimeZone* FindZone(const std::string& name) {
  static std::mutex mutex;
  static std::unordered_map<std::string, std::unique_ptr<icu::TimeZone>> zones;
  const std::lock_guard lock(mutex);
  auto& zone = zones[name];
  if (!zone) zone.reset(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(name)));
  if (*zone == icu::TimeZone::getUnknown()) return nullptr;
  return dynamic_cast<const icu::BasicTimeZone*>(zone.get());
}

}  // namespace

bool IsZone(std::string_view name) {
  // Names come from outside: only what looks like one reaches the table of zones.
  if (name.empty() || name.size() > 64) return false;
  icu::UnicodeString canonical;
  UErrorCode error = U_ZERO_ERROR;
  icu::TimeZone::getCanonicalID(
      icu::UnicodeString::fromUTF8(icu::StringPiece(name.data(), static_cast<int>(name.size()))), canonical,
      error);
  return U_SUCCESS(error) != 0;
}

LocalTime ToLocal(Instant instant, const std::string& zone) {
  const auto* rules = FindZone(zone);
  Check(rules != nullptr, "the zone exists");
  std::int32_t raw = 0;
  std::int32_t saving = 0;
  UErrorCode error = U_ZERO_ERROR;
  rules->getOffset(static_cast<UDate>(instant.milliseconds), false, raw, saving, error);
  const std::int64_t local = instant.milliseconds + raw + saving;
  auto in_day = local % kMillisecondsPerDay;
  if (in_day < 0) in_day += kMillisecondsPerDay;
  return LocalTime{Day{static_cast<std::int32_t>((local - in_day) / kMillisecondsPerDay)},
                   static_cast<int>(in_day / kMillisecondsPerMinute)};
}

Instant ToInstant(LocalTime local, const std::string& zone) {
  const auto* rules = FindZone(zone);
  Check(rules != nullptr, "the zone exists");
  const std::int64_t wall =
      local.day.days * kMillisecondsPerDay + local.minute_of_day * kMillisecondsPerMinute;
  std::int32_t raw = 0;
  std::int32_t saving = 0;
  UErrorCode error = U_ZERO_ERROR;
  // FORMER in a skipped hour takes the offset from before the change, which moves the time forward by the
  // gap.
  rules->getOffsetFromLocal(static_cast<UDate>(wall), UCAL_TZ_LOCAL_FORMER, UCAL_TZ_LOCAL_FORMER, raw, saving,
                            error);
  return Instant{wall - raw - saving};
}

}  // namespace baton
