// The rows that an import refused, as a CSV that can be mended and sent again: where, why and what to do, and the original
// cells under their headers. Streamed: the files are read again beside the list.
#pragma once

#include <optional>
#include <string>

#include "db/database.h"
#include "http/answer.h"
#include "intake/import_run.h"

namespace baton::intake {

// `file_id`: of one file only. The database and the options outlive the source.
http::Source RejectedCsv(db::Database& database, const IntakeOptions& options, const Import& import,
                         std::optional<Id> file_id, const std::string& language);

}  // namespace baton::intake
