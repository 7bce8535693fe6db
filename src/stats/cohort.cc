#include "stats/cohort.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace baton::stats {
namespace {

constexpr std::size_t kMostValues = 50'000'000;  // of the table, and of units times cells

bool IsControl(const GroupTimes& effects, const GroupTime& cell, std::size_t unit) {
  const auto began = effects.began[unit];
  if (!began) return true;
  return effects.control == Control::not_yet && *began != cell.group && *began > cell.period &&
         *began > effects.periods[cell.base];
}

// Effect, its error and counts of a cell whose group, period and base are set.
bool Fill(GroupTimes& effects, GroupTime& cell) {
  const std::size_t width = effects.periods.size();
  double treated = 0;
  double controls = 0;
  const auto change = [&](std::size_t unit) {
    return effects.values[unit * width + cell.at] - effects.values[unit * width + cell.base];
  };
  for (std::size_t i = 0; i < effects.began.size(); ++i) {
    if (effects.began[i] == cell.group) {
      treated += change(i);
      ++cell.treated;
    } else if (IsControl(effects, cell, i)) {
      controls += change(i);
      ++cell.controls;
    }
  }
  if (cell.controls == 0) return false;
  cell.treated_mean = treated / static_cast<double>(cell.treated);
  cell.control_mean = controls / static_cast<double>(cell.controls);
  cell.effect = cell.treated_mean - cell.control_mean;
  return true;
}

// An estimate with what each unit contributes to it.
struct Traced {
  double value = 0;
  std::vector<double> influence;
  bool has_error = true;
};

Traced TraceOf(const GroupTimes& effects, const GroupTime& cell) {
  const std::size_t width = effects.periods.size();
  const auto units = static_cast<double>(effects.units);
  Traced traced{cell.effect, std::vector<double>(effects.began.size()),
                cell.treated >= kFewestInArm && cell.controls >= kFewestInArm};
  for (std::size_t i = 0; i < effects.began.size(); ++i) {
    const double change = effects.values[i * width + cell.at] - effects.values[i * width + cell.base];
    if (effects.began[i] == cell.group) {
      traced.influence[i] = units / static_cast<double>(cell.treated) * (change - cell.treated_mean);
    } else if (IsControl(effects, cell, i)) {
      traced.influence[i] = -units / static_cast<double>(cell.controls) * (change - cell.control_mean);
    }
  }
  return traced;
}

std::optional<double> ErrorOf(const Traced& traced) {
  if (!traced.has_error) return std::nullopt;
  double sum = 0;
  for (const double psi : traced.influence) sum += psi * psi;
  return std::sqrt(sum) / static_cast<double>(traced.influence.size());
}

Traced MeanOfParts(const std::vector<Traced>& parts) {
  Traced mean{0, std::vector<double>(parts.front().influence.size()), true};
  const auto count = static_cast<double>(parts.size());
  for (const Traced& part : parts) {
    mean.value += part.value / count;
    for (std::size_t i = 0; i < mean.influence.size(); ++i) mean.influence[i] += part.influence[i] / count;
    mean.has_error = mean.has_error && part.has_error;
  }
  return mean;
}

// Weighted by the size of each part's group; a group may be there several times.
class BySize {
 public:
  BySize(const GroupTimes& effects, Weights weights) : effects_(effects), weights_(weights) {}

  Traced operator()(const std::vector<Traced>& parts, const std::vector<std::int32_t>& groups) const {
    const std::size_t units = effects_.began.size();
    std::map<std::int32_t, double> sizes;
    for (const auto began : effects_.began) {
      if (began) sizes[*began] += 1 / static_cast<double>(units);
    }
    double whole = 0;
    for (const std::int32_t group : groups) whole += sizes[group];
    Traced mean{0, std::vector<double>(units), true};
    for (std::size_t k = 0; k < parts.size(); ++k) {
      const double weight = sizes[groups[k]] / whole;
      mean.value += weight * parts[k].value;
      mean.has_error = mean.has_error && parts[k].has_error;
      for (std::size_t i = 0; i < units; ++i) mean.influence[i] += weight * parts[k].influence[i];
    }
    if (weights_ == Weights::fixed) return mean;
    // What a unit changes through the weights: sum over k of (1[G=g_k] - p_k) (part_k - mean) / whole.
    std::map<std::int32_t, double> moved;
    double expected = 0;
    for (std::size_t k = 0; k < parts.size(); ++k) {
      moved[groups[k]] += (parts[k].value - mean.value) / whole;
      expected += sizes[groups[k]] * (parts[k].value - mean.value) / whole;
    }
    for (std::size_t i = 0; i < units; ++i) {
      const auto found = effects_.began[i] ? moved.find(*effects_.began[i]) : moved.end();
      mean.influence[i] += (found == moved.end() ? 0 : found->second) - expected;
    }
    return mean;
  }

