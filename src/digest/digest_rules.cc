#include <algorithm>

#include "digest/digest.h"
#include "json/arguments.h"
#include "words/catalogue.h"

namespace baton::digest {
namespace {

// 1 is Monday; 1970-01-01 was a Thursday.
int WeekdayOf(Day day) { return (day.days % 7 + 7 + 3) % 7 + 1; }

constexpr int kMonday = 1;
constexpr int kFriday = 5;
constexpr int kSaturday = 6;

}  // namespace

bool IsDue(const DigestChoice& choice, LocalTime now, std::optional<Day> looked_on) {
  if (choice.frequency == Frequency::none || choice.frequency == Frequency::at_once) return false;
  if (looked_on && *looked_on >= now.day) return false;
  const int weekday = WeekdayOf(now.day);
  const bool is_day = choice.frequency == Frequency::weekly ? weekday == kMonday : weekday <= kFriday;
  return is_day && now.minute_of_day >= choice.at_minute;
}

bool IsQuiet(const DigestChoice& choice, LocalTime now) {
  if (choice.quiet_weekends && WeekdayOf(now.day) >= kSaturday) return true;
  const std::int32_t minute = now.minute_of_day;
  if (choice.quiet_from == choice.quiet_to) return false;
  if (choice.quiet_from < choice.quiet_to) return minute >= choice.quiet_from && minute < choice.quiet_to;
  return minute >= choice.quiet_from || minute < choice.quiet_to;
}

DigestMail WriteDigest(const people::Person& person, const std::string& zone, const std::string& public_url,
                       const std::vector<notice::Notice>& notices) {
  const words::Catalogue& words = words::Catalogue::Compiled();
  const auto say = [&](const std::string& key, Arguments arguments = {}) {
    return words.Say({key, std::move(arguments)}, person.language, zone);
  };
  const auto count = static_cast<std::int64_t>(notices.size());
  std::string text = say("digest.greeting", {{"name", person.name}}) + "\n\n";
  const std::size_t shown = std::min(notices.size(), kMaxLines);
  for (std::size_t i = 0; i < shown; ++i) {
    const notice::Notice& one = notices[i];
    text += "- " +
            words.Say({one.message_key, json::ParseArguments(one.message_arguments)}, person.language, zone) +
            "\n  " + public_url + one.link + "\n";
  }
  if (notices.size() > shown) {
    text += "\n" + say("digest.more", {{"count", static_cast<std::int64_t>(notices.size() - shown)}}) + "\n";
  }
  text += "\n" + say("digest.open", {{"url", public_url}}) + "\n\n" +
          say("digest.choose", {{"url", public_url + "/settings?section=notices"}}) + "\n";
  return {say("digest.subject", {{"count", count}}), std::move(text)};
}

}  // namespace baton::digest
