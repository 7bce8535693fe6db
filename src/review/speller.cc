#include "review/speller.h"

#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <hunspell/hunspell.hxx>
#include <optional>
#include <utility>

#include "base/text.h"
#include "review/word_diff.h"

namespace baton::review {
namespace {

constexpr std::size_t kMostWords = 30;
constexpr std::size_t kFewestToJudge = 8;  // words, by which a letter is said to be in another language
constexpr std::size_t kMostSuggested = 5;
constexpr std::size_t kSuggestions = 3;
constexpr std::size_t kMostRemembered = 2000;
constexpr std::size_t kLongestWord = 60;  // bytes

// The dictionary that stands for a language where several are installed.
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kUsual = {
    {{"en", "en_US"}, {"de", "de_DE"}, {"fr", "fr_FR"}, {"es", "es_ES"}}};

std::optional<std::string> Convert(const std::string& text, const char* from, const char* to) {
  if (std::string_view(from) == to) return text;
  UErrorCode error = U_ZERO_ERROR;
  std::string out(text.size() * 4 + 8, '\0');
  const auto size = ucnv_convert(to, from, out.data(), static_cast<std::int32_t>(out.size()), text.data(),
                                 static_cast<std::int32_t>(text.size()), &error);
  if (U_FAILURE(error)) return std::nullopt;
  out.resize(static_cast<std::size_t>(size));
  return out;
}

bool IsChecked(std::string_view letter, std::string_view word) {
  if (!IsWord(word) || word.size() < 2 || word.size() > kLongestWord) return false;
  if (std::ranges::any_of(word, [](unsigned char c) { return std::isdigit(c) != 0; })) return false;
  if (std::ranges::none_of(word, [](unsigned char c) { return std::islower(c) != 0 || c >= 0x80; }))
    return false;
  // Parts of an address: a dot, an at sign or a slash with no space around it.
  const auto at = static_cast<std::size_t>(word.data() - letter.data());
  const auto joins = [&](std::size_t mark, std::size_t beyond) {
    if (mark >= letter.size() || std::string_view(".@/:_").find(letter[mark]) == std::string_view::npos)
      return false;
    return beyond < letter.size() && std::isspace(static_cast<unsigned char>(letter[beyond])) == 0 &&
           (std::isalnum(static_cast<unsigned char>(letter[beyond])) != 0 || letter[beyond] == '/');
  };
  return !(at > 1 && joins(at - 1, at - 2)) && !joins(at + word.size(), at + word.size() + 1);
}

// "Larmar's" is known when "larmar" is.
bool IsKnown(const std::set<std::string>& known, const std::string& folded) {
  if (known.contains(folded)) return true;
  const std::size_t end = folded.find_first_of("'-");
  return end != std::string::npos && known.contains(folded.substr(0, end));
}

std::string WithPlainApostrophe(std::string word) {
  constexpr std::string_view kCurly = "\xE2\x80\x99";
  for (std::size_t at = word.find(kCurly); at != std::string::npos; at = word.find(kCurly, at))
    word.replace(at, kCurly.size(), "'");
  return word;
}

}  // namespace

class Speller::Dictionary {
 public:
  Dictionary(const std::string& affixes, const std::string& words)
      : hunspell_(affixes.c_str(), words.c_str()) {}

  bool Has(const std::string& word) {
    const auto converted = Convert(word, "UTF-8", Encoding());
    // A word that its alphabet cannot write is another language's.
    if (!converted || hunspell_.spell(*converted)) return true;
    const std::size_t hyphen = converted->find('-');
    if (hyphen == std::string::npos) return false;
    return hunspell_.spell(converted->substr(0, hyphen)) && hunspell_.spell(converted->substr(hyphen + 1));
  }
  // Asked for again with each look at a letter, and slow: remembered.
  const std::vector<std::string>& Suggest(const std::string& word) {
    if (suggested_.size() > kMostRemembered) suggested_.clear();
    const auto [found, is_new] = suggested_.try_emplace(word);
    if (is_new) found->second = Look(word);
    return found->second;
  }

 private:
  std::vector<std::string> Look(const std::string& word) {
    std::vector<std::string> suggestions;
    const auto converted = Convert(word, "UTF-8", Encoding());
    if (!converted) return suggestions;
    for (const std::string& suggestion : hunspell_.suggest(*converted)) {
      if (suggestions.size() == kSuggestions) break;
      if (auto text = Convert(suggestion, Encoding(), "UTF-8")) suggestions.push_back(std::move(*text));
    }
    return suggestions;
  }

  const char* Encoding() { return hunspell_.get_dict_encoding().c_str(); }

  Hunspell hunspell_;
  std::map<std::string, std::vector<std::string>> suggested_;
};

Speller::Speller(std::string folder) : folder_(std::move(folder)) {}
Speller::~Speller() = default;

Speller::Dictionary* Speller::Find(std::string_view language) {
  if (const auto found = dictionaries_.find(language); found != dictionaries_.end())
    return found->second.get();
  const auto* usual =
      std::ranges::find(kUsual, language, &std::pair<std::string_view, std::string_view>::first);
  std::unique_ptr<Dictionary> dictionary;
  if (usual != kUsual.end()) {
    const std::string path = folder_ + '/' + std::string(usual->second);
    if (std::filesystem::exists(path + ".aff") && std::filesystem::exists(path + ".dic"))
      dictionary = std::make_unique<Dictionary>(path + ".aff", path + ".dic");
  }
  return dictionaries_.emplace(std::string(language), std::move(dictionary)).first->second.get();
}

bool Speller::Has(std::string_view language) {
  const std::scoped_lock lock(mutex_);
  return Find(language) != nullptr;
}

std::optional<std::vector<Misspelt>> Speller::Check(std::string_view letter, std::string_view language,
                                                    const std::set<std::string>& known) {
  const std::scoped_lock lock(mutex_);
  Dictionary* const dictionary = Find(language);
  if (dictionary == nullptr) return std::nullopt;
  std::set<std::string> seen;
  std::vector<std::pair<std::string_view, std::string>> unknown;  // as it stands, and as it is looked up
  for (const std::string_view token : Tokens(letter)) {
    if (!IsChecked(letter, token)) continue;
    std::string word = WithPlainApostrophe(std::string(token));
    if (!seen.insert(word).second || IsKnown(known, Fold(word)) || dictionary->Has(word)) continue;
    unknown.emplace_back(token, std::move(word));
  }
  if (seen.size() >= kFewestToJudge && unknown.size() * 2 > seen.size()) return std::nullopt;
  std::vector<Misspelt> found;
  for (const auto& [token, word] : unknown) {
    if (found.size() == kMostWords) break;
    found.push_back(
        {token, found.size() < kMostSuggested ? dictionary->Suggest(word) : std::vector<std::string>()});
  }
  return found;
}

}  // namespace baton::review
