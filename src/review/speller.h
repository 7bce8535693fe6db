// Words that the dictionary of a language does not have, by Hunspell and the dictionaries that are installed on this machine
// (/usr/share/hunspell).
//
//   Speller speller;
//   if (const auto misspelt = speller.Check(letter, "en", {"larmar"})) ...
//
// A dictionary is read when it is first asked for and kept. Thread-safe: one letter at a time.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace baton::review {

struct Misspelt {
  std::string_view word;  // within the letter, where it comes first
  std::vector<std::string> suggestions;
};

class Speller {
 public:
  explicit Speller(std::string folder = "/usr/share/hunspell");
  ~Speller();
  Speller(const Speller&) = delete;
  Speller& operator=(const Speller&) = delete;

  bool Has(std::string_view language);
  // Each word once, at most 30; suggestions for the first few. `known` are folded words that are right: names, products.
  // Not checked: words with digits, abbreviations in capitals, addresses. None: there is no dictionary of the language, or
  // the letter is in another one, since most of its words are unknown.
  std::optional<std::vector<Misspelt>> Check(std::string_view letter, std::string_view language,
                                             const std::set<std::string>& known);

 private:
  class Dictionary;

  Dictionary* Find(std::string_view language);  // null: none

  const std::string folder_;
  std::mutex mutex_;
  std::map<std::string, std::unique_ptr<Dictionary>, std::less<>> dictionaries_;
};

}  // namespace baton::review
