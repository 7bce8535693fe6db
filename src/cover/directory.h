// Covers, for the slices that show who looks after a client while its owner is away: the door, Today; and for what ends them.
//
//   for (const Covering& one : cover::FindCovering(connection, org_id, std::array{larmar})) ... one.person_id, one.to_on ...
//
// Which accounts somebody may see because of a cover is decided by book/visibility.h. Stateless, hence thread-safe.
#pragma once

#include <boost/describe/class.hpp>
#include <span>
#include <string_view>
#include <vector>

#include "access/principal.h"
#include "action/action.h"
#include "cover/cover.h"
#include "db/database.h"
#include "job/runner.h"

namespace baton::cover {

// A client that is covered now.
struct Covering {
  Id account_id;
  Id cover_id;
  Id owner_id;   // who is away
  Id person_id;  // who looks after it
  Day to_on;     // the last day
};
BOOST_DESCRIBE_STRUCT(Covering, (), (account_id, cover_id, owner_id, person_id, to_on))

std::vector<Covering> FindCovering(db::Connection& connection, Id org_id, std::span<const Id> account_ids);

// What this person is to know today: covers of the person or by the person that run or begin within a week, and those of the person
// that ended within two.
std::vector<Cover> FindCoversOfToday(db::Connection& connection, Id org_id, Id person_id, Day today);

// With the names. Whoever is away or stands above sees all lines, whoever covers the own ones.
std::vector<CoverView> ViewCovers(db::Connection& connection, const access::Principal& viewer,
                                  std::span<const Cover> covers, Day today);

// Somebody who leaves covers nobody any more, and is covered no more: what is left ends, and those concerned are told.
Result<Done> EndWith(action::Action& action, Id person_id);

inline constexpr std::string_view kTurnKind = "cover.turn";
// Starts and ends covers when their day begins on the organization's wall.
void AddCoverJobs(job::Runner& runner);
// The same of all that is due in the organization, for a clock that was set on.
void TurnWhatIsDue(db::Database& database, Id org_id, Instant now);

}  // namespace baton::cover
