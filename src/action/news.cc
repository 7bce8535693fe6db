#include "action/news.h"

#include <string>

namespace baton::action {

Id LastChange(db::Connection& connection, Id org_id) {
  return connection.QueryValue<Id>("SELECT id FROM change WHERE org_id = $1 ORDER BY id DESC LIMIT 1", org_id)
      .value_or(Id{});
}

bool HasNews(db::Connection& connection, Id org_id, Id after,
             std::initializer_list<std::string_view> tables) {
  std::string names;
  for (const std::string_view table : tables) {
    names += names.empty() ? "'" : ", '";
    names += table;
    names += "'";
  }
  return connection
      .QueryValue<Id>("SELECT id FROM change WHERE org_id = $1 AND id > $2 AND table_name IN (" + names +
                          ") ORDER BY id LIMIT 1",
                      org_id, after)
      .has_value();
}

}  // namespace baton::action
