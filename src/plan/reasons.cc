#include "plan/reasons.h"

#include <algorithm>
#include <cmath>

#include "base/noon.h"
#include "base/text.h"

namespace baton::plan {
namespace {

// A part above this speaks for a rep, below the other against; between them it says little.
constexpr double kSpeaksFor = 0.5;
constexpr double kSpeaksAgainst = 0.3;
// Levels of delegation (docs/delegation.md) that say something: from here on the rep acts alone, up to here watches.
constexpr std::int32_t kOnTheirOwn = 5;
constexpr std::int32_t kNotYet = 2;

struct Weighed {
  Reason reason;
  double force;  // how far the part is from saying nothing, times its weight
};

class Collector {
 public:
  void Pro(double force, Message text) { all_.push_back({{std::move(text), ReasonKind::pro}, force}); }
  void Con(double force, Message text) { all_.push_back({{std::move(text), ReasonKind::con}, force}); }

  std::vector<Reason> Take() {
    std::stable_sort(all_.begin(), all_.end(),
                     [](const Weighed& left, const Weighed& right) { return left.force > right.force; });
    std::vector<Reason> reasons;
    Append(ReasonKind::pro, kReasonsFor, reasons);
    Append(ReasonKind::con, kReasonsAgainst, reasons);
    return reasons;
  }

 private:
  void Append(ReasonKind kind, std::size_t limit, std::vector<Reason>& reasons) const {
    for (const Weighed& weighed : all_) {
      if (weighed.reason.kind != kind || limit == 0) continue;
      reasons.push_back(weighed.reason);
      --limit;
    }
  }

