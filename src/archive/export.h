// The complete export: a .zip with one CSV for each kind of row of the book, all of one moment. The headers are our
// column names, by which the import recognises them; ids are kept, and rows that point to others name them too, so
// that a file is of use alone. Instants are RFC 3339, days YYYY-MM-DD, amounts whole numbers of the smallest unit.
// Cells that a spreadsheet would run are neutralised (format/csv/writer.h has the inverse). Deleted rows are left out,
// but for people, whom history names.
#pragma once

#include <string>
#include <vector>

#include "base/id.h"
#include "db/database.h"

namespace baton::archive {

// The names of the files, in their order.
std::vector<std::string> ExportedFiles();

// Writes the file at `path`, which is made or replaced. Throws when it cannot.
void WriteExport(db::Database& database, Id org_id, const std::string& path);

}  // namespace baton::archive
