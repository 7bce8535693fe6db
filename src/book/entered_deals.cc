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
    "= opportunity.account_id WHERE opportunity.org_id = $1 AND opportunity.owner_id IN baton_list($2) AND "
    "opportunity.deleted_at IS NULL AND ";

}  // namespace

std::vector<TeamDeal> FindTeamDeals(db::Connection& connection, Id org_id, std::span<const Id> owner_ids,
                                    Day from_on, Day to_on) {
  if (owner_ids.empty()) return {};
  return connection.Query<TeamDeal>(
      std::string(kTeamDeal) +
          "(opportunity.status = 'open' OR opportunity.closes_on BETWEEN $3 AND $4) ORDER BY opportunity.id",
      org_id, db::IdList(owner_ids), from_on, to_on);
}

std::vector<TeamDeal> FindLatestClosed(db::Connection& connection, Id org_id, std::span<const Id> owner_ids,
                                       Day from_on, Day to_on, int limit) {
  if (owner_ids.empty()) return {};
  return connection.Query<TeamDeal>(
      std::string(kTeamDeal) +
          "opportunity.status IN ('won', 'lost') AND opportunity.closes_on BETWEEN $3 AND $4 ORDER BY "
          "opportunity.closes_on DESC, opportunity.id LIMIT $5",
      org_id, db::IdList(owner_ids), from_on, to_on, limit);
}

}  // namespace baton::book
