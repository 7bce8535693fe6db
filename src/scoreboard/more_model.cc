#include "scoreboard/more_model.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "scoreboard/case_mix.h"
#include "scoreboard/figure_parts.h"
#include "stats/distribution.h"
#include "stats/hour.h"
#include "stats/rate.h"

namespace baton::scoreboard {
namespace {

constexpr double kTenths = 10;
constexpr double kPercent = 100;
constexpr double kSameShare = 1e-6;  // ties fade by the second: the last digits are none

// Hours of each rep and week, to take the mean of those before one.
class WeeklyHours {
 public:
  explicit WeeklyHours(std::span<const stats::RepWeek> weeks) {
    for (const stats::RepWeek& week : weeks) {
      if (week.hours) hours_[{week.rep, week.week}] = *week.hours;
    }
  }
  // None: of one of them nothing was logged.
  std::optional<double> Before(const stats::RepWeek& week) const {
    double sum = 0;
    for (int k = 1; k <= stats::kWindowWeeks; ++k) {
      const auto found = hours_.find({week.rep, week.week - k});
      if (found == hours_.end()) return std::nullopt;
      sum += found->second / stats::kWindowWeeks;
    }
    return sum;
  }

 private:
  std::map<std::pair<std::uint32_t, std::int32_t>, double> hours_;
};

double IncrementalAt(const MoreFacts& facts, const WeeklyHours& hours, double lift) {
  double sum = 0;
  for (std::size_t i = 0; i < facts.weeks.size(); ++i) {
    const auto before = facts.weeks_inside[i] != 0 ? hours.Before(facts.weeks[i]) : std::nullopt;
    if (before) sum += facts.weeks[i].wins * -std::expm1(-lift * *before);
  }
  return sum;
}

// The average of the worst 5% of years if the manager left.
double WorstOf(const std::vector<HungClient>& clients, const departure::LossModel& model, bool is_after) {
  std::vector<departure::AccountAtRisk> at_risk;
  for (const HungClient& one : clients) {
    departure::AccountFeatures features = departure::kTypical;
    features.completion = 0;  // what was done is seen from the ties alone
    features.share = is_after ? *one.share_after : *one.share_before;
    features.has_second = is_after ? one.has_second_after : one.has_second_before;
    at_risk.push_back({*one.revenue_minor, departure::LossProbability(model, features)});
  }
  return departure::RiskOf(at_risk, model, departure::CoarseFor(at_risk.size())).worst;
}

}  // namespace

Figure CaseMixOf(const MoreFacts& facts) {
  Figure figure{.key = FigureKey::case_mix, .unit = Unit::times};
  const auto mix = LearnMix(facts.learn);
  double expected = 0;
  std::int64_t unknown = 0;
  for (const EnteredDeal& deal : facts.judge) {
    figure.count += deal.is_won ? 1 : 0;
    unknown += deal.entry == Entry::unknown ? 1 : 0;
    figure.rows.push_back(deal.id);
    if (!mix) continue;
    const double chance = mix->Chance(deal);
    expected += chance;
    figure.notes.push_back({.id = deal.id, .expected = chance});
  }
  figure.of = std::ssize(facts.judge);
  figure.beside = {{BesideKey::learnt_from, std::ssize(facts.learn)},
                   {BesideKey::unknown_entry, unknown},
                   {BesideKey::entered, facts.entered},
                   {BesideKey::entered_late, facts.entered_late}};
  figure.guard = figure.of == 0               ? Guard::no_data
                 : !mix                       ? Guard::no_model
                 : figure.of < kFewestOfShare ? Guard::too_few
                                              : Guard::none;
  if (figure.guard != Guard::none) return figure;
  figure.beside.insert(figure.beside.begin(), {BesideKey::expected, std::llround(kTenths * expected)});
  const auto ratio = stats::ObservedToExpected(static_cast<double>(figure.count), expected, 1, kLikely);
  if (!ratio) {
    figure.guard = Guard::too_few;
    return figure;
  }
  SetBand(figure, ratio->value, ratio->band);
  return figure;
}

// By the own data alone: what was believed before is no win of this team. Its range is that of 95%, since it reads like a claim.
Figure IncrementalOf(const MoreFacts& facts) {
  Figure figure{.key = FigureKey::incremental, .guard = Guard::no_evidence, .rows = facts.won_weeks_deals};
  for (std::size_t i = 0; i < facts.weeks.size(); ++i) {
    if (facts.weeks_inside[i] != 0) figure.of += std::llround(facts.weeks[i].wins);
  }
  auto effect = stats::EffectOfHours(facts.weeks, {.refits = 0});
  stats::EvidenceFacts known = stats::FactsOf(effect, facts.weeks, stats::kUsualLift);
  stats::EvidenceFound found = stats::EvidenceLevel(known);
  if (found.level >= stats::Evidence::suggestive) {
    // Whether it hangs on one rep takes a fit a rep: only where it matters.
    effect = stats::EffectOfHours(facts.weeks);
    known = stats::FactsOf(effect, facts.weeks, stats::kUsualLift);
    found = stats::EvidenceLevel(known);
  }
  figure.evidence = found.level;
  figure.missing = found.missing;
  if (!effect) {
    figure.no_answer = effect.error();
    return figure;
  }
  figure.beside = {
      {BesideKey::weeks_logged, effect->weeks},
      {BesideKey::own_weight, std::llround(kPercent * known.own_weight)},
      {BesideKey::detectable, std::llround(kPercent * std::expm1(std::min(effect->detectable, 5.0)))}};
  if (found.level < stats::Evidence::suggestive) return figure;
  const WeeklyHours hours(facts.weeks);
  const stats::Interval band = effect->band;
  figure.guard = Guard::none;
  SetBand(figure, IncrementalAt(facts, hours, effect->estimate.value),
          {IncrementalAt(facts, hours, band.low), IncrementalAt(facts, hours, band.high)});
  return figure;
}

Figure DependenceRemovedOf(const MoreFacts& facts) {
  Figure figure{.key = FigureKey::dependence_removed, .unit = Unit::money, .row_kind = RowKind::account};
  if (!facts.clients) {
    figure.guard = Guard::no_ties;
    return figure;
  }
  std::vector<HungClient> known;
  std::int64_t without_ties = 0;
  std::int64_t without_revenue = 0;
  for (const HungClient& one : *facts.clients) {
    const bool has_ties = one.share_before && one.share_after;
    without_ties += has_ties ? 0 : 1;
    without_revenue += has_ties && !one.revenue_minor ? 1 : 0;
    figure.rows.push_back(one.id);
    figure.notes.push_back({.id = one.id,
                            .before = one.share_before,
                            .after = one.share_after,
                            .amount_minor = one.revenue_minor});
    if (has_ties && one.revenue_minor) known.push_back(one);
  }
  figure.of = std::ssize(*facts.clients);
  figure.count = std::ssize(known);
  figure.beside = {{BesideKey::without_ties, without_ties}, {BesideKey::without_revenue, without_revenue}};
  if (known.empty()) {
    figure.guard = figure.of == 0 ? Guard::no_data : without_ties > 0 ? Guard::no_ties : Guard::no_data;
    return figure;
  }
  const auto removed = [&](const departure::LossModel& model) {
    return WorstOf(known, model, false) - WorstOf(known, model, true);
  };
  // How much a share of the ties counts is what is known least: its ends are the range.
  departure::LossModel less = facts.model;
  departure::LossModel more = facts.model;
  const double by = stats::NormalQuantile((1 + kLikely) / 2) * facts.model.share.spread;
  less.share.mean -= by;
  more.share.mean += by;
  figure.value = removed(facts.model);
  const bool has_moved = std::ranges::any_of(known, [](const HungClient& one) {
    return one.share_before.has_value() != one.share_after.has_value() ||
           std::abs(one.share_before.value_or(0) - one.share_after.value_or(0)) > kSameShare ||
           one.has_second_before != one.has_second_after;
  });
  if (has_moved) {
    const auto [low, high] = std::minmax({*figure.value, removed(less), removed(more)});
    SetBand(figure, *figure.value, {low, high});
  }
  figure.beside.insert(figure.beside.begin(),
                       {{BesideKey::at_start, std::llround(WorstOf(known, facts.model, false))},
                        {BesideKey::at_end, std::llround(WorstOf(known, facts.model, true))}});
  return figure;
}

Figure HandoffRetentionOf(const MoreFacts& facts) {
  Figure figure{.key = FigureKey::handoff_retention, .unit = Unit::share, .row_kind = RowKind::handoff};
  std::int64_t kept = 0;
  std::int64_t young = 0;
  std::int64_t sold = 0;
  std::int64_t sold_before = 0;
  std::int64_t without_amount = 0;
  double expected = 0;
  for (const KeptClient& one : facts.handed) {
    if (!one.IsJudged(facts.today)) {
      ++young;
      continue;
    }
    departure::AccountFeatures features = departure::kTypical;
    features.completion = 1;
    features.share = one.share.value_or(features.share);
    features.has_second = one.has_second;
    const double chance = 1 - departure::LossProbability(facts.model, features);
    expected += chance;
    kept += one.is_alive ? 1 : 0;
    sold += one.sold_minor;
    sold_before += one.sold_before_minor;
    without_amount += one.without_amount;
    figure.rows.push_back(one.handoff_id);
    figure.notes.push_back({.id = one.handoff_id,
                            .expected = chance,
                            .is_kept = one.is_alive,
                            .sold_minor = one.sold_minor,
                            .sold_before_minor = one.sold_before_minor});
  }
  SetShare(figure, kept, std::ssize(figure.rows));
  if (!figure.rows.empty()) {
    figure.beside.push_back({BesideKey::expected_percent,
                             std::llround(kPercent * expected / static_cast<double>(figure.rows.size()))});
  }
  if (sold != 0 || sold_before != 0) {
    figure.beside.push_back({BesideKey::sold, sold});
    figure.beside.push_back({BesideKey::sold_before, sold_before});
  }
  figure.beside.push_back({BesideKey::without_amount, without_amount});
  figure.beside.push_back({BesideKey::too_young, young});
  figure.beside.push_back({BesideKey::one_thread, facts.one_thread});
  return figure;
}

}  // namespace baton::scoreboard
