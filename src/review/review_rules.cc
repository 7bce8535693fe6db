#include "review/review_rules.h"

#include <algorithm>
#include <boost/describe/enumerators.hpp>
#include <boost/mp11/algorithm.hpp>
#include <cctype>

#include "base/text.h"
#include "format/document/document.h"
#include "json/json.h"

namespace baton::review {
namespace {

// Whose deed it is, and in which states.
struct DeedRule {
  bool is_reps = false;
  bool is_managers = false;
  bool fits = false;
};

DeedRule RuleOf(const Review& review, ReviewDeed deed) {
  using enum ReviewState;
  const ReviewState state = review.state;
  switch (deed) {
    case ReviewDeed::change:
      return {.is_reps = true, .fits = true};
    case ReviewDeed::revise:
      return {.is_reps = true, .fits = state != ready};
    case ReviewDeed::hand_in:
      return {.is_reps = true, .fits = state == draft || state == returned};
    case ReviewDeed::comment:
      return {.is_reps = true, .is_managers = true, .fits = state != ready && state != draft};
    case ReviewDeed::verdict:
      return {.is_managers = true, .fits = state == waiting};
    case ReviewDeed::thank:
      return {.is_reps = true, .fits = review.verdict.has_value() && !review.thanked_at};
    case ReviewDeed::withdraw:
      return {.is_reps = true, .fits = state != ready};
    case ReviewDeed::save_worked:
      return {.is_reps = true, .is_managers = true, .fits = state == ready};
  }
  return {};
}

bool IsTheirs(const Review& review, const DeedRule& rule, Id person_id) {
  return (rule.is_reps && person_id == review.rep_id) || (rule.is_managers && person_id == review.manager_id);
}

}  // namespace

bool MayDo(const Review& review, ReviewDeed deed, Id person_id) {
  const DeedRule rule = RuleOf(review, deed);
  return rule.fits && IsTheirs(review, rule, person_id);
}

std::vector<ReviewDeed> DeedsOf(const Review& review, Id person_id) {
  std::vector<ReviewDeed> deeds;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<ReviewDeed>>([&](auto entry) {
    if (MayDo(review, entry.value, person_id)) deeds.push_back(entry.value);
  });
  return deeds;
}

Result<Done> CheckDeed(const Review& review, ReviewDeed deed, Id person_id) {
  const DeedRule rule = RuleOf(review, deed);
  if (!IsTheirs(review, rule, person_id)) {
    return Fail(Kind::forbidden, rule.is_managers ? "problem.review.managers" : "problem.review.reps");
  }
  if (!rule.fits)
    return Fail(Kind::conflict, "problem.review.not_now",
                {{"state", std::string(json::NameOf(review.state))}});
  return Done{};
}

std::string TidyLetter(std::string_view text) { return format::Tidy(text); }

std::optional<FieldFault> FaultOfText(std::string_view text, std::size_t most, bool may_be_empty,
                                      const std::string& path) {
  if (!may_be_empty && Trim(text).empty()) return FieldFault{path, {"problem.field.required"}};
  if (CountCharacters(text) > most) {
    return FieldFault{path, {"problem.field.too_long", {{"limit", static_cast<std::int64_t>(most)}}}};
  }
  return std::nullopt;
}

std::optional<FieldFault> FaultOfLetter(std::string_view tidy, const std::string& path) {
  return FaultOfText(tidy, kMaxLetterCharacters, false, path);
}

std::optional<FieldFault> FaultOfTitle(std::string_view title) {
  return FaultOfText(title, kMaxTitleCharacters, false, "title");
}

std::optional<FieldFault> FaultOfLanguage(std::string_view language) {
  const bool is_code = language.size() >= 2 && language.size() <= 3 &&
                       std::ranges::all_of(language, [](unsigned char c) { return std::islower(c) != 0; });
  if (is_code) return std::nullopt;
  return FieldFault{"language", {"problem.review.language"}};
}

std::string Replace(std::string_view text, std::vector<Replacement> replacements) {
  std::ranges::sort(replacements, std::ranges::greater(),
                    [](const Replacement& replacement) { return replacement.range.begin; });
  std::string result(text);
  for (const Replacement& replacement : replacements) {
    // What is behind the passage may have changed its length: counted from the passage on, it has not.
    const std::string head = Slice(result, {0, replacement.range.begin});
    const std::string passage = Slice(text, replacement.range);
    const std::string tail = result.substr(head.size() + passage.size());
    result = head + replacement.text + tail;
  }
  return result;
}

bool DoOverlap(std::vector<Range> ranges) {
  std::ranges::sort(ranges, {}, &Range::begin);
  for (std::size_t i = 1; i < ranges.size(); ++i) {
    if (ranges[i].begin < ranges[i - 1].finish) return true;
  }
  return false;
}

Turnaround CountTurnaround(std::span<const Round> rounds, Instant now) {
  Turnaround turnaround;
  std::vector<std::int64_t> minutes;
  for (const Round& round : rounds) {
    const Instant until = round.answered_at.value_or(now);
    const std::int64_t waited = std::max<std::int64_t>(
        0, (until.milliseconds - round.asked_at.milliseconds) / kMillisecondsPerMinute);
    if (!round.answered_at) {
      ++turnaround.waiting;
      turnaround.longest_wait_minutes = std::max(turnaround.longest_wait_minutes.value_or(0), waited);
      continue;
    }
    ++turnaround.answered;
    if (waited <= 24 * 60) ++turnaround.within_day;
    minutes.push_back(waited);
  }
  if (minutes.size() < kFewestRounds) return turnaround;
  std::ranges::sort(minutes);
  const std::size_t middle = minutes.size() / 2;
  turnaround.median_minutes =
      minutes.size() % 2 == 1 ? minutes[middle] : (minutes[middle - 1] + minutes[middle]) / 2;
  return turnaround;
}

}  // namespace baton::review
