#include "review/remark.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "review/placeholder.h"
#include "review/prose.h"
#include "review/readability.h"
#include "review/remark_words.h"

namespace baton::review {
namespace {

constexpr std::size_t kMostWords = 220;
constexpr std::size_t kFewestInALetter = 40;
constexpr std::int64_t kFewOfUs = 3;
constexpr std::size_t kLastSentences = 3;
constexpr std::size_t kOpeningWords = 8;

Remark Whole(RemarkKind kind, Message text, std::string why) {
  return {
      .kind = kind, .text = std::move(text), .why = {std::move(why)}, .range = std::nullopt, .passage = ""};
}

Remark Passage(RemarkKind kind, Message text, std::string why, std::string_view letter,
               std::string_view part) {
  return {.kind = kind,
          .text = std::move(text),
          .why = {std::move(why)},
          .range = RangeOf(letter, part),
          .passage = std::string(part)};
}

void OnLength(std::string_view letter, std::vector<Remark>& remarks) {
  const auto words = static_cast<std::int64_t>(WordsIn(letter).size());
  if (words > static_cast<std::int64_t>(kMostWords)) {
    remarks.push_back(
        Whole(RemarkKind::length,
              {"remark.length.long", {{"words", words}, {"most", static_cast<std::int64_t>(kMostWords)}}},
              "remark.length.long.why"));
  } else if (words < static_cast<std::int64_t>(kFewestInALetter)) {
    remarks.push_back(
        Whole(RemarkKind::length, {"remark.length.short", {{"words", words}}}, "remark.length.short.why"));
  }
}

void OnReadability(std::string_view letter, std::string_view language, std::vector<Remark>& remarks) {
  const auto readability = ReadabilityOf(letter, language);
  if (!readability || !readability->is_hard) return;
  remarks.push_back(
      Whole(RemarkKind::readability,
            {"remark.readability",
             {{"formula", std::string(NameOfFormula(readability->formula))},
              {"score", static_cast<std::int64_t>(std::lround(readability->score))},
              {"words", static_cast<std::int64_t>(std::lround(readability->words_per_sentence))}}},
            "remark.readability.why"));
}

void OnWeAgainstYou(std::string_view letter, std::string_view language, std::vector<Remark>& remarks) {
  std::int64_t we = 0;
  std::int64_t you = 0;
  for (const std::string_view word : WordsIn(letter)) {
    if (IsOfUs(word, language)) ++we;
    if (IsOfYou(word, language)) ++you;
  }
  if (we < kFewOfUs || we <= you) return;
  remarks.push_back(Whole(RemarkKind::we_against_you, {"remark.we_against_you", {{"we", we}, {"you", you}}},
                          "remark.we_against_you.why"));
}

void OnNextStep(std::string_view letter, std::string_view language, std::vector<Remark>& remarks) {
  const auto sentences = SentencesOf(letter);
  if (sentences.empty()) return;
  const std::size_t first = sentences.size() - std::min(sentences.size(), kLastSentences);
  for (std::size_t i = first; i < sentences.size(); ++i) {
    if (AsksForSomething(sentences[i].text, language)) return;
  }
  remarks.push_back(Whole(RemarkKind::no_next_step, {"remark.no_next_step"}, "remark.no_next_step.why"));
}

// The first words of the sentence, as the passage that is shown.
std::string_view Opening(std::string_view sentence) {
  const auto words = WordsIn(sentence);
  const std::string_view last = words[std::min(words.size(), kOpeningWords) - 1];
  return sentence.substr(0, static_cast<std::size_t>(last.data() + last.size() - sentence.data()));
}

void OnOpenings(std::string_view letter, std::string_view language, std::vector<Remark>& remarks) {
  for (const Sentence& sentence : SentencesOf(letter)) {
    if (!sentence.is_opening || WordsIn(sentence.text).empty()) continue;
    const std::string_view opening = Opening(sentence.text);
    if (OpensLate(opening, language)) {
      remarks.push_back(Passage(RemarkKind::passive_opening, {"remark.late_opening"},
                                "remark.late_opening.why", letter, opening));
    } else if (IsPassive(language == "de" ? sentence.text : opening, language)) {  // the verb comes last
      remarks.push_back(Passage(RemarkKind::passive_opening, {"remark.passive_opening"},
                                "remark.passive_opening.why", letter, opening));
    }
  }
}

void OnPlaceholders(std::string_view letter, std::vector<Remark>& remarks) {
  for (const std::string_view left : PlaceholdersIn(letter)) {
    remarks.push_back(Passage(RemarkKind::placeholder, {"remark.placeholder", {{"words", std::string(left)}}},
                              "remark.placeholder.why", letter, left));
  }
}

}  // namespace

Range RangeOf(std::string_view letter, std::string_view part) {
  const auto at = static_cast<std::size_t>(part.data() - letter.data());
  const auto begin = static_cast<std::int32_t>(CountCharacters(letter.substr(0, at)));
  return {begin, begin + static_cast<std::int32_t>(CountCharacters(part))};
}

std::vector<Remark> RemarksOn(std::string_view letter, std::string_view language) {
  std::vector<Remark> remarks;
  OnPlaceholders(letter, remarks);
  if (language == kUnknownLanguage) return remarks;  // not even its words can be counted for certain
  OnNextStep(letter, language, remarks);
  OnWeAgainstYou(letter, language, remarks);
  OnLength(letter, remarks);
  OnReadability(letter, language, remarks);
  OnOpenings(letter, language, remarks);
  return remarks;
}

}  // namespace baton::review
