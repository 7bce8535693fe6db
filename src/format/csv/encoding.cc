#include "format/csv/encoding.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <optional>

namespace baton::format {
namespace {

// 0x80..0x9F of Windows-1252; the five holes keep their C1 code, as browsers do.
constexpr std::array<std::uint16_t, 32> kWindows1252 = {
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};

enum class Stop { kEnd, kNul, kInvalid, kIncomplete };

struct Utf8Prefix {
  std::size_t bytes = 0;  // how many are good
  Stop stop = Stop::kEnd;
  bool multibyte = false;
};

std::uint8_t At(std::string_view bytes, std::size_t at) { return static_cast<std::uint8_t>(bytes[at]); }

// Length of the character at `at` (1 to 4), 0 when it is invalid, -1 when more bytes are needed.
int CharacterLength(std::string_view bytes, std::size_t at) {
  const std::uint8_t first = At(bytes, at);
  if (first < 0x80) return 1;
  if (first < 0xC2 || first > 0xF4) return 0;
  const int length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  std::uint8_t low = 0x80;
  std::uint8_t high = 0xBF;
  if (first == 0xE0) low = 0xA0;
  if (first == 0xED) high = 0x9F;
  if (first == 0xF0) low = 0x90;
  if (first == 0xF4) high = 0x8F;
  for (int i = 1; i < length; ++i) {
    if (at + static_cast<std::size_t>(i) >= bytes.size()) return -1;
    const std::uint8_t next = At(bytes, at + static_cast<std::size_t>(i));
    if (next < low || next > high) return 0;
    low = 0x80;
    high = 0xBF;
  }
  return length;
}

Utf8Prefix MeasureUtf8(std::string_view bytes) {
  Utf8Prefix prefix;
  std::size_t at = 0;
  while (at < bytes.size()) {
    // Eight plain ASCII characters at once: no high bit, no NUL.
    while (at + 8 <= bytes.size()) {
      std::uint64_t word = 0;
      std::memcpy(&word, bytes.data() + at, 8);
      const std::uint64_t nul = (word - 0x0101010101010101ULL) & ~word;
      if (((nul | word) & 0x8080808080808080ULL) != 0) break;
      at += 8;
    }
    if (at >= bytes.size()) break;
    const int length = At(bytes, at) == 0 ? 0 : CharacterLength(bytes, at);
    if (length <= 0) {
      prefix.stop = At(bytes, at) == 0 ? Stop::kNul : length == 0 ? Stop::kInvalid : Stop::kIncomplete;
      break;
    }
    prefix.multibyte |= length > 1;
    at += static_cast<std::size_t>(length);
  }
  prefix.bytes = at;
  return prefix;
}

void AppendCodePoint(std::uint32_t code, std::string* text) {
  const auto put = [text](std::uint32_t byte) { text->push_back(static_cast<char>(byte)); };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xC0 | code >> 6), put(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    put(0xE0 | code >> 12), put(0x80 | (code >> 6 & 0x3F)), put(0x80 | (code & 0x3F));
  } else {
    put(0xF0 | code >> 18), put(0x80 | (code >> 12 & 0x3F)), put(0x80 | (code >> 6 & 0x3F));
    put(0x80 | (code & 0x3F));
  }
}

std::size_t UnitBytes(Encoding encoding) {
  if (encoding == Encoding::utf16le || encoding == Encoding::utf16be) return 2;
  return encoding == Encoding::utf32le || encoding == Encoding::utf32be ? 4 : 1;
}

std::uint32_t ReadUnit(std::string_view bytes, std::size_t at, Encoding encoding) {
  const std::size_t size = UnitBytes(encoding);
  const bool little = encoding == Encoding::utf16le || encoding == Encoding::utf32le;
  std::uint32_t unit = 0;
  for (std::size_t i = 0; i < size; ++i) unit = unit << 8 | At(bytes, little ? at + size - 1 - i : at + i);
  return unit;
}

// UTF-32 when nearly all units of four bytes are characters of the basic plane that are not NUL.
bool LooksUtf32(std::string_view bytes, Encoding encoding) {
  const std::size_t units = std::min<std::size_t>(bytes.size() / 4, 1024);
  std::size_t good = 0;
  for (std::size_t i = 0; i < units; ++i) {
    const std::uint32_t unit = ReadUnit(bytes, i * 4, encoding);
    good += unit != 0 && unit < 0x10000 ? 1 : 0;
  }
  return units >= 1 && good * 10 >= units * 9;
}

// UTF-16 without a mark shows in its Latin letters, digits and commas: their zero bytes all stand on one
// side. A few zeros are not enough: they are NUL characters in a text of one byte a character.
std::optional<Encoding> GuessWide(std::string_view bytes) {
  if (bytes.size() < 4) return std::nullopt;
  if (LooksUtf32(bytes, Encoding::utf32le)) return Encoding::utf32le;
  if (LooksUtf32(bytes, Encoding::utf32be)) return Encoding::utf32be;
  const std::size_t pairs = std::min<std::size_t>(bytes.size() / 2, 4096);
  std::size_t first = 0;
  std::size_t second = 0;
  for (std::size_t i = 0; i < pairs; ++i) {
    first += bytes[2 * i] == 0 ? 1 : 0;
    second += bytes[2 * i + 1] == 0 ? 1 : 0;
  }
  if (second * 4 >= pairs && first * 10 <= second) return Encoding::utf16le;
  if (first * 4 >= pairs && second * 10 <= first) return Encoding::utf16be;
  return std::nullopt;
}

}  // namespace

