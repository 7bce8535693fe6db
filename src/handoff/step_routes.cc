// /api/v1/handoffs/{id}/steps/{kind}: marking evidence, and taking the mark back.
#include "handoff/step_routes.h"

#include <algorithm>

#include "action/version.h"
#include "base/noon.h"
#include "base/zone.h"
#include "handoff/checks.h"
#include "handoff/directory.h"
#include "handoff/evidence.h"
#include "handoff/handoff_view.h"
#include "handoff/tell.h"
#include "http/router.h"
#include "people/organization.h"

namespace baton::handoff {
namespace {

using access::Deed;
using access::Word;
using http::Call;

struct MarkInput {
  static constexpr const char* kSchemaName = "HandoffMarkInput";

  std::optional<std::string> note;
  std::optional<int> after_days;  // of a check: 30, 60 or 90; none: the first that is due
};
BOOST_DESCRIBE_STRUCT(MarkInput, (), (note, after_days))

struct UnmarkQuery {
  std::optional<int> after_days;
};
BOOST_DESCRIBE_STRUCT(UnmarkQuery, (), (after_days))

// The handoff of which this person may mark the step, as the caller saw it. A check is for somebody who else would not see
// it.
Result<Handoff> FindForMark(const Call& call, db::Connection& connection, Id id, StepKind kind) {
  const auto seen = FindHandoff(connection, call.scope(), id);
  const auto found = seen || kind != StepKind::check ? seen : FindHandoffById(connection, call.org_id(), id);
  if (!found) return NotFound("handoff");
  const bool may = MayMark(connection, *found, kind, call.person_id());
  if (!may && !seen) return NotFound("handoff");
  if (auto current = action::CheckVersion(call, found->version, "handoff"); !current)
    return Fail(current.error());
  if (may) return *found;
  if (IsSeen(kind)) return Fail(Kind::conflict, "problem.handoff.step_is_seen");
  if (IsRefused(found->stage)) return Fail(Kind::conflict, "problem.handoff.ended");
  return Fail(Kind::forbidden,
              kind == StepKind::check ? "problem.handoff.third_person" : "problem.handoff.not_your_mark");
}

// Which of the three checks is meant: one that is due, and the first of those unless it is named.
Result<int> ChooseCheck(const Call& call, db::Connection& connection, const Handoff& handoff,
                        std::optional<int> wanted) {
  const auto organization = people::FindOrganization(connection, call.org_id());
  const auto evidence = ReadEvidence(connection, call.org_id(), std::span(&handoff, 1), call.now());
  const Day today = DayIn(call.now(), organization->time_zone);
  const auto checks = SeeChecks(evidence.front(), {.now = call.now(), .zone = organization->time_zone});
  std::optional<Day> next;
  for (const CheckState& check : checks) {
    if (wanted ? check.after_days != *wanted : check.done_at.has_value()) continue;
    if (check.due_on && *check.due_on <= today) return check.after_days;
    if (!next) next = check.due_on;
  }
  const bool is_known =
      !wanted || std::find(kCheckDays.begin(), kCheckDays.end(), *wanted) != kCheckDays.end();
  if (!is_known) return Fail(FieldFault{"after_days", {"problem.handoff.no_such_check"}});
  if (!handoff.owned_at) return Fail(Kind::conflict, "problem.handoff.check_needs_owner");
  if (!next) return Fail(Kind::conflict, "problem.handoff.checks_done");
  return Fail(Kind::conflict, "problem.handoff.check_not_due", {{"on", NoonOf(*next)}});
}

Result<HandoffView> Mark(const Call& call, Id id, StepKind kind, const MarkInput& input) {
  return call.Write([&](db::Tx& tx) -> Result<HandoffView> {
    const auto found = FindForMark(call, tx, id, kind);
    if (!found) return Fail(found.error());
    const std::string note = input.note.value_or("");
    if (kind == StepKind::check) {
      const auto check = ChooseCheck(call, tx, *found, input.after_days);
      if (!check) return Fail(check.error());
      action::Action action(tx, call, "handoff.mark", id);
      if (auto marked = MarkCheck(action, *found, *check, note); !marked) return Fail(marked.error());
    } else {
      action::Action action(tx, call, "handoff.mark", id);
      if (auto marked = MarkStep(action, *found, kind, note); !marked) return Fail(marked.error());
    }
    return ViewHandoff(call, tx, *found);
  });
}

// Of a check that is not named: the last one that was marked.
int LastCheck(db::Connection& connection, const Handoff& handoff) {
  for (auto days = kCheckDays.rbegin(); days != kCheckDays.rend(); ++days) {
    const auto step = FindStep(connection, handoff.org_id, handoff.id, StepKind::check, *days);
    if (step && !step->deleted_at) return *days;
  }
  return kCheckDays.front();
}

Result<HandoffView> Unmark(const Call& call, Id id, StepKind kind, const UnmarkQuery& query) {
  return call.Write([&](db::Tx& tx) -> Result<HandoffView> {
    const auto found = FindForMark(call, tx, id, kind);
    if (!found) return Fail(found.error());
    const int after_days = kind == StepKind::check ? query.after_days.value_or(LastCheck(tx, *found)) : 0;
    action::Action action(tx, call, "handoff.unmark", id);
    if (auto taken = UnmarkStep(action, *found, kind, after_days); !taken) return Fail(taken.error());
    return ViewHandoff(call, tx, *found);
  });
}

Result<http::Page<DueCheckView>> ListChecks(const Call& call) {
  return http::Page<DueCheckView>{ViewDueChecks(call.db(), call.org_id(), call.person_id(), call.now()),
                                  std::nullopt};
}

}  // namespace

void AddStepRoutes(http::Router& router) {
  router.Get("/api/v1/handoff-checks",
             {.name = "listHandoffChecks", .deed = Deed::change, .word = Word::handoff}, ListChecks);
  router.Post("/api/v1/handoffs/{id}/steps/{kind}",
              {.name = "markHandoffStep",
               .deed = Deed::change,
               .word = Word::handoff,
               .status = 200,
               .versioned = true},
              Mark);
  router.Delete("/api/v1/handoffs/{id}/steps/{kind}",
                {.name = "unmarkHandoffStep",
                 .deed = Deed::change,
                 .word = Word::handoff,
                 .status = 200,
                 .versioned = true},
                Unmark);
}

}  // namespace baton::handoff
