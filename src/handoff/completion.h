// How far the client has come to know the successor: H, the share of the weights whose step is done, with the rows that
// show it (docs/handoff.md).
//
//   const auto steps = SeeSteps({.handoff = handoff, .dealings = dealings, .marks = marks, .now = now});
//   const double completion = Completion(steps, WeightsOf(settings));
//
// What shows it is what ties are learnt from (ties/touches.h). Pure.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/message.h"
#include "book/activity.h"
#include "handoff/handoff.h"
#include "handoff/step.h"
#include "settings/settings.h"

namespace baton::handoff {

// A meeting, call or mail with somebody of the client since the handoff began.
struct Dealing {
  Id id;  // of the activity, or of a mail in somebody's mailbox
  book::ActivityKind kind = book::ActivityKind::meeting;
  std::string subject;  // empty: of a mailbox, of which no subject is kept
  Instant starts_at;
  bool is_from_them = false;  // a mail that the client wrote
  std::vector<Id> people;     // of ours
  std::vector<Id> contacts;
};

struct Evidence {
  Handoff handoff;
  std::vector<Dealing> dealings;   // the oldest first
  std::vector<HandoffStep> marks;  // without those taken back
  // The contact to whom the two are closest, of one that is over as of its end; none: no tie of theirs is known, or it does not matter.
  std::optional<Id> closest = {};
};

// Whether it matters to whom the two are closest: somebody else of ours met the client.
bool NeedsClosest(const Evidence& evidence);

using StepWeights = std::array<double, kStepKinds.size()>;

// What the days are counted by, and what each step counts.
struct Counting {
  Instant now;
  std::string zone = "UTC";
  int silence_days = 30;
  int overlap_weeks = 4;
  StepWeights weights = {};
};

struct StepState {
  StepKind kind = StepKind::transfer_note;
  std::optional<Instant> done_at;  // none: not done
  std::optional<Id> person_id;     // who marked it
  std::string note;
  std::vector<const Dealing*> seen;  // the rows that show it, of the evidence
};
using StepStates = std::array<StepState, kStepKinds.size()>;  // in the order of kStepKinds

// `evidence` outlives the states.
StepStates SeeSteps(const Evidence& evidence, const Counting& counting);

struct CheckState {
  int after_days = 0;
  std::optional<Day> due_on;  // none: not owned yet
  std::optional<Instant> done_at;
  std::optional<Id> person_id;
  std::string note;
};
std::array<CheckState, kCheckDays.size()> SeeChecks(const Evidence& evidence, const Counting& counting);

// As they are set, made to sum to one (all alike where every one is 0).
StepWeights WeightsOf(const settings::Settings& settings);
// From 0 to 1, in thousandths.
double Completion(const StepStates& steps, const StepWeights& weights);

}  // namespace baton::handoff
