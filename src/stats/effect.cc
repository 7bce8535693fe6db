#include "stats/effect.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <vector>

namespace baton::stats {
namespace {

struct Rows {
  std::vector<std::uint32_t> reps;
  std::vector<std::uint32_t> weeks;
  std::vector<double> wins;
  std::vector<double> opportunities;
  std::vector<std::vector<double>> columns;

  Panel View() const { return {reps, weeks, wins, opportunities, {columns.begin(), columns.end()}}; }
  void Add(const RepWeek& week, std::int32_t first_week, std::span<const double> values) {
    reps.push_back(week.rep);
    weeks.push_back(static_cast<std::uint32_t>(week.week) - static_cast<std::uint32_t>(first_week));
    wins.push_back(week.wins);
    opportunities.push_back(week.opportunities);
    columns.resize(values.size());
    for (std::size_t k = 0; k < values.size(); ++k) columns[k].push_back(values[k]);
  }
};

// Hours of the same rep so many weeks later (or before). `sorted` by rep and week.
std::optional<double> HoursAt(const std::vector<RepWeek>& sorted, std::size_t at, int later) {
  // A week's row is no further away in the rows than in weeks.
  const std::int64_t wanted = std::int64_t{sorted[at].week} + later;
  for (std::size_t i = at;;) {
    if (sorted[i].rep != sorted[at].rep) return std::nullopt;
    if (sorted[i].week == wanted) return sorted[i].hours;
    if ((later > 0) != (sorted[i].week < wanted)) return std::nullopt;
    if (later > 0 ? i + 1 == sorted.size() : i == 0) return std::nullopt;
    later > 0 ? ++i : --i;
  }
}

std::optional<NoAnswer> FaultOf(const std::vector<RepWeek>& sorted) {
  if (sorted.empty()) return NoAnswer::empty;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    const RepWeek& week = sorted[i];
    if (!std::isfinite(week.wins) || !std::isfinite(week.opportunities) ||
        !std::isfinite(week.hours.value_or(0)))
      return NoAnswer::not_finite;
    if (week.wins < 0 || week.opportunities < 0 || week.hours.value_or(0) < 0) return NoAnswer::out_of_range;
    if (i > 0 && week.rep == sorted[i - 1].rep && week.week == sorted[i - 1].week)
      return NoAnswer::out_of_range;
  }
  return std::nullopt;
}

// Wins, and the weeks and reps with logged hours.
EvidenceFacts CountedIn(std::span<const RepWeek> all) {
  EvidenceFacts facts;
  std::set<std::int32_t> weeks;
  std::set<std::uint32_t> reps;
  double wins = 0;
  for (const RepWeek& week : all) {
    wins += week.wins;
    if (!week.hours) continue;
    weeks.insert(week.week);
    reps.insert(week.rep);
  }
  facts.wins = std::llround(wins);
  facts.weeks = std::ssize(weeks);
  facts.reps = std::ssize(reps);
  return facts;
}

}  // namespace

Answer<HoursEffect> EffectOfHours(std::span<const RepWeek> weeks, const EffectOptions& options) {
  std::vector<RepWeek> sorted(weeks.begin(), weeks.end());
  std::ranges::sort(sorted, [](const RepWeek& a, const RepWeek& b) {
    return std::pair(a.rep, a.week) < std::pair(b.rep, b.week);
  });
  if (const auto why = FaultOf(sorted)) return No(*why);
  const std::int32_t first_week = std::ranges::min_element(sorted, {}, &RepWeek::week)->week;
  HoursEffect effect;
  std::set<std::int32_t> logged;
  Rows rows;
  Rows with_leads;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    if (sorted[i].hours) logged.insert(sorted[i].week);
    if (sorted[i].opportunities == 0) {
      ++effect.rows_without_opportunities;
      continue;
    }
    double before = 0;
    bool is_known = true;
    std::vector<double> values{0,
                               sorted[i].hours.value_or(0)};  // before, in the week, and in each week after
    bool has_leads = sorted[i].hours.has_value();
    for (int k = 1; k <= kWindowWeeks; ++k) {
      const auto hours = HoursAt(sorted, i, -k);
      is_known = is_known && hours;
      before += hours.value_or(0) / kWindowWeeks;
      const auto after = HoursAt(sorted, i, k);
      has_leads = has_leads && after;
      values.push_back(after.value_or(0));
    }
    if (!is_known) {
      ++effect.rows_without_hours;
      continue;
    }
    values[0] = before;
    rows.Add(sorted[i], first_week, std::span(values).first(1));
    if (has_leads) with_leads.Add(sorted[i], first_week, values);
  }
  if (rows.reps.empty()) return No(NoAnswer::empty);
  const Panel panel = rows.View();
  auto fit = FitPoisson(panel);
  if (!fit) return No(fit.error());
  effect.estimate = {fit->coefficients[0], StandardError(*fit, 0)};
  const auto detectable = DetectableEffect(effect.estimate.standard_error);
  // An error of 0 is no certainty: each unit's score was 0 by chance.
  if (!detectable) return No(NoAnswer::too_few);
  effect.detectable = *detectable;
  effect.band = BandOf(*fit, 0, 0.95);
  effect.weeks = static_cast<std::int64_t>(logged.size());
  if (const auto leads = FitPoisson(with_leads.View())) {
    std::vector<std::size_t> which(kWindowWeeks);
    std::iota(which.begin(), which.end(), std::size_t{2});
    effect.placebo = Wald(*leads, which);
    effect.same_week = Wald(*leads, std::vector<std::size_t>{1});
  } else {
    effect.placebo = effect.same_week = No(leads.error());
  }
  if (options.refits > 0) effect.without_any_one = WithoutAnyOne(panel, *fit, 0, options.refits);
  effect.fit = std::move(*fit);
  return effect;
}

EvidenceFacts FactsOf(const Answer<HoursEffect>& answer, std::span<const RepWeek> weeks, NormalBelief prior) {
  if (!answer) return CountedIn(weeks);
  const HoursEffect& effect = *answer;
  EvidenceFacts facts;
  facts.wins = std::llround(effect.fit.events);
  facts.weeks = effect.weeks;
  facts.reps = facts.clusters = effect.fit.units;
  if (const auto updated = Update(prior, effect.estimate)) facts.own_weight = updated->own_weight;
  if (effect.placebo) facts.placebo_p_value = effect.placebo->p_value;
  if (effect.same_week) facts.same_week_p_value = effect.same_week->p_value;
  facts.estimate = effect.estimate.value;
  facts.detectable = effect.detectable;
  if (effect.without_any_one) facts.without_any_one = *effect.without_any_one;
  facts.band = effect.band;
  return facts;
}

}  // namespace baton::stats
