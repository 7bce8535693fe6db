#include "book/entered_deals.h"

#include <string>
#include <string_view>

namespace baton::book {
namespace {

constexpr std::string_view kTeamDeal =
    "SELECT opportunity.id, opportunity.account_id, opportunity.owner_id, opportunity.status, "
    "opportunity.opened_on, opportunity.closes_on, opportunity.amount_minor, opportunity.currency, "
    "account.segment FROM opportunity LEFT JOIN account ON account.org_id = opportunity.org_id AND "
    "account.id "
    "= opportunity.account_id WHERE opportunity.org_id = $1 AND opportunity.deleted_at IS NULL AND ";
constexpr std::string_view kOfOwners = "opportunity.owner_id IN baton_list($2) AND ";

}  // namespace

std::vector<TeamDeal> FindTeamDeals(db::Connection& connection, Id org_id, std::span<const Id> owner_ids,
                                    Day from_on, Day to_on) {
  if (owner_ids.empty()) return {};
  return connection.Query<TeamDeal>(
      std::string(kTeamDeal).append(kOfOwners) +
          "(opportunity.status = 'open' OR opportunity.closes_on BETWEEN $3 AND $4) ORDER BY opportunity.id",
      org_id, db::IdList(owner_ids), from_on, to_on);
}

std::vector<TeamDeal> FindTeamDealsOf(db::Connection& connection, Id org_id, std::span<const Id> deal_ids) {
  if (deal_ids.empty()) return {};
  return connection.Query<TeamDeal>(
      std::string(kTeamDeal) +
          "opportunity.owner_id IS NOT NULL AND opportunity.id IN baton_list($2) ORDER BY opportunity.id",
      org_id, db::IdList(deal_ids));
}

std::vector<TeamDeal> FindFirstWins(db::Connection& connection, Id org_id, std::span<const Id> owner_ids,
                                    Day to_on, int limit) {
  if (owner_ids.empty()) return {};
  return connection.Query<TeamDeal>(
      "SELECT id, account_id, owner_id, status, opened_on, closes_on, amount_minor, currency, NULL AS "
      "segment "
      "FROM (SELECT opportunity.id, opportunity.account_id, opportunity.owner_id, opportunity.status, "
      "opportunity.opened_on, opportunity.closes_on, opportunity.amount_minor, opportunity.currency, "
      "ROW_NUMBER() OVER (PARTITION BY opportunity.owner_id ORDER BY opportunity.closes_on, opportunity.id) "
      "AS "
      "place FROM opportunity JOIN person ON person.org_id = opportunity.org_id AND person.id = "
      "opportunity.owner_id WHERE opportunity.org_id = $1 AND opportunity.owner_id IN baton_list($2) AND "
      "opportunity.status = 'won' AND opportunity.deleted_at IS NULL AND opportunity.closes_on BETWEEN "
      "person.starts_on AND $3) AS first_ones WHERE place <= $4 ORDER BY owner_id, closes_on, id",
      org_id, db::IdList(owner_ids), to_on, limit);
}

std::vector<TeamDeal> FindLatestClosed(db::Connection& connection, Id org_id, std::span<const Id> owner_ids,
                                       Day from_on, Day to_on, int limit) {
  if (owner_ids.empty()) return {};
  return connection.Query<TeamDeal>(
      std::string(kTeamDeal).append(kOfOwners) +
          "opportunity.status IN ('won', 'lost') AND opportunity.closes_on BETWEEN $3 AND $4 ORDER BY "
          "opportunity.closes_on DESC, opportunity.id LIMIT $5",
      org_id, db::IdList(owner_ids), from_on, to_on, limit);
}

}  // namespace baton::book
