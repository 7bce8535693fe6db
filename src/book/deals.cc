#include "book/deals.h"

#include <algorithm>
#include <unordered_map>

namespace baton::book {
namespace {

constexpr std::string_view kDealSelect =
    "SELECT opportunity.id, opportunity.name, opportunity.account_id, account.name AS account_name, "
    "opportunity.owner_id, opportunity.status, stage.name AS stage_name, opportunity.closes_on, "
    "stage.category AS stage_category, opportunity.amount_minor, opportunity.currency, opportunity.next_step "
    "FROM opportunity "
    "LEFT JOIN account ON account.org_id = opportunity.org_id AND account.id = opportunity.account_id "
    "LEFT JOIN stage ON stage.org_id = opportunity.org_id AND stage.id = opportunity.stage_id "
    "WHERE opportunity.org_id = $1 AND opportunity.deleted_at IS NULL ";
constexpr int kMostDeals = 100;

struct MoveOfDeal {
  Id row_id;
  Instant at;
};
BOOST_DESCRIBE_STRUCT(MoveOfDeal, (), (row_id, at))

}  // namespace

std::vector<Deal> FindDeals(db::Connection& connection, Id org_id, std::span<const Id> ids) {
  if (ids.empty()) return {};
  return connection.Query<Deal>(
      std::string(kDealSelect) + "AND opportunity.id IN baton_list($2) ORDER BY opportunity.id", org_id,
      db::IdList(ids));
}

std::vector<Deal> FindDealsClosed(db::Connection& connection, Id org_id, std::span<const Id> owner_ids,
                                  Day from_on, Day to_on) {
  return connection.Query<Deal>(
      std::string(kDealSelect) +
          "AND opportunity.owner_id IN baton_list($2) AND opportunity.status IN ('won', 'lost') "
          "AND opportunity.closes_on BETWEEN $3 AND $4 ORDER BY opportunity.closes_on DESC, opportunity.id "
          "LIMIT $5",
      org_id, db::IdList(owner_ids), from_on, to_on, kMostDeals);
}

std::vector<Deal> FindOpenDeals(db::Connection& connection, Id org_id, std::span<const Id> owner_ids) {
  return connection.Query<Deal>(
      std::string(kDealSelect) +
          "AND opportunity.owner_id IN baton_list($2) AND opportunity.status = 'open' "
          "ORDER BY opportunity.closes_on IS NULL, opportunity.closes_on, opportunity.id LIMIT $3",
      org_id, db::IdList(owner_ids), kMostDeals);
}

std::vector<Deal> FindOpenDealsAt(db::Connection& connection, Id org_id, Id account_id) {
  return connection.Query<Deal>(
      std::string(kDealSelect) +
          "AND opportunity.account_id = $2 AND opportunity.status = 'open' "
          "ORDER BY opportunity.closes_on IS NULL, opportunity.closes_on, opportunity.id LIMIT $3",
      org_id, account_id, kMostDeals);
}

std::vector<MovedDeal> FindMovedDeals(db::Connection& connection, Id org_id, std::span<const Id> owner_ids,
                                      Instant since) {
  std::unordered_map<Id, Deal> open;
  std::vector<Id> ids;
  for (Deal& deal : FindOpenDeals(connection, org_id, owner_ids)) {
    ids.push_back(deal.id);
    open.emplace(deal.id, std::move(deal));
  }
  if (ids.empty()) return {};
  std::vector<MovedDeal> moved;
  for (const MoveOfDeal& row : connection.Query<MoveOfDeal>(
           "SELECT change.row_id, MAX(action.at) AS at FROM change "
           "JOIN action ON action.org_id = change.org_id AND action.id = change.action_id "
           "WHERE change.org_id = $1 AND change.table_name = 'opportunity' AND change.row_id IN "
           "baton_list($2) AND change.version_before IS NOT NULL AND change.new_values LIKE '%\"stage_id\"%' "
           "AND action.at > $3 GROUP BY change.row_id ORDER BY MAX(action.at) DESC, change.row_id",
           org_id, db::IdList(ids), since)) {
    moved.push_back({open.at(row.row_id), row.at});
  }
  return moved;
}

}  // namespace baton::book
