// What an IMAP server says (RFC 3501), as values: bytes in any pieces come in, whole answers come out, literals included.
//
//   AnswerReader reader;
//   reader.Add(bytes);
//   while (const auto answer = reader.Next()) ...   // {.tag = "*", .name = "FETCH", .number = 3, .values = ...}
//   if (reader.is_broken()) ...                     // it is no IMAP, or too much of it
//
// Bounded: an answer is at most kMaxAnswer long and kMaxDepth deep. Of one thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace baton::imap {

inline constexpr std::size_t kMaxAnswerBytes = 16 * 1024 * 1024;
inline constexpr int kMaxDepth = 20;

struct Value {
  enum class Kind { atom, text, list, nothing };  // `text`: quoted, or a literal
  Kind kind = Kind::nothing;
  std::string text;  // of the first two; an atom keeps its brackets: BODY[HEADER.FIELDS (FROM TO)]
  std::vector<Value> items;

  bool operator==(const Value&) const = default;
};

struct Answer {
  std::string tag;                     // "*", "+", or the command's
  std::string name;                    // OK, NO, BAD, BYE, PREAUTH, FETCH, SEARCH ... in capitals
  std::optional<std::int64_t> number;  // "* 3 FETCH" has 3
  std::string text;                    // of OK, NO, BAD, BYE, PREAUTH and "+": what stands behind it
  std::vector<Value> values;           // of all others

  bool operator==(const Answer&) const = default;
};

std::optional<std::int64_t> NumberOf(std::string_view text);
// "[UIDNEXT 7] ..." has 7.
std::optional<std::int64_t> CodeIn(std::string_view text, std::string_view name);
// What follows `name` in a list of names and values, as FETCH has it; `name` may be the beginning of it. nullptr: it is not there.
const Value* FindAfter(const Value& list, std::string_view name);
// As a folder's name is sent: in quotes.
std::string Quoted(std::string_view text);
// A folder's name as people read it: modified UTF-7 (RFC 3501, 5.1.3) decoded, or as it is where it is none.
std::string ReadableName(const std::string& name);

// One whole answer, its end of line left out. Nothing: it breaks the grammar.
std::optional<Answer> ParseAnswer(std::string_view bytes);

class AnswerReader {
 public:
  void Add(std::string_view bytes);
  std::optional<Answer> Next();
  bool is_broken() const { return is_broken_; }

 private:
  std::string buffer_;
  std::size_t taken_ = 0;   // of the buffer, by answers that were given out
  std::size_t looked_ = 0;  // up to here there is no end of the answer that comes next
  bool is_broken_ = false;
};

}  // namespace baton::imap
