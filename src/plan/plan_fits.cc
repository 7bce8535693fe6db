#include "plan/plan_fits.h"

#include <algorithm>
#include <numeric>

#include "base/check.h"
#include "json/json.h"
#include "people/directory.h"
#include "plan/changes.h"
#include "plan/fit.h"
#include "plan/plan_gather.h"
#include "plan/plan_store.h"

namespace baton::plan {

Result<FitsView> ViewFits(const http::Call& call, Id plan_id, const FitsQuery& query) {
  const auto plan = FindReadablePlan(call.db(), call.scope(), plan_id);
  if (!plan) return NotFound("plan");
  const auto lines = FindLinesOf(call.db(), call.org_id(), std::vector{plan_id}, std::vector{query.account});
  const Sight sight = SightOf(call.db(), call.scope(), *plan);
  const bool is_shown =
      !lines.empty() &&
      (sight.is_whole || std::ranges::find(sight.managers, lines[0].from_id) != sight.managers.end());
  if (!is_shown) return NotFound("account");
  auto facts = Gather(call.db(), {call.org_id(), plan->manager_id, std::vector{lines[0].from_id}, call.now(),
                                  std::vector{query.account}});
  if (!facts) return Fail(std::move(facts.error()));
  if (facts->accounts.empty()) return NotFound("account");  // on its way since, or somebody else's

  const auto rules = json::FromText<PlanRules>(plan->rules);
  Check(rules.has_value(), "a plan keeps its rules");
  ApplyExtraMinutes(*rules, *facts);
  const FitTable table = TableOf(*facts, rules->weights);
  std::vector<std::size_t> order(facts->reps.size());
  std::iota(order.begin(), order.end(), 0);
  std::ranges::stable_sort(order, std::ranges::greater{},
                           [&](std::size_t r) { return table.Permille(0, r); });
  std::vector<Id> ids;
  for (const RepFacts& rep : facts->reps) ids.push_back(rep.id);
  const auto people = people::FindRefs(call.db(), call.org_id(), ids);
  FitsView view;
  for (const std::size_t r : order) {
    const auto person = people.find(facts->reps[r].id);
    if (person != people.end()) view.items.push_back({person->second, table.Permille(0, r)});
  }
  return view;
}

}  // namespace baton::plan
