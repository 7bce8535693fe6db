// The words of a .docx file: its paragraphs in order, table cells with tabs between them, lists with a dash. What was
// deleted with "track changes" on is left out, what was inserted is in; headers, footers, notes and pictures are not read.
#pragma once

#include <memory>
#include <string>

#include "base/problem.h"
#include "format/document/document.h"
#include "format/workbook/archive.h"

namespace baton::format {

// Does the archive hold a Word document?
bool HoldsDocx(const Archive& archive);
// REQUIRES: HoldsDocx.
Result<std::string> DocxText(Archive& archive, const DocumentLimits& limits);

}  // namespace baton::format
