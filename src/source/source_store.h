// The rows of sources. What opens an address is sealed with the key outside the database, in a row that never changes; of the
// address itself only the server and the file's name are kept open. Stateless, hence thread-safe.
#pragma once

#include <optional>
#include <vector>

#include "access/policy.h"
#include "db/database.h"
#include "seal/key.h"
#include "source/source.h"

namespace baton::source {

// Within the scope: those that import as the person, or all. Not the removed ones.
std::vector<Source> FindSources(db::Connection& connection, const access::Scope& scope);
std::optional<Source> FindSource(db::Connection& connection, const access::Scope& scope, Id id);
std::optional<Source> FindSource(db::Connection& connection, Id org_id, Id id);
std::int64_t CountSources(db::Connection& connection, Id org_id);
// What the job notes: from `job_id` on.
void SaveNotes(db::Tx& tx, const Source& source);

// Returns the id of a new set of addresses, with a row for each.
Id PutAccess(db::Tx& tx, const seal::Key& key, Id org_id, const Access& access);
// Kind::conflict "problem.key.other" where another key sealed it.
Result<Access> OpenAccess(db::Connection& connection, const seal::Key& key, Id org_id, Id secret_id);

// In the order in which they were entered.
std::vector<SourceFile> FindFiles(db::Connection& connection, Id org_id, Id secret_id);
void SaveFile(db::Tx& tx, const SourceFile& file);

inline constexpr int kKeptRuns = 30;
// The newest first.
std::vector<Run> FindRuns(db::Connection& connection, Id org_id, Id source_id, int limit);
// The run of the source's job that was cut, or any that has an import to go on with; else a new one. Runs that are long over go.
Run OpenRun(db::Tx& tx, const Source& source, Instant now);
void SaveRun(db::Tx& tx, const Run& run);

// The daily chore: addresses of removed sources, or replaced ones, a month later. Returns how many went.
int ForgetUnusedAccess(db::Database& database, Id org_id, Instant now);
// After an undo touched a source.
void KeepAccess(db::Tx& tx, Id org_id, Id source_id);

}  // namespace baton::source
