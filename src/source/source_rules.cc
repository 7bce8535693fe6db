#include "source/source_rules.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/text.h"
#include "base/zone.h"

namespace baton::source {
namespace {

constexpr std::size_t kMaxName = 80;
constexpr std::size_t kMaxSecret = 500;
constexpr std::size_t kMaxHeader = 4'000;  // signed tokens are long
constexpr std::size_t kMaxFileName = 100;
constexpr std::int32_t kMostHours = 24;
constexpr std::int32_t kMinutesPerDay = 24 * 60;
constexpr std::int64_t kHour = 60 * kMillisecondsPerMinute;
constexpr std::int64_t kSoon = 5 * kMillisecondsPerMinute;

bool IsOneLine(const std::string& text, std::size_t limit) {
  return text.size() <= limit && std::ranges::none_of(text, [](char c) {
           return static_cast<unsigned char>(c) < ' ' || c == '\x7f';
         });
}

bool IsToken(const std::string& text) {
  return !text.empty() && text.size() <= kMaxName && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
}

// What says to whom and how a request goes is libcurl's to say.
bool IsOurs(const std::string& name) {
  static const std::array<std::string, 6> kNames = {"host",       "content-length",  "transfer-encoding",
                                                    "connection", "accept-encoding", "expect"};
  return std::ranges::find(kNames, Fold(name)) != kNames.end();
}

void CheckEntry(const SourceInput& input, std::vector<FieldFault>& faults) {
  const Message required{"problem.field.required"};
  const auto one_line = [](std::size_t limit) {
    return Message{"problem.import_source.one_line", {{"limit", static_cast<std::int64_t>(limit)}}};
  };
  if (input.entry == Entry::password) {
    if (input.user_name.empty()) faults.push_back({"user_name", required});
    if (!IsOneLine(input.user_name, kMaxSecret)) faults.push_back({"user_name", one_line(kMaxSecret)});
    if (!IsOneLine(input.password, kMaxSecret)) faults.push_back({"password", one_line(kMaxSecret)});
  }
  if (input.entry == Entry::header) {
    if (!IsToken(input.header_name) || IsOurs(input.header_name))
      faults.push_back({"header_name", {"problem.import_source.header_name"}});
    if (input.header_value.empty()) faults.push_back({"header_value", required});
    if (!IsOneLine(input.header_value, kMaxHeader)) faults.push_back({"header_value", one_line(kMaxHeader)});
  }
}

void CheckNumber(const char* path, std::int32_t value, std::int32_t minimum, std::int32_t maximum,
                 std::vector<FieldFault>& faults) {
  if (value >= minimum && value <= maximum) return;
  faults.push_back(
      {path,
       {"problem.field.out_of_range",
        {{"minimum", static_cast<double>(minimum)}, {"maximum", static_cast<double>(maximum)}}}});
}

std::set<std::string> OriginsOf(const Access& access) {
  std::set<std::string> origins;
  for (const std::string& url : access.urls) origins.insert(outward::OriginOf(url));
  return origins;
}

}  // namespace

SourceInput Cleaned(SourceInput input) {
  input.name = std::string(Trim(input.name));
  for (std::string& url : input.urls) url = std::string(Trim(url));
  std::erase_if(input.urls, [](const std::string& url) { return url.empty(); });
  input.header_name = std::string(Trim(input.header_name));
  return input;
}

std::vector<FieldFault> FaultsOf(const SourceInput& input, outward::Hosts hosts) {
  std::vector<FieldFault> faults;
  if (input.name.empty()) faults.push_back({"name", {"problem.field.required"}});
  if (CountCharacters(input.name) > kMaxName) {
    faults.push_back({"name", {"problem.field.too_long", {{"limit", static_cast<std::int64_t>(kMaxName)}}}});
  }
  if (input.urls.empty()) faults.push_back({"urls", {"problem.import_source.no_address"}});
  if (input.urls.size() > kMostAddresses) {
    faults.push_back(
        {"urls", {"problem.field.count", {{"limit", static_cast<std::int64_t>(kMostAddresses)}}}});
  }
  for (std::size_t i = 0; i < input.urls.size(); ++i) {
    const std::string path = "urls[" + std::to_string(i) + "]";
    if (const auto why = outward::WhyNotAnAddress(input.urls[i], hosts)) faults.push_back({path, {*why}});
  }
  CheckEntry(input, faults);
  if (input.schedule == Schedule::hours) CheckNumber("every_hours", input.every_hours, 1, kMostHours, faults);
  if (input.schedule == Schedule::daily)
    CheckNumber("at_minute", input.at_minute, 0, kMinutesPerDay - 1, faults);
  return faults;
}

std::vector<FieldFault> FaultsOfMove(const Access& before, const Access& after) {
  const auto known = OriginsOf(before);
  const bool is_new = std::ranges::any_of(OriginsOf(after),
                                          [&](const std::string& origin) { return !known.contains(origin); });
  if (!is_new || after.entry != before.entry) return {};
  const Message again{"problem.import_source.enter_again"};
  if (after.entry == Entry::password && after.password == before.password) return {{"password", again}};
  if (after.entry == Entry::header && after.header_value == before.header_value)
    return {{"header_value", again}};
  return {};
}

Access AccessOf(const SourceInput& input) {
  Access access{input.urls, input.entry, {}, {}, {}, {}};
  if (input.entry == Entry::password) {
    access.user_name = input.user_name;
    access.password = input.password;
  }
  if (input.entry == Entry::header) {
    access.header_name = input.header_name;
    access.header_value = input.header_value;
  }
  return access;
}

std::string NameOfAddress(const std::string& url, std::size_t index) {
  static const std::array<std::string, 5> kEndings = {".csv", ".tsv", ".txt", ".xlsx", ".zip"};
  const std::string name = outward::FileNameOf(url);
  const bool is_table =
      IsUtf8(name) && name.size() <= kMaxFileName && IsOneLine(name, kMaxFileName) &&
      std::ranges::any_of(kEndings, [folded = IsUtf8(name) ? Fold(name) : ""](const std::string& ending) {
        return folded.size() > ending.size() && folded.ends_with(ending);
      });
  return is_table ? name : outward::HostOf(url) + '-' + std::to_string(index + 1);
}

Instant NextBySchedule(const Source& source, const std::string& zone, Instant now) {
  if (source.schedule == Schedule::hours) return now + source.every_hours * kHour;
  const Day today = DayIn(now, zone);
  const Instant at = ToInstant({today, source.at_minute}, zone);
  return at > now ? at : ToInstant({today + 1, source.at_minute}, zone);
}

Instant NextAfterFailure(const Source& source, const std::string& zone, Instant now, bool may_pass) {
  const Instant by_schedule = NextBySchedule(source, zone, now);
  std::int64_t pause = may_pass ? kSoon : std::max(kHour, source.every_hours * kHour);
  for (std::int32_t i = 1; i < source.failures && pause < kMillisecondsPerDay; ++i) pause *= 2;
  const Instant later = now + std::min(pause, kMillisecondsPerDay);
  return source.schedule == Schedule::daily ? std::min(later, by_schedule) : later;
}

bool MayPass(outward::Trouble trouble) {
  return trouble == outward::Trouble::too_slow || trouble == outward::Trouble::no_answer ||
         trouble == outward::Trouble::server;
}

int ToldAfter(bool may_pass) { return may_pass ? 3 : 1; }

}  // namespace baton::source
