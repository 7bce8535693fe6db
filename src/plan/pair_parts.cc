#include "plan/pair_parts.h"

#include <algorithm>

#include "base/text.h"

namespace baton::plan {
namespace {

constexpr double kNotKnown = -1;

}  // namespace

PairParts::PairParts(const Facts& facts) : facts_(facts) {
  for (const RepFacts& rep : facts.reps) {
    rep_index_.emplace(rep.id, reps_.size());
    Rep made{.has_history = HasHistory(rep),
             .deal = static_cast<double>(std::max<std::int64_t>(0, rep.deal_minor.value_or(0))),
             .tenure = Tenure(rep, facts.today),
             .performance = rep.win_rate ? std::clamp(*rep.win_rate, 0.0, 1.0) : kUnknown,
             .territory = Fold(rep.territory),
             .languages = {}};
    for (const std::string& language : rep.languages) made.languages.push_back(Fold(language));
    reps_.push_back(std::move(made));
  }
}

const PairParts::Column& PairParts::Experienced(Columns& columns, const std::string& key,
                                                const Profile RepFacts::*profile) {
  const auto [column, is_new] = columns.try_emplace(key);
  if (!is_new) return column->second;
  for (const RepFacts& rep : facts_.reps) {
    const auto found = (rep.*profile).find(key);
    column->second.push_back(found == (rep.*profile).end() ? 0 : Experience(found->second));
  }
  return column->second;
}

const PairParts::Column* PairParts::Speaking(const std::string& language) {
  if (language.empty()) return nullptr;
  const auto [column, is_new] = languages_.try_emplace(language);
  if (!is_new) return &column->second;
  for (const Rep& rep : reps_) {
    const bool speaks = std::ranges::find(rep.languages, language) != rep.languages.end();
    column->second.push_back(rep.languages.empty() ? kNotKnown : speaks ? 1 : 0);
  }
  return &column->second;
}

const PairParts::Column* PairParts::Placed(const std::string& territory) {
  if (territory.empty()) return nullptr;
  const auto [column, is_new] = territories_.try_emplace(territory);
  if (!is_new) return &column->second;
  for (const Rep& rep : reps_) {
    column->second.push_back(rep.territory.empty() ? kNotKnown : rep.territory == territory ? 1 : 0);
  }
  return &column->second;
}

double PairParts::SimilarityTo(const AccountFacts& account, std::size_t r) const {
  const Rep& rep = reps_[r];
  if (!rep.has_history) return kUnknown;
  KnownMean field;
  if (industry_ != nullptr) field.Add((*industry_)[r], kIndustryShare);
  if (segment_ != nullptr) field.Add((*segment_)[r], kSegmentShare);

  KnownMean deals;
  if (!asked_.empty()) {
    double shared = 0;
    double either = 0;
    for (const auto& [weight, column] : asked_) {
      shared += std::min(weight, weight * (*column)[r]);
      either += weight;
    }
    deals.Add(either > 0 ? shared / either : 0);
  }
  if (account.deal_minor && *account.deal_minor > 0 && rep.deal > 0) {
    const auto [small, large] = std::minmax({static_cast<double>(*account.deal_minor), rep.deal});
    deals.Add(small / large);
  }
  return SimilarityFrom(field, deals);
}

void PairParts::AddTies(const AccountFacts& account, std::vector<FitParts>& parts) const {
  for (auto tie = facts_.ties.lower_bound({account.id, Id{}});
       tie != facts_.ties.end() && tie->first.first == account.id; ++tie) {
    const auto rep = rep_index_.find(tie->first.second);
    if (rep != rep_index_.end()) parts[rep->second].tie = TieStrength(account, tie->second);
  }
}

void PairParts::Of(std::size_t j, std::vector<FitParts>& parts) {
  const AccountFacts& account = facts_.accounts[j];
  const std::string industry = Fold(account.industry);
  const std::string segment = Fold(account.segment);
  industry_ = industry.empty() ? nullptr : &Experienced(industries_, industry, &RepFacts::industries);
  segment_ = segment.empty() ? nullptr : &Experienced(segments_, segment, &RepFacts::segments);
  asked_.clear();
  for (const auto& [product, weight] : account.products) {
    asked_.emplace_back(weight, &Experienced(products_, product, &RepFacts::products));
  }
  const Column* speaking = Speaking(Fold(account.language));
  const Column* placed = Placed(Fold(account.territory));

  parts.assign(reps_.size(), FitParts{});
  for (std::size_t r = 0; r < reps_.size(); ++r) {
    KnownMean locality;
    if (speaking != nullptr && (*speaking)[r] != kNotKnown) locality.Add((*speaking)[r]);
    if (placed != nullptr && (*placed)[r] != kNotKnown) locality.Add((*placed)[r]);
    parts[r] = {.similarity = SimilarityTo(account, r),
                .tie = TieStrength(account, {}),
                .tenure = reps_[r].tenure,
                .capacity = CapacitySlack(account, facts_.reps[r]),
                .locality = locality.Or(kUnknown),
                .performance = reps_[r].performance};
  }
  AddTies(account, parts);
}

}  // namespace baton::plan
