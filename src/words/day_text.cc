#include "words/day_text.h"

#include <unicode/datefmt.h>

#include <memory>

#include "base/check.h"

namespace baton::words {

std::string DayText(Day day, std::string_view language) {
  const std::unique_ptr<icu::DateFormat> format(icu::DateFormat::createDateInstance(
      icu::DateFormat::kLong, icu::Locale(std::string(language).c_str())));
  Check(format != nullptr, "a day can be written");
  format->setTimeZone(*icu::TimeZone::getGMT());
  icu::UnicodeString said;
  format->format(static_cast<UDate>(static_cast<double>(day.days) * kMillisecondsPerDay), said);
  std::string text;
  said.toUTF8String(text);
  return text;
}

}  // namespace baton::words
