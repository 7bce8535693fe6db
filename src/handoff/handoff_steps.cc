// The writes: proposing, and taking steps.
#include <map>

#include "base/text.h"
#include "base/zone.h"
#include "book/directory.h"
#include "handoff/check_step.h"
#include "handoff/directory.h"
#include "handoff/moves.h"
#include "handoff/own_job.h"
#include "handoff/tell.h"
#include "json/json.h"
#include "notice/notice.h"
#include "people/directory.h"

namespace baton::handoff {
namespace {

std::optional<Instant>* DateOf(Handoff& handoff, Stage stage) {
  switch (stage) {
    case Stage::accepted:
      return &handoff.accepted_at;
    case Stage::introduced:
      return &handoff.introduced_at;
    case Stage::expectations:
      return &handoff.expectations_at;
    case Stage::owned:
      return &handoff.owned_at;
    case Stage::confirmed:
      return &handoff.confirmed_at;
    case Stage::proposed:
    case Stage::declined:
    case Stage::returned:
      break;
  }
  return nullptr;
}

// The client's no is told as the client's.
std::string WordFor(const Handoff& handoff) {
  const bool is_refused_by_client = NeedsReason(handoff.stage) && handoff.refused_by == Refuser::client;
  return is_refused_by_client ? "client_refused" : std::string(json::NameOf(handoff.stage));
}

}  // namespace

std::vector<Handoff> Propose(action::Action& action, std::span<const Proposal> proposals) {
  std::vector<Handoff> handoffs;
  std::map<Id, std::vector<Id>> accounts_of;  // by successor, in the order of the proposals
  for (const Proposal& proposal : proposals) {
    Handoff& handoff = handoffs.emplace_back();
    handoff.account_id = proposal.account_id;
    handoff.from_id = proposal.from_id;
    handoff.to_id = proposal.to_id;
    handoff.plan_id = proposal.plan_id;
    handoff.introduction_on = proposal.introduction_on;
    handoff.proposed_at = action.now();
    Choose(handoff, proposal.moves);
    accounts_of[proposal.to_id].push_back(proposal.account_id);
  }
  action.InsertMany(std::span<Handoff>(handoffs));

  for (const auto& [successor, accounts] : accounts_of) {
    if (action.actor().person_id == successor) continue;
    Handoff first;
    first.account_id = accounts.front();
    first.to_id = successor;
    first.from_id = proposals.front().from_id;
    const HandoffNames names = NamesFor(action, first);
    notice::Emit(action, successor,
                 {"notice.handoff.proposed",
                  {{"count", static_cast<std::int64_t>(accounts.size())},
                   {"manager", names.actor},
                   {"account", names.account}}},
                 std::string(kComingLink));
  }
  return handoffs;
}

Result<Handoff> TakeStep(action::Action& action, const Handoff& before, Stage to, Part part,
                         std::string_view reason, const StepDetail& detail) {
  const std::string_view why = Trim(reason);
  if (auto step = CheckStepNow(action.tx(), before, to, part, why, action.now()); !step)
    return Fail(std::move(step.error()));

  // Who hands over what was given to somebody else meanwhile, perhaps of another team, takes nothing from there.
  const auto ownership = book::FindOwnership(action.tx(), action.org_id(), before.account_id);
  const bool is_elsewhere =
      ownership && ownership->person_id != before.from_id && ownership->person_id != before.to_id;
  if (to == Stage::owned && is_elsewhere) {
    return Fail(Kind::conflict, "problem.handoff.moved_on", {{"account", NamesFor(action, before).account}});
  }

  const bool gives_back = to == Stage::returned && IsOwned(before.stage) && !is_elsewhere;
  if (gives_back && !people::FindPerson(action.tx(), action.org_id(), before.from_id)) {
    return Fail(Kind::conflict, "problem.handoff.former_left",
                {{"account", NamesFor(action, before).account}});
  }

  const Day today = DayIn(action.now(), CountingOf(action.tx(), action.org_id(), action.now()).zone);
  if (to == Stage::owned && detail.owned_on && *detail.owned_on > today)
    return PlanOwnership(action, before, *detail.owned_on, detail.overlap_until_on);

  Handoff after = before;
  after.stage = to;
  if (to == Stage::owned) {
    const bool is_kept = before.overlap_until_on && *before.overlap_until_on >= today;
    const auto overlap =
        OverlapUntil(action.tx(), action.org_id(), today,
                     detail.overlap_until_on || !is_kept ? detail.overlap_until_on : before.overlap_until_on,
                     action.now());
    if (!overlap) return Fail(overlap.error());
    after.owned_on = today;
    after.overlap_until_on = *overlap;
  }
  if (NeedsReason(to)) {
    after.reason = std::string(why);
    after.refused_by =
        detail.refused_by.value_or(part == Part::successor ? Refuser::successor : Refuser::former);
  }
  if (auto* date = DateOf(after, to)) *date = action.now();
  if (IsEnd(to)) after.ended_at = action.now();
  auto saved = action.Update(before, after);
  if (!saved) return saved;

  if (to == Stage::owned || gives_back) {
    const Id owner = gives_back ? before.from_id : before.to_id;
    if (auto moved = book::MoveOwnership(action, before.account_id, owner); !moved) {
      return Fail(std::move(moved.error()));
    }
    if (auto moved = gives_back ? ReturnWork(action, *saved) : MoveWork(action, *saved); !moved) {
      return Fail(std::move(moved.error()));
    }
  }
  TellOthers(action, *saved, WordFor(*saved), {{"reason", saved->reason}});
  return saved;
}

Result<Done> EndWith(action::Action& action, Id person_id, std::string_view reason) {
  for (const Handoff& handoff : FindEndingWith(action.tx(), action.org_id(), person_id)) {
    if (auto ended = TakeStep(action, handoff, Stage::returned, Part::former, reason); !ended) {
      return Fail(std::move(ended.error()));
    }
  }
  return Done{};
}

}  // namespace baton::handoff
