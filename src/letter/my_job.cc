#include "letter/my_job.h"

#include "base/text.h"
#include "letter/letter_template.h"

namespace baton::letter {
namespace {

void AddPart(const std::string& text, const std::string& path, std::vector<FieldFault>& faults) {
  if (text.empty()) faults.push_back({path, {"problem.field.required"}});
  if (CountCharacters(text) > kMaxPart) {
    faults.push_back({path, {"problem.field.too_long", {{"limit", static_cast<std::int64_t>(kMaxPart)}}}});
  }
}

}  // namespace

MyJobWords WordsOf(const MyJob& job) { return {job.language, job.stops, job.decide, job.there}; }

MyJobWords Tidy(const MyJobWords& words) {
  const auto tidy = [](const std::string& text) {
    return std::string(Trim(Tidy(TemplateKind::my_job_client, {"", text}).body));
  };
  return {std::string(Trim(words.language)), tidy(words.stops), tidy(words.decide), tidy(words.there)};
}

std::vector<FieldFault> FaultsOf(const MyJobWords& words) {
  std::vector<FieldFault> faults;
  if (!IsLanguageTag(words.language)) faults.push_back({"language", {"problem.field.not_a_language"}});
  AddPart(words.stops, "stops", faults);
  AddPart(words.decide, "decide", faults);
  AddPart(words.there, "there", faults);
  return faults;
}

std::vector<MyJobDeed> DeedsOf(Standing standing, bool has_above, const std::optional<MyJob>& written,
                               bool is_unread) {
  std::vector<MyJobDeed> may;
  const bool is_manager = standing == Standing::manager;
  if (is_manager) may.push_back(MyJobDeed::write);
  const bool agrees = standing == Standing::above || (is_manager && !has_above);
  if (agrees && written && !written->agreed_at) may.push_back(MyJobDeed::agree);
  if (is_manager && written && written->agreed_at) may.push_back(MyJobDeed::announce);
  if (standing == Standing::team && is_unread) may.push_back(MyJobDeed::read);
  return may;
}

}  // namespace baton::letter
