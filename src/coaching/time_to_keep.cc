#include "coaching/time_to_keep.h"

#include <algorithm>
#include <cmath>

namespace baton::coaching {
namespace {

constexpr double kClear = 0.05;  // chance alone does less in one of twenty

double DaysBetween(Instant from, Instant to) {
  return std::max(0.0, static_cast<double>(to.milliseconds - from.milliseconds) /
                           static_cast<double>(kMillisecondsPerDay));
}

KeepStep StepOf(const stats::CurvePoint& point) {
  KeepStep step{point.time, point.share, {}, {}};
  if (point.band) {
    step.low = point.band->low;
    step.high = point.band->high;
  }
  return step;
}

// Where the curve rises; of many steps in one slice of time the last.
std::vector<KeepStep> StepsOf(const stats::Curve& curve) {
  const double slice = curve.back().time / kMostSteps;
  std::vector<KeepStep> steps;
  double in_slice = -1;
  for (const stats::CurvePoint& point : curve) {
    if (point.events == 0) continue;
    const double here = slice > 0 ? std::floor(point.time / slice) : 0;
    if (!steps.empty() && here == in_slice) steps.pop_back();
    in_slice = here;
    steps.push_back(StepOf(point));
  }
  return steps;
}

std::int64_t CountEnding(std::span<const stats::Spell> spells, stats::Ending ending) {
  return std::ranges::count(spells, ending, &stats::Spell::ending);
}

}  // namespace

std::vector<stats::Spell> SpellsOf(std::span<const CountedPromise> promises, Instant now) {
  std::vector<stats::Spell> spells;
  for (const auto& [promise, rep_left_at] : promises) {
    if (!promise.is_agreed) continue;
    const Instant from = promise.promised_at;
    if (promise.state == PromiseState::kept && promise.kept_at) {
      spells.push_back({DaysBetween(from, *promise.kept_at), stats::Ending::event});
    } else if (promise.state == PromiseState::withdrawn && promise.withdrawn_at) {
      spells.push_back({DaysBetween(from, *promise.withdrawn_at), stats::Ending::competing});
    } else if (promise.state == PromiseState::open) {
      spells.push_back(
          {DaysBetween(from, std::min(now, rep_left_at.value_or(now))), stats::Ending::censored});
    }
  }
  return spells;
}

TimeToKeep TimeToKeepOf(std::span<const CountedPromise> promises, Instant now) {
  const auto spells = SpellsOf(promises, now);
  TimeToKeep time;
  time.kept = CountEnding(spells, stats::Ending::event);
  time.withdrawn = CountEnding(spells, stats::Ending::competing);
  time.open = CountEnding(spells, stats::Ending::censored);
  const auto curve = time.kept < kFewestKept ? std::nullopt : stats::AalenJohansen(spells);
  if (!curve) return time;
  time.steps = StepsOf(*curve);
  time.known_days = curve->back().time;
  time.half_days = stats::TimeToReach(*curve, 0.5);
  const auto days = std::min<std::int32_t>(kUsualDays, static_cast<std::int32_t>(*time.known_days));
  if (const auto* by = days < 1 ? nullptr : stats::At(*curve, days)) {
    time.by_days = days;
    time.by = StepOf(*by);
  }
  return time;
}

FiguresBefore Compare(std::span<const CountedPromise> promises, std::span<const CountedPromise> before,
                      Instant now) {
  const Figures figures = Count(promises, now);
  const Figures earlier = Count(before, now);
  FiguresBefore shown;
  shown.kept_on_time = earlier.kept_on_time;
  shown.due = earlier.due;
  const auto gap =
      figures.due < kFewest || earlier.due < kFewest
          ? std::nullopt
          : stats::Newcombe(figures.kept_on_time, figures.due, earlier.kept_on_time, earlier.due);
  if (gap) {
    shown.difference = gap->value;
    shown.low = gap->band.low;
    shown.high = gap->band.high;
    shown.change = gap->band.low > 0 ? Change::better : gap->band.high < 0 ? Change::worse : Change::unclear;
  }
  const auto spells = SpellsOf(promises, now);
  const auto spells_before = SpellsOf(before, now);
  if (CountEnding(spells, stats::Ending::event) < kFewestKept ||
      CountEnding(spells_before, stats::Ending::event) < kFewestKept) {
    return shown;
  }
  if (const auto speed = stats::LogRank(spells, spells_before)) {
    const Change side = speed->observed > speed->expected ? Change::better : Change::worse;
    shown.speed = speed->p_value < kClear ? side : Change::unclear;
  }
  return shown;
}

}  // namespace baton::coaching
