// The parts of the fit of every rep for one account after the other: the same numbers as PartsOf gives pair by pair, without
// folding a text or looking up a name for each pair. What hangs on the rep alone is worked out once, and what hangs on a word of
// the account (industry, segment, product, language, territory) once a word.
//
//   PairParts pairs(facts);
//   std::vector<FitParts> parts;
//   for (std::size_t j = 0; j < facts.accounts.size(); ++j) { pairs.Of(j, parts); ... parts[r] ... }
//
// `facts` outlives it. One thread at a time.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "plan/facts.h"
#include "plan/fit.h"

namespace baton::plan {

class PairParts {
 public:
  explicit PairParts(const Facts& facts);

  // One FitParts per rep of the facts.
  void Of(std::size_t account, std::vector<FitParts>& parts);

 private:
  struct Rep {
    bool has_history = false;
    double deal = 0;  // 0: not known
    double tenure = 1;
    double performance = kUnknown;
    std::string territory;
    std::vector<std::string> languages;
  };
  // Per rep what one word is worth; negative: nothing is known of the rep.
  using Column = std::vector<double>;
  using Columns = std::unordered_map<std::string, Column>;

  const Column& Experienced(Columns& columns, const std::string& key, const Profile RepFacts::*profile);
  const Column* Speaking(const std::string& language);
  const Column* Placed(const std::string& territory);
  double SimilarityTo(const AccountFacts& account, std::size_t rep) const;
  void AddTies(const AccountFacts& account, std::vector<FitParts>& parts) const;

  const Facts& facts_;
  std::vector<Rep> reps_;
  std::unordered_map<Id, std::size_t> rep_index_;
  Columns industries_;
  Columns segments_;
  Columns products_;
  Columns languages_;
  Columns territories_;
  // Of the account that Of is about; null: not known of it.
  const Column* industry_ = nullptr;
  const Column* segment_ = nullptr;
  std::vector<std::pair<double, const Column*>> asked_;  // how much of each product, and who has sold it
};

}  // namespace baton::plan
