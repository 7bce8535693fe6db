// Which encoding a text file has, and its translation to UTF-8 in pieces of any size.
//
//   Decoder decoder(GuessEncoding(head).encoding);
//   auto refusal = decoder.Append(bytes, /*last=*/false, &text);
//
// UTF-8, UTF-16 and UTF-32 in both byte orders with and without a byte order mark, and Windows-1252. A file
// that is plain ASCII so far may still turn out to be Windows-1252 later: the decoder changes over at the
// first byte that is not UTF-8 as long as no UTF-8 character was seen; after one was, the file is refused,
// because it mixes the two. Not thread-safe; holds no reference to what it is given.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace baton::format {

enum class Encoding { utf8, utf16le, utf16be, utf32le, utf32be, windows1252 };

std::string_view ToString(Encoding encoding);  // "UTF-8", "Windows-1252", ...

struct EncodingGuess {
  Encoding encoding = Encoding::utf8;
  std::size_t mark_bytes = 0;  // length of the byte order mark to skip
};

// `head` is the start of the file; 64 KB are plenty. `whole` when it is all of it.
EncodingGuess GuessEncoding(std::string_view head, bool whole);

// Whether the start of a file (as UTF-8) has so many control characters that it is no text at all.
bool LooksBinary(std::string_view text);

enum class Refusal {
  kNone,
  kNul,            // a NUL character: a binary file
  kNotTheEncoding  // bytes that the encoding does not have
};

class Decoder {
 public:
  explicit Decoder(Encoding encoding) : encoding_(encoding) {}

  // Appends `bytes` as UTF-8 to `*text`; an incomplete character waits for the next call unless this is the
  // `last`. After a refusal `*text` holds everything before the bad place, and the decoder must not be used
  // again.
  Refusal Append(std::string_view bytes, bool last, std::string* text);

  Encoding encoding() const { return encoding_; }

 private:
  Refusal AppendUtf8(std::string_view bytes, bool last, std::string* text);
  Refusal AppendWide(std::string_view bytes, bool last, std::string* text);
  Refusal AppendUnit(std::uint32_t unit, std::string* text);
  Refusal AppendWindows1252(std::string_view bytes, std::string* text);

  Encoding encoding_;
  bool saw_multibyte_ = false;
  std::uint32_t high_surrogate_ = 0;
  std::string waiting_;  // an incomplete character, at most 3 bytes
};

}  // namespace baton::format
