// A handoff that waits: no step is taken but a no, until it is resumed or its day has come. A mark beside the stage.
#pragma once

#include <string_view>

#include "action/action.h"
#include "handoff/handoff.h"

namespace baton::handoff {

constexpr int kLongestPause = 366;  // days

// Pauses it, or changes the day of a pause, and tells the other one. Fails for one that has ended, without a reason, and
// for a day that is not to come.
Result<Handoff> Pause(action::Action& action, const Handoff& before, Day until_on, std::string_view reason);
// Fails where it is not paused.
Result<Handoff> Resume(action::Action& action, const Handoff& before);

}  // namespace baton::handoff
