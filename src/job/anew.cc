#include "job/anew.h"

namespace baton::job {
namespace {

constexpr std::int64_t kPauses = 20;  // times what the last one took

}  // namespace

void EnqueueAnew(db::Tx& tx, Id org_id, const std::string& kind, const Before& before, Instant now) {
  // Two who look at once would both find none.
  tx.Query<Id>("SELECT id FROM organization WHERE org_id = $1 ORDER BY id baton_for_update()", org_id);
  const auto there = tx.QueryValue<std::int64_t>(
      "SELECT COUNT(*) FROM job WHERE org_id = $1 AND kind = $2 AND state IN ('waiting', 'running')", org_id,
      kind);
  if (there > 0) return;
  tx.Execute("DELETE FROM job WHERE org_id = $1 AND kind = $2 AND state = 'done'", org_id, kind);
  Enqueue(tx, {.org_id = org_id, .kind = kind, .ref = org_id, .run_at = now + kPauses * before.took_ms}, now);
}

}  // namespace baton::job
