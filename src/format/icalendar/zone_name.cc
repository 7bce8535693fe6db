#include <unicode/timezone.h>

#include "base/text.h"
#include "base/zone.h"
#include "format/icalendar/calendar.h"

namespace baton::format::icalendar {

std::optional<std::string> FindZoneName(std::string_view name) {
  name = Trim(name);
  if (name.size() >= 2 && name.front() == '"' && name.back() == '"') name = name.substr(1, name.size() - 2);
  if (IsZone(name)) return std::string(name);
  if (name.empty() || name.size() > 200 || !IsUtf8(name)) return std::nullopt;
  icu::UnicodeString id;
  UErrorCode error = U_ZERO_ERROR;
  icu::TimeZone::getIDForWindowsID(icu::UnicodeString::fromUTF8(std::string(name)), nullptr, id, error);
  if (U_SUCCESS(error) && !id.isEmpty()) {
    std::string found;
    id.toUTF8String(found);
    return found;
  }
  // Programs put a prefix of their own before it: the end that is a zone, the longest first.
  for (std::size_t at = name.find('/'); at != std::string_view::npos; at = name.find('/', at + 1)) {
    const std::string_view end = name.substr(at + 1);
    if (end.find('/') != std::string_view::npos && IsZone(end)) return std::string(end);
  }
  return std::nullopt;
}

}  // namespace baton::format::icalendar
