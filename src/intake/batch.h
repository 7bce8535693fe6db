// What running and previewing share: the facts of a load, and the next rows of a file. For import_*.cc.
#pragma once

#include <vector>

#include "intake/import_run.h"

namespace baton::intake {

inline constexpr db::WriteOptions kBulk{.bulk = true};

// The parts of a load that the database says. REQUIRES: the organization exists.
LoadContext ContextOf(db::Connection& connection, const Import& import, Instant now);

// The next rows, at most so many. The records own their text.
struct Batch {
  std::vector<Record> records;
  std::vector<Reject> rejects;
  std::int64_t rows = 0;
  bool is_last = false;
};

Result<Batch> ReadBatch(TableReader& reader, const RowForm& form, std::int64_t first, int limit);

}  // namespace baton::intake
