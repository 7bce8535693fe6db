#include "search/match.h"

#include <algorithm>

#include "base/text.h"

namespace baton::search {
namespace {

constexpr std::size_t kVariantLetters = 12;  // a mistake behind them is found by the part before it
constexpr std::size_t kMinPhoneDigits = 6;
constexpr std::size_t kMinTypedDigits = 3;
constexpr std::size_t kLeastLastDigits = 4;
constexpr std::size_t kMostLastDigits = 8;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLetter(char c) {
  return IsDigit(c) || (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}
bool ContinuesLetter(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

std::u32string Decode(std::string_view text) {
  std::u32string letters;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t letter = size == 1 ? lead : lead & (0xFFU >> (size + 1));
    for (std::size_t j = 1; j < size && i + j < text.size(); ++j) {
      letter = (letter << 6) | (static_cast<unsigned char>(text[i + j]) & 0x3FU);
    }
    letters.push_back(letter);
    i += size;
  }
  return letters;
}

// The first letters of a word, never a part of one.
std::string_view Cut(std::string_view word, std::size_t letters) {
  std::size_t i = 0;
  for (; i < word.size(); ++i) {
    if (!ContinuesLetter(word[i]) && letters-- == 0) break;
  }
  return word.substr(0, i);
}

// The digits when the text can be nothing but a telephone number, without leading zeros.
std::string PhoneDigits(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (IsDigit(c)) {
      if (!digits.empty() || c != '0') digits += c;
    } else if (std::string_view(" +()-./").find(c) == std::string_view::npos) {
      return {};
    }
  }
  return digits;
}

// Letters and digits in runs; an apostrophe joins ("o'brien" is found by "obrien").
std::vector<std::string> Runs(std::string_view folded) {
  std::vector<std::string> runs(1);
  for (std::size_t i = 0; i < folded.size(); ++i) {
    const bool is_curly = folded.substr(i).starts_with("\xE2\x80\x99");
    if (folded[i] == '\'' || is_curly) {
      if (is_curly) i += 2;
    } else if (IsLetter(folded[i])) {
      runs.back() += folded[i];
    } else if (!runs.back().empty()) {
      runs.emplace_back();
    }
  }
  if (runs.back().empty()) runs.pop_back();
  for (std::string& run : runs) run = Cut(run, kMaxWordLetters);
  return runs;
}

}  // namespace

std::vector<std::string> WordsOf(std::string_view text) {
  const std::string folded = Fold(text);
  std::vector<std::string> words;
  if (const std::string digits = PhoneDigits(folded); digits.size() >= kMinPhoneDigits) {
    // Country codes have up to three digits; of the rest people remember the last ones, four or more.
    for (std::size_t skip = 0; skip <= 3 && digits.size() - skip >= kMinPhoneDigits; ++skip) {
      words.push_back(digits.substr(skip));
    }
    for (std::size_t last = kLeastLastDigits; last <= kMostLastDigits && last < digits.size(); ++last) {
      words.push_back(digits.substr(digits.size() - last));
      // Typed alone they are a number, whose leading zeros do not count; beside a name they are a word.
      if (std::string bare = PhoneDigits(words.back()); bare.size() >= kMinTypedDigits) {
        words.push_back(std::move(bare));
      }
    }
  } else {
    words = Runs(folded);
    for (const std::string_view part : Split(folded, ' ')) {
      if (part.find('@') != std::string_view::npos) words.emplace_back(Cut(part, kMaxWordLetters));
    }
  }
  std::ranges::sort(words);
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

std::vector<std::string> TypedWords(std::string_view text) {
  const std::string folded = Fold(text);
  if (std::string digits = PhoneDigits(folded); digits.size() >= kMinTypedDigits) return {std::move(digits)};
  std::vector<std::string> words;
  for (const std::string_view part : Split(folded, ' ')) {
    if (part.find('@') != std::string_view::npos) {
      words.emplace_back(Cut(part, kMaxWordLetters));
    } else {
      std::ranges::move(Runs(part), std::back_inserter(words));
    }
  }
  if (words.size() > kMaxTypedWords) words.resize(kMaxTypedWords);
  return words;
}

int MistakesAllowed(std::string_view typed) {
  const std::size_t letters = Decode(typed).size();
  if (letters < 4 || std::ranges::all_of(typed, IsDigit)) return 0;
  return letters < 9 ? 1 : 2;
}

std::vector<std::string> VariantsOf(std::string_view word) {
  std::vector<std::string> variants{std::string(word)};
  if (std::ranges::all_of(word, IsDigit)) return variants;
  std::size_t letter = 0;
  for (std::size_t i = 0; i < word.size() && letter < kVariantLetters; ++letter) {
    std::size_t end = i + 1;
    while (end < word.size() && ContinuesLetter(word[end])) ++end;
    std::string variant(word.substr(0, i));
    variant += word.substr(end);
    if (!variant.empty()) variants.push_back(std::move(variant));
    i = end;
  }
  std::ranges::sort(variants);
  variants.erase(std::unique(variants.begin(), variants.end()), variants.end());
  return variants;
}

std::optional<Match> MatchWord(std::string_view typed, std::string_view word) {
  const int allowed = MistakesAllowed(typed);
  if (allowed == 0 || word.starts_with(typed)) {
    if (!word.starts_with(typed)) return std::nullopt;
    return Match{0, static_cast<int>(Decode(word.substr(typed.size())).size())};
  }
  const std::u32string a = Decode(typed);
  std::u32string b = Decode(word);
  const std::size_t whole = b.size();
  b.resize(std::min(b.size(), a.size() + static_cast<std::size_t>(allowed)));

  // Optimal string alignment of all of `a` with each beginning of `b`; rows i-2, i-1 and i.
  std::vector<std::vector<int>> rows(3, std::vector<int>(b.size() + 1));
  for (std::size_t j = 0; j <= b.size(); ++j) rows[0][j] = static_cast<int>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::vector<int>& row = rows[i % 3];
    const std::vector<int>& above = rows[(i - 1) % 3];
    row[0] = static_cast<int>(i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], rows[(i - 2) % 3][j - 2] + 1);
      }
    }
  }
  std::optional<Match> best;
  for (std::size_t j = 0; j <= b.size(); ++j) {
    const Match match{rows[a.size() % 3][j], static_cast<int>(whole - j)};
    if (match.mistakes <= allowed && (!best || match < *best)) best = match;
  }
  return best;
}

}  // namespace baton::search
