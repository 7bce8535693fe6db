#include "format/document/document.h"

#include <array>
#include <fstream>
#include <iterator>
#include <optional>

#include "base/text.h"
#include "base/too_large.h"
#include "format/csv/encoding.h"
#include "format/document/docx.h"
#include "format/document/pdf.h"
#include "format/markdown/markdown.h"

namespace baton::format {
namespace {

constexpr std::size_t kHeadBytes = 1024;
constexpr std::uint64_t kUnpackedBytes = std::uint64_t{64} << 20;

struct Foreign {
  std::string_view start;
  std::string_view key;
};
// What a file that is refused begins with.
constexpr std::array<Foreign, 10> kForeign{{{"\xD0\xCF\x11\xE0", "problem.document.old_word"},
                                            {"{\\rtf", "problem.document.rich_text"},
                                            {"\x89PNG", "problem.document.picture"},
                                            {"\xFF\xD8\xFF", "problem.document.picture"},
                                            {"GIF8", "problem.document.picture"},
                                            {"II*", "problem.document.picture"},
                                            {"MM", "problem.document.picture"},
                                            {"%!PS", "problem.document.unknown"},
                                            {"\x7F"
                                             "ELF",
                                             "problem.document.unknown"},
                                            {"MZ", "problem.document.unknown"}}};

std::optional<Problem> Refusal(std::string_view head) {
  for (const Foreign& foreign : kForeign) {
    // Two letters may begin a letter; with a NUL near it is none.
    if (!head.starts_with(foreign.start)) continue;
    if (foreign.start.size() < 3 && head.substr(0, 16).find('\0') == std::string_view::npos) continue;
    return Problem{Kind::unsupported, {std::string(foreign.key)}};
  }
  return std::nullopt;
}

bool HasEnding(std::string_view name, std::string_view ending) { return Fold(name).ends_with(ending); }

Result<std::string> ZipText(const std::filesystem::path& path, const DocumentLimits& limits) {
  auto archive = Archive::Open(path, {.unpacked_bytes = kUnpackedBytes, .ratio = 200, .members = 2000});
  if (!archive) return Fail(archive.error());
  if (HoldsDocx(**archive)) return DocxText(**archive, limits);
  if ((*archive)->Find("content.xml")) return Fail(Kind::unsupported, "problem.document.open_document");
  return Fail(Kind::unsupported, "problem.document.not_a_letter");
}

Result<std::string> PlainText(const std::string& bytes) {
  const EncodingGuess guess = GuessEncoding(bytes, true);
  Decoder decoder(guess.encoding);
  std::string text;
  const auto refusal = decoder.Append(std::string_view(bytes).substr(guess.mark_bytes), true, &text);
  if (refusal != Refusal::kNone || LooksBinary(text))
    return Fail(Kind::unsupported, "problem.document.unknown");
  return text;
}

Result<Document> ReadKind(const std::filesystem::path& path, std::string_view name, const std::string& bytes,
                          const DocumentLimits& limits) {
  const std::string_view head = std::string_view(bytes).substr(0, kHeadBytes);
  if (const auto refused = Refusal(head)) return Fail(*refused);
  const auto as = [](DocumentKind kind) {
    return [kind](std::string&& text) { return Document{kind, std::move(text)}; };
  };
  if (head.find("%PDF-") != std::string_view::npos) return PdfText(path, limits).map(as(DocumentKind::pdf));
  if (head.starts_with("PK\x03\x04")) return ZipText(path, limits).map(as(DocumentKind::docx));
  auto text = PlainText(bytes);
  if (!text) return Fail(text.error());
  if (!HasEnding(name, ".md") && !HasEnding(name, ".markdown"))
    return Document{DocumentKind::text, std::move(*text)};
  return Document{DocumentKind::markdown, markdown::Render(*text).text};
}

}  // namespace

std::string Tidy(std::string_view text) {
  std::string tidy;
  std::size_t breaks = 0;
  for (const std::string_view raw : Split(text, '\n')) {
    std::string line;
    for (const char c : raw) {
      const auto byte = static_cast<unsigned char>(c);
      if (c == '\t' || (byte >= 0x20 && byte != 0x7F)) line += c;
    }
    line.erase(line.find_last_not_of(" \t") + 1);
    if (line.empty()) {
      ++breaks;
      continue;
    }
    if (!tidy.empty()) tidy.append(breaks > 0 ? 2 : 1, '\n');
    breaks = 0;
    tidy += line;
  }
  return tidy;
}

Result<Document> ReadDocument(const std::filesystem::path& path, std::string_view name,
                              const DocumentLimits& limits) {
  std::error_code error;
  const std::uint64_t size = std::filesystem::file_size(path, error);
  if (error) return Fail(Kind::not_found, "problem.file.not_readable", {{"file", std::string(name)}});
  if (size > limits.file_bytes) {
    return Fail(TooLarge("problem.too_large", limits.file_bytes));
  }
  std::ifstream file(path, std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  auto document = ReadKind(path, name, bytes, limits);
  if (!document) return document;
  auto clean = CleanText(Tidy(document->text));
  if (!clean) return Fail(Kind::unsupported, "problem.document.unknown");
  if (Trim(*clean).empty()) return Fail(Kind::unsupported, "problem.document.empty");
  if (CountCharacters(*clean) > limits.characters) {
    return Fail(Kind::too_large, "problem.document.too_long",
                {{"limit", static_cast<std::int64_t>(limits.characters)}});
  }
  document->text = std::move(*clean);
  return document;
}

}  // namespace baton::format
