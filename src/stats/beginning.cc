#include "stats/beginning.h"

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include "stats/cohort.h"

namespace baton::stats {
namespace {

// One rep, block by block; the blocks end with the last week that anybody has.
struct Course {
  std::vector<double> wins;
  std::vector<int> weeks;    // that there are rows of
  std::vector<int> known;    // of them, with an entry
  std::optional<int> began;  // block
};

bool IsWhole(const Course& course) {
  return std::ranges::all_of(course.weeks, [](int weeks) { return weeks == kWindowWeeks; });
}

// Were half of the weeks in which nobody says the rep was coached really without?
bool IsKnownBefore(const Course& course) {
  const auto blocks = course.began ? *course.began : static_cast<int>(course.known.size());
  int known = 0;
  for (int block = 0; block < blocks; ++block) known += course.known[static_cast<std::size_t>(block)];
  return blocks > 0 && 2 * known >= blocks * kWindowWeeks;
}

}  // namespace

Answer<Beginning> EffectOfBeginning(std::span<const RepWeek> weeks) {
  if (weeks.empty()) return No(NoAnswer::empty);
  const auto [first, last] = std::ranges::minmax(weeks, {}, &RepWeek::week);
  const int blocks = (last.week - first.week + 1) / kWindowWeeks;
  if (blocks < 2) return No(NoAnswer::too_few);
  const std::int32_t since = last.week - blocks * kWindowWeeks + 1;

  std::map<std::uint32_t, Course> courses;
  std::set<std::pair<std::uint32_t, std::int32_t>> seen;
  for (const RepWeek& week : weeks) {
    if (!seen.insert({week.rep, week.week}).second) return No(NoAnswer::out_of_range);
    if (week.week < since) continue;
    Course& course = courses[week.rep];
    const auto size = static_cast<std::size_t>(blocks);
    course.wins.resize(size);
    course.weeks.resize(size);
    course.known.resize(size);
    const int block = (week.week - since) / kWindowWeeks;
    const auto at = static_cast<std::size_t>(block);
    course.wins[at] += week.wins / kWindowWeeks;
    ++course.weeks[at];
    if (!week.hours) continue;
    ++course.known[at];
    if (*week.hours > 0) course.began = std::min(block, course.began.value_or(block));
  }

  Beginning out;
  std::vector<CohortRow> rows;
  for (const auto& [rep, course] : courses) {
    if (!IsWhole(course) || !IsKnownBefore(course)) {
      ++out.left_out;
      continue;
    }
    ++(course.began ? out.began : out.others);
    for (int block = 0; block < blocks; ++block)
      rows.push_back({rep, block, course.began, course.wins[static_cast<std::size_t>(block)]});
  }
  const auto effects = GroupTimeEffects(rows, Control::not_yet);
  if (!effects) return No(effects.error());
  const auto average = Average(*effects, Averaging::simple, Weights::fixed);
  if (!average) return No(average.error());
  out.effect = average->overall;
  out.standard_error = average->standard_error;
  return out;
}

}  // namespace baton::stats
