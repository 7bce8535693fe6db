// What holds of reviews, decided without a database: who may do what, the limits of what is typed, and how turnaround is
// counted.
#pragma once

#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.h"
#include "review/review.h"

namespace baton::review {

inline constexpr std::size_t kMaxLetterCharacters = 10'000;
inline constexpr std::size_t kMaxCommentCharacters = 2'000;
inline constexpr std::size_t kMaxTitleCharacters = 200;
inline constexpr std::int32_t kMaxVersions = 100;
inline constexpr std::size_t kMaxComments = 200;

bool MayDo(const Review& review, ReviewDeed deed, Id person_id);
std::vector<ReviewDeed> DeedsOf(const Review& review, Id person_id);
// Done, or why not: the other one's (403), or not as things stand (409).
Result<Done> CheckDeed(const Review& review, ReviewDeed deed, Id person_id);

// The letter as it is kept: line breaks as \n, no control characters, trimmed.
std::string TidyLetter(std::string_view text);
std::optional<FieldFault> FaultOfLetter(std::string_view tidy, const std::string& path = "text");
std::optional<FieldFault> FaultOfTitle(std::string_view title);
// Text of at most `most` characters; of none unless `may_be_empty`.
std::optional<FieldFault> FaultOfText(std::string_view text, std::size_t most, bool may_be_empty,
                                      const std::string& path);
std::optional<FieldFault> FaultOfLanguage(std::string_view language);

// The letter with the passages replaced, the last first, so that the places of the others hold. REQUIRES: they lie within
// the text and do not overlap (DoOverlap).
struct Replacement {
  Range range;
  std::string text;
};
std::string Replace(std::string_view text, std::vector<Replacement> replacements);
bool DoOverlap(std::vector<Range> ranges);

// How long letters waited for the first answer. Waiting ones are neither fast nor slow yet.
inline constexpr std::size_t kFewestRounds = 5;  // below, "k of n within a day" only
struct Turnaround {
  std::int64_t answered = 0;
  std::int64_t waiting = 0;
  std::int64_t within_day = 0;                       // of the answered ones
  std::optional<std::int64_t> median_minutes;        // of the answered ones; none below kFewestRounds
  std::optional<std::int64_t> longest_wait_minutes;  // of those that wait
};
Turnaround CountTurnaround(std::span<const Round> rounds, Instant now);

}  // namespace baton::review
