// The use cases of plans: make, change, approve, discard. The facts are gathered by a read, the engine runs outside any
// transaction for at most kSolveTime, and the result is written with the version checked.
#pragma once

#include <boost/describe/class.hpp>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "action/action.h"
#include "base/problem.h"
#include "http/call.h"
#include "plan/changes.h"
#include "plan/context.h"
#include "plan/draft.h"
#include "plan/memory.h"
#include "plan/plan_view.h"

namespace baton::plan {

// What a request may wait for the engine; what is not proven by then is shown as the gap.
inline constexpr std::chrono::milliseconds kSolveTime{2000};
// Who changes a draft has one to look at already, and waits for the next with every move.
inline constexpr std::chrono::milliseconds kChangeTime{500};
// The weeks of the introductions after that, at most; a team's take milliseconds.
inline constexpr std::chrono::milliseconds kWeeksTime{1000};

struct PlanInput {
  static constexpr const char* kSchemaName = "PlanInput";
  std::optional<std::string> name;
  std::optional<std::vector<Id>> manager_ids;  // who hands over; none: the caller
  std::optional<Day> starts_on;                // none: today
  std::optional<std::vector<Id>> account_ids;  // none: all that they own without a handoff under way
  std::optional<RulesInput> rules;
};
BOOST_DESCRIBE_STRUCT(PlanInput, (), (name, manager_ids, starts_on, account_ids, rules))

// A plan as the engine made it, not written yet, and what it was made of.
struct MadePlan {
  Plan plan;
  Facts facts;
  PlanRules rules;
  LogMark mark;
  Draft draft;
};

// Gathers the facts and solves, outside any transaction. The plan is the lead's; that this person may make one is for the caller
// to say.
Result<MadePlan> MakePlan(const Context& context, Id lead_id, const PlanInput& input);
// Writes it as a draft. REQUIRES: the action is a "plan.create".
Result<PlanView> SavePlan(const Context& context, action::Action& action, const MadePlan& made);

// Both for a request: the caller's own plan.
Result<PlanView> CreatePlan(const http::Call& call, const PlanInput& input, Memory& memory);
// REQUIRES: the request names the version (If-Match).
Result<PlanChangeView> ChangePlan(const http::Call& call, Id id, const ChangesInput& changes, Memory& memory);
// One handoff for each line with a successor, one notice for each successor and for each manager who hands over, as one action.
Result<PlanView> ApprovePlan(const http::Call& call, Id id);
Result<Done> DiscardPlan(const http::Call& call, Id id);

}  // namespace baton::plan
