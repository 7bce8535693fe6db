#include "plan/proof.h"

#include <boost/json/parse.hpp>

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include "assign/verify.h"
#include "plan/cheapest.h"

namespace baton::plan {
namespace {

using boost::json::array;
using boost::json::object;
using boost::json::value;

// Bumped when the form changes; another form is not read.
constexpr std::int64_t kForm = 2;

// {"form":2,"rep":[...],...}: every column of the numbers is one list, which is written and read fast however many there are.
class Columns {
 public:
  Columns() { Add("form", kForm); }

  void Add(std::string_view name, std::int64_t number) {
    Name(name);
    Put(number);
  }
  template <class Range, class NumberOf>
  void Add(std::string_view name, const Range& items, NumberOf number_of) {
    Name(name);
    text_ += '[';
    bool is_first = true;
    for (const auto& item : items) {
      if (!is_first) text_ += ',';
      is_first = false;
      Put(number_of(item));
    }
    text_ += ']';
  }
  template <class Number>
  void Add(std::string_view name, const std::vector<Number>& numbers) {
    Add(name, numbers, [](Number number) { return std::int64_t{number}; });
  }
  void Add(std::string_view name, const std::vector<Id>& ids) {
    Add(name, ids, [](Id id) { return id.value; });
  }

  std::string Take() { return std::move(text_) + '}'; }

 private:
  void Name(std::string_view name) {
    text_ += text_.size() == 1 ? "\"" : ",\"";
    text_ += name;
    text_ += "\":";
  }
  void Put(std::int64_t number) {
    char digits[24];
    const auto end = std::to_chars(std::begin(digits), std::end(digits), number).ptr;
    text_.append(digits, static_cast<std::size_t>(end - digits));
  }

