#include "format/vcard/card_lines.h"

#include <algorithm>

namespace baton::format::vcard {
namespace {

constexpr std::size_t kPiece = 64 * 1024;

bool IsBlank(char c) { return c == ' ' || c == '\t'; }

std::string Upper(std::string_view text) {
  std::string upper(text);
  for (char& c : upper) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return upper;
}

std::string_view Bare(std::string_view text) {
  while (!text.empty() && IsBlank(text.front())) text.remove_prefix(1);
  while (!text.empty() && IsBlank(text.back())) text.remove_suffix(1);
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') text = text.substr(1, text.size() - 2);
  return text;
}

// Where one of these stands outside of quotation marks; npos: nowhere.
std::size_t FindOutside(std::string_view text, std::string_view any) {
  bool is_quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') is_quoted = !is_quoted;
    if (!is_quoted && any.find(text[i]) != std::string_view::npos) return i;
  }
  return std::string_view::npos;
}

// "item1.EMAIL;type=INTERNET;PREF" -> the name, and what it says of itself.
void ReadHead(std::string_view head, CardLine* line) {
  for (bool is_name = true; !head.empty(); is_name = false) {
    const std::size_t end = std::min(FindOutside(head, ";"), head.size());
    const std::string_view part = Bare(head.substr(0, end));
    head.remove_prefix(std::min(end + 1, head.size()));
    if (is_name) {
      const std::size_t dot = part.rfind('.');
      line->name = Upper(dot == std::string_view::npos ? part : part.substr(dot + 1));
      continue;
    }
    const std::size_t equals = part.find('=');
    if (equals == std::string_view::npos) {
      line->parameters.emplace_back(Upper(part), "");
    } else {
      line->parameters.emplace_back(Upper(Bare(part.substr(0, equals))), Bare(part.substr(equals + 1)));
    }
  }
}

bool IsSame(std::string_view a, std::string_view upper) { return Upper(a) == upper; }

}  // namespace

std::optional<std::string_view> CardLine::Find(std::string_view parameter) const {
  for (const auto& [key, text] : parameters) {
    if (key == parameter) return text;
  }
  return std::nullopt;
}

