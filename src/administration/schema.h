// The database's own account of its tables and columns, and rows of a table that no struct describes: what an erasure, an export of a
// person's data and their tests go by, so that a table that comes later is not forgotten.
//
//   for (const Table& table : ReadSchema(connection)) { if (table.Has("org_id")) ... }
//   ForEachRow(connection, "SELECT * FROM notice WHERE org_id = $1", {{org_id.value}}, [](names, cells) { ... });
//
// Stateless, hence thread-safe.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "db/connection.h"

namespace baton::administration {

struct Column {
  std::string name;
  bool is_text = false;
  bool may_be_null = false;
};

struct Table {
  std::string name;
  std::vector<Column> columns;

  const Column* Find(std::string_view column) const;
  bool Has(std::string_view column) const { return Find(column) != nullptr; }
};

// In the order of their names.
std::vector<Table> ReadSchema(db::Connection& connection);

using TakeRow =
    std::function<void(std::span<const std::string> names, std::span<const db::OwnedValue> cells)>;
void ForEachRow(const db::Connection& connection, std::string_view sql,
                std::span<const db::OwnedValue> arguments, const TakeRow& take);

// The cell as text; empty for NULL.
std::string TextOf(const db::OwnedValue& cell);

}  // namespace baton::administration
