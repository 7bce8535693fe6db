// How easily a letter reads, by the formula of its language. All are of the family of Flesch's reading ease (100 very easy, 0
// very hard), made from the words of a sentence and the syllables of a word; for other languages LIX (up to 30 very easy, over
// 60 very hard) counts the long words instead. Sources: docs/reviews.md. Pure.
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <optional>
#include <string_view>

namespace baton::review {

// flesch: R. Flesch 1948. amstad: T. Amstad 1978, for German. kandel_moles: L. Kandel and A. Moles 1958, for French.
// szigriszt_pazos: F. Szigriszt-Pazos 1993, for Spanish. lix: C.-H. Björnsson 1968, any language.
enum class Formula { flesch, amstad, kandel_moles, szigriszt_pazos, lix };
BOOST_DESCRIBE_ENUM(Formula, flesch, amstad, kandel_moles, szigriszt_pazos, lix)

struct Readability {
  Formula formula = Formula::flesch;
  double score = 0;
  double words_per_sentence = 0;
  double syllables_per_word = 0;
  bool is_hard = false;  // harder than a letter to somebody who did not ask for it should be
};

Formula FormulaOf(std::string_view language);
// The score of these averages; LIX takes the share of words with more than six letters in place of syllables.
double ScoreOf(Formula formula, double words_per_sentence, double syllables_per_word);
// None below two sentences or thirty words: too little to say.
std::optional<Readability> ReadabilityOf(std::string_view letter, std::string_view language);

}  // namespace baton::review
