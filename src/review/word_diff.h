// What changed between two texts, by word: Myers' difference algorithm in linear space (E. W. Myers, "An O(ND) Difference
// Algorithm and Its Variations", Algorithmica 1, 1986) over words, signs and line breaks; spaces go with them.
//
//   DiffWords("the new terminal", "the newest terminal")    // same "the ", removed "new", added "newest", same " terminal"
//
// Pure. O((n + m) d) for d changed words; texts that have next to nothing in common are not searched to the end, and come
// out as removed and added. The parts that are not `added` are the old text, those that are not `removed` the new one.
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace baton::review {

enum class DiffKind { same, removed, added };
BOOST_DESCRIBE_ENUM(DiffKind, same, removed, added)

struct DiffPart {
  static constexpr const char* kSchemaName = "ReviewDiffPart";

  DiffKind kind = DiffKind::same;
  std::string text;

  bool operator==(const DiffPart&) const = default;
};
BOOST_DESCRIBE_STRUCT(DiffPart, (), (kind, text))

// A word (letters, digits, and apostrophes or hyphens within), a run of white space, or a single sign.
std::vector<std::string_view> Tokens(std::string_view text);
bool IsWord(std::string_view token);

// Neighbouring parts differ in kind; a replacement is removed, then added. White space between changed words goes with them,
// so that a sentence written anew reads as one.
std::vector<DiffPart> DiffWords(std::string_view before, std::string_view after);

// For each token of `before` the index of the same token of `after`, or -1 where it went. In order; of words and signs as many
// as there can be.
std::vector<std::ptrdiff_t> MatchTokens(const std::vector<std::string_view>& before,
                                        const std::vector<std::string_view>& after);

}  // namespace baton::review
