#include "book/sources.h"

namespace baton::book {

std::vector<Source> FindSources(db::Connection& connection, Id org_id, std::string_view table,
                                std::span<const Id> row_ids) {
  if (row_ids.empty()) return {};
  return connection.Query<Source>(
      "SELECT row_id, source, external_id FROM external_reference WHERE org_id = $1 AND table_name = $2 AND "
      "row_id IN baton_list($3) ORDER BY row_id, source, external_id",
      org_id, table, db::IdList(row_ids));
}

}  // namespace baton::book
