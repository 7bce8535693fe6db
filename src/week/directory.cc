#include "week/directory.h"

namespace baton::week {

std::vector<DrawnPlace> FindFirstDraws(db::Connection& connection, Id org_id, Id manager_id, Day from,
                                       Day to) {
  return connection.Query<DrawnPlace>(
      "SELECT place.draw_id, draw.week_on, place.rep_id, place.place, place.stratum FROM week_draw AS draw "
      "JOIN week_place AS place ON place.org_id = draw.org_id AND place.draw_id = draw.id "
      "WHERE draw.org_id = $1 AND draw.manager_id = $2 AND draw.number = 1 AND draw.week_on >= $3 "
      "AND draw.week_on <= $4 ORDER BY draw.week_on, place.place",
      org_id, manager_id, from, to);
}

}  // namespace baton::week
