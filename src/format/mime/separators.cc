#include "format/mime/separators.h"

#include <array>
#include <utility>

#include "base/text.h"

namespace baton::format::mime {
namespace {

constexpr std::size_t kLongestWord = 200;  // encoded; RFC 2047 says 75

// "=?utf-8?Q?B=C3=A4r?=": where the encoded word ends that begins at `at`; `at`: none does.
std::size_t BehindWord(std::string_view text, std::size_t at, std::size_t& looked_at) {
  std::string_view word = text.substr(at, kLongestWord);
  word = word.substr(0, word.find_first_of(" \t\n"));
  looked_at += word.size();
  std::size_t mark = 1;  // of three, in front of the character set, the encoding and the text
  for (int i = 0; i < 2 && mark != std::string_view::npos; ++i) mark = word.find('?', mark + 1);
  if (mark == std::string_view::npos) return at;
  const auto end = word.find("?=", mark + 1);
  return end == std::string_view::npos ? at : at + end + 2;
}

// Where what is quoted, a comment or what stands in brackets ends; `unclosed` remembers of each that it does not, so that a field
// is looked through a few times at most.
std::size_t BehindEnclosed(std::string_view text, std::size_t at, std::array<bool, 4>& unclosed,
                           std::size_t& looked_at) {
  if (text.substr(at).starts_with("=?")) return BehindWord(text, at, looked_at);
  constexpr std::string_view kOpen = "\"(<[";
  constexpr std::string_view kClose = "\")>]";
  const auto kind = kOpen.find(text[at]);
  if (kind == std::string_view::npos || unclosed[kind]) return at;
  int depth = 1;
  for (std::size_t i = at + 1; i < text.size(); ++i) {
    ++looked_at;
    if (text[i] == '\\' && kind < 2) {
      ++i;
    } else if (text[i] == kClose[kind]) {
      if (--depth == 0) return i + 1;
    } else if (text[i] == '(' && kind == 1) {
      ++depth;
    }
  }
  unclosed[kind] = true;
  return at;
}

}  // namespace

Mended MendSeparators(std::string_view text) {
  constexpr std::size_t kLongestName = 64;
  Mended done{.text = {}, .looked_at = text.size()};
  std::string& mended = done.text;
  mended.reserve(text.size());
  std::array<bool, 4> unclosed{};
  bool is_in_group = false;
  std::size_t entry = 0;  // where what may be a group's name begins
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (const std::size_t behind = BehindEnclosed(text, i, unclosed, done.looked_at); behind != i) {
      const bool is_word = text[i] == '=';
      for (; i < behind; ++i) {
        if (is_word && text[i] == ';') {
          mended += "=3B";
        } else {
          mended += text[i];
        }
      }
      --i;
      continue;
    }
    char c = text[i];
    if (c == ':') {
      const std::string_view name = text.substr(entry, i - entry);
      is_in_group = is_in_group || name.size() > kLongestName || Fold(Trim(name)) != "mailto";
    } else if (c == ';' && !std::exchange(is_in_group, false)) {
      c = ',';
    }
    if (c == ',' || c == ';') entry = i + 1;
    mended += c;
  }
  return done;
}

}  // namespace baton::format::mime
