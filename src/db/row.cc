#include "db/row.h"

namespace baton::db {
namespace {

std::string Join(std::span<const std::string_view> names) {
  std::string joined;
  for (const std::string_view name : names) {
    if (!joined.empty()) joined += ", ";
    joined += name;
  }
  return joined;
}

}  // namespace

std::string InsertStatement(std::string_view table, std::span<const std::string_view> names) {
  std::string sql = "INSERT INTO " + std::string(table) + " (" + Join(names) + ") VALUES (";
  for (std::size_t i = 1; i <= names.size(); ++i) {
    if (i > 1) sql += ", ";
    sql += '$' + std::to_string(i);
  }
  return sql + ')';
}

std::vector<std::size_t> MatchColumns(std::span<const std::string_view> members,
                                      std::span<const std::string_view> columns) {
  std::vector<std::size_t> found(members.size());
  bool fits = members.size() == columns.size();
  for (std::size_t i = 0; fits && i < members.size(); ++i) {
    if (members[i] == columns[i]) {  // the usual case: in the same order
      found[i] = i;
      continue;
    }
    const auto column = std::find(columns.begin(), columns.end(), members[i]);
    fits = column != columns.end();
    found[i] = static_cast<std::size_t>(column - columns.begin());
  }
  if (!fits) {
    throw Error(ErrorKind::other,
                "the columns (" + Join(columns) + ") are not the members (" + Join(members) + ")");
  }
  return found;
}

}  // namespace baton::db
