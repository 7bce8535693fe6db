#include "review/prose.h"

#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "base/text.h"
#include "review/word_diff.h"

namespace baton::review {
namespace {

constexpr std::size_t kNoSentenceWords = 4;

constexpr std::array<std::string_view, 22> kAbbreviations = {
    "mr",  "mrs", "ms",  "dr",  "prof", "st",  "inc", "ltd", "co",  "corp", "vs",
    "etc", "e.g", "i.e", "z.b", "d.h",  "bzw", "ca",  "nr",  "usw", "sr",   "sra"};

bool IsEnd(char c) { return c == '.' || c == '!' || c == '?'; }

// The stop at `at` belongs to an abbreviation, a number or an initial.
bool IsInnerStop(std::string_view text, std::size_t at) {
  if (text[at] != '.') return false;
  std::size_t begin = at;
  while (begin > 0 && std::isspace(static_cast<unsigned char>(text[begin - 1])) == 0 &&
         text[begin - 1] != '(')
    --begin;
  const std::string word = Fold(text.substr(begin, at - begin));
  if (word.size() == 1 && std::isalpha(static_cast<unsigned char>(word[0])) != 0) return true;
  return std::ranges::find(kAbbreviations, word) != kAbbreviations.end();
}

void AddSentences(std::string_view paragraph, std::vector<Sentence>& sentences) {
  bool is_opening = true;
  std::size_t begin = 0;
  const auto add = [&](std::size_t end) {
    const std::string_view text = Trim(paragraph.substr(begin, end - begin));
    begin = end;
    const bool has_end = !text.empty() && (IsEnd(text.back()) || text.back() == ':');
    if (WordsIn(text).size() <= (has_end ? 0 : kNoSentenceWords)) return;
    sentences.push_back({text, is_opening});
    is_opening = false;
  };
  for (std::size_t i = 0; i < paragraph.size(); ++i) {
    if (!IsEnd(paragraph[i]) || IsInnerStop(paragraph, i)) continue;
    while (i + 1 < paragraph.size() &&
           (IsEnd(paragraph[i + 1]) || paragraph[i + 1] == '"' || paragraph[i + 1] == ')'))
      ++i;
    if (i + 1 < paragraph.size() && std::isspace(static_cast<unsigned char>(paragraph[i + 1])) == 0) continue;
    add(i + 1);
  }
  add(paragraph.size());
}

// Vowels with and without marks, folded.
bool IsVowel(char c) { return std::string_view("aeiouy").find(c) != std::string_view::npos; }

struct SmallWords {
  std::string_view language;
  std::string_view words;  // with spaces around each
};
constexpr std::array<SmallWords, 4> kSmallWords = {
    {{"en", " the and of to in is that for you with we your our are have this on be it "},
     {"de", " der die das und ist sie wir ihr ihre mit fur nicht ein eine den dem zu im auf unser "},
     {"fr", " le la les et est vous nous pour avec votre notre des une du dans que qui sur "},
     {"es", " el los las y es usted para con su sus una del que nuestro en por nosotros le "}}};

bool IsLatin(std::string_view word) {
  const auto text = icu::UnicodeString::fromUTF8({word.data(), static_cast<std::int32_t>(word.size())});
  UErrorCode error = U_ZERO_ERROR;
  const UScriptCode script = uscript_getScript(text.char32At(0), &error);
  return script == USCRIPT_LATIN || script == USCRIPT_COMMON;  // a number is nobody's
}

}  // namespace

std::vector<std::string_view> WordsIn(std::string_view text) {
  std::vector<std::string_view> words;
  for (const std::string_view token : Tokens(text)) {
    if (IsWord(token)) words.push_back(token);
  }
  return words;
}

std::vector<Sentence> SentencesOf(std::string_view letter) {
  std::vector<Sentence> sentences;
  std::size_t begin = 0;
  while (begin < letter.size()) {
    const std::size_t end = std::min(letter.find("\n\n", begin), letter.size());
    const std::string_view paragraph = letter.substr(begin, end - begin);
    begin = end + 2;
    // "Dear Bill," above the first sentence, in the same paragraph.
    const std::size_t line = paragraph.find('\n');
    const std::string_view first = Trim(paragraph.substr(0, line));
    const bool is_greeting = line != std::string_view::npos && !first.empty() && first.back() == ',' &&
                             WordsIn(first).size() <= kNoSentenceWords;
    AddSentences(is_greeting ? paragraph.substr(line + 1) : paragraph, sentences);
  }
  return sentences;
}

std::size_t Syllables(std::string_view word, std::string_view language) {
  const std::string folded = Fold(word);
  std::size_t groups = 0;
  bool in_group = false;
  for (const char c : folded) {
    const bool is_vowel = IsVowel(c);
    if (is_vowel && !in_group) ++groups;
    in_group = is_vowel;
  }
  const bool drops_e = language == "en" || language == "fr";
  const bool ends_le = folded.size() > 2 && folded.ends_with("le") && !IsVowel(folded[folded.size() - 3]);
  if (drops_e && groups > 1 && folded.ends_with('e') && !IsVowel(folded[folded.size() - 2]) &&
      !(language == "en" && ends_le)) {
    --groups;
  }
  // "looked" has one, "wanted" two.
  if (language == "en" && groups > 1 && folded.size() > 3 && folded.ends_with("ed")) {
    const char before = folded[folded.size() - 3];
    if (!IsVowel(before) && before != 't' && before != 'd') --groups;
  }
  return std::max<std::size_t>(groups, 1);
}

std::string GuessLanguage(std::string_view text) {
  std::array<std::size_t, kSmallWords.size()> counts{};
  const auto words = WordsIn(text);
  if (static_cast<std::size_t>(std::ranges::count_if(words, IsLatin)) * 2 < words.size())
    return std::string(kUnknownLanguage);
  for (const std::string_view word : words) {
    const std::string padded = " " + Fold(word) + " ";
    for (std::size_t i = 0; i < kSmallWords.size(); ++i) {
      if (kSmallWords[i].words.find(padded) != std::string_view::npos) ++counts[i];
    }
  }
  return std::string(
      kSmallWords[static_cast<std::size_t>(std::ranges::max_element(counts) - counts.begin())].language);
}

}  // namespace baton::review