  std::string text_ = "{";
};

// The readers throw what Boost.JSON throws (std::exception) when the form is another.
std::int64_t Number(const value& v) { return v.as_int64(); }

template <class T>
std::vector<T> ReadNumbers(const object& in, std::string_view name) {
  const array& list = in.at(boost::json::string_view(name.data(), name.size())).as_array();
  std::vector<T> out;
  out.reserve(list.size());
  for (const value& item : list) out.push_back(static_cast<T>(Number(item)));
  return out;
}

std::vector<Id> ReadIds(const object& in, std::string_view name) {
  std::vector<Id> out;
  for (const std::int64_t id : ReadNumbers<std::int64_t>(in, name)) out.push_back(Id{id});
  return out;
}

// The parsed text; throws when it is of another form.
value Parsed(std::string_view text) {
  value parsed = boost::json::parse(boost::json::string_view(text.data(), text.size()));
  if (Number(parsed.as_object().at("form")) != kForm) throw std::invalid_argument("another form");
  return parsed;
}

std::string ProblemText(const assign::Problem& problem) {
  using assign::Account;
  using assign::Candidate;
  using assign::Pair;
  using assign::Rep;
  Columns columns;
  columns.Add("capacity", problem.reps, [](const Rep& rep) { return rep.capacity; });
  columns.Add("fair_target", problem.reps, [](const Rep& rep) { return rep.fair_target; });
  columns.Add("fair_penalty", problem.reps, [](const Rep& rep) { return rep.fair_penalty; });
  columns.Add("unplaced_cost", problem.accounts,
              [](const Account& account) { return account.unplaced_cost; });
  columns.Add("revenue", problem.accounts, [](const Account& account) { return account.revenue; });
  columns.Add("locked_rep", problem.accounts, [](const Account& a) { return std::int64_t{a.locked_rep}; });
  columns.Add("candidates", problem.accounts,
              [](const Account& account) { return std::int64_t{account.candidate_count}; });
  columns.Add("rep", problem.candidates,
              [](const Candidate& candidate) { return std::int64_t{candidate.rep}; });
  columns.Add("cost", problem.candidates, [](const Candidate& candidate) { return candidate.cost; });
  // An account weighs the same for most reps: the difference to the candidate before is a nought.
  std::int64_t last = 0;
  columns.Add("load", problem.candidates, [&](const Candidate& candidate) {
    return candidate.load - std::exchange(last, candidate.load);
  });
  columns.Add("forbidden_account", problem.forbidden,
              [](const Pair& pair) { return std::int64_t{pair.account}; });
  columns.Add("forbidden_rep", problem.forbidden, [](const Pair& pair) { return std::int64_t{pair.rep}; });
  return columns.Take();
}

std::string SolutionText(const Proof& proof) {
  const assign::Solution& solution = proof.solution;
  const assign::Certificate& c = solution.certificate;
  Columns columns;
  columns.Add("accounts", proof.account_ids);
  columns.Add("reps", proof.rep_ids);
  columns.Add("assignment", solution.assignment);
  columns.Add("objective", solution.objective);
  columns.Add("bound", solution.bound);
  columns.Add("status", static_cast<std::int64_t>(solution.status));
  columns.Add("grid", c.grid);
  columns.Add("capacity_prices", c.capacity_prices);
  columns.Add("fair_prices", c.fair_prices);
  columns.Add("account_prices", c.account_prices);
  columns.Add("knapsack_fair_prices", c.knapsack_fair_prices);
  columns.Add("price_bound", c.bound);
  return columns.Take();
}

assign::Problem ReadProblem(const object& in) {
  assign::Problem problem;
  const auto capacities = ReadNumbers<std::int64_t>(in, "capacity");
  const auto targets = ReadNumbers<std::int64_t>(in, "fair_target");
  const auto penalties = ReadNumbers<std::int64_t>(in, "fair_penalty");
  for (std::size_t r = 0; r < capacities.size(); ++r) {
    problem.reps.push_back({capacities[r], targets.at(r), penalties.at(r)});
  }
  const auto unplaced = ReadNumbers<std::int64_t>(in, "unplaced_cost");
  const auto revenues = ReadNumbers<std::int64_t>(in, "revenue");
  const auto locks = ReadNumbers<std::int32_t>(in, "locked_rep");
  const auto counts = ReadNumbers<std::int64_t>(in, "candidates");
  const auto reps = ReadNumbers<std::int32_t>(in, "rep");
  const auto costs = ReadNumbers<std::int64_t>(in, "cost");
  const auto loads = ReadNumbers<std::int64_t>(in, "load");
  std::size_t at = 0;
  std::uint64_t load = 0;  // wraps around rather than overflows; Validate sees what comes of it
  std::vector<assign::Candidate> candidates;
  for (std::size_t j = 0; j < unplaced.size(); ++j) {
    candidates.clear();
    for (std::int64_t i = 0; i < counts.at(j); ++i, ++at) {
      load += static_cast<std::uint64_t>(loads.at(at));
      candidates.push_back({reps.at(at), costs.at(at), static_cast<std::int64_t>(load)});
    }
    assign::AddAccount(problem,
                       {.unplaced_cost = unplaced[j], .revenue = revenues.at(j), .locked_rep = locks.at(j)},
                       std::span<const assign::Candidate>(candidates));
  }
  const auto accounts = ReadNumbers<std::int32_t>(in, "forbidden_account");
  const auto forbidden = ReadNumbers<std::int32_t>(in, "forbidden_rep");
  for (std::size_t i = 0; i < accounts.size(); ++i)
    problem.forbidden.push_back({accounts[i], forbidden.at(i)});
  return problem;
}

assign::Certificate ReadCertificate(const object& in) {
  return {.grid = Number(in.at("grid")),
          .capacity_prices = ReadNumbers<std::int64_t>(in, "capacity_prices"),
          .fair_prices = ReadNumbers<std::int64_t>(in, "fair_prices"),
          .account_prices = ReadNumbers<std::int64_t>(in, "account_prices"),
          .knapsack_fair_prices = ReadNumbers<std::int64_t>(in, "knapsack_fair_prices"),
          .bound = Number(in.at("price_bound"))};
}

assign::Solution ReadSolution(const object& in) {
  assign::Solution solution;
  solution.assignment = ReadNumbers<std::int32_t>(in, "assignment");
  solution.objective = Number(in.at("objective"));
  solution.bound = Number(in.at("bound"));
  const std::int64_t status = Number(in.at("status"));
  solution.status = status == 0   ? assign::Status::optimal
                    : status == 1 ? assign::Status::feasible
                                  : assign::Status::stopped;
  solution.certificate = ReadCertificate(in);
  return solution;
}

}  // namespace

Proof ProofOf(const Draft& draft) {
  const bool is_whole = draft.problem.candidates.size() <= kWholeProblem;
  return {draft.account_ids, draft.rep_ids,
          is_whole ? draft.problem : Cheapest(draft.problem, draft.solution, true), draft.solution};
}

ProofText ToText(const Proof& proof) { return {ProblemText(proof.problem), SolutionText(proof)}; }

std::optional<Proof> ParseProof(const ProofText& text) {
  try {
    const value problem = Parsed(text.problem);
    const value solution = Parsed(text.solution);
    Proof proof{.account_ids = ReadIds(solution.as_object(), "accounts"),
                .rep_ids = ReadIds(solution.as_object(), "reps"),
                .problem = ReadProblem(problem.as_object()),
                .solution = ReadSolution(solution.as_object())};
    const bool has_ids = proof.account_ids.size() == proof.problem.accounts.size() &&
                         proof.rep_ids.size() == proof.problem.reps.size();
    if (!has_ids || !assign::Validate(proof.problem, 1).empty()) return std::nullopt;
    return proof;
  } catch (const std::exception&) {  // not JSON, a member missing, or a number that is none
    return std::nullopt;
  }
}

std::optional<Prices> ParsePrices(std::string_view solution) {
  try {
    const value parsed = Parsed(solution);
    const object& in = parsed.as_object();
    return Prices{ReadIds(in, "accounts"), ReadIds(in, "reps"), ReadCertificate(in)};
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

bool Holds(const Proof& proof, std::int64_t objective, std::int64_t bound) {
  return proof.solution.objective == objective && proof.solution.bound == bound &&
         assign::Verify(proof.problem, proof.solution).Holds();
}

}  // namespace baton::plan
