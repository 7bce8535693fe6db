#include "base/text.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>

#include "base/check.h"

namespace baton {
namespace {

icu::StringPiece Piece(std::string_view text) {
  return icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size()));
}

bool IsAscii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool HasControl(std::string_view text) {
  return std::ranges::any_of(text, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t' && c != '\n' && c != '\r') || byte == 0x7f;
  });
}

bool IsInvisible(UChar32 character) {
  constexpr UChar32 kBrailleBlank = 0x2800;
  return u_isUWhiteSpace(character) || u_charType(character) == U_CONTROL_CHAR ||
         character == kBrailleBlank || u_hasBinaryProperty(character, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

// Of nothing but blanks, zero-width spaces, fillers and the like. What is no UTF-8 can be seen.
bool IsInvisible(std::string_view text) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto size = static_cast<std::int32_t>(text.size());
  for (std::int32_t at = 0; at < size;) {
    UChar32 character = 0;
    U8_NEXT(bytes, at, size, character);
    if (character < 0 || !IsInvisible(character)) return false;
  }
  return true;
}

}  // namespace

bool IsUtf8(std::string_view text) {
  if (IsAscii(text)) return true;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto size = static_cast<std::int32_t>(text.size());
  for (std::int32_t at = 0; at < size;) {
    UChar32 character = 0;
    U8_NEXT(bytes, at, size, character);
    if (character < 0) return false;
  }
  return true;
}

std::optional<std::string> CleanText(std::string_view text) {
  if (HasControl(text)) return std::nullopt;
  if (IsAscii(text)) return std::string(text);
  if (!IsUtf8(text)) return std::nullopt;
  UErrorCode error = U_ZERO_ERROR;
  const auto* form = icu::Normalizer2::getNFCInstance(error);
  std::string clean;
  icu::StringByteSink<std::string> sink(&clean);
  form->normalizeUTF8(0, Piece(text), sink, nullptr, error);
  Check(U_SUCCESS(error) != 0, "valid UTF-8 has a normal form");
  return clean;
}

std::string Fold(std::string_view text) {
  std::string folded;
  folded.reserve(text.size());
  const auto add_space = [&] {
    if (!folded.empty() && folded.back() != ' ') folded += ' ';
  };
  if (IsAscii(text)) {
    for (const char c : text) {
      if (c == ' ' || (c >= '\t' && c <= '\r')) {
        add_space();
      } else {
        folded += static_cast<char>(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
      }
    }
  } else {
    UErrorCode error = U_ZERO_ERROR;
    const auto* form = icu::Normalizer2::getNFKDInstance(error);
    icu::UnicodeString wide = form->normalize(icu::UnicodeString::fromUTF8(Piece(text)).foldCase(), error);
    Check(U_SUCCESS(error) != 0, "valid UTF-8 can be folded");
    icu::UnicodeString kept;
    for (std::int32_t at = 0; at < wide.length(); at = wide.moveIndex32(at, 1)) {
      const UChar32 character = wide.char32At(at);
      if (u_charType(character) == U_NON_SPACING_MARK) continue;
      kept.append(u_isUWhiteSpace(character) ? UChar32{' '} : character);
    }
    std::string narrow;
    kept.toUTF8String(narrow);
    for (const char c : narrow) {
      if (c == ' ') {
        add_space();
      } else {
        folded += c;
      }
    }
  }
  if (!folded.empty() && folded.back() == ' ') folded.pop_back();
  return folded;
}

// Also empty when nothing of it can be seen: whoever asks whether something was written asks a trimmed text. Within a text
// that can be seen such characters stay, since some scripts and emoji need them.
std::string_view Trim(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n\v\f";
  const auto first = text.find_first_not_of(kSpace);
  if (first == std::string_view::npos) return {};
  text = text.substr(first, text.find_last_not_of(kSpace) - first + 1);
  return IsInvisible(text) ? std::string_view() : text;
}

std::size_t CountCharacters(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

std::vector<std::string_view> Split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const auto end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

}  // namespace baton
