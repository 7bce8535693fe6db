#include "plan/fit.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "plan/pair_parts.h"

namespace baton::plan {
namespace {

constexpr double kTenureDays = 365;

double CountOf(const Profile& profile, const std::string& key) {
  const auto found = profile.find(key);
  return found == profile.end() ? 0 : found->second;
}

// The texts that are compared, folded.
struct AccountKeys {
  std::string industry;
  std::string segment;
  std::string territory;
  std::string language;
};

struct RepKeys {
  std::string territory;
  std::vector<std::string> languages;
};

AccountKeys KeysOf(const AccountFacts& account) {
  return {Fold(account.industry), Fold(account.segment), Fold(account.territory), Fold(account.language)};
}

RepKeys KeysOf(const RepFacts& rep) {
  RepKeys keys{Fold(rep.territory), {}};
  for (const std::string& language : rep.languages) keys.languages.push_back(Fold(language));
  return keys;
}

double SimilarityBy(const AccountKeys& keys, const AccountFacts& account, const RepFacts& rep) {
  if (!HasHistory(rep)) return kUnknown;
  KnownMean field;
  if (!keys.industry.empty()) field.Add(Experience(CountOf(rep.industries, keys.industry)), kIndustryShare);
  if (!keys.segment.empty()) field.Add(Experience(CountOf(rep.segments, keys.segment)), kSegmentShare);

  KnownMean deals;
  if (!account.products.empty()) deals.Add(Overlap(account.products, rep.products));
  if (account.deal_minor && rep.deal_minor && *account.deal_minor > 0 && *rep.deal_minor > 0) {
    const auto [small, large] = std::minmax(*account.deal_minor, *rep.deal_minor);
    deals.Add(static_cast<double>(small) / static_cast<double>(large));
  }
  return SimilarityFrom(field, deals);
}

double LocalityBy(const AccountKeys& account, const RepKeys& rep) {
  KnownMean known;
  if (!account.language.empty() && !rep.languages.empty()) {
    const bool speaks =
        std::find(rep.languages.begin(), rep.languages.end(), account.language) != rep.languages.end();
    known.Add(speaks ? 1 : 0);
  }
  if (!account.territory.empty() && !rep.territory.empty()) {
    known.Add(account.territory == rep.territory ? 1 : 0);
  }
  return known.Or(kUnknown);
}

FitParts PartsBy(const AccountKeys& account_keys, const RepKeys& rep_keys, const AccountFacts& account,
                 const RepFacts& rep, const TieFacts& tie, Day today) {
  return {.similarity = SimilarityBy(account_keys, account, rep),
          .tie = TieStrength(account, tie),
          .tenure = Tenure(rep, today),
          .capacity = CapacitySlack(account, rep),
          .locality = LocalityBy(account_keys, rep_keys),
          .performance = rep.win_rate ? std::clamp(*rep.win_rate, 0.0, 1.0) : kUnknown};
}

}  // namespace

std::array<double, kPartCount> ValuesOf(const Weights& w) {
  return {w.similarity, w.tie, w.tenure, w.capacity, w.locality, w.performance};
}

double WeightedJaccard(const Profile& left, const Profile& right) {
  double shared = 0;
  double either = 0;
  for (const auto& [key, weight] : left) {
    const auto other = right.find(key);
    const double there = other == right.end() ? 0 : other->second;
    shared += std::min(weight, there);
    either += std::max(weight, there);
  }
  for (const auto& [key, weight] : right) {
    if (!left.contains(key)) either += weight;
  }
  return either > 0 ? shared / either : 0;
}

double Experience(double count) { return count > 0 ? 1 - std::exp2(-count) : 0; }

double Overlap(const Profile& asked, const Profile& experience) {
  Profile offered;
  for (const auto& [key, weight] : asked) {
    const auto found = experience.find(key);
    if (found != experience.end()) offered[key] = weight * Experience(found->second);
  }
  return WeightedJaccard(asked, offered);
}

bool HasHistory(const RepFacts& rep) {
  return !rep.industries.empty() || !rep.segments.empty() || !rep.products.empty() ||
         rep.deal_minor.has_value();
}

double SimilarityFrom(const KnownMean& field, const KnownMean& deals) {
  KnownMean both;
  if (field.IsKnown()) both.Add(field.Or(0), 0.6);
  if (deals.IsKnown()) both.Add(deals.Or(0), 0.4);
  return both.Or(kUnknown);
}

double Similarity(const AccountFacts& account, const RepFacts& rep) {
  return SimilarityBy(KeysOf(account), account, rep);
}

double TieStrength(const AccountFacts& account, const TieFacts& tie) {
  if (!account.ties_are_known) return kUnknown;
  const int contacts = std::max(account.contact_count, tie.contacts_met);
  return contacts > 0 ? tie.strength / contacts : 0;
}

double Tenure(const RepFacts& rep, Day today) {
  if (!rep.starts_on) return 1;
  return std::clamp((today - *rep.starts_on) / kTenureDays, 0.0, 1.0);
}

double CapacitySlack(const AccountFacts& account, const RepFacts& rep) {
  if (rep.capacity_minutes <= 0) return 0;
  const std::int64_t left = rep.capacity_minutes - rep.minutes_now - account.load_minutes;
  return std::clamp(static_cast<double>(left) / static_cast<double>(rep.capacity_minutes), 0.0, 1.0);
}

double Locality(const AccountFacts& account, const RepFacts& rep) {
  return LocalityBy(KeysOf(account), KeysOf(rep));
}

FitParts PartsOf(const AccountFacts& account, const RepFacts& rep, const TieFacts& tie, Day today) {
  return PartsBy(KeysOf(account), KeysOf(rep), account, rep, tie, today);
}

double Fit(const Weights& weights, const FitParts& parts) {
  const auto weight = ValuesOf(weights);
  const auto value = parts.Values();
  double sum = 0;
  double total = 0;
  for (std::size_t i = 0; i < kPartCount; ++i) {
    sum += weight[i] * value[i];
    total += weight[i];
  }
  return total > 0 ? sum / total : 0;
}

std::int32_t FitPermille(const Weights& weights, const FitParts& parts) {
  return static_cast<std::int32_t>(std::lround(1000 * Fit(weights, parts)));
}

FitTable TableOf(const Facts& facts, const Weights& weights, const SeeParts& see) {
  FitTable table;
  table.rep_count = facts.reps.size();
  table.permille.reserve(facts.accounts.size() * facts.reps.size());
  PairParts pairs(facts);
  std::vector<FitParts> parts;
  for (std::size_t j = 0; j < facts.accounts.size(); ++j) {
    pairs.Of(j, parts);
    for (const FitParts& of_rep : parts) table.permille.push_back(FitPermille(weights, of_rep));
    if (see) see(j, parts);
  }
  return table;
}

}  // namespace baton::plan