 private:
  const GroupTimes& effects_;
  Weights weights_;
};

std::size_t PositionOf(const std::vector<std::int32_t>& periods, std::int32_t period) {
  return static_cast<std::size_t>(std::ranges::lower_bound(periods, period) - periods.begin());
}

// The values as a table; a reason where they are none.
std::optional<NoAnswer> Arrange(std::span<const CohortRow> rows, GroupTimes& effects) {
  std::map<std::uint32_t, std::optional<std::int32_t>> began;
  for (const CohortRow& row : rows) {
    if (!std::isfinite(row.value)) return NoAnswer::not_finite;
    const auto [found, is_new] = began.try_emplace(row.unit, row.began);
    if (!is_new && found->second != row.began) return NoAnswer::out_of_range;
    effects.periods.push_back(row.period);
  }
  std::ranges::sort(effects.periods);
  effects.periods.erase(std::unique(effects.periods.begin(), effects.periods.end()), effects.periods.end());
  if (effects.periods.size() < 2) return NoAnswer::too_few;
  std::map<std::uint32_t, std::size_t> number;
  for (const auto& [unit, beginning] : began) {
    if (beginning && *beginning <= effects.periods.front()) {
      ++effects.dropped_units;
      continue;
    }
    number.emplace(unit, effects.began.size());
    const bool is_seen = beginning && *beginning <= effects.periods.back();
    effects.began.push_back(is_seen ? beginning : std::nullopt);
  }
  if (effects.began.empty()) return NoAnswer::empty;
  const std::size_t width = effects.periods.size();
  if (effects.began.size() > kMostValues / width) return NoAnswer::too_large;
  effects.values.resize(effects.began.size() * width);
  std::vector<bool> is_there(effects.values.size());
  for (const CohortRow& row : rows) {
    const auto found = number.find(row.unit);
    if (found == number.end()) continue;
    const std::size_t place = found->second * width + PositionOf(effects.periods, row.period);
    if (is_there[place]) return NoAnswer::out_of_range;
    is_there[place] = true;
    effects.values[place] = row.value;
  }
  if (std::ranges::count(is_there, false) > 0) return NoAnswer::unbalanced;
  effects.units = static_cast<std::int64_t>(effects.began.size());
  return std::nullopt;
}

}  // namespace

Answer<GroupTimes> GroupTimeEffects(std::span<const CohortRow> rows, Control control) {
  if (rows.empty()) return No(NoAnswer::empty);
  GroupTimes effects;
  effects.control = control;
  if (const auto why = Arrange(rows, effects)) return No(*why);
  std::vector<std::int32_t> groups;
  for (const auto began : effects.began) {
    if (began) groups.push_back(*began);
  }
  std::ranges::sort(groups);
  groups.erase(std::unique(groups.begin(), groups.end()), groups.end());
  if (groups.empty()) return No(NoAnswer::no_variation);
  if (groups.size() > kMostValues / effects.values.size()) return No(NoAnswer::too_large);
  for (const std::int32_t group : groups) {
    const std::size_t beginning = PositionOf(effects.periods, group);
    for (std::size_t t = 1; t < effects.periods.size(); ++t) {
      GroupTime cell;
      cell.group = group;
      cell.period = effects.periods[t];
      cell.is_placebo = t < beginning;
      cell.at = t;
      cell.base = std::min(t, beginning) - 1;
      if (!Fill(effects, cell)) {
        ++effects.skipped_cells;
        continue;
      }
      cell.standard_error = ErrorOf(TraceOf(effects, cell));
      effects.cells.push_back(cell);
    }
  }
  if (effects.cells.empty()) return No(NoAnswer::no_control);
  return effects;
}

Answer<Averages> Average(const GroupTimes& effects, Averaging averaging, Weights weights) {
  const BySize by_size(effects, weights);
  struct Part {
    std::vector<Traced> cells;
    std::vector<std::int32_t> groups;
  };
  std::map<std::int32_t, Part> parts;  // by point
  for (const GroupTime& cell : effects.cells) {
    if (cell.is_placebo && averaging != Averaging::event) continue;
    const auto since = static_cast<std::int32_t>(cell.at) -
                       static_cast<std::int32_t>(PositionOf(effects.periods, cell.group));
    const std::int32_t at = averaging == Averaging::simple  ? 0
                            : averaging == Averaging::event ? since
                            : averaging == Averaging::group ? cell.group
                                                            : cell.period;
    Part& part = parts[at];
    part.cells.push_back(TraceOf(effects, cell));
    part.groups.push_back(cell.group);
  }
  Averages averages;
  averages.averaging = averaging;
  averages.weights = weights;
  std::vector<Traced> means;
  std::vector<std::int32_t> groups;
  for (const auto& [at, part] : parts) {
    Traced mean = averaging == Averaging::group ? MeanOfParts(part.cells) : by_size(part.cells, part.groups);
    if (averaging != Averaging::simple) averages.points.push_back({at, mean.value, ErrorOf(mean)});
    if (averaging == Averaging::event && at < 0) continue;
    means.push_back(std::move(mean));
    groups.push_back(at);
  }
  if (means.empty()) return No(NoAnswer::no_control);
  const Traced overall = averaging == Averaging::group ? by_size(means, groups) : MeanOfParts(means);
  averages.overall = overall.value;
  averages.standard_error = ErrorOf(overall);
  return averages;
}

}  // namespace baton::stats
