#include "administration/sweep.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace baton::administration {
namespace {

constexpr std::size_t kSweptAtOnce = 200;

constexpr std::array<std::string_view, 8> kOthersNames = {"account",         "calling_card", "contact",
                                                          "contact_address", "mail_address", "person",
                                                          "search_near",     "search_word"};

bool IsSealed(std::string_view column) {
  return column == "sealed" || column.ends_with("_sealed") || column.ends_with("_hash");
}

std::vector<std::string> TextColumnsOf(const Table& table) {
  std::vector<std::string> names;
  for (const Column& column : table.columns) {
    if (column.is_text && !IsSealed(column.name)) names.push_back(column.name);
  }
  return names;
}

// Rows that hold one of the needles, and those texts of them.
struct Found {
  std::int64_t id = 0;
  std::vector<db::OwnedValue> texts;
};

std::vector<db::OwnedValue> Arguments(Id org_id, const Names& names) {
  std::vector<db::OwnedValue> arguments{org_id.value};
  for (const std::string& needle : names.needles()) arguments.emplace_back(needle);
  return arguments;
}

std::string Holds(const std::vector<std::string>& columns, const Names& names) {
  std::string sql;
  for (const std::string& column : columns) {
    for (std::size_t i = 0; i < names.needles().size(); ++i)
      sql += fmt::format("{0}REPLACE({1}, CAST(${2} AS TEXT), '') <> {1}", sql.empty() ? "" : " OR ", column,
                         i + 2);
  }
  return sql;
}

// Rows without an id of their own are kept answers and the like: those that name the person go.
std::int64_t Drop(db::Database& database, const Table& table, Id org_id, const Names& names,
                  const std::string& holds) {
  return database.Write(
      [&](db::Tx& tx) {
        const auto arguments = Arguments(org_id, names);
        return tx.ExecuteValues(fmt::format("DELETE FROM {} WHERE org_id = $1 AND ({})", table.name, holds),
                                arguments);
      },
      {.bulk = true});
}

}  // namespace

bool IsSwept(const Table& table) {
  return table.Has("org_id") && std::ranges::find(kOthersNames, table.name) == kOthersNames.end() &&
         !TextColumnsOf(table).empty();
}

std::int64_t SweepTable(db::Database& database, const Table& table, Id org_id, const Names& names) {
  if (!IsSwept(table) || names.needles().empty()) return 0;
  const std::vector<std::string> columns = TextColumnsOf(table);
  const std::string holds = Holds(columns, names);
  if (!table.Has("id")) return Drop(database, table, org_id, names, holds);

  std::vector<Found> found;
  ForEachRow(*database.Read(),
             fmt::format("SELECT id, {} FROM {} WHERE org_id = $1 AND ({}) ORDER BY id",
                         fmt::join(columns, ", "), table.name, holds),
             Arguments(org_id, names),
             [&](std::span<const std::string>, std::span<const db::OwnedValue> cells) {
               found.push_back({std::get<std::int64_t>(cells[0]), {cells.begin() + 1, cells.end()}});
             });
  std::int64_t count = 0;
  for (std::size_t begin = 0; begin < found.size(); begin += kSweptAtOnce) {
    const auto piece = std::span(found).subspan(begin, std::min(kSweptAtOnce, found.size() - begin));
    count += database.Write(
        [&](db::Tx& tx) {
          std::int64_t rows = 0;
          for (const Found& row : piece) {
            bool is_changed = false;
            for (std::size_t i = 0; i < columns.size(); ++i) {
              const auto* text = std::get_if<std::string>(&row.texts[i]);
              const auto now = text ? names.Replace(*text) : std::nullopt;
              if (!now) continue;
              // Where somebody wrote meanwhile, that stands: the next run finds it if it names the person still.
              is_changed |=
                  tx.Execute(fmt::format("UPDATE {0} SET {1} = $1 WHERE org_id = $2 AND id = $3 AND {1} = $4",
                                         table.name, columns[i]),
                             *now, org_id, row.id, *text) > 0;
            }
            rows += is_changed ? 1 : 0;
          }
          return rows;
        },
        {.bulk = true});
  }
  return count;
}

}  // namespace baton::administration
