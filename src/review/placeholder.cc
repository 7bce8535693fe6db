#include "review/placeholder.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <string>

#include "base/text.h"
#include "review/prose.h"

namespace baton::review {
namespace {

constexpr std::size_t kMost = 20;
constexpr std::size_t kLongest = 60;  // bytes between the brackets

struct Brackets {
  std::string_view open;
  std::string_view close;
};
constexpr std::array<Brackets, 5> kBrackets = {
    {{"{{", "}}"}, {"${", "}"}, {"[", "]"}, {"<", ">"}, {"%", "%"}}};

constexpr std::array<std::string_view, 13> kStandIns = {
    "NAME",    "FIRSTNAME", "LASTNAME", "SURNAME", "COMPANY", "CLIENT",     "CUSTOMER",
    "VORNAME", "NACHNAME",  "FIRMA",    "TBD",     "LOREM",   "PLACEHOLDER"};
constexpr std::array<std::string_view, 12> kGreetings = {"dear",  "hi",     "hello", "hallo",
                                                         "liebe", "lieber", "guten", "bonjour",
                                                         "cher",  "chere",  "hola",  "estimado"};

bool IsLetter(char c) {
  return std::isalpha(static_cast<unsigned char>(c)) != 0 || static_cast<unsigned char>(c) >= 0x80;
}

// Would somebody have put this between brackets to fill it in later?
bool IsField(std::string_view inner, const Brackets& brackets) {
  if (inner.empty() || inner.size() > kLongest || inner.find('\n') != std::string_view::npos) return false;
  const std::string_view trimmed = Trim(inner);
  if (trimmed.empty() || !IsLetter(trimmed.front())) return false;
  if (brackets.open == "%") {
    return std::ranges::all_of(trimmed, [](unsigned char c) { return std::isupper(c) != 0 || c == '_'; });
  }
  if (brackets.open == "<") {
    return inner.size() == trimmed.size() && std::ranges::all_of(trimmed, [](char c) {
             return IsLetter(c) || c == ' ' || c == '_' || c == '-';
           });
  }
  return true;
}

std::optional<std::string_view> BracketsAt(std::string_view letter, std::size_t at) {
  for (const Brackets& brackets : kBrackets) {
    if (!letter.substr(at).starts_with(brackets.open)) continue;
    const std::size_t begin = at + brackets.open.size();
    const std::size_t end = letter.substr(begin, kLongest + brackets.close.size()).find(brackets.close);
    if (end == std::string_view::npos || !IsField(letter.substr(begin, end), brackets)) continue;
    const std::size_t after = begin + end + brackets.close.size();
    if (brackets.open == "[" && after < letter.size() && letter[after] == '(') continue;  // a link
    return letter.substr(at, after - at);
  }
  return std::nullopt;
}

std::optional<std::string_view> RunAt(std::string_view letter, std::size_t at) {
  for (const char mark : {'_', 'X'}) {
    std::size_t end = at;
    while (end < letter.size() && letter[end] == mark) ++end;
    if (end - at < 3) continue;
    const bool stands_alone =
        (at == 0 || !IsLetter(letter[at - 1])) && (end == letter.size() || !IsLetter(letter[end]));
    if (stands_alone) return letter.substr(at, end - at);
  }
  return std::nullopt;
}

// "Dear ," and "Hello !": the name is missing.
std::optional<std::string_view> EmptyGreeting(std::string_view letter, std::string_view word) {
  if (std::ranges::find(kGreetings, Fold(word)) == kGreetings.end()) return std::nullopt;
  const auto at = static_cast<std::size_t>(word.data() - letter.data());
  const std::size_t end = at + word.size();
  // Only at the start of a line, and with a space before the sign: "Hi," greets somebody well enough.
  if ((at > 0 && letter[at - 1] != '\n') || !letter.substr(end).starts_with(" ,")) return std::nullopt;
  return letter.substr(at, word.size() + 2);
}

}  // namespace

std::vector<std::string_view> PlaceholdersIn(std::string_view letter) {
  std::vector<std::string_view> found;
  for (std::size_t i = 0; i < letter.size();) {
    auto here = BracketsAt(letter, i);
    if (!here) here = RunAt(letter, i);
    if (here) found.push_back(*here);
    i += here ? here->size() : 1;
  }
  for (const std::string_view word : WordsIn(letter)) {
    const bool is_inside = std::ranges::any_of(found, [&](std::string_view field) {
      return word.data() >= field.data() && word.data() < field.data() + field.size();
    });
    if (is_inside) continue;
    const std::string upper(word);
    if (std::ranges::find(kStandIns, upper) != kStandIns.end() || Fold(word) == "lorem") {
      found.push_back(word);
    } else if (const auto greeting = EmptyGreeting(letter, word)) {
      found.push_back(*greeting);
    }
  }
  std::ranges::sort(found, {}, [](std::string_view part) { return part.data(); });
  if (found.size() > kMost) found.resize(kMost);
  return found;
}

}  // namespace baton::review
