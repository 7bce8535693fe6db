#include "sheet/sheet_rules.h"

#include <algorithm>

#include "base/text.h"

namespace baton::sheet {
namespace {

void AddIfTooLong(std::vector<FieldFault>& faults, const char* field, std::string_view text,
                  std::size_t limit) {
  if (CountCharacters(text) <= limit) return;
  faults.push_back({field, {"problem.field.too_long", {{"limit", static_cast<std::int64_t>(limit)}}}});
}

}  // namespace

SheetWords Tidy(const SheetWords& words) {
  return {std::string(Trim(words.importance)), std::string(Trim(words.summary)),
          std::string(Trim(words.risks))};
}

SheetWords WordsOf(const HandoverSheet& sheet) { return {sheet.importance, sheet.summary, sheet.risks}; }

std::vector<FieldFault> FaultsOf(const SheetWords& words) {
  std::vector<FieldFault> faults;
  AddIfTooLong(faults, "importance", words.importance, kMaxWords);
  AddIfTooLong(faults, "summary", words.summary, kMaxWords);
  AddIfTooLong(faults, "risks", words.risks, kMaxWords);
  return faults;
}

std::vector<FieldFault> FaultsOfPromise(std::string_view title) {
  std::vector<FieldFault> faults;
  if (Trim(title).empty()) faults.push_back({"title", {"problem.field.required"}});
  AddIfTooLong(faults, "title", title, kMaxTitle);
  return faults;
}

std::optional<FieldFault> FaultOfReadBack(const HandoverSheet& sheet, std::string_view text) {
  std::vector<FieldFault> faults;
  AddIfTooLong(faults, "text", text, kMaxWords);
  if (!faults.empty()) return faults.front();
  const std::string folded = Fold(text);
  if (CountCharacters(folded) < kMinReadBack) return FieldFault{"text", {"problem.sheet.too_short"}};
  for (const std::string& part : {sheet.importance, sheet.summary, sheet.risks}) {
    if (Fold(part) == folded) return FieldFault{"text", {"problem.sheet.not_own_words"}};
  }
  return std::nullopt;
}

bool IsChangedSince(const HandoverSheet& sheet, std::span<const ClientPromise> promises) {
  if (!sheet.read_back_at) return false;
  if (sheet.edition != sheet.read_edition) return true;
  return std::any_of(promises.begin(), promises.end(), [&](const ClientPromise& promise) {
    return !sheet.read_promise_id || promise.id > *sheet.read_promise_id;
  });
}

}  // namespace baton::sheet
