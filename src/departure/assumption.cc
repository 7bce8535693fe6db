#include "departure/assumption.h"

#include <algorithm>

namespace baton::departure {
namespace {

// What Shi and others measured, and how far dependence may go.
constexpr double kLevelLow = 0.132 / 0.154;  // of the middle
constexpr double kLevelHigh = 0.176 / 0.154;
constexpr double kCorrelationHigh = 0.4;
constexpr double kContractionHigh = 0.1;

}  // namespace

const char* KeyOf(Assumption assumption) {
  switch (assumption) {
    case Assumption::level:
      return "departure.sensitivity.level";
    case Assumption::share:
      return "departure.sensitivity.share";
    case Assumption::correlation:
      return "departure.sensitivity.correlation";
    case Assumption::handoff:
      return "departure.sensitivity.handoff";
    case Assumption::contraction:
      break;
  }
  return "departure.sensitivity.contraction";
}

std::vector<Ends> EndsOf(const LossModel& model) {
  std::vector<Ends> all;
  const auto add = [&](Assumption assumption, auto&& one, auto&& other) {
    all.push_back({assumption, model, model});
    one(all.back().one);
    other(all.back().other);
  };
  add(
      Assumption::level, [](LossModel& m) { m.typical_loss *= kLevelLow; },
      [](LossModel& m) { m.typical_loss *= kLevelHigh; });
  add(
      Assumption::share, [](LossModel& m) { m.share.mean -= m.share.spread; },
      [](LossModel& m) { m.share.mean += m.share.spread; });
  add(
      Assumption::correlation, [](LossModel& m) { m.correlation = 0; },
      [](LossModel& m) { m.correlation = std::max(m.correlation, kCorrelationHigh); });
  add(
      Assumption::handoff, [](LossModel& m) { m.completion.mean = 0; },
      [](LossModel& m) { m.completion.mean += m.completion.spread; });
  add(
      Assumption::contraction, [](LossModel& m) { m = WithContraction(m, std::min(m.contraction, 0.0)); },
      [](LossModel& m) { m = WithContraction(m, std::max(m.contraction, kContractionHigh)); });
  return all;
}

}  // namespace baton::departure
