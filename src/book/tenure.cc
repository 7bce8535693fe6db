#include "book/tenure.h"

namespace baton::book {

std::vector<Tenure> FindTenures(db::Connection& connection, Id org_id, Id person_id,
                                std::span<const Id> account_ids, Instant now) {
  return connection.Query<Tenure>(
      "SELECT account_id, MIN(at) AS firm_since, MIN(CASE WHEN person_id = $2 THEN at END) AS person_since "
      "FROM (SELECT account_id, person_id, from_at AS at FROM ownership WHERE org_id = $1 AND account_id IN "
      "baton_list($3) "
      "UNION ALL SELECT account_id, owner_id AS person_id, MIN(starts_at) AS at FROM activity WHERE org_id = "
      "$1 AND account_id IN baton_list($3) AND kind <> 'task' AND deleted_at IS NULL AND starts_at <= $4 "
      "GROUP BY account_id, owner_id) AS known GROUP BY account_id ORDER BY account_id",
      org_id, person_id, db::IdList(account_ids), now);
}

}  // namespace baton::book
