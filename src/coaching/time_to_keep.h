// How long it takes until a promise is kept, and whether one period was better than the one before (docs/promises.md).
//
//   const TimeToKeep time = TimeToKeepOf(promises, now);   // half within time.half_days; time.by_share by day time.by_days
//
// An open promise is neither kept nor broken: it counts as long as it is known. A withdrawn one cannot be kept any more, and
// is not left out as if it could. The mathematics: stats/survival.h. Pure, thread-safe.
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "coaching/promise_rules.h"
#include "stats/survival.h"

namespace baton::coaching {

inline constexpr std::int64_t kFewestKept = 5;  // below, no curve
inline constexpr int kMostSteps = 120;          // more are not seen apart
inline constexpr int kUsualDays = 7;            // by when a share is said, where so much is known

// From here on this share is kept.
struct KeepStep {
  static constexpr const char* kSchemaName = "PromiseKeepStep";

  double days = 0;  // since it was promised
  double share = 0;
  std::optional<double> low;
  std::optional<double> high;
};
BOOST_DESCRIBE_STRUCT(KeepStep, (), (days, share, low, high))

struct TimeToKeep {
  static constexpr const char* kSchemaName = "PromiseTimeToKeep";

  std::int64_t kept = 0;
  std::int64_t open = 0;
  std::int64_t withdrawn = 0;
  std::vector<KeepStep> steps;       // rising; none where too few were kept
  std::optional<double> known_days;  // as far as anything is known
  std::optional<double> half_days;   // within which half are kept; none: not reached
  std::optional<std::int32_t> by_days;
  std::optional<KeepStep> by;  // what holds then
};
BOOST_DESCRIBE_STRUCT(TimeToKeep, (), (kept, open, withdrawn, steps, known_days, half_days, by_days, by))

// Those that were agreed, from then to what ended them, in days.
std::vector<stats::Spell> SpellsOf(std::span<const CountedPromise> promises, Instant now);
TimeToKeep TimeToKeepOf(std::span<const CountedPromise> promises, Instant now);

// How a period stands beside the one before. unclear: chance alone does as much.
enum class Change { too_few, unclear, better, worse };
BOOST_DESCRIBE_ENUM(Change, too_few, unclear, better, worse)

struct FiguresBefore {
  static constexpr const char* kSchemaName = "PromiseFiguresBefore";

  std::int64_t kept_on_time = 0;
  std::int64_t due = 0;
  Change change = Change::too_few;   // of the share that was kept on time
  std::optional<double> difference;  // of the share now less the one before
  std::optional<double> low;
  std::optional<double> high;
  Change speed = Change::too_few;  // better: kept sooner
};
BOOST_DESCRIBE_STRUCT(FiguresBefore, (), (kept_on_time, due, change, difference, low, high, speed))

FiguresBefore Compare(std::span<const CountedPromise> promises, std::span<const CountedPromise> before,
                      Instant now);

}  // namespace baton::coaching
