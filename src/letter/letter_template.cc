#include "letter/letter_template.h"

#include <algorithm>

#include "base/check.h"
#include "base/text.h"

namespace baton::letter {
namespace {

// "\r\n" and "\r" become "\n".
std::string WithLineFeeds(std::string_view text) {
  std::string lines;
  lines.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r' && text.substr(i + 1, 1) == "\n") continue;
    lines += text[i] == '\r' ? '\n' : text[i];
  }
  return lines;
}

void AddLength(const std::string& text, std::size_t limit, bool is_needed, const std::string& path,
               std::vector<FieldFault>& faults) {
  if (is_needed && Trim(text).empty()) faults.push_back({path, {"problem.field.required"}});
  if (CountCharacters(text) <= limit) return;
  faults.push_back({path, {"problem.field.too_long", {{"limit", static_cast<std::int64_t>(limit)}}}});
}

bool IsAlphanumeric(char c) {
  return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') || ('0' <= c && c <= '9');
}

}  // namespace

TemplateWords Tidy(TemplateKind kind, const TemplateWords& words) {
  const std::string body = WithLineFeeds(words.body);
  // Spaces at the start of the first line mean something.
  const std::size_t first = body.find_first_not_of('\n');
  std::string tidy = first == std::string::npos ? std::string() : body.substr(first);
  tidy.erase(tidy.find_last_not_of(" \n\t") + 1);
  if (!tidy.empty()) tidy += '\n';
  const bool has_subject = kind != TemplateKind::my_job_client;
  return {has_subject ? std::string(Trim(words.subject)) : std::string(), std::move(tidy)};
}

std::vector<FieldFault> FaultsOf(TemplateKind kind, const TemplateWords& words) {
  std::vector<FieldFault> faults;
  const bool has_subject = kind != TemplateKind::my_job_client;
  AddLength(words.subject, kMaxSubject, has_subject, "subject", faults);
  AddLength(words.body, kMaxBody, true, "body", faults);
  if (words.subject.find('\n') != std::string::npos) {
    faults.push_back({"subject", {"problem.letter_template.one_line"}});
  }
  const auto names = FieldNames(kind);
  const auto add = [&](const std::string& path, const std::string& text) {
    const auto parsed = Parse(text, names);
    if (parsed) return;
    for (const Fault& fault : parsed.error()) faults.push_back({path, fault.message});
  };
  add("subject", words.subject);
  add("body", words.body);
  return faults;
}

FilledWords FillWords(TemplateKind kind, const TemplateWords& words, const Values& values) {
  const auto names = FieldNames(kind);
  const auto subject = Parse(words.subject, names);
  const auto body = Parse(words.body, names);
  Check(subject && body, "words are checked before they are filled");
  Filled line = FillLine(*subject, values);
  Filled text = Fill(*body, values);
  for (std::string& name : text.empty) {
    if (std::ranges::find(line.empty, name) == line.empty.end()) line.empty.push_back(std::move(name));
  }
  return {{std::move(line.text), std::move(text.text)}, std::move(line.empty)};
}

bool IsLanguageTag(std::string_view language) {
  constexpr std::size_t kMaxTag = 35;
  if (language.empty() || language.size() > kMaxTag) return false;
  const auto parts = Split(language, '-');
  const bool starts_well = (parts.front().size() == 2 || parts.front().size() == 3) &&
                           std::ranges::all_of(parts.front(), [](char c) { return 'a' <= c && c <= 'z'; });
  return starts_well && std::ranges::all_of(parts, [](std::string_view part) {
           return !part.empty() && part.size() <= 8 && std::ranges::all_of(part, IsAlphanumeric);
         });
}

}  // namespace baton::letter
