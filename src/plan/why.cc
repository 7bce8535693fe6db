#include "plan/why.h"

#include <map>
#include <utility>

#include "plan/explanation.h"
#include "plan/plan_store.h"

namespace baton::plan {
namespace {

// Those that name somebody who would fit better are for who makes the plan.
bool IsAboutTheSuccessor(const StoredReason& reason) {
  return reason.is_for && !reason.text.key.starts_with("plan.reason.better_");
}

}  // namespace

std::unordered_map<Id, std::vector<std::string>> FindReasonsFor(const http::Call& call,
                                                                db::Connection& connection,
                                                                std::span<const handoff::Handoff> handoffs) {
  std::unordered_map<Id, std::vector<std::string>> reasons;
  std::map<std::pair<Id, Id>, const handoff::Handoff*> planned;  // by plan and account
  std::vector<Id> plans;
  std::vector<Id> accounts;
  for (const handoff::Handoff& handoff : handoffs) {
    if (!handoff.plan_id) continue;
    planned[{*handoff.plan_id, handoff.account_id}] = &handoff;
    plans.push_back(*handoff.plan_id);
    accounts.push_back(handoff.account_id);
  }
  if (plans.empty()) return reasons;
  for (const PlanLine& line : FindLinesOf(connection, call.org_id(), plans, accounts)) {
    const auto found = planned.find({line.plan_id, line.account_id});
    if (found == planned.end() || line.successor_id != found->second->to_id) continue;
    for (const StoredReason& reason : ParseExplanation(line.explanation).reasons) {
      if (IsAboutTheSuccessor(reason)) reasons[found->second->id].push_back(call.Say(Restore(reason.text)));
    }
  }
  return reasons;
}

}  // namespace baton::plan
