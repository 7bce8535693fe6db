#include "departure/model.h"

#include <algorithm>
#include <cmath>

#include "base/check.h"

namespace baton::departure {
namespace {

constexpr double kBadYear = 0.95;
constexpr double kLeastChance = 0.001;
constexpr double kLow = 0.1;
constexpr double kHigh = 0.9;
constexpr int kCoarsest = 1'000;
constexpr int kCellsPerAccount = 10;

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

std::vector<Exceedance> CurveOf(const stats::Losses& losses, double contracted, double at_stake) {
  std::vector<Exceedance> curve;
  double below = 0;
  std::size_t next = 0;
  for (int i = 0; i < kCurvePoints; ++i) {
    const double loss = at_stake * i / (kCurvePoints - 1);
    while (next < losses.chance.size() &&
           static_cast<double>(next) * static_cast<double>(losses.unit) + contracted < loss) {
      below += losses.chance[next++];
    }
    curve.push_back({loss, std::clamp(1 - below, 0.0, 1.0)});
  }
  return curve;
}

}  // namespace

LossModel ModelOf(const settings::Settings& settings) {
  LossModel model;
  model.typical_loss = settings.departure_level;
  model.level_spread = settings.departure_level_spread;
  model.share = {settings.departure_share, settings.departure_share_spread};
  model.second = {-settings.departure_second, settings.departure_second_spread};
  model.years_with_person = {settings.departure_years_person, settings.departure_years_person_spread};
  model.years_with_firm = {settings.departure_years_firm, settings.departure_years_firm_spread};
  model.competitor.mean = settings.departure_competitor;
  model.completion = {settings.departure_handoff, settings.departure_handoff_spread};
  model.contraction = settings.departure_contraction;
  model.correlation = settings.departure_correlation;
  return model;
}

double TypicalChance(const LossModel& model) {
  return std::clamp((model.typical_loss - model.contraction) / (1 - model.contraction), kLeastChance,
                    1 - kLeastChance);
}

double LossWith(double chance, double contraction) { return chance + (1 - chance) * contraction; }

LossModel WithContraction(LossModel model, double contraction) {
  model.typical_loss = LossWith(TypicalChance(model), contraction);
  model.contraction = contraction;
  return model;
}

double LossProbability(const LossModel& model, const AccountFeatures& features) {
  const double score = Logit(TypicalChance(model)) + ScoreOf(model, features) - ScoreOf(model, kTypical);
  return 1 / (1 + std::exp(-score));
}

int CoarseFor(std::size_t accounts) {
  return std::clamp(kCellsPerAccount * static_cast<int>(std::min<std::size_t>(accounts, kFine)), kCoarsest,
                    kFine);
}

Risk RiskOf(std::span<const AccountAtRisk> accounts, const LossModel& model, int cells) {
  const auto losses = stats::LossesOf(StakesOf(accounts, model.contraction),
                                      {.correlation = model.correlation, .cells = cells});
  Check(losses.has_value(), "accounts at risk have sound values and probabilities");
  return RiskFrom(*losses, accounts, model);
}

double WorstOf(std::span<const AccountAtRisk> accounts, const LossModel& model, int cells) {
  const auto worst = stats::ShortfallOf(StakesOf(accounts, model.contraction),
                                        {.correlation = model.correlation, .cells = cells}, kBadYear);
  Check(worst.has_value(), "accounts at risk have sound values and probabilities");
  double contracted = 0;
  for (const AccountAtRisk& account : accounts)
    contracted += model.contraction * static_cast<double>(account.value);
  return *worst + contracted;
}

Risk RiskFrom(const stats::Losses& losses, std::span<const AccountAtRisk> accounts, const LossModel& model) {
  Risk risk;
  for (const AccountAtRisk& account : accounts) risk.at_stake += static_cast<double>(account.value);
  const double contracted = model.contraction * risk.at_stake;
  risk.expected = losses.mean + contracted;
  risk.low = stats::Quantile(losses, kLow) + contracted;
  risk.high = stats::Quantile(losses, kHigh) + contracted;
  risk.bad_year = stats::Quantile(losses, kBadYear) + contracted;
  risk.worst = stats::Shortfall(losses, kBadYear) + contracted;
  risk.curve = CurveOf(losses, contracted, risk.at_stake);
  return risk;
}

DetailedRisk DetailsOf(std::span<const AccountAtRisk> accounts, const LossModel& model, int cells) {
  const stats::JointLosses joint = JointOf(accounts, model, cells);
  DetailedRisk details{RiskFrom(joint.losses(), accounts, model), joint.Contributions()};
  for (std::size_t j = 0; j < accounts.size(); ++j) {
    details.parts[j] += model.contraction * static_cast<double>(accounts[j].value);
  }
  return details;
}

stats::JointLosses JointOf(std::span<const AccountAtRisk> accounts, const LossModel& model, int cells) {
  auto joint = stats::JointLosses::Of(StakesOf(accounts, model.contraction),
                                      {.correlation = model.correlation, .cells = cells}, kBadYear);
  Check(joint.has_value(), "accounts at risk have sound values and probabilities");
  return std::move(*joint);
}

}  // namespace baton::departure
