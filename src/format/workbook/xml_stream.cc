#include "format/workbook/xml_stream.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "base/too_large.h"

namespace baton::format {
namespace {

constexpr std::size_t kPieceBytes = std::size_t{128} << 10;
// White space matters inside <t>, entities are decoded, document types are skipped without a look.
constexpr unsigned kParse = pugi::parse_cdata | pugi::parse_escapes | pugi::parse_eol | pugi::parse_ws_pcdata;

std::string_view WithoutPrefix(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

// The end of a tag that starts at `at` (behind its '>'), npos when the text ends before. Mind '>' inside
// quotes.
std::size_t TagEnd(std::string_view text, std::size_t at) {
  char quote = '\0';
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (quote != '\0') {
      if (c == quote) quote = '\0';
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '>') {
      return at + 1;
    }
  }
  return std::string_view::npos;
}

bool IsUtf16(std::string_view bytes) {
  return bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
}

}  // namespace

std::string_view LocalName(const pugi::xml_node& node) { return WithoutPrefix(node.name()); }

pugi::xml_node Child(const pugi::xml_node& node, std::string_view name) {
  for (const pugi::xml_node& child : node.children()) {
    if (LocalName(child) == name) return child;
  }
  return {};
}

Result<Done> ParseXml(const std::string& bytes, std::string_view name, pugi::xml_document* document) {
  const auto parsed = document->load_buffer(bytes.data(), bytes.size(), kParse, pugi::encoding_auto);
  if (!parsed) return Fail(Kind::malformed, "problem.workbook.damaged", {{"name", std::string(name)}});
  return Done{};
}

XmlStream::XmlStream(ByteSource source, std::string element, std::string part, std::size_t element_bytes)
    : source_(std::move(source)),
      element_(std::move(element)),
      part_(std::move(part)),
      element_bytes_(element_bytes) {}

tl::unexpected<Problem> XmlStream::Damaged() const {
  return Fail(Kind::malformed, "problem.workbook.damaged", {{"name", part_}});
}

// Reads on; false at the end. What is before begin_ is dropped.
Result<bool> XmlStream::More() {
  if (ended_) return false;
  if (text_.size() - begin_ > element_bytes_) {
    return Fail(TooLarge("problem.workbook.row_too_long", element_bytes_));
  }
  text_.erase(0, begin_);
  begin_ = 0;
  const std::size_t before = text_.size();
  // As much again as is there already, so that a long element is searched a few times only.
  const std::size_t want = std::max(kPieceBytes, before);
  text_.resize(before + want);
  std::size_t got = 0;
  while (got < want && !ended_) {
    const auto size = source_(std::span<char>(text_).subspan(before + got));
    if (!size) return Fail(size.error());
    ended_ = *size == 0;
    got += *size;
  }
  text_.resize(before + got);
  if (!started_ && IsUtf16(text_)) return Damaged();
  started_ = true;
  return got > 0;
}

// Moves begin_ to the next start tag of the element; false when there is none.
Result<bool> XmlStream::FindStart() {
  while (true) {
    const std::size_t at = text_.find('<', begin_);
    begin_ = at == std::string::npos ? text_.size() : at;
    const std::string_view rest = std::string_view(text_).substr(begin_);
    const bool comment = rest.starts_with("<!--");
    const std::size_t stop = comment ? rest.find("-->", 4) : rest.find_first_of(" \t\r\n/>", 1);
    if (rest.size() < 4 || stop == std::string_view::npos) {
      const auto more = More();
      if (!more) return Fail(more.error());
      if (!*more) return false;
      continue;  // `rest` is gone
    }
    if (!comment && WithoutPrefix(rest.substr(1, stop - 1)) == element_) {
      closing_ = "</" + std::string(rest.substr(1, stop - 1));
      return true;
    }
    begin_ += std::max<std::size_t>(stop, 1);
  }
}

Result<std::optional<pugi::xml_node>> XmlStream::Next() {
  const auto found = FindStart();
  if (!found) return Fail(found.error());
  if (!*found) return std::nullopt;
  while (true) {
    const std::string_view rest = std::string_view(text_).substr(begin_);
    const std::size_t tag = TagEnd(rest, 0);
    if (tag != std::string_view::npos && rest[tag - 2] == '/') return Parse(tag);
    const std::size_t close = tag == std::string_view::npos ? tag : rest.find(closing_, tag);
    const std::size_t end = close == std::string_view::npos ? close : rest.find('>', close);
    if (end != std::string_view::npos) return Parse(end + 1);
    const auto more = More();
    if (!more) return Fail(more.error());
    if (!*more) return Damaged();
  }
}

Result<std::optional<pugi::xml_node>> XmlStream::Parse(std::size_t size) {
  fragment_.assign(text_, begin_, size);
  begin_ += size;
  if (!IsUtf8(fragment_)) return Damaged();
  if (!document_.load_buffer_inplace(fragment_.data(), fragment_.size(), kParse, pugi::encoding_utf8))
    return Damaged();
  return document_.first_child();
}

}  // namespace baton::format
