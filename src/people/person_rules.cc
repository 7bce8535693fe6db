#include "people/person_rules.h"

#include <fmt/format.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>

#include "base/text.h"
#include "base/zone.h"

namespace baton::people {
namespace {

bool IsLanguageCode(std::string_view text) {
  return text.size() >= 2 && text.size() <= 8 && std::ranges::all_of(text, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
         });
}

std::string Joined(const std::vector<std::string>& parts) { return fmt::format("{}", fmt::join(parts, ",")); }

void AddTextFaults(const PersonInput& input, std::vector<FieldFault>& faults) {
  if (Trim(input.name).empty()) faults.push_back({"name", {"problem.field.required"}});
  if (CountCharacters(input.name) > kMaxNameCharacters) {
    faults.push_back({"name", {"problem.field.too_long", {{"limit", std::int64_t{kMaxNameCharacters}}}}});
  }
  if (input.email && !LooksLikeEmail(*input.email))
    faults.push_back({"email", {"problem.field.not_an_email"}});
  if (input.language && !IsLanguageCode(*input.language))
    faults.push_back({"language", {"problem.field.not_a_language"}});
  if (!input.languages) return;
  for (std::size_t i = 0; i < input.languages->size(); ++i) {
    if (!IsLanguageCode((*input.languages)[i])) {
      faults.push_back({fmt::format("languages[{}]", i), {"problem.field.not_a_language"}});
    }
  }
}

}  // namespace

std::string Initials(std::string_view name) {
  const auto letter = [](std::string_view word) {
    const auto wide =
        icu::UnicodeString::fromUTF8(icu::StringPiece(word.data(), static_cast<int>(word.size())));
    std::string first;
    return icu::UnicodeString(u_toupper(wide.char32At(0))).toUTF8String(first);
  };
  std::vector<std::string_view> words;
  for (const auto word : Split(name, ' ')) {
    if (!word.empty()) words.push_back(word);
  }
  if (words.empty()) return "?";
  return words.size() == 1 ? letter(words.front()) : letter(words.front()) + letter(words.back());
}

bool LooksLikeEmail(std::string_view text) {
  const auto at = text.find('@');
  return text.size() <= 254 && at != std::string_view::npos && at > 0 && at + 1 < text.size() &&
         text.find('@', at + 1) == std::string_view::npos &&
         text.find_first_of(" \t\r\n,;<>") == std::string_view::npos;
}

std::vector<FieldFault> FaultsOf(const PersonInput& input) {
  std::vector<FieldFault> faults;
  AddTextFaults(input, faults);
  if (input.time_zone && !input.time_zone->empty() && !IsZone(*input.time_zone)) {
    faults.push_back({"time_zone", {"problem.field.not_a_time_zone"}});
  }
  if (input.capacity_minutes &&
      (*input.capacity_minutes < 0 || *input.capacity_minutes > kMaxCapacityMinutes)) {
    faults.push_back({"capacity_minutes",
                      {"problem.field.out_of_range",
                       {{"minimum", std::int64_t{0}}, {"maximum", std::int64_t{kMaxCapacityMinutes}}}}});
  }
  if (input.starts_on && input.ends_on && *input.ends_on < *input.starts_on) {
    faults.push_back({"ends_on", {"problem.person.ends_before_start"}});
  }
  return faults;
}

Person Apply(const PersonInput& input, Person person) {
  person.name = std::string(Trim(input.name));
  person.name_fold = Fold(person.name);
  person.email = input.email ? std::optional(std::string(Trim(*input.email))) : std::nullopt;
  person.email_fold = person.email ? std::optional(Fold(*person.email)) : std::nullopt;
  person.role = input.role.value_or(access::Role::rep);
  person.title = input.title.value_or("");
  person.manager_id = input.manager_id;
  person.language = input.language.value_or("en");
  person.time_zone = input.time_zone.value_or("");
  person.territory = input.territory.value_or("");
  person.languages = Joined(input.languages.value_or(std::vector<std::string>{}));
  person.capacity_minutes = input.capacity_minutes;
  person.starts_on = input.starts_on;
  person.ends_on = input.ends_on;
  return person;
}

PersonInput InputOf(const Person& person) {
  PersonInput input{.name = person.name,
                    .email = person.email,
                    .role = person.role,
                    .title = person.title,
                    .manager_id = person.manager_id,
                    .language = person.language,
                    .time_zone = person.time_zone,
                    .territory = person.territory,
                    .languages = std::vector<std::string>{},
                    .capacity_minutes = person.capacity_minutes,
                    .starts_on = person.starts_on,
                    .ends_on = person.ends_on};
  for (const auto code : Split(person.languages, ',')) {
    if (!code.empty()) input.languages->emplace_back(code);
  }
  return input;
}

bool MayGiveRole(access::Role giver, access::Role given) {
  using enum access::Role;
  if (giver == administrator) return true;
  return giver == manager && given == rep;
}

}  // namespace baton::people
