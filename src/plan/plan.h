// A handoff plan: successors for a set of accounts of one manager or of several, and the week of each introduction, with its
// quality proven. A draft is changed and recomputed until it is approved, which makes handoffs, or discarded. These are the
// rows; plan_view.h says what the API answers.
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/id.h"

namespace baton::plan {

enum class PlanState { draft, approved, discarded };
BOOST_DESCRIBE_ENUM(PlanState, draft, approved, discarded)

// optimal: no plan by these rules is better, proven. feasible: at most `objective - bound` could be better.
enum class PlanStatus { optimal, feasible };
BOOST_DESCRIBE_ENUM(PlanStatus, optimal, feasible)

struct Plan {
  static constexpr std::string_view kTable = "plan";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id manager_id;  // whose plan it is: who makes, changes and approves it, for the own clients or those of managers below
  std::string name;
  PlanState state = PlanState::draft;
  std::string rules;  // PlanRules as JSON
  Day starts_on;
  std::int64_t objective = 0;
  std::int64_t bound = 0;
  PlanStatus status = PlanStatus::feasible;
  std::int64_t weeks_objective = 0;
  std::int64_t weeks_bound = 0;
  std::optional<Id> proof_id;  // of its PlanProof
  std::string effects;         // effects.h
  Instant created_at;
  std::optional<Instant> approved_at;
  std::optional<Instant> deleted_at;
};
BOOST_DESCRIBE_STRUCT(Plan, (),
                      (org_id, id, version, manager_id, name, state, rules, starts_on, objective, bound,
                       status, weeks_objective, weeks_bound, proof_id, effects, created_at, approved_at,
                       deleted_at))

struct PlanLine {
  static constexpr std::string_view kTable = "plan_line";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id plan_id;
  Id account_id;
  Id from_id;                      // the manager who hands it over
  std::optional<Id> successor_id;  // none: it stays with the manager for now
  std::optional<Day> week_on;      // a Monday
  bool is_locked = false;
  std::int32_t fit_permille = 0;
  std::int32_t stability_permille = 0;
  std::optional<Id> next_best_id;
  std::optional<std::int64_t> next_best_cost;  // permille of one account's fit
  std::string explanation;                     // explanation.h
  std::int64_t basis = 0;                      // of the stability (stability.h)
  std::int64_t content = 0;                    // of the explanation (ContentOf)
};
BOOST_DESCRIBE_STRUCT(PlanLine, (),
                      (org_id, id, version, plan_id, account_id, from_id, successor_id, week_on, is_locked,
                       fit_permille, stability_permille, next_best_id, next_best_cost, explanation, basis,
                       content))

// Written once, beside the log: what a plan was proven by (proof.h). A plan has that of now and, for undo, those before
// (plan_store.cc says how many).
struct PlanProof {
  static constexpr std::string_view kTable = "plan_proof";

  Id org_id;
  Id id;
  Id plan_id;
  std::string problem;
  std::string solution;
};
BOOST_DESCRIBE_STRUCT(PlanProof, (), (org_id, id, plan_id, problem, solution))

struct Forbidden {
  static constexpr std::string_view kTable = "forbidden_pair";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id account_id;
  Id person_id;
  std::string reason;
  std::optional<Instant> deleted_at;
};
BOOST_DESCRIBE_STRUCT(Forbidden, (), (org_id, id, version, account_id, person_id, reason, deleted_at))

}  // namespace baton::plan
