// A letter as somebody has it, as plain text: paragraphs with an empty line between them. Plain text, Markdown, .docx and
// PDF with text in it; what a file is, its bytes say, not its name. Everything else is refused in words that say what to do.
//
//   auto document = ReadDocument("/data/uploads/1f3a", "letter.docx", {});
//   if (document) Show(document->text);
//
// Nothing in a file is run, and everything is bounded: bytes unpacked, depth, characters, and for a PDF the time and the
// memory of the program that reads it. Stateless, hence thread-safe.
#pragma once

#include <boost/describe/enum.hpp>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/problem.h"

namespace baton::format {

enum class DocumentKind { text, markdown, docx, pdf };
BOOST_DESCRIBE_ENUM(DocumentKind, text, markdown, docx, pdf)

struct DocumentLimits {
  std::uint64_t file_bytes = std::uint64_t{10} << 20;
  std::size_t xml_bytes = std::size_t{4} << 20;  // the main part of a .docx, unpacked
  std::size_t depth = 200;                       // of its elements
  std::size_t characters = 10'000;               // of the text
  std::chrono::milliseconds pdf_time{15'000};
  std::uint64_t pdf_memory_bytes = std::uint64_t{1} << 30;
  std::string pdf_program = "/usr/bin/pdftotext";
};

struct Document {
  DocumentKind kind = DocumentKind::text;
  std::string text;  // clean UTF-8, line breaks as \n; never empty
};

// `name` is what the file was called; it tells Markdown from plain text.
Result<Document> ReadDocument(const std::filesystem::path& path, std::string_view name,
                              const DocumentLimits& limits);

// Line breaks as \n, no white space at the ends of lines, at most one empty line together, none at either end; control
// characters go.
std::string Tidy(std::string_view text);

}  // namespace baton::format
