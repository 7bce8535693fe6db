#include "source/source_store.h"

#include <fmt/format.h>

#include "json/json.h"
#include "outward/fetch.h"
#include "seal/seal.h"
#include "seal/unused.h"
#include "source/source_rules.h"

namespace baton::source {
namespace {

constexpr const char* kSecretTable = "import_source_secret";

struct SecretRow {
  Id org_id;
  Id id;
  std::string sealed;
  std::optional<Instant> unused_at;
};
BOOST_DESCRIBE_STRUCT(SecretRow, (), (org_id, id, sealed, unused_at))

constexpr std::string_view kColumns =
    "org_id, id, version, person_id, name, schedule, every_hours, at_minute, is_on, secret_id, created_at, "
    "deleted_at, job_id, next_at, tried_at, fetched_at, failing_since, failures, is_told, is_asked, problem, "
    "problem_arguments";
constexpr std::string_view kRunColumns =
    "org_id, id, source_id, job_id, started_at, ended_at, outcome, import_id, problem, problem_arguments";

std::string PlaceOf(Id org_id, Id secret_id) {
  return fmt::format("{}:{}:{}", kSecretTable, ToString(org_id), ToString(secret_id));
}

}  // namespace

std::vector<Source> FindSources(db::Connection& connection, const access::Scope& scope) {
  static const std::string sql = fmt::format(
      "SELECT {} FROM import_source WHERE org_id = $1 AND deleted_at IS NULL AND ($2 = 1 OR person_id = $3) "
      "ORDER BY id",
      kColumns);
  return connection.Query<Source>(sql, scope.org_id, scope.reach == access::Reach::organization,
                                  scope.person_id);
}

std::optional<Source> FindSource(db::Connection& connection, const access::Scope& scope, Id id) {
  if (!scope) return std::nullopt;
  auto found = FindSource(connection, scope.org_id, id);
  const bool is_seen =
      found && (scope.reach == access::Reach::organization || found->person_id == scope.person_id);
  return is_seen ? found : std::nullopt;
}

std::optional<Source> FindSource(db::Connection& connection, Id org_id, Id id) {
  static const std::string sql = fmt::format(
      "SELECT {} FROM import_source WHERE org_id = $1 AND id = $2 AND deleted_at IS NULL", kColumns);
  return connection.QueryOne<Source>(sql, org_id, id);
}

std::int64_t CountSources(db::Connection& connection, Id org_id) {
  return *connection.QueryValue<std::int64_t>(
      "SELECT COUNT(*) FROM import_source WHERE org_id = $1 AND deleted_at IS NULL", org_id);
}

void SaveNotes(db::Tx& tx, const Source& one) {
  tx.Execute(
      "UPDATE import_source SET job_id = $3, next_at = $4, tried_at = $5, fetched_at = $6, failing_since = "
      "$7, "
      "failures = $8, is_told = $9, is_asked = $10, problem = $11, problem_arguments = $12 WHERE org_id = $1 "
      "AND id = $2",
      one.org_id, one.id, one.job_id, one.next_at, one.tried_at, one.fetched_at, one.failing_since,
      one.failures, one.is_told, one.is_asked, one.problem, one.problem_arguments);
}

Id PutAccess(db::Tx& tx, const seal::Key& key, Id org_id, const Access& access) {
  const Id id = tx.NewId();
  tx.InsertMany(kSecretTable,
                std::vector{SecretRow{org_id, id, seal::Seal(key, PlaceOf(org_id, id), json::ToText(access)),
                                      std::nullopt}});
  std::vector<SourceFile> files;
  for (std::size_t i = 0; i < access.urls.size(); ++i) {
    SourceFile file;
    file.org_id = org_id;
    file.id = tx.NewId();
    file.secret_id = id;
    file.position = static_cast<std::int32_t>(i);
    file.name = NameOfAddress(access.urls[i], i);
    file.host = outward::HostOf(access.urls[i]);
    files.push_back(std::move(file));
  }
  tx.InsertMany(SourceFile::kTable, files);
  return id;
}

Result<Access> OpenAccess(db::Connection& connection, const seal::Key& key, Id org_id, Id secret_id) {
  const auto sealed = connection.QueryValue<std::string>(
      "SELECT sealed FROM import_source_secret WHERE org_id = $1 AND id = $2", org_id, secret_id);
  if (!sealed) return Fail(Kind::conflict, "problem.key.other");
  const auto text = seal::Open(key, PlaceOf(org_id, secret_id), *sealed);
  if (!text) return Fail(text.error());
  auto access = json::FromText<Access>(*text);
  if (!access) return Fail(Kind::conflict, "problem.key.other");
  return std::move(*access);
}

std::vector<SourceFile> FindFiles(db::Connection& connection, Id org_id, Id secret_id) {
  return connection.Query<SourceFile>(
      "SELECT org_id, id, secret_id, position, name, host, etag, modified, content_hash, import_id FROM "
      "import_source_file WHERE org_id = $1 AND secret_id = $2 ORDER BY position",
      org_id, secret_id);
}

void SaveFile(db::Tx& tx, const SourceFile& file) {
  tx.Execute(
      "UPDATE import_source_file SET etag = $3, modified = $4, content_hash = $5, import_id = $6 WHERE "
      "org_id "
      "= $1 AND id = $2",
      file.org_id, file.id, file.etag, file.modified, file.content_hash, file.import_id);
}

std::vector<Run> FindRuns(db::Connection& connection, Id org_id, Id source_id, int limit) {
  static const std::string sql = fmt::format(
      "SELECT {} FROM import_source_run WHERE org_id = $1 AND source_id = $2 ORDER BY id DESC LIMIT $3",
      kRunColumns);
  return connection.Query<Run>(sql, org_id, source_id, limit);
}

Run OpenRun(db::Tx& tx, const Source& source, Instant now) {
  const auto runs = FindRuns(tx, source.org_id, source.id, kKeptRuns);
  if (!runs.empty() && !runs.front().ended_at) {
    Run open = runs.front();
    if (open.job_id == source.job_id || open.import_id) return open;
    open.ended_at = now;
    open.outcome = RunOutcome::failed;
    open.problem = "import_source.problem.changed";
    SaveRun(tx, open);
  }
  if (std::ssize(runs) == kKeptRuns) {
    tx.Execute("DELETE FROM import_source_run WHERE org_id = $1 AND source_id = $2 AND id <= $3",
               source.org_id, source.id, runs.back().id);
  }
  Run run;
  run.org_id = source.org_id;
  run.id = tx.NewId();
  run.source_id = source.id;
  run.job_id = source.job_id;
  run.started_at = now;
  tx.InsertMany(Run::kTable, std::vector{run});
  return run;
}

void SaveRun(db::Tx& tx, const Run& run) {
  tx.Execute(
      "UPDATE import_source_run SET ended_at = $3, outcome = $4, import_id = $5, problem = $6, "
      "problem_arguments = $7 WHERE org_id = $1 AND id = $2",
      run.org_id, run.id, run.ended_at, run.outcome, run.import_id, run.problem, run.problem_arguments);
}

int ForgetUnusedAccess(db::Database& database, Id org_id, Instant now) {
  return seal::ForgetUnused(
      database, org_id, now,
      {kSecretTable, {{Source::kTable, "secret_id", "import_source.deleted_at IS NULL"}}});
}

void KeepAccess(db::Tx& tx, Id org_id, Id source_id) {
  seal::KeepTexts(tx, org_id, kSecretTable,
                  "id IN (SELECT secret_id FROM import_source WHERE org_id = $1 AND id = $2)", source_id);
}

}  // namespace baton::source
