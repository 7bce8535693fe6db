// Makes a plan from facts: fits, holds, successors, weeks, explanations. The whole decision in one pure function.
//
//   Draft draft = MakeDraft(facts, rules, starts_on, choices, should_stop);
//   draft.lines[3].successor, draft.lines[3].week_on, draft.lines[3].reasons
//
// Deterministic for its arguments, as long as `should_stop` does not end it early. Then it is feasible, with a gap, and
// the explanations that were not reached are "priced". `again`: a draft that is changed, by somebody who waits. Thread-safe.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "assign/explain.h"
#include "base/message.h"
#include "plan/facts.h"
#include "plan/holds.h"
#include "plan/reasons.h"
#include "plan/rules.h"
#include "plan/seen.h"
#include "plan/solved.h"
#include "plan/unplaced.h"
#include "plan/weeks.h"

namespace baton::plan {

inline constexpr std::size_t kDraws = 1000;   // of the weights, for the stability of the ranking
inline constexpr std::size_t kLineFits = 20;  // of the best reps are kept with a line

struct NextBest {
  Id person_id;
  std::int32_t cost_permille =
      0;  // of one account's fit: 120 means the plan loses .12 of a fit, others moving too
  bool is_exact = false;
  std::int32_t others_moved = 0;

  bool operator==(const NextBest&) const = default;
};

struct PersonFit {
  Id person_id;
  std::int32_t fit_permille = 0;
};

struct DraftLine {
  Id account_id;
  Id from_id;  // who hands it over
  std::optional<Id> successor = {};
  std::optional<Day> week_on = {};
  bool is_locked = false;
  std::optional<Id> locked_to = {};
  std::int32_t fit_permille = 0;        // of the successor; of the best rep where there is none
  std::int32_t stability_permille = 0;  // of the best rep
  std::int64_t basis = 0;               // what the stability hangs on (stability.h)
  std::vector<Reason> reasons = {};
  std::optional<NextBest> next_best = {};
  std::optional<Hold> hold = {};
  std::optional<Message> hold_text = {};
  std::optional<Message> unplaced = {};
  std::optional<Remedy> remedy = {};  // what would give it a place
  std::vector<PersonFit> fits = {};   // of the kLineFits best reps, the best first
};

struct DraftLoad {
  Id person_id;
  std::int32_t accounts_now = 0;
  std::int32_t accounts_then = 0;
  std::int64_t minutes_now = 0;
  std::int64_t minutes_then = 0;
  std::int64_t capacity_minutes = 0;
  std::int64_t revenue_then_minor = 0;
  std::int64_t growth_then_minor = 0;
  // What one more hour a week of this rep would be worth to the plan, where it is worth something: solved with it, or about, by
  // the prices. And how many more accounts would have a successor.
  std::optional<std::int32_t> hour_price_permille = {};
  bool is_hour_exact = false;
  std::int32_t hour_places = 0;
};

// What the last change did, against the draft before it.
struct DraftChange {
  bool has_before = false;         // there was one
  std::int64_t cost_permille = 0;  // of one account's fit, by the rules of now; negative: the plan got better
  struct Move {
    Id account_id;
    std::optional<Id> from;
    std::optional<Id> to;
    bool is_asked = false;  // by hand; the others moved with it
    Message why = {};       // those that moved with it
  };
  std::vector<Move> moved;
};

// What a draft was worked out with, for the next one of the same facts and rules (Again::draft).
struct Workings {
  FitTable table;
  Model model;  // the problem is the draft's
  std::vector<Choice> choices;
  std::vector<std::size_t> best;          // per account, the rep who fits best
  std::vector<const char*> why_not_best;  // per account, what its line says of that; or null
  std::vector<assign::WhyNoWeek> no_week;
};

struct Draft {
  std::vector<DraftLine> lines;    // as facts.accounts
  std::vector<std::size_t> fresh;  // the lines that were made; the others are those of Again::draft
  std::vector<DraftLoad> loads;    // as facts.reps
  std::vector<Id> account_ids;     // of the problem, for the certificate
  std::vector<Id> rep_ids;
  assign::Problem problem;  // a large one without the candidates that are too dear (kWholeProblem)
  assign::Solution solution;
  std::int64_t weeks_objective = 0;
  std::int64_t weeks_bound = 0;
  DraftChange change;
  Seen seen;  // what it was made from
  Workings workings;
};

// REQUIRES: FaultsOf(rules) is empty; one choice per account.
Draft MakeDraft(const Facts& facts, const PlanRules& rules, Day starts_on, std::span<const Choice> choices,
                const std::function<bool()>& should_stop, const Again& again = {});

}  // namespace baton::plan
