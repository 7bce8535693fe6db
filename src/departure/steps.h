// Which handoff to do next: by how much each lowers the average of the worst 5%, for an hour of the manager's time; then the
// next one, with that one done.
//
//   for (const Step& step : OrderSteps(accounts, ways, model)) ... step.account, step.gain, step.worst_after ...
//
// Greedy. With many accounts lazily so: what a handoff gains is worked out again when it is about to be chosen (Minoux 1978), since gains mostly
// shrink as others are done. Where two large clients go together in every bad year, handing one over takes nothing off the
// worst yet: then what takes most off the expected loss is first. Pure, thread-safe.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "departure/model.h"

namespace baton::departure {

struct Way {
  double probability = 0;  // of losing the account when its handoff is done
  double minutes = 0;      // of the manager until then; above 0
};

struct Step {
  std::size_t account = 0;  // by its index
  double gain = 0;          // what the average of the worst 5% falls by, after the steps before
  double minutes = 0;
  double worst_after = 0;  // when this and all before are done
  double expected_after = 0;
};

// An account without a way is not handed over; one without a value, or that is not less likely lost by it, is left out.
// REQUIRES: one way an account; as RiskOf.
std::vector<Step> OrderSteps(std::span<const AccountAtRisk> accounts,
                             std::span<const std::optional<Way>> ways, const LossModel& model);

}  // namespace baton::departure
