// A letter as sentences and words, and what is counted in it: for remarks. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace baton::review {

// What GuessLanguage says of a letter whose alphabet no list of words here is in (BCP 47).
inline constexpr std::string_view kUnknownLanguage = "und";

struct Sentence {
  std::string_view text;    // within the letter, without white space around it
  bool is_opening = false;  // the first of its paragraph
};

// Paragraphs lie between empty lines. What is no sentence is left out: a greeting, a name below, an address (at most
// four words in a line without an end).
std::vector<Sentence> SentencesOf(std::string_view letter);

std::vector<std::string_view> WordsIn(std::string_view text);

// Groups of vowels, as the reading formulas count them; a silent e at the end of an English or French word is none. At least 1.
std::size_t Syllables(std::string_view word, std::string_view language);

// en, de, fr or es, by its small words; "en" when none of them is there; kUnknownLanguage when most of its words
// are in another alphabet.
std::string GuessLanguage(std::string_view text);

}  // namespace baton::review
