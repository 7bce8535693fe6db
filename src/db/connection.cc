#include "db/connection.h"

#include "base/check.h"

namespace baton::db {
namespace connection_detail {

void ThrowSecondRow(std::string_view sql) {
  throw Error(ErrorKind::other, "more than one row where one was asked for: " + std::string(sql));
}

void CheckOneColumn(std::span<const std::string_view> names) {
  if (names.size() != 1) {
    throw Error(ErrorKind::other, std::to_string(names.size()) + " columns where one is read");
  }
}

}  // namespace connection_detail

std::int64_t Tx::ExecuteValues(std::string_view sql, std::span<const OwnedValue> values) {
  std::vector<Parameter> parameters;
  parameters.reserve(values.size());
  for (const OwnedValue& value : values) parameters.push_back(ToParameter(value));
  return backend().Run(sql, parameters, nullptr, false);
}

void Tx::InsertValues(std::string_view table, std::span<const std::string_view> names,
                      std::span<const std::vector<OwnedValue>> rows) {
  if (rows.empty()) return;
  backend().BeginRows(table, names);
  std::vector<Parameter> parameters(names.size());
  for (const std::vector<OwnedValue>& row : rows) {
    Check(row.size() == names.size(), "a value for each name");
    for (std::size_t i = 0; i < row.size(); ++i) parameters[i] = ToParameter(row[i]);
    backend().PutRow(parameters);
  }
}

void Tx::OpenSavepoint() {
  backend().RunScript("SAVEPOINT baton_" + std::to_string(savepoints_ + 1));
  ++savepoints_;
}

void Tx::ReleaseSavepoint() {
  backend().RunScript("RELEASE SAVEPOINT baton_" + std::to_string(savepoints_));
  --savepoints_;
}

void Tx::UndoSavepoint() {
  const std::string name = "baton_" + std::to_string(savepoints_--);
  backend().AbandonRows();
  backend().RunScript("ROLLBACK TO SAVEPOINT " + name + "; RELEASE SAVEPOINT " + name);
}

}  // namespace baton::db
