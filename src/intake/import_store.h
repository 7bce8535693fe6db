// The rows of imports: found, listed, noted. What the job notes while it runs (state, counts, checkpoints) is not in the
// log of changes; what it writes into the book is.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/policy.h"
#include "action/action.h"
#include "db/database.h"
#include "intake/import.h"
#include "intake/record.h"

namespace baton::intake {

// The row of a refused record or kept value.
struct RejectRow {
  static constexpr std::string_view kTable = "import_reject";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id import_id;
  Id file_id;
  std::int64_t row_number = 0;
  std::int64_t line = 0;
  std::string column_name;
  std::string reason;
  std::string reason_arguments;
  bool is_kept = false;
};
BOOST_DESCRIBE_STRUCT(RejectRow, (),
                      (org_id, id, version, import_id, file_id, row_number, line, column_name, reason,
                       reason_arguments, is_kept))

// Within the scope: one's own, or any.
std::optional<Import> FindImport(db::Connection& connection, const access::Scope& scope, Id id);
std::optional<Import> FindImport(db::Connection& connection, Id org_id, Id id);
// The newest first; `after` is the last of the page before.
std::vector<Import> ListImports(db::Connection& connection, const access::Scope& scope,
                                std::optional<Id> after, int limit);
std::vector<ImportFile> FindFiles(db::Connection& connection, Id org_id, Id import_id);
// In the order of the rows; at most `limit`, those behind (row, id) of `after`.
std::vector<RejectRow> FindRejects(db::Connection& connection, Id org_id, Id file_id, const RejectRow* after,
                                   int limit);

// A running import whose job ended without it is what the job became; one whose action was undone is undone.
ImportState StateOf(db::Connection& connection, const Import& import);
// The same for many, in their order, with two queries however many they are.
std::vector<ImportState> StatesOf(db::Connection& connection, Id org_id, const std::vector<Import>& imports);

Mapping MappingOf(const Import& import);
Counts CountsOf(const Import& import);

void InsertRejects(db::Tx& tx, Id org_id, Id import_id, Id file_id, const std::vector<Reject>& rejects);

// How tables with these headers were read the last time, and noting it.
std::string HeadersKey(const FileMapping& mapping);
std::optional<FileMapping> FindMapping(db::Connection& connection, Id org_id, const std::string& headers);
void SaveMapping(db::Tx& tx, Id org_id, const FileMapping& mapping, Instant now);

// Whose ids the owners' are.
std::string OwnerSource(const Mapping& mapping);
// The order in which files go in: whom and what others refer to comes first.
std::vector<std::size_t> OrderOf(const Mapping& mapping);

}  // namespace baton::intake
