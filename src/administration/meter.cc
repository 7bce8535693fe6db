#include "administration/meter.h"

#include <algorithm>

namespace baton::administration {

void Meter::Count(std::string_view route, int status, std::int64_t micros) {
  const double seconds = static_cast<double>(micros) / 1e6;
  const auto place = static_cast<std::size_t>(std::ranges::lower_bound(kEnds, seconds) - kEnds.begin());
  const std::lock_guard lock(mutex_);
  auto answers = counts_.answers.find(route);
  if (answers == counts_.answers.end())
    answers = counts_.answers.emplace(route, std::map<int, std::uint64_t>{}).first;
  ++answers->second[status];
  auto durations = counts_.durations.find(route);
  if (durations == counts_.durations.end()) durations = counts_.durations.emplace(route, Durations{}).first;
  ++durations->second.counts.at(place);
  ++durations->second.count;
  durations->second.seconds += seconds;
}

Meter::Counts Meter::Read() const {
  const std::lock_guard lock(mutex_);
  return counts_;
}

}  // namespace baton::administration
