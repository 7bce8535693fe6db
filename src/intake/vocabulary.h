// The words by which exports name their columns. For recognise.cc.
#pragma once

#include <span>
#include <string_view>

#include "intake/field.h"

namespace baton::intake {

// `headers`: keys as HeaderKey makes them, separated by blanks; of several columns the one whose word stands first wins.
struct FieldWords {
  Target target = Target::skip;
  Field field = Field::id;
  std::string_view headers;
};
std::span<const FieldWords> AllFieldWords();

// A header, or a word in a table's name, that speaks for a target. `Target::skip`: an object that is not imported.
struct TargetWord {
  Target target = Target::skip;
  std::string_view word;
  int weight = 0;
};
std::span<const TargetWord> HeaderEvidence();
std::span<const TargetWord> NameEvidence();

}  // namespace baton::intake
