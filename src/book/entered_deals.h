// All that a team had on in a time, and what closed before: what a scoreboard counts weeks of, and what it expects by. One query each
// however many. The caller has made sure that the deals may be seen. Stateless, hence thread-safe.
//
//   for (const book::TeamDeal& deal : book::FindTeamDeals(connection, org_id, team, from, to)) ... deal.segment ...
#pragma once

#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "book/opportunity.h"
#include "db/connection.h"

namespace baton::book {

struct TeamDeal {
  Id id;
  std::optional<Id> account_id;
  Id owner_id;
  OpportunityStatus status = OpportunityStatus::open;
  std::optional<Day> opened_on;
  std::optional<Day> closes_on;
  std::optional<std::int64_t> amount_minor;
  std::string currency;
  std::optional<std::string> segment;  // of the account
};
BOOST_DESCRIBE_STRUCT(TeamDeal, (),
                      (id, account_id, owner_id, status, opened_on, closes_on, amount_minor, currency,
                       segment))

// Of these owners: open ones, and those that closed on these days, both included; by their ids.
std::vector<TeamDeal> FindTeamDeals(db::Connection& connection, Id org_id, std::span<const Id> owner_ids,
                                    Day from_on, Day to_on);
// These, whoever owns them, but for those that nobody does; by their ids.
std::vector<TeamDeal> FindTeamDealsOf(db::Connection& connection, Id org_id, std::span<const Id> deal_ids);
// Of each of these owners who has a first day: the first `limit` wins from then on and not after `to_on`; by owner and day.
std::vector<TeamDeal> FindFirstWins(db::Connection& connection, Id org_id, std::span<const Id> owner_ids,
                                    Day to_on, int limit);
// Of these owners: closed on these days, both included; the latest first, `limit` at most.
std::vector<TeamDeal> FindLatestClosed(db::Connection& connection, Id org_id, std::span<const Id> owner_ids,
                                       Day from_on, Day to_on, int limit);

}  // namespace baton::book
