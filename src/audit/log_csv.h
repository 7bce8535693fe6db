// The log of deeds as a CSV, one line a changed row, the latest deed first: written piece by piece as it is read, so that memory is
// bounded however long the log is. At most kMostLines; a deed of very many rows (an import) stands there with its first 500.
//
//   return http::File{.content_type = "text/csv; charset=utf-8", .name = "log.csv",
//                     .source = LogCsv(call.database(), tables, ReaderOf(call), filter)};
#pragma once

#include "action/tables.h"
#include "audit/log.h"
#include "db/database.h"
#include "http/answer.h"

namespace baton::audit {

inline constexpr int kMostLines = 200'000;

// What it is given outlives the source.
http::Source LogCsv(db::Database& database, const action::Tables& tables, LogFor who, LogFilter filter);

}  // namespace baton::audit
