#include "book/stage_store.h"

namespace baton::book {

std::vector<Stage> FindStages(db::Connection& connection, Id org_id) {
  return connection.Query<Stage>(
      "SELECT org_id, id, version, name, name_fold, position, category, is_confirmed, deleted_at FROM stage "
      "WHERE org_id = $1 AND deleted_at IS NULL ORDER BY position, id",
      org_id);
}

}  // namespace baton::book
