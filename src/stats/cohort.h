// What changed for those who began something (being coached) at a known time, against those who had not: an average for each group that
// began together, at each time, and averages of those. Right also where effects grow or differ between groups, which one "before or
// after" dummy is not.
//
//   const auto effects = stats::GroupTimeEffects(rows, stats::Control::not_yet);
//   for (const auto& cell : effects->cells) ...                  // group, time, effect; before the beginning: a placebo, should be 0
//   const auto by_weeks = stats::Average(*effects, stats::Averaging::event, stats::Weights::fixed);
//   by_weeks->points[0].at, by_weeks->points[0].effect;          // 2 weeks before, ...; by_weeks->overall: from the beginning on
//
// Callaway and Sant'Anna, J. Econometrics 2021, without covariates: ATT(g,t) = mean(Y_t - Y_base | G = g) - mean(Y_t - Y_base | controls), base
// the last time before g; for t < g the time before t. Errors from the influence function,
//   psi_i = 1[G=g]/p_g (dY_i - mean_g) - 1[C]/p_C (dY_i - mean_C),   se = sqrt(sum psi^2) / n.
// Fixed weights: a statement about these groups. Estimated: about the population they come from, with the error of the groups' sizes;
// the two errors differ much, so say which. Below kFewestInArm units on a side there is no error: it would be too small, and 0
// where changes are alike. Use lots.h there. Pure, thread-safe. Time: cells * units.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "stats/answer.h"

namespace baton::stats {

struct CohortRow {
  std::uint32_t unit = 0;
  std::int32_t period = 0;
  std::optional<std::int32_t>
      began;         // the first period with it, the same in all rows of the unit; none: never
  double value = 0;  // best a rate an opportunity: log(1 + y) depends on the unit of y
};

// Whom to compare with: those who never began, or also those who have not yet at that time (t, or g - 1 if that is later).
enum class Control : std::uint8_t { never, not_yet };

inline constexpr std::int64_t kFewestInArm = 5;

struct GroupTime {
  std::int32_t group = 0;  // when it began
  std::int32_t period = 0;
  bool is_placebo = false;  // before it began
  double effect = 0;
  std::optional<double> standard_error;
  std::int64_t treated = 0;  // units
  std::int64_t controls = 0;

  // For the influence function.
  std::size_t at = 0;  // columns of `values`
  std::size_t base = 0;
  double treated_mean = 0;
  double control_mean = 0;
};

struct GroupTimes {
  std::vector<GroupTime> cells;  // by group, then period
  Control control = Control::never;
  std::int64_t units = 0;
  std::int64_t dropped_units = 0;  // began in the first period or before: there is no before
  std::int64_t skipped_cells = 0;  // nobody to compare with
  std::vector<std::int32_t> periods;
  std::vector<std::optional<std::int32_t>>
      began;                   // of each unit; none too where it began after the last period
  std::vector<double> values;  // unit after unit, a column each period
};

// No answer: empty, not_finite, out_of_range (a unit that began at two times, or is twice in a period), unbalanced (a unit misses a
// period), too_few (one period), no_variation (nobody began), no_control (nobody to compare with in any cell), too_large (units * periods * groups beyond 50 million).
Answer<GroupTimes> GroupTimeEffects(std::span<const CohortRow> rows, Control control);

// simple: over all cells from the beginning on, by size of group. event: by time since the beginning (in positions of `periods`).
// group: for each group over time. calendar: for each period over the groups.
enum class Averaging : std::uint8_t { simple, event, group, calendar };
enum class Weights : std::uint8_t { fixed, estimated };

struct AveragePoint {
  std::int32_t at =
      0;  // event: time since the beginning, below 0 placebos; group: its beginning; calendar: the period
  double effect = 0;
  std::optional<double> standard_error;
};
struct Averages {
  std::vector<AveragePoint> points;  // none for simple
  double overall = 0;                // without placebos
  std::optional<double> standard_error;
  Averaging averaging = Averaging::simple;
  Weights weights = Weights::fixed;
};
// No answer: no_control (no cell from the beginning on).
Answer<Averages> Average(const GroupTimes& effects, Averaging averaging, Weights weights);

}  // namespace baton::stats
