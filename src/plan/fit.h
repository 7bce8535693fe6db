// How well a rep fits an account, from 0 to 1, as a weighted mean of six parts, each from 0 to 1 (docs/plan.md):
// similarity of experience, ties to the contacts, time in the house, hours left after the move, language and
// territory, past performance. The weights are judgement; their order is evidence.
//
//   FitParts parts = PartsOf(account, rep, tie, today);
//   double fit = Fit(rules.weights, parts);
//
// A part whose facts are missing counts kUnknown for everybody: missing data is not a weakness of a rep.
// Pure and thread-safe.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "plan/facts.h"
#include "plan/rules.h"

namespace baton::plan {

inline constexpr double kUnknown = 0.5;
inline constexpr std::size_t kPartCount = 6;

struct FitParts {
  double similarity = kUnknown;
  double tie = 0;
  double tenure = 1;
  double capacity = 0;
  double locality = kUnknown;
  double performance = kUnknown;

  std::array<double, kPartCount> Values() const {
    return {similarity, tie, tenure, capacity, locality, performance};
  }
};

std::array<double, kPartCount> ValuesOf(const Weights& weights);

// The mean of what is known.
class KnownMean {
 public:
  void Add(double value, double weight = 1) {
    sum_ += weight * value;
    weight_ += weight;
  }
  double Or(double unknown) const { return weight_ > 0 ? sum_ / weight_ : unknown; }
  bool IsKnown() const { return weight_ > 0; }

 private:
  double sum_ = 0;
  double weight_ = 0;
};

// The industry says more about the work than the segment does.
inline constexpr double kIndustryShare = 0.7;
inline constexpr double kSegmentShare = 0.3;

// sum min / sum max over all keys: 1 for equal profiles, 0 for strangers and for two empty ones.
double WeightedJaccard(const Profile& left, const Profile& right);

// What an experience of `count` accounts or wins is worth: none 0, one half, two three quarters, many nearly 1.
double Experience(double count);

// The part of `asked` that `experience` brings: the weighted Jaccard of what is asked and what of it is offered, so
// that experience in other fields does not count against a rep. REQUIRES: `asked` is not empty.
double Overlap(const Profile& asked, const Profile& experience);

// Has the rep clients or wins of which anything is known? Who has none is new here, not strange to every client.
bool HasHistory(const RepFacts& rep);

// .6 industry and segment + .4 products and deal size, each over what is known of both.
double SimilarityFrom(const KnownMean& field, const KnownMean& deals);
double Similarity(const AccountFacts& account, const RepFacts& rep);
// The mean strength of the rep's ties to the contacts; 0 to those whom the rep does not know. kUnknown where no tie of
// anybody is known.
double TieStrength(const AccountFacts& account, const TieFacts& tie);
// 0 on the first day, 1 after a year.
double Tenure(const RepFacts& rep, Day today);
// The share of the rep's hours that is left when this account has come.
double CapacitySlack(const AccountFacts& account, const RepFacts& rep);
double Locality(const AccountFacts& account, const RepFacts& rep);

FitParts PartsOf(const AccountFacts& account, const RepFacts& rep, const TieFacts& tie, Day today);

// REQUIRES: FaultsOf(rules) finds nothing about the weights.
double Fit(const Weights& weights, const FitParts& parts);
std::int32_t FitPermille(const Weights& weights, const FitParts& parts);

// Every pair's fit, account by account.
struct FitTable {
  std::size_t rep_count = 0;
  std::vector<std::int32_t> permille;

  std::int32_t Permille(std::size_t account, std::size_t rep) const {
    return permille[account * rep_count + rep];
  }
};

// `see`, where there is one, is shown the parts of each account for all reps as they are made: they are not kept.
using SeeParts = std::function<void(std::size_t account, std::span<const FitParts>)>;
FitTable TableOf(const Facts& facts, const Weights& weights, const SeeParts& see = {});

}  // namespace baton::plan
