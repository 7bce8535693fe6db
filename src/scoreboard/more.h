// The figures that look further than the time itself, and how each rep stands against the own past. Part of count.h: the same rules, the
// same guards (docs/scoreboard.md).
//
//   for (Figure& figure : MoreFiguresOf(facts)) board.figures.push_back(std::move(figure));
//   for (const Growth& one : GrowthOf(facts, facts.reps)) ... one.points, one.change
//
// Pure, thread-safe.
#pragma once

#include <span>
#include <vector>

#include "scoreboard/count.h"
#include "scoreboard/more_facts.h"

namespace baton::scoreboard {

std::vector<Figure> MoreFiguresOf(const MoreFacts& facts);
// Puts the margin beside the sales: their amount times the share that the organization set.
void PutMargin(Board& board, double share);

// Wins of kSparkWidth days up to a day, with where their rate likely lies.
struct SparkPoint {
  static constexpr bool kDefaults = true;
  Day to;
  std::int64_t wins = 0;
  double low = 0;
  double high = 0;
};
BOOST_DESCRIBE_STRUCT(SparkPoint, (), (to, wins, low, high))

// One rep against the own past: for the rep and the manager, in no order but that of names.
struct Growth {
  static constexpr bool kDefaults = true;
  Id rep_id;
  std::optional<Day> since;
  std::vector<SparkPoint> points;  // the earliest first; none of those that end before the rep began
  std::int64_t wins = 0;
  std::int64_t wins_before = 0;
  std::int64_t sales_minor = 0;
  std::int64_t sales_before_minor = 0;
  std::optional<double> low;  // of the difference in sales; none: too few wins
  std::optional<double> high;
  std::int64_t coached_minutes = 0;  // skill, in the time
  // Promises to the rep that were moved; none: of a quarter that was closed before these were counted.
  std::optional<std::int64_t> moved = {};
  std::optional<std::int64_t> moved_before = {};
};
BOOST_DESCRIBE_STRUCT(Growth, (),
                      (rep_id, since, points, wins, wins_before, sales_minor, sales_before_minor, low, high,
                       coached_minutes, moved, moved_before))
std::vector<Growth> GrowthOf(const MoreFacts& facts, std::span<const Id> reps);

}  // namespace baton::scoreboard
