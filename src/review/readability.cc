#include "review/readability.h"

#include "base/text.h"
#include "review/prose.h"

namespace baton::review {
namespace {

constexpr std::size_t kFewestWords = 30;
constexpr std::size_t kFewestSentences = 2;
constexpr double kHardEase = 50;  // Flesch: "fairly difficult" begins here
constexpr double kHardLix = 50;   // Björnsson: "difficult" begins here
constexpr std::size_t kLongLetters = 6;

}  // namespace

Formula FormulaOf(std::string_view language) {
  if (language == "en") return Formula::flesch;
  if (language == "de") return Formula::amstad;
  if (language == "fr") return Formula::kandel_moles;
  return language == "es" ? Formula::szigriszt_pazos : Formula::lix;
}

double ScoreOf(Formula formula, double words_per_sentence, double syllables_per_word) {
  switch (formula) {
    case Formula::flesch:
      return 206.835 - 1.015 * words_per_sentence - 84.6 * syllables_per_word;
    case Formula::amstad:
      return 180 - words_per_sentence - 58.5 * syllables_per_word;
    case Formula::kandel_moles:
      return 207 - 1.015 * words_per_sentence - 73.6 * syllables_per_word;
    case Formula::szigriszt_pazos:
      return 206.835 - words_per_sentence - 62.3 * syllables_per_word;
    case Formula::lix:
      break;
  }
  return words_per_sentence + 100 * syllables_per_word;
}

std::optional<Readability> ReadabilityOf(std::string_view letter, std::string_view language) {
  if (language == kUnknownLanguage) return std::nullopt;
  Readability readability;
  readability.formula = FormulaOf(language);
  const bool is_lix = readability.formula == Formula::lix;
  const auto sentences = SentencesOf(letter);
  std::size_t words = 0;
  std::size_t parts = 0;
  for (const Sentence& sentence : sentences) {
    for (const std::string_view word : WordsIn(sentence.text)) {
      ++words;
      parts +=
          is_lix ? static_cast<std::size_t>(CountCharacters(word) > kLongLetters) : Syllables(word, language);
    }
  }
  if (sentences.size() < kFewestSentences || words < kFewestWords) return std::nullopt;
  readability.words_per_sentence = static_cast<double>(words) / static_cast<double>(sentences.size());
  readability.syllables_per_word = static_cast<double>(parts) / static_cast<double>(words);
  readability.score =
      ScoreOf(readability.formula, readability.words_per_sentence, readability.syllables_per_word);
  readability.is_hard = is_lix ? readability.score > kHardLix : readability.score < kHardEase;
  return readability;
}

}  // namespace baton::review
