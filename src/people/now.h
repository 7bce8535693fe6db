// Now in an organization: a demo organization has a clock of its own.
#pragma once

#include "base/date.h"
#include "base/id.h"
#include "db/connection.h"

namespace baton::people {

// `now` is the server's. Also for an organization that is not there any more.
Instant NowIn(db::Connection& connection, Id org_id, Instant now);

}  // namespace baton::people
