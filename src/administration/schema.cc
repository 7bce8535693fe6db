#include "administration/schema.h"

#include <algorithm>
#include <boost/describe/class.hpp>

namespace baton::administration {
namespace {

struct SchemaColumn {
  std::string table_name;
  std::string name;
  std::string type;
  std::int64_t may_be_null = 0;
};
BOOST_DESCRIBE_STRUCT(SchemaColumn, (), (table_name, name, type, may_be_null))

class RowTaker final : public db::RowSink {
 public:
  explicit RowTaker(const TakeRow& take) : take_(take) {}

  void Start(std::span<const std::string_view> names) override { names_.assign(names.begin(), names.end()); }
  void Take(std::span<const db::Value> cells) override {
    cells_.clear();
    for (const db::Value& cell : cells) cells_.push_back(db::Own(cell));
    take_(names_, cells_);
  }

 private:
  const TakeRow& take_;
  std::vector<std::string> names_;
  std::vector<db::OwnedValue> cells_;
};

// The same connection, for statements whose columns are known at run time only.
class OpenConnection : public db::Connection {
 public:
  explicit OpenConnection(const db::Connection& connection) : db::Connection(connection) {}

  void Read(std::string_view sql, std::span<const db::OwnedValue> arguments, db::RowSink& sink) {
    std::vector<db::Parameter> parameters;
    for (const db::OwnedValue& argument : arguments) parameters.push_back(db::ToParameter(argument));
    backend().Run(sql, parameters, &sink, false);
  }
};

}  // namespace

const Column* Table::Find(std::string_view column) const {
  const auto found = std::ranges::find(columns, column, &Column::name);
  return found == columns.end() ? nullptr : &*found;
}

std::vector<Table> ReadSchema(db::Connection& connection) {
  const auto columns = connection.Query<SchemaColumn>(
      connection.engine() == db::Engine::sqlite
          ? "SELECT t.name AS table_name, c.name AS name, LOWER(c.type) AS type, 1 - c.\"notnull\" AS "
            "may_be_null FROM sqlite_master AS t, pragma_table_info(t.name) AS c WHERE t.type = 'table' AND "
            "t.name NOT LIKE 'sqlite_%' ORDER BY table_name, c.cid"
          : "SELECT CAST(table_name AS TEXT) AS table_name, CAST(column_name AS TEXT) AS name, "
            "CAST(data_type AS TEXT) AS type, CAST(CASE WHEN is_nullable = 'YES' THEN 1 ELSE 0 END AS "
            "BIGINT) "
            "AS may_be_null FROM information_schema.columns WHERE table_schema = current_schema() "
            "ORDER BY table_name, ordinal_position");
  std::vector<Table> tables;
  for (const SchemaColumn& column : columns) {
    if (tables.empty() || tables.back().name != column.table_name) tables.push_back({column.table_name, {}});
    tables.back().columns.push_back({column.name, column.type == "text", column.may_be_null == 1});
  }
  return tables;
}

void ForEachRow(const db::Connection& connection, std::string_view sql,
                std::span<const db::OwnedValue> arguments, const TakeRow& take) {
  RowTaker taker(take);
  OpenConnection(connection).Read(sql, arguments, taker);
}

std::string TextOf(const db::OwnedValue& cell) {
  if (const auto* number = std::get_if<std::int64_t>(&cell)) return std::to_string(*number);
  if (const auto* real = std::get_if<double>(&cell)) return std::to_string(*real);
  if (const auto* text = std::get_if<std::string>(&cell)) return *text;
  return {};
}

}  // namespace baton::administration
