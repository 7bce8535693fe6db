#include "handoff/progress.h"

#include "handoff/stuck.h"

namespace baton::handoff {

// People are named in the inner query alone: named outside as well, SQLite tries each of them with each handoff.
std::vector<Progress> CountProgress(db::Connection& connection, Id org_id, std::span<const Id> from_ids,
                                    Day today) {
  return connection.Query<Progress>(
      "SELECT handoff.from_id, handoff.stage, COUNT(*) AS count, "
      "SUM(CASE WHEN " +
          std::string(kIsStuck) +
          " THEN 1 ELSE 0 END) AS late FROM handoff WHERE handoff.org_id = $1 AND handoff.id IN (SELECT "
          "MAX(shown.id) FROM handoff AS shown WHERE shown.org_id = $1 "
          "AND shown.from_id IN baton_list($2) AND shown.stage NOT IN ('declined', 'returned') "
          "GROUP BY shown.from_id, shown.account_id) GROUP BY handoff.from_id, handoff.stage "
          "ORDER BY handoff.from_id, handoff.stage",
      org_id, db::IdList(from_ids), LastStuckWeek(today), today);
}

}  // namespace baton::handoff
