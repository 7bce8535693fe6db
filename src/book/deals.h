// Deals by their owner: what coaching talks about. The caller has made sure that the deals may be seen.
//
//   for (const Deal& deal : book::FindDealsClosed(connection, org_id, reps, since, today)) ...
//
// Stateless, hence thread-safe.
#pragma once

#include <boost/describe/class.hpp>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/date.h"
#include "book/opportunity.h"
#include "db/connection.h"

namespace baton::book {

struct Deal {
  Id id;
  std::string name;
  std::optional<Id> account_id;
  std::optional<std::string> account_name;
  std::optional<Id> owner_id;
  OpportunityStatus status = OpportunityStatus::open;
  std::optional<std::string> stage_name;
  std::optional<Day> closes_on;
  std::optional<StageCategory> stage_category = {};
  std::optional<std::int64_t> amount_minor = {};
  std::string currency = {};
  std::string next_step = {};
};
BOOST_DESCRIBE_STRUCT(Deal, (),
                      (id, name, account_id, account_name, owner_id, status, stage_name, closes_on,
                       stage_category, amount_minor, currency, next_step))

// Those of `ids` that are there.
std::vector<Deal> FindDeals(db::Connection& connection, Id org_id, std::span<const Id> ids);
// Won or lost on these days, both included, the latest first.
std::vector<Deal> FindDealsClosed(db::Connection& connection, Id org_id, std::span<const Id> owner_ids,
                                  Day from_on, Day to_on);
// Open ones, by the day they close.
std::vector<Deal> FindOpenDeals(db::Connection& connection, Id org_id, std::span<const Id> owner_ids);

// The same of a client, whoever owns them.
std::vector<Deal> FindOpenDealsAt(db::Connection& connection, Id org_id, Id account_id);

struct MovedDeal {
  Deal deal;
  Instant moved_at;  // to the stage where it is
};
// Open ones that came to another stage since, the latest first. From the log of changes: a deal that was put in since is
// none.
std::vector<MovedDeal> FindMovedDeals(db::Connection& connection, Id org_id, std::span<const Id> owner_ids,
                                      Instant since);

}  // namespace baton::book
