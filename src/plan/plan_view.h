// What the API answers about plans, in the reader's language.
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/problem.h"
#include "book/account.h"
#include "book/views.h"
#include "people/person.h"
#include "plan/context.h"
#include "plan/plan.h"
#include "plan/plan_store.h"
#include "plan/rules.h"
#include "plan/seen.h"
#include "plan/unplaced.h"

namespace baton::plan {

// In an answer of more than so many lines each names fewer reps: the answer would be ten times the size for what is asked of one
// line at a time.
inline constexpr std::size_t kManyLines = 1000;
inline constexpr std::size_t kManyLineFits = 5;

enum class Basis { exact, priced };
BOOST_DESCRIBE_ENUM(Basis, exact, priced)

struct ReasonView {
  static constexpr const char* kSchemaName = "PlanReason";
  std::string text;
  std::string kind;  // "for" or "against"
};
BOOST_DESCRIBE_STRUCT(ReasonView, (), (text, kind))

struct NextBestView {
  static constexpr const char* kSchemaName = "NextBest";
  people::PersonRef person;
  std::int64_t cost_permille = 0;
  Basis proof = Basis::priced;
  std::optional<std::int32_t> others_moved;  // how many others would move for it; exact only
};
BOOST_DESCRIBE_STRUCT(NextBestView, (), (person, cost_permille, proof, others_moved))

struct HoldView {
  static constexpr const char* kSchemaName = "PlanHold";
  std::string text;
  std::optional<Day> until_on;
};
BOOST_DESCRIBE_STRUCT(HoldView, (), (text, until_on))

struct FitView {
  static constexpr const char* kSchemaName = "PersonFit";
  people::PersonRef person;
  std::int32_t fit_permille = 0;
};
BOOST_DESCRIBE_STRUCT(FitView, (), (person, fit_permille))

struct PlanLineView {
  static constexpr const char* kSchemaName = "PlanLine";
  Id id;
  book::AccountRow account;
  people::PersonRef from;  // the manager who hands it over
  std::optional<people::PersonRef> successor;
  std::optional<Day> week_on;
  bool is_locked = false;
  std::int32_t fit_permille = 0;
  std::int32_t stability_permille = 0;
  bool is_clear = false;  // no other rep would be best under slightly other weights
  std::vector<ReasonView> reasons;
  std::optional<NextBestView> next_best;
  std::optional<HoldView> hold;
  // Of the reps who fit best, the best first: kLineFits, of a plan with many lines kManyLineFits. GET /plans/{id}/fits says all.
  std::vector<FitView> fits;
};
BOOST_DESCRIBE_STRUCT(PlanLineView, (),
                      (id, account, from, successor, week_on, is_locked, fit_permille, stability_permille,
                       is_clear, reasons, next_best, hold, fits))

struct LoadView {
  static constexpr const char* kSchemaName = "PlanLoad";
  people::PersonRef person;
  std::int32_t accounts_now = 0;
  std::int32_t accounts_then = 0;
  std::int64_t minutes_now = 0;
  std::int64_t minutes_then = 0;
  std::int64_t capacity_minutes = 0;
  std::int64_t revenue_then_minor = 0;
  std::int64_t growth_then_minor = 0;      // open deals, without those at signature
  std::optional<std::int32_t> hour_price;  // permille of one account's fit for one more hour a week
  Basis hour_proof = Basis::priced;
  std::int32_t hour_places = 0;  // accounts that would have a successor with that hour and have none now
};
BOOST_DESCRIBE_STRUCT(LoadView, (),
                      (person, accounts_now, accounts_then, minutes_now, minutes_then, capacity_minutes,
                       revenue_then_minor, growth_then_minor, hour_price, hour_proof, hour_places))

struct RemedyView {
  static constexpr const char* kSchemaName = "PlanRemedy";
  RemedyKind kind = RemedyKind::assign;
  people::PersonRef person;
  std::int64_t minutes = 0;  // of more_hours
  std::string text;
};
BOOST_DESCRIBE_STRUCT(RemedyView, (), (kind, person, minutes, text))

struct UnplacedView {
  static constexpr const char* kSchemaName = "Unplaced";
  book::AccountRef account;
  std::string reason;
  std::optional<RemedyView> remedy;  // what would give it a place
};
BOOST_DESCRIBE_STRUCT(UnplacedView, (), (account, reason, remedy))

struct MoveView {
  static constexpr const char* kSchemaName = "PlanMove";
  book::AccountRef account;
  std::optional<people::PersonRef> from;
  std::optional<people::PersonRef> to;
  std::string why;
};
BOOST_DESCRIBE_STRUCT(MoveView, (), (account, from, to, why))

// What has changed in the team or the book since the draft was made or changed last: it is worth computing again.
struct OutdatedView {
  static constexpr const char* kSchemaName = "PlanOutdated";
  SinceKind kind = SinceKind::hours;
  std::optional<Id> person_id;
  std::optional<Id> account_id;  // of the first where there are several
  std::int64_t count = 1;
  std::string text;
};
BOOST_DESCRIBE_STRUCT(OutdatedView, (), (kind, person_id, account_id, count, text))

struct PlanView {
  static constexpr const char* kSchemaName = "Plan";
  Id id;
  std::int64_t version = 0;
  std::string name;
  PlanState state = PlanState::draft;
  people::PersonRef manager;                // whose plan it is: nobody else changes or approves it
  std::vector<people::PersonRef> managers;  // whose clients it hands over, as far as the reader sees them
  bool is_partial = false;                  // others hand over too, which is not for the reader
  Day starts_on;
  PlanRules rules;
  PlanStatus status = PlanStatus::feasible;
  std::int64_t objective = 0;
  std::int64_t bound = 0;
  std::int32_t gap_permille = 0;
  PlanStatus weeks_status = PlanStatus::feasible;
  std::int64_t weeks_objective = 0;
  std::int64_t weeks_bound = 0;
  Instant created_at;
  std::optional<Instant> approved_at;
  std::vector<PlanLineView> lines;
  std::vector<LoadView> loads;
  std::vector<UnplacedView> unplaced;
  std::int32_t changed_from_last = 0;               // accounts that the last change moved
  std::optional<std::int64_t> cost_of_last_change;  // permille of one account's fit
  std::vector<MoveView> moved_with_it;
  std::vector<OutdatedView> outdated;  // of a draft that is read; one just computed has nothing
};
BOOST_DESCRIBE_STRUCT(PlanView, (),
                      (id, version, name, state, manager, managers, is_partial, starts_on, rules, status,
                       objective, bound, gap_permille, weeks_status, weeks_objective, weeks_bound, created_at,
                       approved_at, lines, loads, unplaced, changed_from_last, cost_of_last_change,
                       moved_with_it, outdated))

// A draft after a change of it: a Plan of which `lines` are those alone that the change touched, changed or new. Whoever has the plan
// as it was puts them into it by their accounts; the rest is as it was.
struct PlanChangeView : PlanView {
  static constexpr const char* kSchemaName = "PlanChange";
  std::vector<Id> gone;  // accounts that have left the plan
};
BOOST_DESCRIBE_STRUCT(PlanChangeView, (PlanView), (gone))

// A plan in a list: without its lines.
struct PlanSummary {
  static constexpr const char* kSchemaName = "PlanSummary";
  Id id;
  std::int64_t version = 0;
  std::string name;
  PlanState state = PlanState::draft;
  people::PersonRef manager;
  Day starts_on;
  PlanStatus status = PlanStatus::feasible;
  std::int64_t objective = 0;
  std::int64_t bound = 0;
  Instant created_at;
  std::optional<Instant> approved_at;
};
BOOST_DESCRIBE_STRUCT(PlanSummary, (),
                      (id, version, name, state, manager, starts_on, status, objective, bound, created_at,
                       approved_at))

struct ComparedLine {
  static constexpr const char* kSchemaName = "ComparedLine";
  book::AccountRef account;
  std::optional<people::PersonRef> here;
  std::optional<people::PersonRef> there;
};
BOOST_DESCRIBE_STRUCT(ComparedLine, (), (account, here, there))

struct ComparisonView {
  static constexpr const char* kSchemaName = "PlanComparison";
  std::vector<ComparedLine> lines;  // where the two differ
  std::int64_t objective_here = 0;
  std::int64_t objective_there = 0;
};
BOOST_DESCRIBE_STRUCT(ComparisonView, (), (lines, objective_here, objective_there))

// Checking is skipped in the transaction that writes a plan just made: a transaction is short.
enum class ProofCheck { run, skip };

// REQUIRES: the caller may see the plan, as far as `sight` says. The proof is checked; one that does not hold claims nothing.
Result<PlanView> ViewPlan(const Context& context, db::Connection& connection, const Plan& plan,
                          ProofCheck check = ProofCheck::run, const Sight& sight = {});
// What a change just written has made of a plan.
Result<PlanChangeView> ViewChange(const Context& context, db::Connection& connection,
                                  const SavedDraft& saved);
// Only the lines, for the board.
std::vector<PlanLineView> ViewLines(const Context& context, db::Connection& connection,
                                    const std::vector<PlanLine>& lines);
std::vector<PlanSummary> ViewSummaries(db::Connection& connection, Id org_id, const std::vector<Plan>& plans);
// As far as the scope sees both.
Result<ComparisonView> Compare(db::Connection& connection, const access::Scope& scope, const Plan& here,
                               const Plan& there);
// Comma-separated, with a heading; every field that could start a formula in a spreadsheet is defused.
std::string PlanCsv(const Context& context, const PlanView& plan);

// gap of the objective in permille, 0 when proven.
std::int32_t GapPermille(std::int64_t objective, std::int64_t bound);

}  // namespace baton::plan
