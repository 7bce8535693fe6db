#include "imap/wire.h"

#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace baton::imap {
namespace {

bool IsStatus(std::string_view name) {
  return name == "OK" || name == "NO" || name == "BAD" || name == "BYE" || name == "PREAUTH";
}

std::string Capitals(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(),
                         [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return out;
}

// "...{12}" or "...{12+}" announces 12 bytes behind the end of its line.
std::optional<std::size_t> LiteralAtEnd(std::string_view line) {
  if (!line.ends_with('}')) return std::nullopt;
  const auto open = line.rfind('{');
  if (open == std::string_view::npos) return std::nullopt;
  std::string_view digits = line.substr(open + 1, line.size() - open - 2);
  if (digits.ends_with('+')) digits.remove_suffix(1);
  if (digits.empty() || digits.size() > 10) return std::nullopt;
  if (!std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; })) return std::nullopt;
  return static_cast<std::size_t>(*NumberOf(digits));
}

class Parser {
 public:
  explicit Parser(std::string_view bytes) : bytes_(bytes) {}

  std::string_view Word() {
    const auto end = std::min(bytes_.find(' ', at_), bytes_.size());
    const std::string_view word = bytes_.substr(at_, end - at_);
    at_ = std::min(end + 1, bytes_.size());
    return word;
  }
  std::string_view Rest() const { return bytes_.substr(at_); }

  // Values up to the end, or up to the ")" of a list.
  bool Values(std::vector<Value>& into, int depth) {
    while (true) {
      while (at_ < bytes_.size() && bytes_[at_] == ' ') ++at_;
      if (at_ == bytes_.size()) return depth == 0;
      if (bytes_[at_] == ')') {
        ++at_;
        return depth > 0;
      }
      Value value;
      if (!One(value, depth)) return false;
      into.push_back(std::move(value));
    }
  }

 private:
  bool One(Value& value, int depth) {
    const char c = bytes_[at_];
    if (c == '(') {
      ++at_;
      value.kind = Value::Kind::list;
      return depth < kMaxDepth && Values(value.items, depth + 1);
    }
    if (c == '"') return QuotedText(value);
    if (c == '{') return Literal(value);
    return Atom(value);
  }

  bool QuotedText(Value& value) {
    value.kind = Value::Kind::text;
    for (++at_; at_ < bytes_.size(); ++at_) {
      if (bytes_[at_] == '"') {
        ++at_;
        return true;
      }
      if (bytes_[at_] == '\\' && ++at_ == bytes_.size()) return false;
      value.text += bytes_[at_];
    }
    return false;
  }

  bool Literal(Value& value) {
    const auto end = bytes_.find('\n', at_);
    if (end == std::string_view::npos) return false;
    std::string_view line = bytes_.substr(at_, end - at_);
    if (line.ends_with('\r')) line.remove_suffix(1);
    const auto length = line.rfind('{') == 0 ? LiteralAtEnd(line) : std::nullopt;
    if (!length || *length > bytes_.size() - end - 1) return false;
    value.kind = Value::Kind::text;
    value.text = bytes_.substr(end + 1, *length);
    at_ = end + 1 + *length;
    return true;
  }

  // With what stands in its brackets, spaces and all.
  bool Atom(Value& value) {
    const std::size_t from = at_;
    for (bool is_inside = false; at_ < bytes_.size(); ++at_) {
      const char c = bytes_[at_];
      if (c == '[') is_inside = true;
      if (c == ']') is_inside = false;
      if (c == '\r' || c == '\n') return false;
      if (!is_inside && (c == ' ' || c == '(' || c == ')' || c == '"')) break;
    }
    value.text = bytes_.substr(from, at_ - from);
    value.kind = Capitals(value.text) == "NIL" ? Value::Kind::nothing : Value::Kind::atom;
    if (value.kind == Value::Kind::nothing) value.text.clear();
    return at_ > from;
  }

  std::string_view bytes_;
  std::size_t at_ = 0;
};

}  // namespace

std::optional<std::int64_t> NumberOf(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end == text.data() || number < 0) return std::nullopt;
  return number;
}

std::optional<std::int64_t> CodeIn(std::string_view text, std::string_view name) {
  const auto at = text.find("[" + std::string(name) + " ");
  return at == std::string_view::npos ? std::nullopt : NumberOf(text.substr(at + name.size() + 2));
}

const Value* FindAfter(const Value& list, std::string_view name) {
  for (std::size_t i = 0; i + 1 < list.items.size(); i += 2) {
    if (list.items[i].kind == Value::Kind::atom && Capitals(list.items[i].text).starts_with(name))
      return &list.items[i + 1];
  }
  return nullptr;
}

std::string Quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

std::string ReadableName(const std::string& name) {
  UErrorCode error = U_ZERO_ERROR;
  UConverter* converter = ucnv_open("IMAP-mailbox-name", &error);
  if (U_FAILURE(error)) return name;
  ucnv_setToUCallBack(converter, UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &error);
  const icu::UnicodeString text(name.data(), static_cast<std::int32_t>(name.size()), converter, error);
  ucnv_close(converter);
  std::string out;
  if (U_SUCCESS(error)) text.toUTF8String(out);
  return out.empty() || !CleanText(out) ? name : out;
}

std::optional<Answer> ParseAnswer(std::string_view bytes) {
  Parser parser(bytes);
  Answer answer;
  answer.tag = parser.Word();
  if (answer.tag.empty()) return std::nullopt;
  if (answer.tag == "+") {
    answer.text = parser.Rest();
    return answer;
  }
  const std::string_view word = parser.Word();
  const bool is_number =
      !word.empty() && std::ranges::all_of(word, [](char c) { return c >= '0' && c <= '9'; });
  if (is_number && !(answer.number = NumberOf(word))) return std::nullopt;
  answer.name = Capitals(is_number ? parser.Word() : word);
  if (answer.name.empty()) return std::nullopt;
  if (IsStatus(answer.name)) {
    answer.text = parser.Rest();
    return answer;
  }
  if (!parser.Values(answer.values, 0)) return std::nullopt;
  return answer;
}

void AnswerReader::Add(std::string_view bytes) { buffer_ += bytes; }

std::optional<Answer> AnswerReader::Next() {
  while (!is_broken_) {
    const auto end = buffer_.find('\n', looked_);
    if (end == std::string::npos) break;
    std::size_t line_end = end;
    if (line_end > taken_ && buffer_[line_end - 1] == '\r') --line_end;
    const auto line = std::string_view(buffer_).substr(looked_, line_end > looked_ ? line_end - looked_ : 0);
    if (const auto length = LiteralAtEnd(line)) {
      if (end + 1 - taken_ + *length > kMaxAnswerBytes) {
        is_broken_ = true;
        return std::nullopt;
      }
      if (buffer_.size() - end - 1 < *length)
        return std::nullopt;  // looked at again from this line's beginning
      looked_ = end + 1 + *length;
      continue;
    }
    auto answer = ParseAnswer(std::string_view(buffer_).substr(taken_, line_end - taken_));
    taken_ = looked_ = end + 1;
    if (taken_ >= buffer_.size() / 2) {
      buffer_.erase(0, taken_);
      taken_ = looked_ = 0;
    }
    if (!answer) is_broken_ = true;
    return answer;
  }
  if (buffer_.size() - taken_ > kMaxAnswerBytes) is_broken_ = true;
  return std::nullopt;
}

}  // namespace baton::imap
