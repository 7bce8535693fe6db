#include "administration/names.h"

#include <fmt/format.h>
#include <unicode/unistr.h>

#include <algorithm>

#include "base/text.h"
#include "json/json.h"

namespace baton::administration {
namespace {

constexpr std::size_t kShortestAddress = 6;

// A letter, a digit, or a byte of a character beyond ASCII.
bool IsOfWord(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
         (byte >= 'A' && byte <= 'Z');
}

// In JSON a line break is \n: the letter is none of a word.
bool IsEscape(std::string_view text, std::size_t at) { return at > 0 && text[at - 1] == '\\'; }

bool StandsAlone(std::string_view text, std::size_t at, std::size_t size) {
  const bool begins = at == 0 || !IsOfWord(text[at - 1]) || !IsOfWord(text[at]) || IsEscape(text, at - 1);
  const std::size_t end = at + size;
  return begins && (end == text.size() || !IsOfWord(text[end]) || !IsOfWord(text[end - 1]));
}

std::string Upper(const std::string& text) {
  std::string upper;
  icu::UnicodeString::fromUTF8(text).toUpper().toUTF8String(upper);
  return upper;
}
std::string Lower(const std::string& text) {
  std::string lower;
  icu::UnicodeString::fromUTF8(text).toLower().toUTF8String(lower);
  return lower;
}

std::string InJson(const std::string& text) {
  const std::string quoted = json::ToText(json::Value(boost::json::string(text)));
  return quoted.substr(1, quoted.size() - 2);
}

}  // namespace

Names::Names(std::string_view name, const std::vector<std::string>& addresses, std::string replacement)
    : replacement_(std::move(replacement)) {
  std::vector<std::string> words;
  for (const std::string_view word : Split(name, ' ')) {
    if (!word.empty()) words.emplace_back(word);
  }
  if (words.size() > 1) {
    looks_for_name_ = true;
    Add(fmt::format("{}", fmt::join(words, " ")));
    Add(std::string(name));
    // "Ellis, Jada"
    const std::vector<std::string> given(words.begin(), words.end() - 1);
    Add(words.back() + ", " + fmt::format("{}", fmt::join(given, " ")));
  }
  for (const std::string& address : addresses) {
    if (address.size() >= kShortestAddress) Add(address);
  }
  std::ranges::stable_sort(needles_, std::ranges::greater(), &std::string::size);
}

void Names::Add(std::string needle) {
  const std::string ways[] = {needle, Lower(needle), Upper(needle), Fold(needle)};
  for (const std::string& way : ways) {
    const std::string written[] = {way, InJson(way)};
    for (const std::string& one : written) {
      if (!one.empty() && std::ranges::find(needles_, one) == needles_.end()) needles_.push_back(one);
    }
  }
}

std::optional<std::string> Names::Replace(std::string_view text) const {
  std::string result;
  bool is_changed = false;
  for (std::size_t at = 0; at < text.size();) {
    const auto found = std::ranges::find_if(needles_, [&](const std::string& needle) {
      return text.substr(at, needle.size()) == needle && StandsAlone(text, at, needle.size());
    });
    if (found == needles_.end()) {
      result += text[at++];
    } else {
      result += replacement_;
      at += found->size();
      is_changed = true;
    }
  }
  return is_changed ? std::optional(std::move(result)) : std::nullopt;
}

}  // namespace baton::administration