std::string_view ToString(Encoding encoding) {
  switch (encoding) {
    case Encoding::utf8:
      return "UTF-8";
    case Encoding::utf16le:
      return "UTF-16LE";
    case Encoding::utf16be:
      return "UTF-16BE";
    case Encoding::utf32le:
      return "UTF-32LE";
    case Encoding::utf32be:
      return "UTF-32BE";
    case Encoding::windows1252:
      return "Windows-1252";
  }
  return "";
}

EncodingGuess GuessEncoding(std::string_view head, bool whole) {
  using namespace std::string_view_literals;
  if (head.starts_with("\xEF\xBB\xBF"sv)) return {Encoding::utf8, 3};
  if (head.starts_with("\xFF\xFE\0\0"sv)) return {Encoding::utf32le, 4};
  if (head.starts_with("\0\0\xFE\xFF"sv)) return {Encoding::utf32be, 4};
  const bool little = head.starts_with("\xFF\xFE"sv);
  if (little || head.starts_with("\xFE\xFF"sv)) {
    // Some programs write the two-byte mark before UTF-32.
    const std::string_view rest = head.substr(2);
    if (LooksUtf32(rest, Encoding::utf32le)) return {Encoding::utf32le, 2};
    if (LooksUtf32(rest, Encoding::utf32be)) return {Encoding::utf32be, 2};
    return {little ? Encoding::utf16le : Encoding::utf16be, 2};
  }
  if (head.find('\0') != std::string_view::npos) {
    if (const auto wide = GuessWide(head)) return {*wide, 0};
  }
  const Utf8Prefix prefix = MeasureUtf8(head);
  const bool good = prefix.stop == Stop::kEnd || prefix.stop == Stop::kNul || prefix.multibyte ||
                    (prefix.stop == Stop::kIncomplete && !whole);
  return {good ? Encoding::utf8 : Encoding::windows1252, 0};
}

bool LooksBinary(std::string_view text) {
  const auto controls = std::count_if(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 &&
           std::string_view("\t\n\v\f\r\x1A\x1B").find(c) == std::string_view::npos;
  });
  return static_cast<std::size_t>(controls) * 100 > text.size();
}

Refusal Decoder::Append(std::string_view bytes, bool last, std::string* text) {
  switch (encoding_) {
    case Encoding::utf8:
      return AppendUtf8(bytes, last, text);
    case Encoding::windows1252:
      return AppendWindows1252(bytes, text);
    default:
      return AppendWide(bytes, last, text);
  }
}

Refusal Decoder::AppendUtf8(std::string_view bytes, bool last, std::string* text) {
  std::string joined;
  if (!waiting_.empty()) {
    joined = std::move(waiting_);
    waiting_.clear();
    joined.append(bytes);
    bytes = joined;
  }
  const Utf8Prefix prefix = MeasureUtf8(bytes);
  text->append(bytes.substr(0, prefix.bytes));
  saw_multibyte_ |= prefix.multibyte;
  const std::string_view rest = bytes.substr(prefix.bytes);
  if (prefix.stop == Stop::kEnd) return Refusal::kNone;
  if (prefix.stop == Stop::kNul) return Refusal::kNul;
  if (prefix.stop == Stop::kIncomplete && !last) {
    waiting_ = rest;
    return Refusal::kNone;
  }
  if (saw_multibyte_) return Refusal::kNotTheEncoding;
  encoding_ = Encoding::windows1252;
  return AppendWindows1252(rest, text);
}

Refusal Decoder::AppendWindows1252(std::string_view bytes, std::string* text) {
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const std::uint8_t byte = At(bytes, i);
    if (byte == 0) return Refusal::kNul;
    const bool mapped = byte >= 0x80 && byte < 0xA0;
    AppendCodePoint(mapped ? kWindows1252[byte - 0x80U] : byte, text);
  }
  return Refusal::kNone;
}

Refusal Decoder::AppendWide(std::string_view bytes, bool last, std::string* text) {
  std::string joined;
  if (!waiting_.empty()) {
    joined = std::move(waiting_);
    waiting_.clear();
    joined.append(bytes);
    bytes = joined;
  }
  const std::size_t size = UnitBytes(encoding_);
  std::size_t at = 0;
  for (; at + size <= bytes.size(); at += size) {
    if (const Refusal refusal = AppendUnit(ReadUnit(bytes, at, encoding_), text); refusal != Refusal::kNone) {
      return refusal;
    }
  }
  if (!last) {
    waiting_ = bytes.substr(at);
    return Refusal::kNone;
  }
  return at < bytes.size() || high_surrogate_ != 0 ? Refusal::kNotTheEncoding : Refusal::kNone;
}

Refusal Decoder::AppendUnit(std::uint32_t unit, std::string* text) {
  if (unit == 0) return Refusal::kNul;
  if (unit > 0x10FFFF) return Refusal::kNotTheEncoding;
  const bool high = unit >= 0xD800 && unit < 0xDC00;
  const bool low = unit >= 0xDC00 && unit < 0xE000;
  if ((high_surrogate_ != 0) != low) return Refusal::kNotTheEncoding;
  if ((high || low) && UnitBytes(encoding_) == 4) return Refusal::kNotTheEncoding;
  if (high) {
    high_surrogate_ = unit;
    return Refusal::kNone;
  }
  if (low) unit = 0x10000 + ((high_surrogate_ - 0xD800) << 10) + (unit - 0xDC00);
  high_surrogate_ = 0;
  AppendCodePoint(unit, text);
  return Refusal::kNone;
}

}  // namespace baton::format
