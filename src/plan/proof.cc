#include "plan/proof.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <stdexcept>

#include "assign/verify.h"
#include "json/json.h"
#include "plan/explanation.h"

namespace baton::plan {
namespace {

using boost::json::array;
using boost::json::object;
using boost::json::value;

// Bumped when the form changes; another form is not read.
constexpr std::int64_t kForm = 1;

array Numbers(const auto& numbers) {
  array out;
  out.reserve(numbers.size());
  for (const auto number : numbers) out.emplace_back(static_cast<std::int64_t>(number));
  return out;
}

array Ids(const std::vector<Id>& ids) {
  array out;
  for (const Id id : ids) out.emplace_back(id.value);
  return out;
}

value OptionalId(const std::optional<Id>& id) { return id ? value(id->value) : value(nullptr); }

object ProblemJson(const assign::Problem& problem) {
  array reps;
  for (const assign::Rep& rep : problem.reps) {
    reps.push_back(array{rep.capacity, rep.fair_target, rep.fair_penalty});
  }
  array accounts;
  for (std::int32_t j = 0; j < problem.AccountCount(); ++j) {
    const assign::Account& account = problem.accounts[static_cast<std::size_t>(j)];
    array candidates;
    for (const assign::Candidate& c : problem.CandidatesOf(j)) {
      candidates.push_back(array{std::int64_t{c.rep}, c.cost, c.load});
    }
    accounts.push_back(array{account.unplaced_cost, account.revenue, std::int64_t{account.locked_rep},
                             std::move(candidates)});
  }
  array forbidden;
  for (const assign::Pair& pair : problem.forbidden) {
    forbidden.push_back(array{std::int64_t{pair.account}, std::int64_t{pair.rep}});
  }
  return {{"reps", std::move(reps)}, {"accounts", std::move(accounts)}, {"forbidden", std::move(forbidden)}};
}

object SolutionJson(const assign::Solution& solution) {
  const assign::Certificate& c = solution.certificate;
  return {{"assignment", Numbers(solution.assignment)},
          {"objective", solution.objective},
          {"bound", solution.bound},
          {"status", static_cast<std::int64_t>(solution.status)},
          {"grid", c.grid},
          {"capacity_prices", Numbers(c.capacity_prices)},
          {"fair_prices", Numbers(c.fair_prices)},
          {"account_prices", Numbers(c.account_prices)},
          {"knapsack_fair_prices", Numbers(c.knapsack_fair_prices)},
          {"price_bound", c.bound}};
}

object ChangeJson(const DraftChange& change) {
  array moved;
  for (const DraftChange::Move& move : change.moved) {
    moved.push_back(array{move.account_id.value, OptionalId(move.from), OptionalId(move.to), move.is_asked,
                          value(boost::json::string_view(json::ToText(Store(move.why))))});
  }
  return {{"has_before", change.has_before}, {"cost", change.cost_permille}, {"moved", std::move(moved)}};
}

array LoadsJson(const std::vector<DraftLoad>& loads) {
  array out;
  for (const DraftLoad& load : loads) {
    out.push_back(
        array{load.person_id.value, std::int64_t{load.accounts_now}, std::int64_t{load.accounts_then},
              load.minutes_now, load.minutes_then, load.capacity_minutes, load.revenue_then_minor,
              load.hour_price_permille ? value(std::int64_t{*load.hour_price_permille}) : value(nullptr),
              load.is_hour_exact, std::int64_t{load.hour_places}, load.growth_then_minor});
  }
  return out;
}

// The readers throw what Boost.JSON throws (std::exception) when the form is another; ParseProof catches.
std::int64_t Number(const value& v) { return v.as_int64(); }

template <class T>
std::vector<T> ReadNumbers(const value& v) {
  std::vector<T> out;
  for (const value& item : v.as_array()) out.push_back(static_cast<T>(Number(item)));
  return out;
}

std::vector<Id> ReadIds(const value& v) {
  std::vector<Id> out;
  for (const value& item : v.as_array()) out.push_back(Id{Number(item)});
  return out;
}

std::optional<Id> ReadOptionalId(const value& v) {
  return v.is_null() ? std::nullopt : std::optional(Id{Number(v)});
}

assign::Problem ReadProblem(const object& in) {
  assign::Problem problem;
  for (const value& item : in.at("reps").as_array()) {
    const array& rep = item.as_array();
    problem.reps.push_back({Number(rep.at(0)), Number(rep.at(1)), Number(rep.at(2))});
  }
  for (const value& item : in.at("accounts").as_array()) {
    const array& account = item.as_array();
    std::vector<assign::Candidate> candidates;
    for (const value& entry : account.at(3).as_array()) {
      const array& c = entry.as_array();
      candidates.push_back({static_cast<std::int32_t>(Number(c.at(0))), Number(c.at(1)), Number(c.at(2))});
    }
    assign::AddAccount(problem,
                       {.unplaced_cost = Number(account.at(0)),
                        .revenue = Number(account.at(1)),
                        .locked_rep = static_cast<std::int32_t>(Number(account.at(2)))},
                       std::span<const assign::Candidate>(candidates));
  }
  for (const value& item : in.at("forbidden").as_array()) {
    const auto pair = ReadNumbers<std::int32_t>(item);
    problem.forbidden.push_back({pair.at(0), pair.at(1)});
  }
  return problem;
}

assign::Solution ReadSolution(const object& in) {
  assign::Solution solution;
  solution.assignment = ReadNumbers<std::int32_t>(in.at("assignment"));
  solution.objective = Number(in.at("objective"));
  solution.bound = Number(in.at("bound"));
  const std::int64_t status = Number(in.at("status"));
  solution.status = status == 0   ? assign::Status::optimal
                    : status == 1 ? assign::Status::feasible
                                  : assign::Status::stopped;
  solution.certificate.grid = Number(in.at("grid"));
  solution.certificate.capacity_prices = ReadNumbers<std::int64_t>(in.at("capacity_prices"));
  solution.certificate.fair_prices = ReadNumbers<std::int64_t>(in.at("fair_prices"));
  solution.certificate.account_prices = ReadNumbers<std::int64_t>(in.at("account_prices"));
  solution.certificate.knapsack_fair_prices = ReadNumbers<std::int64_t>(in.at("knapsack_fair_prices"));
  solution.certificate.bound = Number(in.at("price_bound"));
  return solution;
}

// What an earlier version stored has none.
Message ReadMessage(const value& v) {
  const auto stored = json::FromText<StoredMessage>(std::string_view(v.as_string()));
  if (!stored) throw std::invalid_argument("no message");
  return Restore(*stored);
}

DraftChange ReadChange(const object& in) {
  DraftChange change{
      .has_before = in.at("has_before").as_bool(), .cost_permille = Number(in.at("cost")), .moved = {}};
  for (const value& item : in.at("moved").as_array()) {
    const array& move = item.as_array();
    change.moved.push_back({Id{Number(move.at(0))}, ReadOptionalId(move.at(1)), ReadOptionalId(move.at(2)),
                            move.at(3).as_bool(), move.size() > 4 ? ReadMessage(move.at(4)) : Message{}});
  }
  return change;
}

std::vector<DraftLoad> ReadLoads(const value& in) {
  std::vector<DraftLoad> loads;
  for (const value& item : in.as_array()) {
    const array& l = item.as_array();
    DraftLoad load{.person_id = Id{Number(l.at(0))},
                   .accounts_now = static_cast<std::int32_t>(Number(l.at(1))),
                   .accounts_then = static_cast<std::int32_t>(Number(l.at(2))),
                   .minutes_now = Number(l.at(3)),
                   .minutes_then = Number(l.at(4)),
                   .capacity_minutes = Number(l.at(5)),
                   .revenue_then_minor = Number(l.at(6))};
    if (!l.at(7).is_null()) load.hour_price_permille = static_cast<std::int32_t>(Number(l.at(7)));
    if (l.size() > 9) {
      load.is_hour_exact = l.at(8).as_bool();
      load.hour_places = static_cast<std::int32_t>(Number(l.at(9)));
    }
    if (l.size() > 10) load.growth_then_minor = Number(l.at(10));
    loads.push_back(load);
  }
  return loads;
}

}  // namespace

Proof ProofOf(const Draft& draft) {
  return {draft.account_ids, draft.rep_ids, draft.problem, draft.solution, draft.change, draft.loads};
}

std::string ToText(const Proof& proof) {
  return boost::json::serialize(object{{"form", kForm},
                                       {"accounts", Ids(proof.account_ids)},
                                       {"reps", Ids(proof.rep_ids)},
                                       {"problem", ProblemJson(proof.problem)},
                                       {"solution", SolutionJson(proof.solution)},
                                       {"change", ChangeJson(proof.change)},
                                       {"loads", LoadsJson(proof.loads)}});
}

std::optional<Proof> ParseProof(std::string_view text) {
  try {
    const value parsed = boost::json::parse(boost::json::string_view(text.data(), text.size()));
    const object& in = parsed.as_object();
    if (Number(in.at("form")) != kForm) return std::nullopt;
    Proof proof{.account_ids = ReadIds(in.at("accounts")),
                .rep_ids = ReadIds(in.at("reps")),
                .problem = ReadProblem(in.at("problem").as_object()),
                .solution = ReadSolution(in.at("solution").as_object()),
                .change = ReadChange(in.at("change").as_object()),
                .loads = ReadLoads(in.at("loads"))};
    const bool has_ids = proof.account_ids.size() == proof.problem.accounts.size() &&
                         proof.rep_ids.size() == proof.problem.reps.size();
    if (!has_ids || !assign::Validate(proof.problem, 1).empty()) return std::nullopt;
    return proof;
  } catch (const std::exception&) {  // not JSON, a member missing, or a number that is none
    return std::nullopt;
  }
}

bool Holds(const Proof& proof, std::int64_t objective, std::int64_t bound) {
  return proof.solution.objective == objective && proof.solution.bound == bound &&
         assign::Verify(proof.problem, proof.solution).Holds();
}

}  // namespace baton::plan
