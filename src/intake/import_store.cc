#include "intake/import_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <numeric>
#include <set>

#include "base/check.h"
#include "db/migrate.h"
#include "intake/recognise.h"
#include "job/job.h"
#include "json/arguments.h"
#include "json/json.h"

namespace baton::intake {
namespace {

constexpr std::string_view kColumns =
    "org_id, id, version, person_id, state, source, mapping, job_id, action_id, undo_id, undo_from, counts, "
    "created_at, "
    "finished_at, confirmed_at, deleted_at";

}  // namespace

std::optional<Import> FindImport(db::Connection& connection, const access::Scope& scope, Id id) {
  if (!scope) return std::nullopt;
  auto found = FindImport(connection, scope.org_id, id);
  if (found && scope.reach != access::Reach::organization && found->person_id != scope.person_id)
    return std::nullopt;
  return found;
}

std::optional<Import> FindImport(db::Connection& connection, Id org_id, Id id) {
  static const std::string sql =
      fmt::format("SELECT {} FROM import WHERE org_id = $1 AND id = $2 AND deleted_at IS NULL", kColumns);
  return connection.QueryOne<Import>(sql, org_id, id);
}

std::vector<Import> ListImports(db::Connection& connection, const access::Scope& scope,
                                std::optional<Id> after, int limit) {
  static const std::string sql = fmt::format(
      "SELECT {} FROM import WHERE org_id = $1 AND deleted_at IS NULL AND ($2 = 1 OR person_id = $3) AND id "
      "< $4 "
      "ORDER BY id DESC LIMIT $5",
      kColumns);
  return connection.Query<Import>(sql, scope.org_id, scope.reach == access::Reach::organization,
                                  scope.person_id,
                                  after.value_or(Id{std::numeric_limits<std::int64_t>::max()}), limit);
}

std::vector<ImportFile> FindFiles(db::Connection& connection, Id org_id, Id import_id) {
  return connection.Query<ImportFile>(
      "SELECT org_id, id, version, import_id, position, stored, table_index, row_count, done, is_finished "
      "FROM "
      "import_file WHERE org_id = $1 AND import_id = $2 ORDER BY position, id",
      org_id, import_id);
}

std::vector<RejectRow> FindRejects(db::Connection& connection, Id org_id, Id file_id, const RejectRow* after,
                                   int limit) {
  return connection.Query<RejectRow>(
      "SELECT org_id, id, version, import_id, file_id, row_number, line, column_name, reason, "
      "reason_arguments, is_kept "
      "FROM import_reject WHERE org_id = $1 AND import_id = $2 AND file_id = $3 AND (row_number > $4 OR "
      "(row_number = "
      "$4 AND id > $5)) ORDER BY row_number, id LIMIT $6",
      org_id, after->import_id, file_id, after->row_number, after->id, limit);
}

ImportState StateOf(db::Connection& connection, const Import& import) {
  return StatesOf(connection, import.org_id, {import}).front();
}

std::vector<ImportState> StatesOf(db::Connection& connection, Id org_id, const std::vector<Import>& imports) {
  std::vector<Id> action_ids;
  std::vector<Id> job_ids;
  for (const Import& import : imports) {
    if (import.action_id && import.state != ImportState::undone) action_ids.push_back(*import.action_id);
    if (import.job_id && import.state == ImportState::running) job_ids.push_back(*import.job_id);
  }
  std::set<Id> undone;
  if (!action_ids.empty()) {
    for (const Id id : connection.Query<Id>(
             "SELECT id FROM action WHERE org_id = $1 AND id IN baton_list($2) AND undone_by IS NOT NULL",
             org_id, db::IdList(action_ids))) {
      undone.insert(id);
    }
  }
  const auto jobs = job::FindStates(connection, org_id, job_ids);
  std::vector<ImportState> states;
  for (const Import& import : imports) {
    ImportState state = import.state;
    if (import.action_id && undone.contains(*import.action_id)) {
      state = ImportState::undone;
    } else if (state == ImportState::running && import.job_id) {
      const auto job = jobs.find(*import.job_id);
      if (job == jobs.end() || job->second == job::State::failed) state = ImportState::failed;
      if (job != jobs.end() && job->second == job::State::cancelled) state = ImportState::cancelled;
    }
    states.push_back(state);
  }
  return states;
}

Mapping MappingOf(const Import& import) {
  auto mapping = json::FromText<Mapping>(import.mapping);
  Check(mapping.has_value(), "a stored mapping is a mapping");
  return std::move(*mapping);
}

Counts CountsOf(const Import& import) {
  auto counts = json::FromText<Counts>(import.counts);
  Check(counts.has_value(), "stored counts are counts");
  return std::move(*counts);
}

void InsertRejects(db::Tx& tx, Id org_id, Id import_id, Id file_id, const std::vector<Reject>& rejects) {
  std::vector<RejectRow> rows;
  rows.reserve(rejects.size());
  for (const Reject& reject : rejects) {
    rows.push_back({org_id, tx.NewId(), 1, import_id, file_id, reject.row, reject.line, reject.column,
                    reject.reason.key, json::ToText(reject.reason.arguments), reject.is_kept});
  }
  tx.InsertMany(RejectRow::kTable, rows);
}

std::string HeadersKey(const FileMapping& mapping) {
  std::string text = mapping.source + (mapping.has_header ? "|" : "#" + mapping.name + '|');
  for (const ColumnMapping& column : mapping.columns) text += HeaderKey(column.header) + ',';
  return db::Sha256(text);
}

std::optional<FileMapping> FindMapping(db::Connection& connection, Id org_id, const std::string& headers) {
  const auto text = connection.QueryValue<std::string>(
      "SELECT mapping FROM import_mapping WHERE org_id = $1 AND headers = $2", org_id, headers);
  if (!text) return std::nullopt;
  auto mapping = json::FromText<FileMapping>(*text);
  return mapping ? std::optional(std::move(*mapping)) : std::nullopt;
}

void SaveMapping(db::Tx& tx, Id org_id, const FileMapping& mapping, Instant now) {
  FileMapping kept = mapping;
  for (ColumnMapping& column : kept.columns) column.samples.clear();
  tx.Execute(
      "INSERT INTO import_mapping (org_id, id, version, headers, mapping, changed_at) VALUES ($1, $2, 1, $3, "
      "$4, $5) "
      "ON CONFLICT (org_id, headers) DO UPDATE SET mapping = excluded.mapping, changed_at = "
      "excluded.changed_at, "
      "version = import_mapping.version + 1",
      org_id, tx.NewId(), HeadersKey(mapping), json::ToText(kept), now);
}

std::string OwnerSource(const Mapping& mapping) {
  for (const FileMapping& file : mapping.files) {
    if (file.target != Target::skip && file.target != Target::person) return file.source;
  }
  return mapping.files.empty() ? "table" : mapping.files.front().source;
}

std::vector<std::size_t> OrderOf(const Mapping& mapping) {
  std::vector<std::size_t> order(mapping.files.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return mapping.files[i].target; });
  return order;
}

}  // namespace baton::intake
