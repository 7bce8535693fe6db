// The words of a PDF, by poppler's pdftotext as a bounded child process (child.h). A PDF that only holds pictures of text,
// or has a password, is refused in words.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/problem.h"
#include "format/document/document.h"

namespace baton::format {

Result<std::string> PdfText(const std::filesystem::path& path, const DocumentLimits& limits);

// Joins the lines of a paragraph, which a PDF breaks where the page ends: a line goes on in the next one when it is nearly
// as long as the longest, and a word that was divided there is put together again.
std::string Unwrap(std::string_view text);

}  // namespace baton::format
