#include "format/instance/answer.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>
#include <utility>

#include "format/csv/writer.h"
#include "json/json.h"

namespace baton::format {
namespace {

// Bumped when the form changes; another form is not read.
constexpr std::int64_t kForm = 1;
// A million accounts with a price each take some 20 MB.
constexpr std::size_t kMostAnswerBytes = std::size_t{1} << 30;

constexpr std::size_t kMostFaults = 20;
// Of the number: what is lost by writing it as text.
constexpr double kAlike = 1e-9;

constexpr std::array<std::pair<assign::Status, const char*>, 3> kStatuses{
    {{assign::Status::optimal, "optimal"},
     {assign::Status::feasible, "feasible"},
     {assign::Status::stopped, "stopped"}}};

const char* NameOf(assign::Status status) {
  for (const auto& [value, name] : kStatuses) {
    if (value == status) return name;
  }
  return "feasible";
}

json::Array Numbers(const auto& numbers) {
  json::Array out;
  out.reserve(numbers.size());
  for (const auto number : numbers) out.emplace_back(std::int64_t{number});
  return out;
}

// The words of the file's own vocabulary.
const char* NameOf(assign::WhyUnplaced why) {
  switch (why) {
    case assign::WhyUnplaced::placed:
      break;
    case assign::WhyUnplaced::no_candidate:
      return "no_candidate";
    case assign::WhyUnplaced::too_large:
      return "too_large";
    case assign::WhyUnplaced::no_room:
      return "no_room";
    case assign::WhyUnplaced::cheaper_unplaced:
      return "cheaper_unplaced";
  }
  return "placed";
}

json::Array UnplacedOf(const Instance& instance, const assign::Explanation& why) {
  json::Array out;
  for (std::size_t j = 0; j < why.accounts.size(); ++j) {
    const assign::AccountReason& reason = why.accounts[j];
    if (reason.unplaced == assign::WhyUnplaced::placed) continue;
    json::Object row{{"account", j}, {"name", instance.accounts[j]}, {"reason", NameOf(reason.unplaced)}};
    if (reason.missing_rep != assign::kUnplaced) {
      row["placed_with"] = {{"rep", reason.missing_rep},
                            {"name", instance.reps[static_cast<std::size_t>(reason.missing_rep)]},
                            {"more_capacity", reason.missing_capacity}};
    }
    out.push_back(std::move(row));
  }
  return out;
}

json::Array RepsOf(const Instance& instance, const assign::Explanation& why) {
  json::Array out;
  for (std::size_t r = 0; r < why.reps.size(); ++r) {
    const assign::RepReason& reason = why.reps[r];
    out.push_back({{"rep", r},
                   {"name", instance.reps[r]},
                   {"used", reason.used},
                   {"capacity", reason.capacity},
                   {"one_more_is_worth", reason.PricePerUnit()},
                   {"revenue", reason.revenue},
                   {"fair_cost", reason.fair_cost}});
  }
  return out;
}

// A column for each fact: a book may have a million accounts.
json::Object NextBestOf(const assign::Explanation& why) {
  json::Array reps;
  json::Array costs;
  json::Array exact;
  for (const assign::AccountReason& reason : why.accounts) {
    const bool has_other = reason.rep != assign::kUnplaced && !reason.only_choice;
    reps.push_back(has_other ? json::Value(reason.second_rep) : json::Value());
    costs.push_back(has_other ? json::Value(reason.extra_cost) : json::Value());
    exact.push_back(has_other ? json::Value(reason.basis == assign::Basis::exact) : json::Value());
  }
  return {{"rep", std::move(reps)}, {"extra_cost", std::move(costs)}, {"exact", std::move(exact)}};
}

// These throw what Boost.JSON throws (std::exception) when the form is another; ParseAnswer catches.
std::int64_t Number(const json::Value& value) { return value.as_int64(); }

template <class T>
std::vector<T> ReadNumbers(const json::Value& value) {
  std::vector<T> out;
  out.reserve(value.as_array().size());
  for (const json::Value& item : value.as_array()) {
    if (!std::in_range<T>(Number(item))) throw std::out_of_range("a number in an answer");
    out.push_back(static_cast<T>(Number(item)));
  }
  return out;
}

assign::Status ReadStatus(const json::Value& value) {
  for (const auto& [status, name] : kStatuses) {
    if (value.as_string() == name) return status;
  }
  throw std::out_of_range("the status of an answer");
}

const char* KeyOf(assign::Flaw flaw) {
  switch (flaw) {
    case assign::Flaw::wrong_size:
      return "problem.instance.flaw.wrong_size";
    case assign::Flaw::not_a_candidate:
      return "problem.instance.flaw.not_a_candidate";
    case assign::Flaw::over_capacity:
      return "problem.instance.flaw.over_capacity";
    case assign::Flaw::wrong_objective:
      return "problem.instance.flaw.wrong_objective";
    case assign::Flaw::bad_price:
      return "problem.instance.flaw.bad_price";
    case assign::Flaw::bound_not_proven:
      return "problem.instance.flaw.bound_not_proven";
    case assign::Flaw::bound_too_high:
      return "problem.instance.flaw.bound_too_high";
    case assign::Flaw::status_not_true:
      return "problem.instance.flaw.status_not_true";
    case assign::Flaw::overflow:
      return "problem.instance.flaw.overflow";
  }
  return "problem.instance.flaw.wrong_size";
}

assign::Solution ReadSolution(const json::Object& in) {
  const json::Object& prices = in.at("certificate").as_object();
  return {
      .assignment = ReadNumbers<std::int32_t>(in.at("assignment")),
      .objective = Number(in.at("objective")),
      .bound = Number(in.at("bound")),
      .status = ReadStatus(in.at("status")),
      .certificate = {.grid = Number(prices.at("grid")),
                      .capacity_prices = ReadNumbers<std::int64_t>(prices.at("capacity_prices")),
                      .fair_prices = ReadNumbers<std::int64_t>(prices.at("fair_prices")),
                      .account_prices = ReadNumbers<std::int64_t>(prices.at("account_prices")),
                      .knapsack_fair_prices = ReadNumbers<std::int64_t>(prices.at("knapsack_fair_prices")),
                      .bound = Number(prices.at("bound"))},
      .nodes = Number(in.at("nodes"))};
}

// Which list the index of a flaw is of.
const std::vector<std::string>& NamesOf(const Instance& instance, assign::Flaw flaw) {
  return flaw == assign::Flaw::not_a_candidate ? instance.accounts : instance.reps;
}

}  // namespace

std::string AnswerJson(const Instance& instance, const assign::Solution& solution,
                       const assign::Explanation& why, const Run& run) {
  const assign::Certificate& c = solution.certificate;
  return json::ToText(
      json::Value(json::Object{{"form", kForm},
                               {"accounts", instance.accounts.size()},
                               {"reps", instance.reps.size()},
                               {"objective", solution.objective},
                               {"bound", solution.bound},
                               {"gap_percent", GapPercent(solution)},
                               {"status", NameOf(solution.status)},
                               {"unplaced", CountUnplaced(solution)},
                               {"seconds", run.seconds},
                               {"seed", run.seed},
                               {"nodes", solution.nodes},
                               {"assignment", Numbers(solution.assignment)},
                               {"why",
                                {{"unplaced", UnplacedOf(instance, why)},
                                 {"reps", RepsOf(instance, why)},
                                 {"next_best", NextBestOf(why)}}},
                               {"certificate",
                                {{"grid", c.grid},
                                 {"bound", c.bound},
                                 {"capacity_prices", Numbers(c.capacity_prices)},
                                 {"fair_prices", Numbers(c.fair_prices)},
                                 {"account_prices", Numbers(c.account_prices)},
                                 {"knapsack_fair_prices", Numbers(c.knapsack_fair_prices)}}}}));
}

Result<Answer> ParseAnswer(std::string_view text, const std::string& file) {
  const auto parsed = json::Parse(text, kMostAnswerBytes);
  try {
    const json::Object& in = parsed.value().as_object();
    if (Number(in.at("form")) != kForm) throw std::out_of_range("the form of an answer");
    return Answer{.solution = ReadSolution(in),
                  .accounts = Number(in.at("accounts")),
                  .reps = Number(in.at("reps")),
                  .unplaced = Number(in.at("unplaced")),
                  .gap_percent = in.at("gap_percent").to_number<double>()};
  } catch (const std::exception&) {  // no JSON, a member missing or of another kind, or a number out of range
    return Fail(Kind::malformed, "problem.instance.no_answer", {{"file", file}});
  }
}

std::vector<FieldFault> FaultsOf(const Instance& instance, const assign::Verdict& verdict) {
  std::vector<FieldFault> faults;
  for (const assign::FlawAt& flaw : verdict.flaws) {
    if (faults.size() == kMostFaults) break;
    const auto& names = NamesOf(instance, flaw.flaw);
    const bool is_named = flaw.index >= 0 && static_cast<std::size_t>(flaw.index) < names.size();
    faults.push_back(
        {is_named ? names[static_cast<std::size_t>(flaw.index)] : "answer",
         {KeyOf(flaw.flaw), {{"objective", verdict.objective}, {"bound", verdict.proven_bound}}}});
  }
  return faults;
}

std::vector<FieldFault> FaultsOf(const Instance& instance, const assign::Verdict& verdict,
                                 const Answer& answer) {
  std::vector<FieldFault> faults = FaultsOf(instance, verdict);
  const assign::Solution& solution = answer.solution;
  const auto hold = [&faults](const char* what, double said, double is) {
    if (std::abs(said - is) <= kAlike * std::max(1.0, std::abs(is))) return;
    faults.push_back({what, {"problem.instance.flaw.says_otherwise", {{"said", said}, {"is", is}}}});
  };
  hold("accounts", static_cast<double>(answer.accounts), static_cast<double>(solution.assignment.size()));
  hold("reps", static_cast<double>(answer.reps),
       static_cast<double>(solution.certificate.capacity_prices.size()));
  hold("unplaced", static_cast<double>(answer.unplaced), static_cast<double>(CountUnplaced(solution)));
  hold("gap_percent", answer.gap_percent, GapPercent(solution));
  return faults;
}

std::string AssignmentCsv(const Instance& instance, const assign::Solution& solution) {
  std::string out;
  CsvWriter writer(&out);
  writer.Write({"account", "rep"});
  for (std::size_t j = 0; j < instance.accounts.size(); ++j) {
    const std::int32_t rep = solution.assignment[j];
    writer.Write({instance.accounts[j], rep == assign::kUnplaced
                                            ? std::string_view()
                                            : instance.reps[static_cast<std::size_t>(rep)]});
  }
  return out;
}

std::int64_t CountUnplaced(const assign::Solution& solution) {
  return std::count(solution.assignment.begin(), solution.assignment.end(), assign::kUnplaced);
}

double GapPercent(const assign::Solution& solution) {
  const double gap = static_cast<double>(solution.objective) - static_cast<double>(solution.bound);
  if (gap <= 0) return 0;
  return 100 * gap / std::max(1.0, std::abs(static_cast<double>(solution.objective)));
}

}  // namespace baton::format
