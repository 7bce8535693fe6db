// Any bytes as what somebody types: cleaned, folded, cut into words for the search, said in a sentence, read as an
// id, day, instant or zone, and as the languages that a browser asks for.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.h"
#include "base/date.h"
#include "base/id.h"
#include "base/text.h"
#include "base/zone.h"
#include "search/match.h"
#include "words/catalogue.h"

namespace {

using namespace baton;

void ReadValues(std::string_view bytes) {
  if (const auto id = ParseId(bytes)) Check(ParseId(ToString(*id)) == id, "an id reads as it is written");
  if (const auto day = ParseDay(bytes)) Check(ToString(*day) == bytes, "a day is written as it was read");
  if (const auto at = ParseInstant(bytes)) {
    Check(ParseInstant(ToString(*at)) == at, "an instant reads as it is written");
  }
  (void)IsZone(bytes);
}

void Search(std::string_view folded) {
  for (const std::string& word : search::WordsOf(folded)) {
    Check(IsUtf8(word), "a word is text");
    const auto match = search::MatchWord(word, word);
    Check(match && match->mistakes == 0 && match->letters_missing == 0, "a word matches itself");
    (void)search::VariantsOf(word);
  }
  Check(search::TypedWords(folded).size() <= search::kMaxTypedWords, "so many words are searched");
}

void Say(const std::string& text) {
  static const words::Catalogue catalogue(
      {{"en", {{"hello", "Hello {name}, {n, plural, one {# day} other {# days}}"}}}});
  const std::string said = catalogue.Say({"hello", {{"name", text}, {"n", 2}}}, "en");
  Check(said == "Hello " + text + ", 2 days", "what somebody typed is no pattern");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  ReadValues(bytes);
  static const words::Catalogue languages({{"en", {}}, {"de", {}}, {"pt-BR", {}}});
  Check(!languages.Choose(bytes).empty(), "there is always a language");

  const auto clean = CleanText(bytes);
  Check(!clean || IsUtf8(bytes), "what is not UTF-8 is refused");
  if (!clean) return 0;
  Check(CleanText(*clean) == clean, "clean text stays as it is");
  Check(CountCharacters(*clean) <= clean->size(), "a character has a byte at least");
  const std::string folded = Fold(*clean);
  Check(IsUtf8(folded), "folded text is text");
  Search(folded);
  Say(*clean);
  return 0;
}
