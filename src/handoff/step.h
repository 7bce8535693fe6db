// The evidence that a client has come to know the successor: eight kinds of step beside the stages, each with a weight
// (completion.h). A row is one that somebody marked; the kinds that data shows have none.
#pragma once

#include <array>
#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/id.h"

namespace baton::handoff {

enum class StepKind {
  transfer_note,
  briefing,
  warm_introduction,
  overlap,
  second_thread,
  client_choice,
  silence,
  check,
};
BOOST_DESCRIBE_ENUM(StepKind, transfer_note, briefing, warm_introduction, overlap, second_thread,
                    client_choice, silence, check)

inline constexpr std::array kStepKinds = {
    StepKind::transfer_note, StepKind::briefing,      StepKind::warm_introduction, StepKind::overlap,
    StepKind::second_thread, StepKind::client_choice, StepKind::silence,           StepKind::check};

// When a third person asks the client how it goes, in days after the account was owned.
inline constexpr std::array kCheckDays = {30, 60, 90};

// Read from what happened, never marked by hand.
constexpr bool IsSeen(StepKind kind) {
  return kind == StepKind::warm_introduction || kind == StepKind::overlap ||
         kind == StepKind::second_thread || kind == StepKind::silence;
}

// The row. One of a kind, and of a check one of each `after_days`; what is marked again after it was taken back is the
// same row.
struct HandoffStep {
  static constexpr std::string_view kTable = "handoff_step";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id handoff_id;
  StepKind kind = StepKind::transfer_note;
  std::int32_t after_days = 0;  // of a check; 0: of another kind
  Instant done_at;
  std::optional<Id> person_id;  // none: the client
  std::string note;
  std::optional<Instant> deleted_at;
};
BOOST_DESCRIBE_STRUCT(HandoffStep, (),
                      (org_id, id, version, handoff_id, kind, after_days, done_at, person_id, note,
                       deleted_at))

}  // namespace baton::handoff
