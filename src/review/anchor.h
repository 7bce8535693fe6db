// Where a comment belongs in a letter, as the W3C Web Annotation model says it: the words it is about, some of what stands
// before and after them, and their place (text quote and text position selectors). When the letter is revised the passage is
// found again, or it is gone.
//
//   const Anchor anchor = AnchorAt(text, {14, 31});
//   if (auto range = Follow(text, {14, 31}, revised)) ...      // through the words that stayed
//   if (auto range = Find(anchor, revised)) ...                // by the words themselves
//
// Places count characters (Unicode code points), as the API does. Pure.
#pragma once

#include <boost/describe/class.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace baton::review {

struct Range {
  std::int32_t begin = 0;
  std::int32_t finish = 0;  // behind the last character

  bool operator==(const Range&) const = default;
};

struct Anchor {
  std::string quote;
  std::string prefix;
  std::string suffix;
  std::int32_t begin = 0;
  std::int32_t finish = 0;
};
BOOST_DESCRIBE_STRUCT(Anchor, (), (quote, prefix, suffix, begin, finish))

// REQUIRES of all: text is UTF-8.
std::string Slice(std::string_view text, const Range& range);
// Not empty and within the text?
bool IsWithin(std::string_view text, const Range& range);
Anchor AnchorAt(std::string_view text, const Range& range);  // REQUIRES: IsWithin

// The passage in the next version, found through the difference of the two: at least half of its words stayed in their
// order. What was put in between belongs to it.
std::optional<Range> Follow(std::string_view before, const Range& range, std::string_view after);

// The passage found by its words: where they stand as they were (of several places the one with the likest surroundings,
// then the nearest), or where at least two thirds of them stand close together.
std::optional<Range> Find(const Anchor& anchor, std::string_view text);

// Two versions and the words of the first that stayed in the second (word_diff.h): made once for all passages. The texts
// outlive it.
struct Revision {
  Revision(std::string_view old_text, std::string_view new_text);

  std::string_view before;
  std::string_view after;
  std::vector<std::ptrdiff_t> match;
};

// Both: words that all stayed, the passage as it was somewhere else, words that mostly stayed, words that are alike. A word or two
// are found only where they stayed.
std::optional<Range> Reanchor(const Revision& revision, const std::optional<Range>& range,
                              const Anchor& anchor);

}  // namespace baton::review
