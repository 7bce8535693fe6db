#include "departure/model.h"

#include <cmath>

#include "base/check.h"

namespace baton::departure {
namespace {

constexpr double kBadYear = 0.95;

double Logit(double probability) { return std::log(probability / (1 - probability)); }

// All but the level.
double ScoreOf(const LossModel& model, const AccountFeatures& features) {
  return model.share.mean * (features.share - 0.5) + (features.has_second ? model.second.mean : 0) +
         model.years_with_person.mean * std::log1p(features.years_with_person) -
         model.years_with_firm.mean * std::log1p(features.years_with_firm) +
         (features.to_competitor ? model.competitor.mean : 0) - model.completion.mean * features.completion;
}

// Without what contracts in any case, which has no chance in it.
std::vector<stats::Stake> StakesOf(std::span<const AccountAtRisk> accounts, double contraction) {
  std::vector<stats::Stake> stakes;
  for (const AccountAtRisk& account : accounts) {
    stakes.push_back(
        {std::llround((1 - contraction) * static_cast<double>(account.value)), account.probability});
  }
  return stakes;
}

}  // namespace

double LossProbability(const LossModel& model, const AccountFeatures& features) {
  const double score = Logit(model.typical_loss) + ScoreOf(model, features) - ScoreOf(model, kTypical);
  return 1 / (1 + std::exp(-score));
}

Risk RiskOf(std::span<const AccountAtRisk> accounts, const LossModel& model) {
  const auto losses =
      stats::LossesOf(StakesOf(accounts, model.contraction), {.correlation = model.correlation});
  Check(losses.has_value(), "accounts at risk have sound values and probabilities");
  Risk risk;
  for (const AccountAtRisk& account : accounts) risk.at_stake += static_cast<double>(account.value);
  const double contracted = model.contraction * risk.at_stake;
  risk.expected = losses->mean + contracted;
  risk.bad_year = stats::Quantile(*losses, kBadYear) + contracted;
  risk.worst = stats::Shortfall(*losses, kBadYear) + contracted;
  return risk;
}

std::vector<double> PartsOf(std::span<const AccountAtRisk> accounts, const LossModel& model) {
  auto parts = stats::Contributions(StakesOf(accounts, model.contraction), {.correlation = model.correlation},
                                    kBadYear);
  Check(parts.has_value(), "accounts at risk have sound values and probabilities");
  for (std::size_t j = 0; j < accounts.size(); ++j) {
    (*parts)[j] += model.contraction * static_cast<double>(accounts[j].value);
  }
  return std::move(*parts);
}

}  // namespace baton::departure
