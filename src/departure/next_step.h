// The sentence of what to do next for a client of somebody who might leave, with whoever is to take it over as {person}.
#pragma once

#include <optional>

#include "handoff/handoff.h"

namespace baton::departure {

// `stage`: of the handoff that is under way; `is_drafted`: a draft names a successor.
inline const char* NextStepKey(const std::optional<handoff::Stage>& stage, bool is_drafted) {
  if (!stage) return is_drafted ? "departure.next.approve" : "departure.next.plan";
  switch (*stage) {
    case handoff::Stage::introduced:
      return "departure.next.expectations";
    case handoff::Stage::expectations:
      return "departure.next.move";
    case handoff::Stage::owned:
      return "departure.next.confirm";
    default:
      return "departure.next.introduce";
  }
}

}  // namespace baton::departure
