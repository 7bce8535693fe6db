#include "job/anew.h"

namespace baton::job {
namespace {

constexpr std::int64_t kPauses = 20;  // times what the last one took

}  // namespace

void EnqueueAnew(db::Tx& tx, Id org_id, const std::string& kind, const Before& before, Instant now) {
  const auto waits = tx.QueryValue<std::int64_t>(
      "SELECT COUNT(*) FROM job WHERE org_id = $1 AND kind = $2 AND state = 'waiting'", org_id, kind);
  if (waits > 0) return;
  tx.Execute("DELETE FROM job WHERE org_id = $1 AND kind = $2 AND state = 'done'", org_id, kind);
  Enqueue(tx, {.org_id = org_id, .kind = kind, .ref = org_id, .run_at = now + kPauses * before.took_ms}, now);
}

}  // namespace baton::job
