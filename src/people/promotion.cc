#include "people/promotion.h"

#include <boost/describe/class.hpp>

namespace baton::people {
namespace {

struct PromotionRow {
  Id person_id;
  Instant at;
};
BOOST_DESCRIBE_STRUCT(PromotionRow, (), (person_id, at))

}  // namespace

std::map<Id, Instant> FindPromotions(db::Connection& connection, Id org_id, std::span<const Id> ids) {
  std::map<Id, Instant> promotions;
  for (const PromotionRow& row : connection.Query<PromotionRow>(
           "SELECT change.row_id AS person_id, MAX(action.at) AS at FROM change JOIN action ON action.org_id "
           "= "
           "change.org_id AND action.id = change.action_id WHERE change.org_id = $1 AND change.table_name = "
           "'person' AND change.row_id IN baton_list($2) AND change.version_before IS NOT NULL AND "
           "change.new_values LIKE '%\"role\":\"manager\"%' GROUP BY change.row_id",
           org_id, db::IdList(ids))) {
    promotions.emplace(row.person_id, row.at);
  }
  return promotions;
}

}  // namespace baton::people
