#include "scoreboard/case_mix.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "stats/logistic.h"

namespace baton::scoreboard {
namespace {

constexpr stats::Prior kLevel{0, 1.5};
constexpr stats::Prior kDifference{0, 1};

std::optional<double> LogOf(const EnteredDeal& deal) {
  if (!deal.amount_minor || *deal.amount_minor <= 0) return std::nullopt;
  return std::log(static_cast<double>(*deal.amount_minor));
}

}  // namespace

std::vector<double> Mix::Explain(const EnteredDeal& deal) const {
  const auto size = LogOf(deal);
  std::vector<double> values{deal.entry == Entry::late ? 1.0 : 0.0, deal.entry == Entry::unknown ? 1.0 : 0.0,
                             size ? (*size - centre_) / spread_ : 0.0, size ? 0.0 : 1.0};
  for (const std::string& segment : segments_) values.push_back(deal.segment == segment ? 1 : 0);
  return values;
}

double Mix::Chance(const EnteredDeal& deal) const {
  const std::vector<double> values = Explain(deal);
  double logit = coefficients_[0];
  for (std::size_t k = 0; k < values.size(); ++k) logit += coefficients_[k + 1] * values[k];
  return stats::Logistic(logit);
}

std::optional<Mix> LearnMix(std::span<const EnteredDeal> closed) {
  const std::int64_t won = std::ranges::count(closed, true, &EnteredDeal::is_won);
  if (closed.size() < kFewestLearnt || won < kFewestOutcomes || std::ssize(closed) - won < kFewestOutcomes) {
    return std::nullopt;
  }
  Mix mix;
  std::map<std::string, std::int64_t> counts;
  std::vector<double> sizes;
  for (const EnteredDeal& deal : closed) {
    ++counts[deal.segment];
    if (const auto size = LogOf(deal)) sizes.push_back(*size);
  }
  std::vector<std::pair<std::int64_t, std::string>> ordered;
  for (const auto& [segment, count] : counts) ordered.emplace_back(-count, segment);
  std::ranges::sort(ordered);
  if (ordered.size() > kMostSegments) ordered.resize(kMostSegments);
  for (auto& [count, segment] : ordered) mix.segments_.push_back(std::move(segment));
  if (!sizes.empty()) {
    double sum = 0;
    for (const double size : sizes) sum += size;
    mix.centre_ = sum / static_cast<double>(sizes.size());
    double squares = 0;
    for (const double size : sizes) squares += (size - mix.centre_) * (size - mix.centre_);
    const double spread = std::sqrt(squares / static_cast<double>(sizes.size()));
    if (spread > 0) mix.spread_ = spread;
  }
  std::vector<std::vector<double>> columns(4 + mix.segments_.size());
  std::vector<std::uint8_t> outcomes;
  for (const EnteredDeal& deal : closed) {
    outcomes.push_back(deal.is_won ? 1 : 0);
    const std::vector<double> values = mix.Explain(deal);
    for (std::size_t k = 0; k < values.size(); ++k) columns[k].push_back(values[k]);
  }
  std::vector<stats::Prior> priors(columns.size() + 1, kDifference);
  priors.front() = kLevel;
  const auto fit = stats::FitLogistic({outcomes, {columns.begin(), columns.end()}}, priors);
  if (!fit) return std::nullopt;
  mix.coefficients_ = fit->coefficients;
  return mix;
}

}  // namespace baton::scoreboard
