// How much coaching stands between a person and each other one, for whoever says who sees what of it. By the conditions of the lists
// themselves, and without a word of what was said. Stateless, hence thread-safe.
//
//   CountPromises(connection, org_id, jada).at(jim)   // the length of GET /promises?with=jim, as Jada
#pragma once

#include "db/connection.h"
#include "people/with_others.h"

namespace baton::coaching {

// In whatever state.
people::CountByOther CountPromises(db::Connection& connection, Id org_id, Id person_id);

// Sessions that a person takes part in; a group counts with each of those in it.
struct SessionCounts {
  std::int64_t all = 0;
  people::CountByOther with;
};
SessionCounts CountSessions(db::Connection& connection, Id org_id, Id person_id);

}  // namespace baton::coaching
