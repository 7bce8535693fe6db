#include "departure/assumption.h"

#include <algorithm>
#include <cmath>

namespace baton::departure {
namespace {

// What Shi and others measured, and how far dependence may go.
constexpr double kLevelLow = 0.132 / 0.154;  // of the middle
constexpr double kLevelHigh = 0.176 / 0.154;
constexpr double kCorrelationHigh = 0.4;
constexpr double kContractionHigh = 0.1;

// In percent, with one decimal.
double Percent(double share) { return std::round(share * 1000) / 10; }

// Of the sales of a typical client; however low it is set, what those who stay buy less is lost in any case.
double LevelOf(const LossModel& model) { return LossWith(TypicalChance(model), model.contraction); }

}  // namespace

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

Message SentenceOf(Assumption assumption, const LossModel& model) {
  const std::vector<Ends> all = EndsOf(model);
  const auto ends = std::ranges::find(all, assumption, &Ends::assumption);
  switch (assumption) {
    case Assumption::level:
      return {"departure.sensitivity.level",
              {{"low", Percent(LevelOf(ends->one))}, {"high", Percent(LevelOf(ends->other))}}};
    case Assumption::share:
      return {"departure.sensitivity.share"};
    case Assumption::correlation:
      return {"departure.sensitivity.correlation"};
    case Assumption::handoff:
      return {"departure.sensitivity.handoff"};
    case Assumption::contraction:
      break;
  }
  return {"departure.sensitivity.contraction",
          {{"low", Percent(ends->one.contraction)}, {"high", Percent(ends->other.contraction)}}};
}

}  // namespace baton::departure
