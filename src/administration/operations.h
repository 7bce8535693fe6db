// What was done to the whole database: backups, tests that one can be restored, the daily sweep. Noted by whoever does it (a command, the
// daily job), shown to administrators, who are warned when it was too long ago.
//
//   NoteRun(tx, {.kind = OperationKind::backup, .is_well = true, .began_at = began, .ended_at = now, .bytes = size});
//
// Stateless, hence thread-safe.
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "base/message.h"
#include "db/database.h"

namespace baton::administration {

enum class OperationKind { backup, restore_test, sweep };
BOOST_DESCRIBE_ENUM(OperationKind, backup, restore_test, sweep)

struct Run {
  OperationKind kind = OperationKind::backup;
  bool is_well = true;
  Instant began_at;
  Instant ended_at;
  std::int64_t bytes = 0;  // 0: not known
  std::vector<Message> findings = {};
};

void NoteRun(db::Tx& tx, const Run& run);
// The newest first.
std::vector<Run> ListRuns(db::Connection& connection, OperationKind kind, int limit);
// When one of this kind last went well.
std::optional<Instant> LastWell(db::Connection& connection, OperationKind kind);

}  // namespace baton::administration