bool CardLine::HasType(std::string_view type) const {
  for (const auto& [key, text] : parameters) {
    if (key == type && text.empty()) return true;
    if (key != "TYPE") continue;
    for (std::string_view rest = text; !rest.empty();) {
      const std::size_t end = std::min(rest.find(','), rest.size());
      if (IsSame(Bare(rest.substr(0, end)), type)) return true;
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  return false;
}

bool CardLine::IsQuotedPrintable() const {
  return std::ranges::any_of(parameters, [](const auto& one) {
    return one.first == "QUOTED-PRINTABLE" ||
           (one.first == "ENCODING" && IsSame(one.second, "QUOTED-PRINTABLE"));
  });
}

CardLines::CardLines(ByteSource source, IsWanted is_wanted)
    : source_(std::move(source)), is_wanted_(std::move(is_wanted)) {}

Result<Done> CardLines::Pull() {
  std::string piece(kPiece, '\0');
  const auto got = source_(std::span<char>(piece));
  if (!got) return Fail(got.error());
  bytes_read_ += *got;
  has_ended_ = *got == 0;
  piece.resize(*got);
  if (!decoder_) {
    buffer_ += piece;
  } else if (decoder_->Append(piece, has_ended_, &buffer_) != Refusal::kNone) {
    return Fail(Kind::malformed, "problem.vcard.not_text", {{"line", number_ + 1}});
  }
  return Done{};
}

Result<Done> CardLines::Start() {
  is_started_ = true;
  while (buffer_.size() < kPiece && !has_ended_) {
    if (const auto pulled = Pull(); !pulled) return pulled;
  }
  const EncodingGuess guess = GuessEncoding(buffer_, has_ended_);
  buffer_.erase(0, guess.mark_bytes);
  if (guess.encoding == Encoding::utf8 || guess.encoding == Encoding::windows1252) return Done{};
  decoder_.emplace(guess.encoding);
  const std::string raw = std::move(buffer_);
  buffer_.clear();
  if (decoder_->Append(raw, has_ended_, &buffer_) != Refusal::kNone) {
    return Fail(Kind::malformed, "problem.vcard.not_text", {{"line", std::int64_t{1}}});
  }
  return Done{};
}

// The next physical line. Of one that is far too long only the start is held.
Result<bool> CardLines::Look() {
  if (next_) return true;
  if (!is_started_) {
    if (const auto started = Start(); !started) return Fail(started.error());
  }
  Physical line{.number = number_ + 1, .text = {}};
  bool has_some = false;
  while (true) {
    const std::size_t end = buffer_.find_first_of("\r\n", begin_);
    // A return at the very end of the piece may have its line feed in the next.
    const bool is_whole =
        end != std::string::npos && (buffer_[end] == '\n' || end + 1 < buffer_.size() || has_ended_);
    const std::size_t stop = std::min(end, buffer_.size());
    if (!is_whole && has_ended_ && begin_ >= buffer_.size() && !has_some) return false;
    has_some = has_some || stop > begin_;
    if (line.text.size() < kMostLineBytes) {
      line.text.append(buffer_, begin_, std::min(stop - begin_, kMostLineBytes - line.text.size()));
    }
    if (is_whole) {
      const bool is_pair = buffer_[end] == '\r' && end + 1 < buffer_.size() && buffer_[end + 1] == '\n';
      begin_ = end + (is_pair ? 2 : 1);
      break;
    }
    begin_ = stop;
    if (has_ended_) break;
    buffer_.erase(0, begin_);
    begin_ = 0;
    if (const auto pulled = Pull(); !pulled) return Fail(pulled.error());
  }
  number_ = line.number;
  next_ = std::move(line);
  return true;
}

void CardLines::Join(CardLine* line, std::string_view text) const {
  if (line->value.size() >= kMostLineBytes) return;
  line->value.append(text.substr(0, kMostLineBytes - line->value.size()));
}

Result<std::optional<CardLine>> CardLines::Next() {
  while (true) {
    auto has = Look();
    if (!has) return Fail(has.error());
    if (!*has) return std::optional<CardLine>();
    CardLine line{.number = next_->number, .name = {}, .parameters = {}, .value = {}};
    std::string text = std::move(next_->text);
    next_.reset();
    // The head may be folded too.
    while (FindOutside(text, ":") == std::string_view::npos && text.size() < kMostLineBytes) {
      has = Look();
      if (!has) return Fail(has.error());
      if (!*has || next_->text.empty() || !IsBlank(next_->text.front())) break;
      text.append(next_->text, 1);
      next_.reset();
    }
    const std::size_t colon = FindOutside(text, ":");
    const bool is_line = colon != std::string::npos;
    if (is_line) ReadHead(std::string_view(text).substr(0, colon), &line);
    const bool is_wanted = is_line && is_wanted_(line.name);
    const bool is_quoted = is_line && line.IsQuotedPrintable();
    // Kept also where it is not wanted: its end says whether the next line belongs to it.
    char last = text.empty() ? '\0' : text.back();
    if (is_wanted) Join(&line, std::string_view(text).substr(colon + 1));
    while (true) {
      has = Look();
      if (!has) return Fail(has.error());
      if (!*has) break;
      std::string_view more = next_->text;
      const bool is_soft = is_quoted && last == '=';
      const bool is_folded = !more.empty() && IsBlank(more.front());
      if (!is_soft && !is_folded) break;
      if (is_soft) {
        if (is_wanted && !line.value.empty()) line.value.pop_back();
        while (!more.empty() && IsBlank(more.front())) more.remove_prefix(1);
      } else {
        more.remove_prefix(1);
      }
      last = more.empty() ? '\0' : more.back();
      if (is_wanted) Join(&line, more);
      next_.reset();
    }
    if (is_line) return std::optional(std::move(line));
  }
}

}  // namespace baton::format::vcard
