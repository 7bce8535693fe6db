#include "handoff/check_step.h"

#include <algorithm>

#include "base/check.h"
#include "base/noon.h"
#include "base/zone.h"
#include "book/directory.h"
#include "handoff/directory.h"
#include "handoff/evidence.h"
#include "handoff/tell.h"
#include "people/directory.h"
#include "people/organization.h"

namespace baton::handoff {
namespace {

GapNames NamesOf(db::Connection& connection, const Handoff& handoff, std::optional<Id> contact_id) {
  const auto people =
      people::FindRefs(connection, handoff.org_id, std::vector{handoff.from_id, handoff.to_id});
  const auto accounts = book::FindAccountRefs(connection, handoff.org_id, std::vector{handoff.account_id});
  GapNames names;
  if (const auto found = people.find(handoff.from_id); found != people.end())
    names.former = found->second.name;
  if (const auto found = people.find(handoff.to_id); found != people.end())
    names.successor = found->second.name;
  if (const auto found = accounts.find(handoff.account_id); found != accounts.end())
    names.account = found->second.name;
  if (contact_id) {
    const auto contacts = book::FindContactRefs(connection, handoff.org_id, std::vector{*contact_id});
    if (const auto found = contacts.find(*contact_id); found != contacts.end())
      names.contact = found->second.name;
  }
  return names;
}

// The first gap is the sentence; all of them are listed.
Result<Done> CheckEvidence(db::Connection& connection, const Handoff& handoff, const Counting& counting) {
  const auto evidence = ReadEvidence(connection, handoff.org_id, std::span(&handoff, 1), counting.now);
  const auto gaps = GapsBeforeConfirmed(evidence.front(), counting);
  if (gaps.empty()) return Done{};
  Problem problem{Kind::conflict, {}, {}};
  for (const Gap& gap : gaps)
    problem.errors.push_back({"stage", WordsOf(gap, NamesOf(connection, handoff, gap.contact_id))});
  problem.message = problem.errors.front().message;
  return Fail(std::move(problem));
}

}  // namespace

Counting CountingOf(db::Connection& connection, Id org_id, Instant now) {
  const auto organization = people::FindOrganization(connection, org_id);
  Check(organization.has_value(), "a handoff has an organization");
  const settings::Settings settings = settings::Read(connection, org_id);
  return {.now = now,
          .zone = organization->time_zone,
          .silence_days = static_cast<int>(settings.silence_days),
          .overlap_weeks = static_cast<int>(settings.overlap_weeks),
          .weights = WeightsOf(settings)};
}

bool IsPaused(const Handoff& handoff, Day today) {
  return !handoff.ended_at && handoff.paused_until_on && today < *handoff.paused_until_on;
}

std::vector<Stage> WithoutForbidden(std::vector<Stage> stages, bool is_paused, bool has_gaps) {
  std::erase_if(stages, [&](Stage stage) {
    return (is_paused && !NeedsReason(stage)) || (has_gaps && stage == Stage::confirmed);
  });
  return stages;
}

Result<Done> CheckStepNow(db::Connection& connection, const Handoff& handoff, Stage to, Part part,
                          std::string_view reason, Instant now) {
  if (auto step = CheckStep(handoff.stage, to, part, reason); !step) return step;
  const Counting counting = CountingOf(connection, handoff.org_id, now);
  const Day today = DayIn(now, counting.zone);
  if (IsPaused(handoff, today) && !NeedsReason(to)) {
    return Fail(Kind::conflict, "problem.handoff.paused", {{"on", NoonOf(*handoff.paused_until_on)}});
  }
  if (to == Stage::confirmed) return CheckEvidence(connection, handoff, counting);
  return Done{};
}

}  // namespace baton::handoff
