#include "people/now.h"

namespace baton::people {

Instant NowIn(db::Connection& connection, Id org_id, Instant now) {
  const auto clock = connection.QueryValue<std::optional<Instant>>(
      "SELECT clock_at FROM organization WHERE org_id = $1 AND id = $1", org_id);
  return clock ? clock->value_or(now) : now;
}

}  // namespace baton::people
