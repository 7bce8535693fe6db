// The rules of the handover sheet: who writes what, when a sheet has changed since it was read back, and what counts as
// own words. Pure.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/problem.h"
#include "sheet/sheet.h"

namespace baton::sheet {

inline constexpr std::size_t kMaxWords = 4000;   // characters of one part of the sheet
inline constexpr std::size_t kMaxTitle = 300;    // of a promise
inline constexpr std::size_t kMinReadBack = 20;  // characters: less says nothing
inline constexpr std::size_t kMaxPromises = 50;  // open ones of one account

struct SheetWords {
  static constexpr const char* kSchemaName = "HandoverSheetInput";

  std::string importance;
  std::string summary;
  std::string risks;

  bool operator==(const SheetWords&) const = default;
};
BOOST_DESCRIBE_STRUCT(SheetWords, (), (importance, summary, risks))

// Trimmed.
SheetWords Tidy(const SheetWords& words);
SheetWords WordsOf(const HandoverSheet& sheet);
std::vector<FieldFault> FaultsOf(const SheetWords& words);
std::vector<FieldFault> FaultsOfPromise(std::string_view title);

// Reading back says in own words what was understood (I-PASS: the receiver's synthesis, docs/handoff.md): a copy of a part
// of the sheet, or a few characters, is none.
std::optional<FieldFault> FaultOfReadBack(const HandoverSheet& sheet, std::string_view text);

// Somebody wrote on the sheet, or promised the client something, after it was read back.
bool IsChangedSince(const HandoverSheet& sheet, std::span<const ClientPromise> promises);

}  // namespace baton::sheet
