// How a typed word matches a stored one, without a database: prefixes, and one mistake (two in long words).
//
//   WordsOf("Larmar & Sons, Chicago")     {"chicago", "larmar", "sons"}
//   WordsOf("+1 (312) 555-0142")          the number from several digits on, so that any beginning of it is
//   found Match("larmr", "larmar")              a match with one mistake Match("bil", "billing") a match with
//   none, 4 letters short of the whole word
//
// What is searched is text folded by base/text.h. Stateless, hence thread-safe.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace baton::search {

inline constexpr std::size_t kMaxWordLetters = 40;  // longer words are found by their beginning
inline constexpr std::size_t kMaxTypedWords = 6;

// The words that a text is found by, each once and sorted: letters and digits; an e-mail address also as a
// whole; a telephone number as its digits, those without the first ones, so that a missing country code
// does no harm, and its last four to eight. REQUIRES: IsUtf8(text).
std::vector<std::string> WordsOf(std::string_view text);

// The words of what somebody typed, in their order: a telephone number is one word, an address too.
// REQUIRES: IsUtf8(text).
std::vector<std::string> TypedWords(std::string_view text);

// How many mistakes a typed word may hold: none under 4 letters and in numbers, 1 under 9, then 2.
int MistakesAllowed(std::string_view typed);

// The word itself and, unless it is a number, the word without one of its first letters. Two words one mistake apart share
// a variant, also when one of them is the beginning of a longer one: then a variant of the typed word begins
// a variant of the other.
std::vector<std::string> VariantsOf(std::string_view word);

// Less is better.
struct Match {
  int mistakes = 0;
  int letters_missing = 0;  // of the stored word, behind what was typed
  auto operator<=>(const Match&) const = default;
};

// None when `typed` is neither the word nor its beginning, within the mistakes allowed. A mistake is a letter
// too many, too few or wrong, or two neighbours in the wrong order.
std::optional<Match> MatchWord(std::string_view typed, std::string_view word);

}  // namespace baton::search
