#include "week/spent.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

namespace baton::week {

std::vector<Coverage> Cover(std::span<const Id> reps, std::span<const Spent> spent, Day week_on) {
  std::set<std::pair<Id, Day>> in_session;
  for (const Spent& one : spent) {
    if (one.is_session) in_session.emplace(one.rep_id, one.on);
  }
  const Day first = week_on - 7 * (kCoverageWeeks - 1);
  std::vector<Coverage> all;
  for (const Id rep_id : reps) {
    Coverage coverage{.rep_id = rep_id, .weeks = std::vector<std::int32_t>(kCoverageWeeks, 0), .last_on = {}};
    for (const Spent& one : spent) {
      if (one.rep_id != rep_id) continue;
      coverage.last_on = std::max(coverage.last_on, std::optional(one.on));
      if (!one.is_session && in_session.contains({one.rep_id, one.on})) continue;
      if (one.on < first || one.on > week_on + 6) continue;
      coverage.weeks[static_cast<std::size_t>((one.on - first) / 7)] += one.minutes;
      coverage.minutes += one.minutes;
    }
    all.push_back(std::move(coverage));
  }
  return all;
}

std::optional<Id> LeastCoached(std::span<const Coverage> coverage) {
  const auto key = [](const Coverage& one) { return std::tuple(one.minutes, one.last_on); };
  const auto least = std::ranges::min_element(coverage, {}, key);
  if (least == coverage.end() || coverage.size() < 2) return std::nullopt;
  const auto alike =
      std::ranges::count_if(coverage, [&](const Coverage& one) { return key(one) == key(*least); });
  return alike == 1 ? std::optional(least->rep_id) : std::nullopt;
}

}  // namespace baton::week
