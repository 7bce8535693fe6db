// How long what is kept, beside the mail (src/traffic): what an organization's settings say goes once a day, in pieces.
//
//   const Swept swept = ForgetOldRecords(database, org_id, now);
//
// From the log of deeds the values go, and with them every way back; who did what when stays, and what a person's role became: a new
// manager's ninety days count from it. Activities go with who took part. Stateless, hence thread-safe; may be cut at any point and repeated.
#pragma once

#include <cstdint>

#include "base/date.h"
#include "base/id.h"
#include "db/database.h"

namespace baton::administration {

struct Swept {
  std::int64_t logged_values = 0;
  std::int64_t activities = 0;
};
Swept ForgetOldRecords(db::Database& database, Id org_id, Instant now);

}  // namespace baton::administration
