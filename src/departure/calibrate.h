// What became of the clients of people who left, as evidence for the next departure: the level first; what pushes a client, from
// kFewestForWeights clients on. And how well the chances would have done, had each departure been foretold from the others.
//
//   const Calibration calibration = Calibrate(past, ModelOf(settings));
//   calibration.model;       // what to go by: as it was set where nobody has left yet
//   calibration.is_assumed;  // too few were lost to say much: the settings rule
//   calibration.test         // none: fewer than two departures
//
// MAP logistic (stats/logistic.h) around the settings' logit: the level moves with its spread, a weight with that of its
// coefficient. Whether somebody went to a competitor is not known of the past, so that weight stays. Clients of one leaver are not
// independent, hence whole departures are left out, one at a time. Pure, thread-safe.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "departure/model.h"
#include "stats/logistic.h"
#include "stats/share.h"

namespace baton::departure {

struct PastAccount {
  AccountFeatures features;  // on the day of the departure
  bool is_lost = false;      // within a year
};
using PastDeparture = std::vector<PastAccount>;  // the accounts of one person who left

inline constexpr std::size_t kFewestForWeights = 50;      // clients of people who left
inline constexpr std::size_t kLossesPerCoefficient = 10;  // fewer: mostly assumption

enum class Fitted { nothing, level, weights };

struct ReliabilityBin {
  stats::Reliability counted;
  stats::Interval band;  // Wilson, 95%
};

// Where what happened lay in what was foretold: of a sound forecast all places are alike likely (probability integral transform; Czado,
// Gneiting and Held 2009 for counts, of which it is a stretch and no point).
struct PastPlace {
  std::size_t accounts = 0;
  std::size_t lost = 0;
  double expected = 0;  // of them, lost
  double from = 0;      // the chance of fewer
  double to = 0;        // of as many at most
};

struct BackTest {
  std::size_t covered = 0;  // departures whose number of lost clients lay in the 80% band
  std::size_t departures = 0;
  stats::Score score;
  stats::Score as_set;  // the same clients, by the settings alone
  std::vector<ReliabilityBin> bins;
  std::vector<PastPlace> places;  // of each departure, in the order of the past
};

struct Calibration {
  std::size_t departures = 0;
  std::size_t accounts = 0;
  std::size_t lost = 0;
  Fitted fitted = Fitted::nothing;
  bool is_assumed = true;
  LossModel model;
  std::optional<BackTest> test;
};

Calibration Calibrate(std::span<const PastDeparture> past, const LossModel& set);

}  // namespace baton::departure
