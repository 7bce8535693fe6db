// Draws of weeks as other folders read them: who came when by lot. Only the first draw of a week: another one was made for a reason.
//
//   for (const DrawnPlace& place : FindFirstDraws(connection, org_id, manager_id, from, to)) ...
#pragma once

#include <boost/describe/class.hpp>
#include <cstdint>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "db/connection.h"
#include "week/need.h"

namespace baton::week {

struct DrawnPlace {
  Id draw_id;
  Day week_on;
  Id rep_id;
  std::int32_t place = 0;  // from 1, as it was drawn
  Stratum stratum = Stratum::other;
};
BOOST_DESCRIBE_STRUCT(DrawnPlace, (), (draw_id, week_on, rep_id, place, stratum))

// Of weeks from `from` to `to`, both included; by week, then place.
std::vector<DrawnPlace> FindFirstDraws(db::Connection& connection, Id org_id, Id manager_id, Day from,
                                       Day to);

}  // namespace baton::week
