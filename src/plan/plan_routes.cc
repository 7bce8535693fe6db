#include "plan/plan_routes.h"

#include <algorithm>
#include <memory>

#include "db/database.h"
#include "http/router.h"
#include "plan/effects.h"
#include "plan/next_routes.h"
#include "plan/plan_fits.h"
#include "plan/plan_service.h"
#include "plan/plan_store.h"
#include "plan/plan_view.h"
#include "plan/since.h"

namespace baton::plan {
namespace {

using access::Deed;
using access::Word;
using http::Call;

constexpr int kPage = 50;
constexpr int kMaxPage = 200;

struct PlanQuery {
  std::optional<PlanState> state;
  std::optional<Id> after;
  std::optional<std::int32_t> limit;
};
BOOST_DESCRIBE_STRUCT(PlanQuery, (), (state, after, limit))

struct ComparisonQuery {
  Id with;
};
BOOST_DESCRIBE_STRUCT(ComparisonQuery, (), (with))

Result<http::Page<PlanSummary>> List(const Call& call, const PlanQuery& query) {
  const int limit = std::clamp(query.limit.value_or(kPage), 1, kMaxPage);
  const auto plans = ListPlans(call.db(), call.scope(), query.state, query.after, limit);
  http::Page<PlanSummary> page{ViewSummaries(call.db(), call.org_id(), plans), std::nullopt};
  if (std::ssize(plans) == limit) page.next = ToString(plans.back().id);
  return page;
}

void AddOutdated(const Call& call, const Plan& plan, PlanView& view) {
  const auto effects = ParseEffects(plan.effects);
  if (!effects || !effects->seen) return;
  for (const Since& since : FindSince(ContextOf(call), call.db(), plan, view.rules, *effects->seen)) {
    view.outdated.push_back(
        {since.kind, since.person_id, since.account_id, since.count, call.Say(since.text)});
  }
}

Result<PlanView> Get(const Call& call, Id id) {
  const auto plan = FindReadablePlan(call.db(), call.scope(), id);
  if (!plan) return NotFound("plan");
  const Sight sight = SightOf(call.db(), call.scope(), *plan);
  auto view = ViewPlan(ContextOf(call), call.db(), *plan, ProofCheck::run, sight);
  if (view && sight.is_whole) AddOutdated(call, *plan, *view);
  return view;
}

Result<ComparisonView> ShowComparison(const Call& call, Id id, const ComparisonQuery& query) {
  const auto here = FindReadablePlan(call.db(), call.scope(), id);
  const auto there = FindReadablePlan(call.db(), call.scope(), query.with);
  if (!here || !there) return NotFound("plan");
  return Compare(call.db(), call.scope(), *here, *there);
}

Result<http::File> Csv(const Call& call, Id id) {
  const auto view = Get(call, id);
  if (!view) return Fail(view.error());
  return http::File{.content_type = "text/csv; charset=utf-8",
                    .name = "plan.csv",
                    .bytes = PlanCsv(ContextOf(call), *view)};
}

}  // namespace

void AddPlanRoutes(http::Router& router) {
  const auto memory = std::make_shared<Memory>();
  AddNextRoutes(router);
  router.Get("/api/v1/plans", {.name = "listPlans", .deed = Deed::read, .word = Word::plan}, List);
  router.Post(
      "/api/v1/plans", {.name = "createPlan", .deed = Deed::create, .word = Word::plan},
      [memory](const Call& call, const PlanInput& input) { return CreatePlan(call, input, *memory); });
  router.Get("/api/v1/plans/{id}", {.name = "getPlan", .deed = Deed::read, .word = Word::plan}, Get);
  router.Get("/api/v1/plans/{id}.csv", {.name = "getPlanCsv", .deed = Deed::read, .word = Word::plan}, Csv);
  router.Get("/api/v1/plans/{id}/fits", {.name = "listPlanFits", .deed = Deed::read, .word = Word::plan},
             ViewFits);
  router.Get("/api/v1/plans/{id}/comparison",
             {.name = "comparePlans", .deed = Deed::read, .word = Word::plan}, ShowComparison);
  router.Post(
      "/api/v1/plans/{id}/changes",
      {.name = "changePlan", .deed = Deed::change, .word = Word::plan, .status = 200, .versioned = true},
      [memory](const Call& call, Id id, const ChangesInput& changes) {
        return ChangePlan(call, id, changes, *memory);
      });
  router.Post(
      "/api/v1/plans/{id}/approval",
      {.name = "approvePlan", .deed = Deed::change, .word = Word::plan, .status = 200, .versioned = true},
      ApprovePlan);
  router.Delete("/api/v1/plans/{id}", {.name = "discardPlan", .deed = Deed::remove, .word = Word::plan},
                DiscardPlan);
}

}  // namespace baton::plan
