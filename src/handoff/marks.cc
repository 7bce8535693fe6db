// Marking steps of evidence, and who may.
#include <algorithm>

#include "base/text.h"
#include "handoff/directory.h"
#include "handoff/evidence.h"
#include "people/directory.h"

namespace baton::handoff {
namespace {

constexpr std::size_t kMaxNote = 2000;

Result<Done> Mark(action::Action& action, const Handoff& handoff, StepKind kind, int after_days,
                  std::string_view said) {
  if (IsRefused(handoff.stage)) return Fail(Kind::conflict, "problem.handoff.ended");
  const std::string note(Trim(said));
  if (CountCharacters(note) > kMaxNote) {
    return Fail(FieldFault{"note", {"problem.field.too_long", {{"limit", std::int64_t{kMaxNote}}}}});
  }
  const auto found = FindStep(action.tx(), action.org_id(), handoff.id, kind, after_days);
  HandoffStep step = found.value_or(HandoffStep{});
  const bool is_marked = found && !found->deleted_at;
  if (is_marked && (note.empty() || note == found->note)) return Done{};
  step.note = note;
  step.person_id = action.actor().person_id;  // whose words they are, also of a mark that was there
  if (!is_marked) {
    step.handoff_id = handoff.id;
    step.kind = kind;
    step.after_days = after_days;
    step.done_at = action.now();
    step.deleted_at = std::nullopt;
  }
  if (!found) {
    action.Insert(std::move(step));
    return Done{};
  }
  if (auto saved = action.Update(*found, std::move(step)); !saved) return Fail(std::move(saved.error()));
  return Done{};
}

// Whoever is above one of the two, and the others of the successor's team: they see the client anyway, or stand beside.
bool IsThirdPerson(db::Connection& connection, const Handoff& handoff, Id person_id) {
  if (person_id == handoff.from_id || person_id == handoff.to_id) return false;
  const auto person = people::FindPerson(connection, handoff.org_id, person_id);
  if (!person) return false;
  const auto successor = people::FindPerson(connection, handoff.org_id, handoff.to_id);
  const bool is_beside = successor && successor->manager_id && successor->manager_id == person->manager_id;
  return is_beside || people::IsBelow(connection, handoff.org_id, handoff.to_id, person_id) ||
         people::IsBelow(connection, handoff.org_id, handoff.from_id, person_id);
}

}  // namespace

Result<Done> MarkStep(action::Action& action, const Handoff& handoff, StepKind kind, std::string_view note) {
  if (IsSeen(kind) || kind == StepKind::check) return Fail(Kind::conflict, "problem.handoff.step_is_seen");
  return Mark(action, handoff, kind, 0, note);
}

Result<Done> MarkCheck(action::Action& action, const Handoff& handoff, int after_days,
                       std::string_view note) {
  const bool is_known = std::find(kCheckDays.begin(), kCheckDays.end(), after_days) != kCheckDays.end();
  if (!is_known) return Fail(FieldFault{"after_days", {"problem.handoff.no_such_check"}});
  return Mark(action, handoff, StepKind::check, after_days, note);
}

Result<Done> UnmarkStep(action::Action& action, const Handoff& handoff, StepKind kind, int after_days) {
  const auto found = FindStep(action.tx(), action.org_id(), handoff.id, kind, after_days);
  if (!found || found->deleted_at) return Done{};
  HandoffStep after = *found;
  after.deleted_at = action.now();
  if (auto saved = action.Update(*found, std::move(after)); !saved) return Fail(std::move(saved.error()));
  return Done{};
}

bool MayMark(db::Connection& connection, const Handoff& handoff, StepKind kind, Id person_id) {
  if (IsSeen(kind) || IsRefused(handoff.stage)) return false;
  if (kind == StepKind::check) return IsThirdPerson(connection, handoff, person_id);
  return PartOf(connection, handoff, person_id) != Part::nobody;
}

}  // namespace baton::handoff