  std::vector<Weighed> all_;
};

std::int64_t CountIn(const Profile& profile, const std::string& name) {
  const auto found = profile.find(Fold(name));
  return found == profile.end() ? 0 : std::llround(found->second);
}

void AddTie(const AccountFacts& account, const TieFacts& tie, double strength, double weight, bool others_met,
            Collector& reasons) {
  const std::int64_t contacts = std::max(account.contact_count, tie.contacts_met);
  if (tie.contacts_met > 0) {
    reasons.Pro(weight * (0.5 + strength),
                {"plan.reason.met", {{"met", std::int64_t{tie.contacts_met}}, {"contacts", contacts}}});
  }
  if (tie.contacts_met == 0 && contacts > 0 && others_met) reasons.Con(weight, {"plan.reason.met_nobody"});
}

void AddIndustry(const AccountFacts& account, const RepFacts& rep, double weight, Collector& reasons) {
  if (!HasHistory(rep)) {
    reasons.Con(weight * 0.3, {"plan.reason.no_history"});
    return;
  }
  if (account.industry.empty()) return;
  const std::int64_t count = CountIn(rep.industries, account.industry);
  const double force = weight * Experience(static_cast<double>(count));
  if (count > 0)
    reasons.Pro(force, {"plan.reason.industry", {{"count", count}, {"industry", account.industry}}});
  if (count == 0) reasons.Con(weight * 0.6, {"plan.reason.new_industry", {{"industry", account.industry}}});
}

void AddDeals(const AccountFacts& account, const RepFacts& rep, double weight, Collector& reasons) {
  std::string product;
  double most = 0;
  for (const auto& [name, asked] : account.products) {
    const std::int64_t won = CountIn(rep.products, name);
    if (won > 0 && asked * static_cast<double>(won) > most) {
      most = asked * static_cast<double>(won);
      product = name;
    }
  }
  if (!product.empty()) {
    reasons.Pro(weight * 0.4 * Overlap(account.products, rep.products),
                {"plan.reason.product", {{"product", product}, {"count", CountIn(rep.products, product)}}});
  }
  if (account.deal_minor && rep.deal_minor && *rep.deal_minor > 0 &&
      *account.deal_minor >= 3 * *rep.deal_minor) {
    const double times = static_cast<double>(*account.deal_minor) / static_cast<double>(*rep.deal_minor);
    reasons.Con(weight * 0.4, {"plan.reason.larger_deals", {{"times", std::int64_t{std::llround(times)}}}});
  }
}

void AddRoom(const AccountFacts& account, const RepFacts& rep, double slack, double weight,
             Collector& reasons) {
  const std::int64_t left = rep.capacity_minutes - rep.minutes_now - account.load_minutes;
  if (left < 0) {
    reasons.Con(weight * 2, {"plan.reason.no_room", {{"hours", HoursOf(-left)}}});
  } else if (slack < kSpeaksAgainst / 2) {
    reasons.Con(weight * 0.9, {"plan.reason.little_room", {{"hours", HoursOf(left)}}});
  } else {
    reasons.Pro(weight * slack, {"plan.reason.room", {{"hours", HoursOf(left)}}});
  }
}

void AddPlace(const AccountFacts& account, const RepFacts& rep, double weight, Collector& reasons) {
  if (!account.language.empty() && !rep.languages.empty()) {
    const std::string language = Fold(account.language);
    const bool speaks = std::any_of(rep.languages.begin(), rep.languages.end(),
                                    [&](const std::string& spoken) { return Fold(spoken) == language; });
    if (!speaks) reasons.Con(weight * 1.5, {"plan.reason.other_language", {{"language", account.language}}});
    // That both speak the house's one language is no reason; several languages make it one.
    if (speaks && rep.languages.size() > 1) {
      reasons.Pro(weight * 0.5, {"plan.reason.language", {{"language", account.language}}});
    }
  }
  if (!account.territory.empty() && !rep.territory.empty()) {
    if (Fold(account.territory) == Fold(rep.territory)) {
      reasons.Pro(weight * 0.6, {"plan.reason.territory", {{"territory", account.territory}}});
    } else {
      reasons.Con(weight * 0.8, {"plan.reason.other_territory", {{"territory", rep.territory}}});
    }
  }
}

// What the two agreed on is said beside the reasons; it moves no ranking.
void AddLevel(const AccountFacts& account, const RepFacts& rep, std::vector<Reason>& reasons) {
  const auto agreed = rep.levels.find(account.manager);
  if (agreed == rep.levels.end()) return;
  const auto level = account.is_above_size ? agreed->second.above_size : agreed->second.existing;
  if (!level || (*level<kOnTheirOwn&& * level> kNotYet)) return;
  const ReasonKind kind = *level >= kOnTheirOwn ? ReasonKind::pro : ReasonKind::con;
  const auto first_con = std::ranges::find(reasons, ReasonKind::con, &Reason::kind);
  reasons.insert(kind == ReasonKind::pro ? first_con : reasons.end(),
                 {{"plan.reason.level",
                   {{"level", std::int64_t{*level}},
                    {"kind", std::string(account.is_above_size ? "above_size" : "existing_client")}}},
                  kind});
}

}  // namespace

double HoursOf(std::int64_t minutes) { return std::round(static_cast<double>(minutes) / 6) / 10; }

std::vector<Reason> ReasonsFor(const AccountFacts& account, const RepFacts& rep, const TieFacts& tie,
                               const FitParts& parts, const Weights& weights, Day today, bool others_met) {
  double total = 0;
  for (const double weight : ValuesOf(weights)) total += weight;
  const auto share = [&](double weight) { return total > 0 ? weight / total : 0; };

  Collector reasons;
  AddTie(account, tie, parts.tie, share(weights.tie), others_met, reasons);
  AddIndustry(account, rep, share(weights.similarity), reasons);
  AddDeals(account, rep, share(weights.similarity), reasons);
  AddRoom(account, rep, parts.capacity, share(weights.capacity), reasons);
  AddPlace(account, rep, share(weights.locality), reasons);
  if (rep.starts_on && parts.tenure < kSpeaksFor) {
    const std::int64_t weeks = (today - *rep.starts_on) / 7;
    reasons.Con(share(weights.tenure) * (1 - parts.tenure),
                *rep.starts_on > today ? Message{"plan.reason.starts_on", {{"on", NoonOf(*rep.starts_on)}}}
                                       : Message{"plan.reason.new_here", {{"weeks", weeks}}});
  }
  auto taken = reasons.Take();
  AddLevel(account, rep, taken);
  return taken;
}

}  // namespace baton::plan
