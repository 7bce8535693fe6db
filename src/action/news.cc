#include "action/news.h"

#include <string>
#include <vector>

namespace baton::action {

Id LastChange(db::Connection& connection, Id org_id) {
  return connection.QueryValue<Id>("SELECT id FROM change WHERE org_id = $1 ORDER BY id DESC LIMIT 1", org_id)
      .value_or(Id{});
}

bool HasNews(db::Connection& connection, Id org_id, Id after,
             std::initializer_list<std::string_view> tables) {
  const std::vector<std::string> names(tables.begin(), tables.end());
  return connection
      .QueryValue<Id>(
          "SELECT id FROM change WHERE org_id = $1 AND id > $2 AND table_name IN baton_list($3) "
          "ORDER BY id LIMIT 1",
          org_id, after, db::TextList(names))
      .has_value();
}

}  // namespace baton::action
