// What a plan keeps of what it does, beside its lines: the load of each rep by it, and what the last change moved and cost.
// Shown, not proven. Stored with the plan (plan.effects) as compact JSON.
//
//   std::string text = ToText(Effects{draft.change, draft.loads});
//   std::optional<Effects> effects = ParseEffects(text);
//
// Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plan/draft.h"
#include "plan/seen.h"

namespace baton::plan {

struct Effects {
  DraftChange change;
  std::vector<DraftLoad> loads;
  std::optional<Seen> seen = {};  // what it was made from
};

std::string ToText(const Effects& effects);
// Nothing when the text is none.
std::optional<Effects> ParseEffects(std::string_view text);

}  // namespace baton::plan
