#include "departure/calibrate.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace baton::departure {
namespace {

constexpr std::size_t kBins = 5;
constexpr double kBandLow = 0.1;
constexpr double kBandHigh = 0.9;
constexpr std::size_t kFewestToTest = 2;  // departures

// What a coefficient multiplies, against the typical client; the sign is the logit's.
using Push = double (*)(const AccountFeatures& features);
struct Weight {
  Coefficient LossModel::*coefficient;
  Push push;
};
constexpr std::array kWeights = {
    Weight{&LossModel::share, [](const AccountFeatures& f) { return f.share - kTypical.share; }},
    Weight{&LossModel::second, [](const AccountFeatures& f) { return f.has_second ? 1.0 : 0.0; }},
    Weight{&LossModel::years_with_person,
           [](const AccountFeatures& f) {
             return std::log1p(f.years_with_person) - std::log1p(kTypical.years_with_person);
           }},
    Weight{&LossModel::years_with_firm,
           [](const AccountFeatures& f) {
             return std::log1p(kTypical.years_with_firm) - std::log1p(f.years_with_firm);
           }},
    Weight{&LossModel::completion,
           [](const AccountFeatures& f) { return kTypical.completion - f.completion; }},
};

// All accounts of several departures in columns.
struct Columns {
  std::vector<std::uint8_t> lost;
  std::vector<double> offsets;
  std::vector<std::vector<double>> pushes = std::vector<std::vector<double>>(kWeights.size());
};

Columns ColumnsOf(std::span<const PastDeparture> past, const LossModel& set,
                  std::optional<std::size_t> without) {
  Columns columns;
  for (std::size_t i = 0; i < past.size(); ++i) {
    if (i == without) continue;
    for (const PastAccount& account : past[i]) {
      columns.lost.push_back(account.is_lost ? 1 : 0);
      columns.offsets.push_back(stats::Logit(LossProbability(set, account.features)));
      for (std::size_t k = 0; k < kWeights.size(); ++k) {
        columns.pushes[k].push_back(kWeights[k].push(account.features));
      }
    }
  }
  return columns;
}

struct FittedModel {
  LossModel model;
  Fitted fitted = Fitted::nothing;
};

FittedModel FitModel(const Columns& columns, const LossModel& set) {
  FittedModel answer{.model = set};
  if (columns.lost.empty()) return answer;
  const bool with_weights = columns.lost.size() >= kFewestForWeights;
  stats::Cases cases{.outcomes = columns.lost, .offsets = columns.offsets};
  std::vector<stats::Prior> priors{{0, set.level_spread}};
  if (with_weights) {
    for (std::size_t k = 0; k < kWeights.size(); ++k) {
      cases.explanations.emplace_back(columns.pushes[k]);
      priors.push_back({0, (set.*kWeights[k].coefficient).spread});
    }
  }
  const auto fit = stats::FitLogistic(cases, priors);
  if (!fit) return answer;  // nothing that the features can say stands in its way; then as it was set
  answer.fitted = with_weights ? Fitted::weights : Fitted::level;
  answer.model.level_spread = fit->Spread(0);
  const double chance = stats::Logistic(stats::Logit(TypicalChance(set)) + fit->coefficients[0]);
  answer.model.typical_loss = LossWith(chance, set.contraction);
  for (std::size_t k = 0; with_weights && k < kWeights.size(); ++k) {
    Coefficient& coefficient = answer.model.*kWeights[k].coefficient;
    coefficient.mean += fit->coefficients[k + 1];
    coefficient.spread = fit->Spread(k + 1);
  }
  answer.model.completion.mean = std::max(0.0, answer.model.completion.mean);
  return answer;
}

// How many of one departure's clients were lost, against the distribution of that number.
struct Foretold {
  PastPlace place;
  bool is_in_band = false;
};

std::optional<Foretold> Foretell(const PastDeparture& departure, const LossModel& model) {
  Foretold foretold{.place = {.accounts = departure.size()}};
  std::vector<stats::Stake> stakes;
  for (const PastAccount& account : departure) {
    stakes.push_back({1, LossProbability(model, account.features)});
    foretold.place.lost += account.is_lost ? 1 : 0;
  }
  const auto losses = stats::LossesOf(stakes, {.correlation = model.correlation});
  if (!losses) return std::nullopt;
  foretold.place.expected = losses->mean;
  const std::size_t lost = foretold.place.lost;
  const auto before = losses->chance.begin() + static_cast<std::ptrdiff_t>(lost);
  foretold.place.from = std::clamp(std::accumulate(losses->chance.begin(), before, 0.0), 0.0, 1.0);
  foretold.place.to = std::clamp(foretold.place.from + losses->chance[lost], 0.0, 1.0);
  foretold.is_in_band = stats::Quantile(*losses, kBandLow) <= static_cast<double>(lost) &&
                        static_cast<double>(lost) <= stats::Quantile(*losses, kBandHigh);
  return foretold;
}

std::optional<BackTest> TestBack(std::span<const PastDeparture> past, const LossModel& set) {
  if (past.size() < kFewestToTest) return std::nullopt;
  BackTest test{.departures = past.size()};
  std::vector<double> chances;
  std::vector<double> as_set;
  std::vector<std::uint8_t> lost;
  for (std::size_t i = 0; i < past.size(); ++i) {
    const LossModel model = FitModel(ColumnsOf(past, set, i), set).model;
    const auto foretold = Foretell(past[i], model);
    if (!foretold) return std::nullopt;
    test.covered += foretold->is_in_band ? 1 : 0;
    test.places.push_back(foretold->place);
    for (const PastAccount& account : past[i]) {
      chances.push_back(LossProbability(model, account.features));
      as_set.push_back(LossProbability(set, account.features));
      lost.push_back(account.is_lost ? 1 : 0);
    }
  }
  const auto score = stats::ScoreOf(chances, lost);
  const auto score_as_set = stats::ScoreOf(as_set, lost);
  if (!score || !score_as_set) return std::nullopt;
  test.score = *score;
  test.as_set = *score_as_set;
  for (const stats::Reliability& bin : stats::ReliabilityOf(chances, lost, kBins)) {
    if (const auto band = stats::Wilson(bin.happened, bin.count)) test.bins.push_back({bin, *band});
  }
  return test;
}

}  // namespace

Calibration Calibrate(std::span<const PastDeparture> past, const LossModel& set) {
  std::vector<PastDeparture> told;  // those of whom something is known
  for (const PastDeparture& departure : past) {
    if (!departure.empty()) told.push_back(departure);
  }
  const Columns columns = ColumnsOf(told, set, std::nullopt);
  const FittedModel fit = FitModel(columns, set);
  Calibration calibration{.departures = told.size(),
                          .accounts = columns.lost.size(),
                          .lost = static_cast<std::size_t>(std::ranges::count(columns.lost, 1)),
                          .fitted = fit.fitted,
                          .model = fit.model,
                          .test = TestBack(told, set)};
  const std::size_t coefficients = fit.fitted == Fitted::weights ? kWeights.size() + 1 : 1;
  calibration.is_assumed = calibration.lost < kLossesPerCoefficient * coefficients;
  return calibration;
}

}  // namespace baton::departure
