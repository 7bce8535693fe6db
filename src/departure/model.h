// How likely an account is to be lost within a year because a person leaves, and what the person's accounts lose together.
// What is lost in any year, whoever leaves, is not in it and has to be shown apart.
//
//   const LossModel model = ModelOf(settings);  // judgement, each with its spread; LossModel{} has the defaults
//   const double p = LossProbability(model, {.share = .9, .years_with_person = 6});
//   const Risk risk = RiskOf(accounts, model);  // risk.expected, risk.bad_year, risk.worst
//
// A logit: level + b1 (share - .5) + b2 [another colleague is close] + b3 log(1 + years with the person) - b4 log(1 + years
// with the firm) + b5 [goes to a competitor] - b6 completion. The signs are evidence (Raffiee 2017; Bermiss and Greenbaum 2016;
// Rogan 2014), the sizes judgement; the level is such that a typical account loses what was measured when sales people were
// replaced (Shi and others 2017: 13.2% to 17.6% of sales in the first year, 15.4% in the middle), with what those who stay buy less:
// .154 = p + (1 - p) * .05, so it goes with p = 10.9%. Pure, thread-safe.
#pragma once

#include <span>
#include <vector>

#include "settings/settings.h"
#include "stats/loss.h"

namespace baton::departure {

struct Coefficient {
  double mean = 0;
  double spread = 0;  // one standard deviation of what we believe
};

struct LossModel {
  double typical_loss = 0.154;  // of a typical account's sales in the first year, contraction and all
  double level_spread = 0.5;    // of the logit of its chance: one standard deviation of what we believe
  Coefficient share{2, 1};
  Coefficient second{-0.7, 0.5};
  Coefficient years_with_person{0.3, 0.3};
  Coefficient years_with_firm{0.3, 0.3};
  Coefficient competitor{0.7, 0.5};
  Coefficient completion{0.5, 0.3};  // never below 0: a handoff does no harm
  double contraction = 0.05;         // of the sales of an account that stays; below 0: it grows
  double correlation = 0.15;
};

// As the organization set it.
LossModel ModelOf(const settings::Settings& settings);

// What is known of one account and the person who leaves.
struct AccountFeatures {
  double share = 0;  // of all ties to the account, 0 to 1 (ties/breadth.h)
  bool has_second = false;
  double years_with_person = 0;
  double years_with_firm = 0;
  bool to_competitor = false;
  double completion = 0;  // of the handoff, 0 to 1 (handoff/completion.h)
};

// What the level is set by: half of the ties, nobody else close, three years with the person, five with the firm, half handed
// over.
inline constexpr AccountFeatures kTypical{
    .share = 0.5, .years_with_person = 3, .years_with_firm = 5, .completion = 0.5};

// The chance that a typical account goes: with what those who stay buy less it is the typical loss of sales. Some chance is left where they
// buy less than that by themselves.
double TypicalChance(const LossModel& model);
// And back, for any chance: the share of sales that is lost with it.
double LossWith(double chance, double contraction);
// Those who stay buy that much less, and nobody goes for it.
LossModel WithContraction(LossModel model, double contraction);

// REQUIRES: 0 < model.typical_loss < 1; the features are finite, shares and completion in [0, 1], years not negative.
double LossProbability(const LossModel& model, const AccountFeatures& features);

// Lost with its probability; where it stays, it contracts.
struct AccountAtRisk {
  std::int64_t value = 0;  // a year, in any unit
  double probability = 0;
};

// The chance that at least this much is lost.
struct Exceedance {
  double loss = 0;
  double chance = 1;
};

struct Risk {
  double at_stake = 0;  // all values: not a loss
  double expected = 0;
  double low = 0;                 // four years in five lie from here
  double high = 0;                // to here
  double bad_year = 0;            // exceeded in one year of twenty at most
  double worst = 0;               // the average of the worst 5%
  std::vector<Exceedance> curve;  // kCurvePoints, from no loss to all of it; evenly spaced
};

inline constexpr int kCurvePoints = 81;
inline constexpr int kFine = 4'000;  // cells of the distribution (stats/loss.h)
// For what is asked many times: within a thousandth of all, and no account of the usual size rounds to nothing.
int CoarseFor(std::size_t accounts);

// The whole distribution's figures. Time: accounts * cells * 65. An empty book risks nothing. REQUIRES: probabilities in [0, 1], values not negative and
// of less than 2^53 together.
Risk RiskOf(std::span<const AccountAtRisk> accounts, const LossModel& model, int cells = kFine);

// Its `worst` alone, in less time.
double WorstOf(std::span<const AccountAtRisk> accounts, const LossModel& model, int cells);

// From a distribution of these accounts that is there already (JointOf).
Risk RiskFrom(const stats::Losses& losses, std::span<const AccountAtRisk> accounts, const LossModel& model);

// The same with what each account adds to `worst` (`parts` sum to it), of one distribution.
struct DetailedRisk {
  Risk risk;
  std::vector<double> parts;
};
DetailedRisk DetailsOf(std::span<const AccountAtRisk> accounts, const LossModel& model, int cells = kFine);

// Kept for questions about one account's chance; what contracts in any case is not in it.
stats::JointLosses JointOf(std::span<const AccountAtRisk> accounts, const LossModel& model, int cells);

}  // namespace baton::departure
