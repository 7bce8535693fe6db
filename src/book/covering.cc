#include "book/covering.h"

namespace baton::book {

std::vector<Covering> FindCovering(db::Connection& connection, Id org_id, std::span<const Id> account_ids,
                                   Day today) {
  return connection.Query<Covering>(
      "SELECT standing.account_id, standing.person_id, standing.until_on FROM ("
      "SELECT covered.account_id, covered.person_id, cover.to_on AS until_on, covered.id AS place, 0 AS part "
      "FROM cover_account AS covered JOIN cover ON cover.org_id = covered.org_id AND cover.id = "
      "covered.cover_id WHERE covered.org_id = $1 AND covered.account_id IN baton_list($2) AND "
      "covered.ended_at IS NULL AND cover.started_at IS NOT NULL AND cover.ended_at IS NULL AND NOT EXISTS "
      "(SELECT 1 FROM absence WHERE absence.org_id = covered.org_id AND absence.person_id = "
      "covered.person_id AND absence.from_on <= $3 AND absence.to_on >= $3 AND absence.deleted_at IS NULL) "
      "UNION ALL "
      "SELECT ownership.account_id, NULL, absence.to_on, absence.id, 1 FROM ownership JOIN absence ON "
      "absence.org_id = ownership.org_id AND absence.person_id = ownership.person_id AND absence.from_on <= "
      "$3 AND absence.to_on >= $3 AND absence.deleted_at IS NULL WHERE ownership.org_id = $1 AND "
      "ownership.account_id IN baton_list($2) AND ownership.to_at IS NULL"
      ") AS standing ORDER BY standing.account_id, standing.part, standing.place",
      org_id, db::IdList(account_ids), today);
}

void KeepAbsencesFrom(const access::Principal& viewer, std::span<AccountRow> rows) {
  if (viewer.role != access::Role::administrator) return;
  for (AccountRow& row : rows) row.cover.reset();
}

}  // namespace baton::book
