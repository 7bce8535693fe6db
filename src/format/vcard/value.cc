#include "format/vcard/value.h"

#include <unicode/unistr.h>

#include <algorithm>

#include "base/text.h"

namespace baton::format::vcard {
namespace {

int HexOf(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

// What is no code stays as it stands.
std::string FromQuotedPrintable(std::string_view text) {
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '=' && i + 2 < text.size() && HexOf(text[i + 1]) >= 0 && HexOf(text[i + 2]) >= 0) {
      bytes += static_cast<char>((HexOf(text[i + 1]) * 16) + HexOf(text[i + 2]));
      i += 2;
    } else {
      bytes += text[i];
    }
  }
  return bytes;
}

std::string FromCharset(const std::string& bytes, const std::string& charset) {
  const icu::UnicodeString text(bytes.data(), static_cast<std::int32_t>(bytes.size()), charset.c_str());
  std::string utf8;
  if (!text.isBogus()) text.toUTF8String(utf8);
  return utf8;
}

std::string DecodedOf(const CardLine& line) {
  std::string bytes = line.IsQuotedPrintable() ? FromQuotedPrintable(line.value) : line.value;
  const bool is_plain = std::ranges::all_of(bytes, [](unsigned char c) { return c < 0x80 && c != 0x1b; });
  if (is_plain) return bytes;
  // What a file says of its characters and its characters themselves differ often: where they are UTF-8, they are.
  if (IsUtf8(bytes)) return bytes;
  const auto charset = line.Find("CHARSET");
  if (charset && !charset->empty() && charset->size() < 40) {
    if (std::string text = FromCharset(bytes, std::string(*charset)); !text.empty()) return text;
  }
  return FromCharset(bytes, "windows-1252");
}

// The parts between unescaped separators, each with its escapes undone; a line break becomes a blank.
std::vector<std::string> Parted(std::string_view text, char separator) {
  std::vector<std::string> parts(1);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == separator) {
      parts.emplace_back();
    } else if (c == '\\' && i + 1 < text.size()) {
      const char next = text[++i];
      if (next == 'n' || next == 'N') {
        parts.back() += ' ';
      } else {
        if (next != ',' && next != ';' && next != ':' && next != '\\') parts.back() += c;
        parts.back() += next;
      }
    } else {
      parts.back() += c;
    }
  }
  for (std::string& part : parts) {
    std::ranges::replace_if(
        part, [](unsigned char c) { return c < 0x20 || c == 0x7f; }, ' ');
    // Cut at a limit in the middle of a character, or never any text.
    while (!part.empty() && !IsUtf8(part)) part.pop_back();
    part = std::string(Trim(CleanText(part).value_or("")));
  }
  return parts;
}

}  // namespace

std::vector<std::string> TextsOf(const CardLine& line) { return Parted(DecodedOf(line), ';'); }
std::string TextOf(const CardLine& line) { return Parted(DecodedOf(line), '\0').front(); }

}  // namespace baton::format::vcard
