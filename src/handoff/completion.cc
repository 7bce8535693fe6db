#include "handoff/completion.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/zone.h"

namespace baton::handoff {
namespace {

constexpr std::size_t kJointMeetings = 2;

bool Contains(const std::vector<Id>& ids, Id id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

bool IsMeeting(const Dealing& dealing) { return dealing.kind != book::ActivityKind::email; }

bool IsJoint(const Dealing& dealing, const Handoff& handoff) {
  return Contains(dealing.people, handoff.from_id) && Contains(dealing.people, handoff.to_id);
}

const HandoffStep* FindMark(const Evidence& evidence, StepKind kind, int after_days = 0) {
  const auto found = std::find_if(evidence.marks.begin(), evidence.marks.end(), [&](const HandoffStep& mark) {
    return mark.kind == kind && mark.after_days == after_days;
  });
  return found == evidence.marks.end() ? nullptr : &*found;
}

StepState Marked(const Evidence& evidence, StepKind kind) {
  StepState state{.kind = kind};
  if (const HandoffStep* mark = FindMark(evidence, kind)) {
    state.done_at = mark->done_at;
    state.person_id = mark->person_id;
    state.note = mark->note;
  }
  return state;
}

// The stage says so; the meetings of both on that day are shown with it.
StepState Introduction(const Evidence& evidence, const Counting& counting) {
  StepState state{.kind = StepKind::warm_introduction, .done_at = evidence.handoff.introduced_at};
  if (!state.done_at) return state;
  const Day day = DayIn(*state.done_at, counting.zone);
  for (const Dealing& dealing : evidence.dealings) {
    if (IsJoint(dealing, evidence.handoff) && DayIn(dealing.starts_at, counting.zone) == day) {
      state.seen.push_back(&dealing);
    }
  }
  return state;
}

StepState Overlap(const Evidence& evidence) {
  StepState state{.kind = StepKind::overlap};
  for (const Dealing& dealing : evidence.dealings) {
    if (!IsMeeting(dealing) || !IsJoint(dealing, evidence.handoff)) continue;
    state.seen.push_back(&dealing);
    if (state.seen.size() == kJointMeetings) state.done_at = dealing.starts_at;
  }
  return state;
}

// A meeting with somebody of ours who is none of the two.
bool IsOfOthers(const Dealing& dealing, const Handoff& handoff) {
  return IsMeeting(dealing) && std::any_of(dealing.people.begin(), dealing.people.end(), [&](Id person) {
           return person != handoff.from_id && person != handoff.to_id;
         });
}

// Somebody else of ours met somebody else of theirs than to whom the two are closest, which is the first thread.
StepState SecondThread(const Evidence& evidence) {
  StepState state{.kind = StepKind::second_thread};
  if (!evidence.closest) return state;
  for (const Dealing& dealing : evidence.dealings) {
    if (!IsOfOthers(dealing, evidence.handoff)) continue;
    const auto is_further_contact = [&](Id contact) { return contact != *evidence.closest; };
    if (!std::any_of(dealing.contacts.begin(), dealing.contacts.end(), is_further_contact)) continue;
    state.seen.push_back(&dealing);
    if (!state.done_at) state.done_at = dealing.starts_at;
  }
  return state;
}

// The former owner kept out of it for so many days up to now, and the successor was there meanwhile. What the client was
// used to on the day of confirmation stays as it was seen then.
StepState Silence(const Evidence& evidence, const Counting& counting) {
  StepState state{.kind = StepKind::silence};
  const Handoff& handoff = evidence.handoff;
  if (!handoff.introduced_at) return state;
  const Instant now = std::min(counting.now, handoff.confirmed_at.value_or(counting.now));
  Instant last = *handoff.introduced_at;
  for (const Dealing& dealing : evidence.dealings) {
    if (dealing.starts_at <= now && !dealing.is_from_them && Contains(dealing.people, handoff.from_id))
      last = std::max(last, dealing.starts_at);
  }
  const Day today = DayIn(now, counting.zone);
  if (today - DayIn(last, counting.zone) < counting.silence_days) return state;
  for (const Dealing& dealing : evidence.dealings) {
    const bool is_recent = dealing.starts_at <= now && dealing.starts_at > last &&
                           today - DayIn(dealing.starts_at, counting.zone) <= counting.silence_days;
    if (is_recent && Contains(dealing.people, handoff.to_id)) state.seen.push_back(&dealing);
  }
  if (state.seen.empty()) return state;
  const Instant silent_at = last + counting.silence_days * kMillisecondsPerDay;
  state.done_at = std::max(silent_at, state.seen.front()->starts_at);
  return state;
}

StepState Checks(const Evidence& evidence, const Counting& counting) {
  StepState state{.kind = StepKind::check};
  for (const CheckState& check : SeeChecks(evidence, counting)) {
    if (!check.done_at) return {.kind = StepKind::check};
    state.done_at = std::max(state.done_at.value_or(*check.done_at), *check.done_at);
    state.person_id = check.person_id;
    state.note = check.note;
  }
  return state;
}

StepState StateOf(StepKind kind, const Evidence& evidence, const Counting& counting) {
  switch (kind) {
    case StepKind::warm_introduction:
      return Introduction(evidence, counting);
    case StepKind::overlap:
      return Overlap(evidence);
    case StepKind::second_thread:
      return SecondThread(evidence);
    case StepKind::silence:
      return Silence(evidence, counting);
    case StepKind::check:
      return Checks(evidence, counting);
    case StepKind::transfer_note:
    case StepKind::briefing:
    case StepKind::client_choice:
      break;
  }
  return Marked(evidence, kind);
}

}  // namespace

bool NeedsClosest(const Evidence& evidence) {
  return std::any_of(evidence.dealings.begin(), evidence.dealings.end(),
                     [&](const Dealing& dealing) { return IsOfOthers(dealing, evidence.handoff); });
}

StepStates SeeSteps(const Evidence& evidence, const Counting& counting) {
  StepStates states;
  for (std::size_t i = 0; i < kStepKinds.size(); ++i) states[i] = StateOf(kStepKinds[i], evidence, counting);
  return states;
}

std::array<CheckState, kCheckDays.size()> SeeChecks(const Evidence& evidence, const Counting& counting) {
  std::array<CheckState, kCheckDays.size()> checks;
  for (std::size_t i = 0; i < kCheckDays.size(); ++i) {
    CheckState& check = checks[i];
    check.after_days = kCheckDays[i];
    if (evidence.handoff.owned_at)
      check.due_on = DayIn(*evidence.handoff.owned_at, counting.zone) + check.after_days;
    if (const HandoffStep* mark = FindMark(evidence, StepKind::check, check.after_days)) {
      check.done_at = mark->done_at;
      check.person_id = mark->person_id;
      check.note = mark->note;
    }
  }
  return checks;
}

StepWeights WeightsOf(const settings::Settings& settings) {
  StepWeights weights = {settings.weight_step_transfer_note,     settings.weight_step_briefing,
                         settings.weight_step_warm_introduction, settings.weight_step_overlap,
                         settings.weight_step_second_thread,     settings.weight_step_client_choice,
                         settings.weight_step_silence,           settings.weight_step_check};
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  for (double& weight : weights) {
    weight = sum > 0 ? weight / sum : 1.0 / static_cast<double>(weights.size());
  }
  return weights;
}

double Completion(const StepStates& steps, const StepWeights& weights) {
  double completion = 0;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (steps[i].done_at) completion += weights[i];
  }
  return std::min(std::round(completion * 1000) / 1000, 1.0);
}

}  // namespace baton::handoff
