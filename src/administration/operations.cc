#include "administration/operations.h"

#include "json/arguments.h"
#include "json/json.h"

namespace baton::administration {
namespace {

constexpr int kMostKept = 100;  // of a kind

struct RunRow {
  OperationKind kind = OperationKind::backup;
  bool is_well = true;
  Instant began_at;
  Instant ended_at;
  std::int64_t bytes = 0;
  std::string findings;
};
BOOST_DESCRIBE_STRUCT(RunRow, (), (kind, is_well, began_at, ended_at, bytes, findings))

std::string TextOfFindings(const std::vector<Message>& findings) {
  boost::json::array list;
  for (const Message& finding : findings)
    list.push_back(boost::json::object{{"key", finding.key}, {"arguments", json::ToText(finding.arguments)}});
  return json::ToText(json::Value(std::move(list)));
}

std::vector<Message> FindingsOfText(const std::string& text) {
  std::vector<Message> findings;
  const auto list = json::Parse(text);
  if (!list || !list->is_array()) return findings;
  for (const json::Value& item : list->as_array()) {
    findings.push_back({std::string(item.at("key").as_string()),
                        json::ParseArguments(std::string(item.at("arguments").as_string()))});
  }
  return findings;
}

}  // namespace

void NoteRun(db::Tx& tx, const Run& run) {
  tx.Execute(
      "INSERT INTO operation_run (id, kind, is_well, began_at, ended_at, bytes, findings) VALUES ($1, $2, "
      "$3, "
      "$4, $5, $6, $7)",
      tx.NewId(), run.kind, run.is_well, run.began_at, run.ended_at, run.bytes, TextOfFindings(run.findings));
  tx.Execute(
      "DELETE FROM operation_run WHERE kind = $1 AND began_at < (SELECT MIN(began_at) FROM (SELECT began_at "
      "FROM "
      "operation_run WHERE kind = $1 ORDER BY began_at DESC LIMIT $2) AS newest)",
      run.kind, kMostKept);
}

std::vector<Run> ListRuns(db::Connection& connection, OperationKind kind, int limit) {
  std::vector<Run> runs;
  for (const RunRow& row : connection.Query<RunRow>("SELECT kind, is_well, began_at, ended_at, bytes, "
                                                    "findings FROM operation_run WHERE kind = $1 ORDER BY "
                                                    "began_at DESC, id DESC LIMIT $2",
                                                    kind, limit)) {
    runs.push_back(
        {row.kind, row.is_well, row.began_at, row.ended_at, row.bytes, FindingsOfText(row.findings)});
  }
  return runs;
}

std::optional<Instant> LastWell(db::Connection& connection, OperationKind kind) {
  return connection
      .QueryValue<std::optional<Instant>>(
          "SELECT MAX(began_at) FROM operation_run WHERE kind = $1 AND is_well = 1", kind)
      .value_or(std::nullopt);
}

}  // namespace baton::administration
