#include "assessment/statement.h"

#include <array>
#include <string>

namespace baton::assessment {
namespace {

using enum Part;

constexpr Statement Of(std::int32_t number, Part part, bool is_reversed = false) {
  return {
      number, part, is_reversed,
      number >= static_cast<std::int32_t>(kFirstOfReps) && number <= static_cast<std::int32_t>(kLastOfReps)};
}

constexpr std::array<Statement, kStatements> kAll = {
    Of(1, letting_go),  Of(2, letting_go, true), Of(3, letting_go),       Of(4, letting_go, true),
    Of(5, delegating),  Of(6, delegating),       Of(7, delegating, true), Of(8, delegating),
    Of(9, coaching),    Of(10, coaching),        Of(11, coaching),        Of(12, coaching, true),
    Of(13, coaching),   Of(14, fitting),         Of(15, fitting),         Of(16, fitting, true),
    Of(17, passing_on), Of(18, passing_on),      Of(19, passing_on),      Of(20, passing_on, true),
};

constexpr std::array kParts = {letting_go, delegating, coaching, fitting, passing_on};

// Of statements from `first` on, in their order.
std::vector<double> Turned(std::span<const std::int32_t> answers, std::size_t first, Part part) {
  std::vector<double> items;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    const Statement& statement = kAll.at(first - 1 + i);
    if (statement.part != part) continue;
    items.push_back(statement.is_reversed ? kLowest + kHighest - answers[i] : answers[i]);
  }
  return items;
}

std::vector<PartScore> Score(std::span<const std::int32_t> answers, std::size_t first) {
  std::vector<PartScore> scores;
  for (const Part part : kParts) {
    const auto items = Turned(answers, first, part);
    if (items.empty()) continue;
    double sum = 0;
    for (const double item : items) sum += item;
    scores.push_back({part, ToHundred(sum / static_cast<double>(items.size()))});
  }
  return scores;
}

}  // namespace

std::span<const Statement> Statements() { return kAll; }

std::vector<FieldFault> FaultsOf(std::span<const std::int32_t> answers, std::size_t wanted) {
  std::vector<FieldFault> faults;
  if (answers.size() != wanted) {
    faults.push_back({"answers", {"problem.assessment.all", {{"count", static_cast<std::int64_t>(wanted)}}}});
    return faults;
  }
  for (std::size_t i = 0; i < answers.size(); ++i) {
    if (answers[i] >= kLowest && answers[i] <= kHighest) continue;
    faults.push_back(
        {"answers[" + std::to_string(i) + "]",
         {"problem.field.out_of_range", {{"minimum", double{kLowest}}, {"maximum", double{kHighest}}}}});
  }
  return faults;
}

std::vector<PartScore> ScoresOf(std::span<const std::int32_t> answers) { return Score(answers, 1); }
std::vector<PartScore> RepScoresOf(std::span<const std::int32_t> answers) {
  return Score(answers, kFirstOfReps);
}
std::vector<double> ItemsOf(std::span<const std::int32_t> answers, Part part) {
  return Turned(answers, 1, part);
}

}  // namespace baton::assessment
