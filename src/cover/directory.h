// Covers, for the slices that show them: Today; and for what ends them.
//
//   const auto covers = cover::FindCoversOfToday(connection, org_id, me, today);
//   if (auto ended = cover::EndWith(action, who_left); !ended) return ended;
//
// Who looks after one client now is read by book/covering.h, which accounts somebody may see because of a cover by book/visibility.h.
// Stateless, hence thread-safe.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "access/principal.h"
#include "action/action.h"
#include "cover/cover.h"
#include "db/database.h"
#include "job/runner.h"

namespace baton::cover {

// What this person is to know today: covers of the person or by the person that run or begin within a week, and those of the person
// that ended within two.
std::vector<Cover> FindCoversOfToday(db::Connection& connection, Id org_id, Id person_id, Day today);

// With the names. Whoever is away or stands above sees all lines, whoever covers the own ones.
std::vector<CoverView> ViewCovers(db::Connection& connection, const access::Principal& viewer,
                                  std::span<const Cover> covers, Day today);

// The absences of these people that run or begin within so many days and in which somebody's clients, or what was promised for a day
// of it, are looked after by nobody; the next first. At most `named` clients of each are named. Of what was promised in coaching only
// what the viewer takes part in. Asks in sets, and only about presence where nobody is away.
std::vector<UncoveredView> FindUncovered(db::Connection& connection, const access::Principal& viewer,
                                         std::span<const people::Person> people, Day today, int days_ahead,
                                         std::size_t named);

// Somebody who leaves covers nobody any more, and is covered no more: what is left ends, and those concerned are told.
Result<Done> EndWith(action::Action& action, Id person_id);

inline constexpr std::string_view kTurnKind = "cover.turn";
// Starts and ends covers when their day begins on the organization's wall.
void AddCoverJobs(job::Runner& runner);
// The same of all that is due in the organization, for a clock that was set on.
void TurnWhatIsDue(db::Database& database, Id org_id, Instant now);

}  // namespace baton::cover
