// Plans, their lines and the forbidden pairs in the database.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "access/policy.h"
#include "action/action.h"
#include "db/connection.h"
#include "plan/draft.h"
#include "plan/plan.h"
#include "plan/proof.h"

namespace baton::plan {

// Plans within the scope, which are those of somebody in it; discarded ones are there, deleted ones not. Without the effects
// where they are not needed: ListPlans leaves them empty.
std::optional<Plan> FindPlan(db::Connection& connection, const access::Scope& scope, Id id);

// To read, there are besides the plans of others in which somebody of the scope hands over: of those only the lines of these
// people are for the reader, and the hours of the own reps.
std::optional<Plan> FindReadablePlan(db::Connection& connection, const access::Scope& scope, Id id);
struct Sight {
  bool is_whole = true;
  std::vector<Id> managers = {};  // whose lines, else
  std::vector<Id> reps = {};      // whose hours, else
};
Sight SightOf(db::Connection& connection, const access::Scope& scope, const Plan& plan);

// Readable ones.
std::vector<Plan> ListPlans(db::Connection& connection, const access::Scope& scope,
                            std::optional<PlanState> state, std::optional<Id> before, int limit);
// Every plan of the organization, the oldest first.
std::vector<Plan> FindAllPlans(db::Connection& connection, Id org_id);
// The draft that says who takes over this manager's clients: the newest one of `viewer_id`'s own, else of the manager's, else of
// anybody's above.
std::optional<Plan> FindDraftOf(db::Connection& connection, Id org_id, Id manager_id, Id viewer_id);
// The newest draft of a person, whosever clients it hands over.
std::optional<Plan> FindOwnDraft(db::Connection& connection, Id org_id, Id person_id);

// Whose plan it is.
std::optional<Id> FindPlanner(db::Connection& connection, Id org_id, Id plan_id);

// In the order in which the plan was made.
std::vector<PlanLine> FindLines(db::Connection& connection, Id org_id, Id plan_id);
std::vector<PlanLine> FindLinesFrom(db::Connection& connection, Id org_id, Id plan_id,
                                    std::span<const Id> managers);
// Who hands over in the plan.
std::vector<Id> FindManagersOfLines(db::Connection& connection, Id org_id, Id plan_id);
// Those of these accounts in these plans.
std::vector<PlanLine> FindLinesOf(db::Connection& connection, Id org_id, std::span<const Id> plan_ids,
                                  std::span<const Id> account_ids);

std::vector<Forbidden> FindForbidden(db::Connection& connection, Id org_id, std::span<const Id> account_ids);

// As FindLines, but of those that are not locked without the explanation: what a change starts from.
std::vector<PlanLine> FindLinesBriefly(db::Connection& connection, Id org_id, Id plan_id);
// Those without a successor.
std::vector<PlanLine> FindUnplacedLines(db::Connection& connection, Id org_id, Id plan_id);

// None where the plan has no proof, or what it has is none.
std::optional<Proof> FindProof(db::Connection& connection, const Plan& plan);
std::optional<Prices> FindPrices(db::Connection& connection, const Plan& plan);

// A new plan with its lines and its proof.
Plan InsertPlan(action::Action& action, Plan plan, const Draft& draft);

// Which accounts' lines a recomputed draft changed or added, and whose are gone.
struct SavedDraft {
  Plan plan;
  std::vector<Id> changed;
  std::vector<Id> gone;
};
// Writes a recomputed draft over the plan as it was read: lines that are the same stay untouched, accounts that left
// lose their line, new ones get one. Kind::stale when somebody changed the plan since.
Result<SavedDraft> UpdatePlan(action::Action& action, const Plan& before, Plan after, const Draft& draft);

}  // namespace baton::plan
