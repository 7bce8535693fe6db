// Approving a plan: handoffs of its lines, if book and team are still as the draft has them.
#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "action/version.h"
#include "book/directory.h"
#include "handoff/directory.h"
#include "handoff/tell.h"
#include "notice/notice.h"
#include "people/directory.h"
#include "plan/own_plan.h"
#include "plan/plan_gather.h"
#include "plan/plan_service.h"
#include "plan/plan_store.h"

namespace baton::plan {
namespace {

std::vector<handoff::Proposal> ProposalsOf(const Plan& plan, const std::vector<PlanLine>& lines) {
  const handoff::MoveChoices moves = RulesOf(plan).moves.value_or(handoff::MoveChoices{});
  std::vector<handoff::Proposal> proposals;
  for (const PlanLine& line : lines) {
    if (!line.successor_id) continue;
    proposals.push_back({.account_id = line.account_id,
                         .from_id = line.from_id,
                         .to_id = *line.successor_id,
                         .plan_id = plan.id,
                         .introduction_on = line.week_on,
                         .moves = moves});
  }
  return proposals;
}

// The book and the team may have moved on since the draft was made.
Result<Done> CheckStillSo(db::Connection& connection, const Plan& plan,
                          const std::vector<handoff::Proposal>& proposals) {
  std::vector<Id> accounts;
  std::set<Id> successors;
  for (const handoff::Proposal& proposal : proposals) {
    accounts.push_back(proposal.account_id);
    successors.insert(proposal.to_id);
  }
  for (const Id successor : successors) {
    if (people::FindPerson(connection, plan.org_id, successor)) continue;
    const auto left = people::FindRefs(connection, plan.org_id, std::vector{successor});
    const auto found = left.find(successor);
    return Fail(Kind::conflict, "problem.plan.successor_left",
                {{"name", found == left.end() ? std::string() : found->second.name}});
  }
  const auto names = book::FindAccountRefs(connection, plan.org_id, accounts);
  const auto name_of = [&](Id account) {
    const auto found = names.find(account);
    return found == names.end() ? std::string() : found->second.name;
  };
  for (const handoff::Handoff& open : handoff::FindOpenHandoffs(connection, plan.org_id, accounts)) {
    return Fail(Kind::conflict, "problem.plan.under_way", {{"account", name_of(open.account_id)}});
  }
  // Each still belongs to its manager, and the manager to whose plan it is.
  std::set<std::pair<Id, Id>> owned;  // manager and account
  for (const people::Person& manager : FindManagers(connection, plan.org_id, plan.manager_id)) {
    const bool is_in =
        std::ranges::find(proposals, manager.id, &handoff::Proposal::from_id) != proposals.end();
    if (!is_in) continue;
    for (const Id account : book::FindOwnedAccounts(connection, plan.org_id, manager.id))
      owned.insert({manager.id, account});
  }
  for (const handoff::Proposal& proposal : proposals) {
    if (owned.contains({proposal.from_id, proposal.account_id})) continue;
    return Fail(Kind::conflict, "problem.plan.moved_on", {{"account", name_of(proposal.account_id)}});
  }
  return Done{};
}

// Each manager whose clients somebody else's plan hands over, once.
void TellManagers(action::Action& action, const std::vector<handoff::Proposal>& proposals) {
  std::map<Id, std::vector<Id>> accounts_of;
  for (const handoff::Proposal& proposal : proposals)
    accounts_of[proposal.from_id].push_back(proposal.account_id);
  for (const auto& [manager, accounts] : accounts_of) {
    if (action.actor().person_id == manager) continue;
    handoff::Handoff first;
    first.account_id = accounts.front();
    const handoff::HandoffNames names = handoff::NamesFor(action, first);
    notice::Emit(action, manager,
                 {"notice.plan.approved",
                  {{"count", static_cast<std::int64_t>(accounts.size())},
                   {"person", names.actor},
                   {"account", names.account}}},
                 std::string(handoff::kBoardLink));
  }
}

}  // namespace

Result<PlanView> ApprovePlan(const http::Call& call, Id id) {
  return call.Write([&](db::Tx& tx) -> Result<PlanView> {
    const auto plan = FindOwnPlan(call, tx, id);
    if (!plan) return Fail(plan.error());
    if (auto current = action::CheckVersion(call, plan->version, "plan"); !current)
      return Fail(current.error());
    if (auto draft = CheckDraft(*plan); !draft) return Fail(draft.error());

    const auto lines = FindLines(tx, call.org_id(), id);
    const auto proposals = ProposalsOf(*plan, lines);
    if (proposals.empty()) return Fail(Kind::conflict, "problem.plan.nothing_to_approve");
    if (auto fresh = CheckStillSo(tx, *plan, proposals); !fresh) return Fail(std::move(fresh.error()));

    action::Action action(tx, call, "plan.approve", id);
    handoff::Propose(action, proposals);
    TellManagers(action, proposals);
    Plan after = *plan;
    after.state = PlanState::approved;
    after.approved_at = call.now();
    const auto saved = action.Update(*plan, after);
    if (!saved) return Fail(saved.error());
    return ViewPlan(ContextOf(call), tx, *saved, ProofCheck::skip);
  });
}

}  // namespace baton::plan
