// Who looks after a client while its owner is away, for whatever shows a client: rows of lists, the door. A cover is set, started and
// ended by the slice cover; here only those that run on a day are read, beside the absences of owners whom nobody covers.
//
//   for (const Covering& one : FindCovering(connection, org_id, std::array{larmar}, today))
//     ... one.person_id ? "Tom looks after it" : "nobody does", until one.until_on ...
//
// One query, however many clients. Stateless, hence thread-safe.
#pragma once

#include <boost/describe/class.hpp>
#include <optional>
#include <span>
#include <vector>

#include "access/policy.h"
#include "base/date.h"
#include "base/id.h"
#include "book/views.h"
#include "db/connection.h"

namespace baton::book {

struct Covering {
  Id account_id;
  std::optional<Id> person_id;  // who looks after it, and is not away too; none: its owner is away
  Day until_on;                 // the last day of the cover, or of the owner's absence
};
BOOST_DESCRIBE_STRUCT(Covering, (), (account_id, person_id, until_on))

// By client; first those who cover, then the absence.
std::vector<Covering> FindCovering(db::Connection& connection, Id org_id, std::span<const Id> account_ids,
                                   Day today);

// Rows as this person may see them: an administrator is told of no absence, so of no cover either (docs/cover.md).
void KeepAbsencesFrom(const access::Principal& viewer, std::span<AccountRow> rows);

}  // namespace baton::book
