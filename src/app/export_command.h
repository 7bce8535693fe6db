// `baton export FILE.zip`: the complete export of an organization, as GET /api/v1/export gives it.
#pragma once

#include <iosfwd>
#include <string>

#include "app/config.h"
#include "base/problem.h"
#include "db/database.h"

namespace baton::app {

struct ExportOptions {
  std::string file;
  std::string organization;  // by name; empty: the only one
};

Result<Done> RunExport(const Config& config, const ExportOptions& options, std::ostream& out);
// The same on an open database.
Result<Done> Export(db::Database& database, const ExportOptions& options, std::ostream& out);

}  // namespace baton::app
