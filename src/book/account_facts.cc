#include "book/account_facts.h"

#include <algorithm>
#include <map>
#include <utility>

#include "book/revenue.h"
#include "book/stage.h"
#include "ties/directory.h"

namespace baton::book {
namespace {

struct DealGroup {
  Id account_id;
  std::string currency;
  std::int32_t deals = 0;
  std::int64_t minor = 0;
  std::int64_t growth_minor = 0;
  std::optional<Day> next_close_on;
  std::int32_t at_signature = 0;
  std::optional<Day> signature_on;
};
BOOST_DESCRIBE_STRUCT(DealGroup, (),
                      (account_id, currency, deals, minor, growth_minor, next_close_on, at_signature,
                       signature_on))

struct Count {
  Id account_id;
  std::int64_t amount = 0;
};
BOOST_DESCRIBE_STRUCT(Count, (), (account_id, amount))

std::unordered_map<Id, std::int64_t> ToMap(const std::vector<Count>& counts) {
  std::unordered_map<Id, std::int64_t> map;
  for (const Count& count : counts) map.emplace(count.account_id, count.amount);
  return map;
}

}  // namespace

std::vector<ShownAccount> FindShownAccounts(db::Connection& connection, Id org_id, const db::IdList& ids) {
  return connection.Query<ShownAccount>(
      "SELECT account.org_id, account.id, account.version, account.name, account.name_fold, "
      "account.industry, "
      "account.segment, account.territory, account.city, account.country, account.language, account.phone, "
      "account.website, account.revenue_minor, account.currency, account.load_minutes, account.renewal_on, "
      "account.created_at, account.deleted_at, ownership.person_id AS owner_id, handoff.id AS handoff_id, "
      "handoff.to_id AS successor_id, handoff.stage AS handoff_stage "
      "FROM account "
      "LEFT JOIN ownership ON ownership.org_id = account.org_id AND ownership.account_id = account.id "
      "AND ownership.to_at IS NULL "
      "LEFT JOIN handoff ON handoff.org_id = account.org_id AND handoff.account_id = account.id "
      "AND handoff.ended_at IS NULL "
      "WHERE account.org_id = $1 AND account.id IN baton_list($2) AND account.deleted_at IS NULL "
      "ORDER BY account.name_fold, account.id",
      org_id, ids);
}

std::unordered_map<Id, OpenDeals> FindOpenDeals(db::Connection& connection, Id org_id, const db::IdList& ids,
                                                Day today) {
  const auto groups = connection.Query<DealGroup>(
      "SELECT opportunity.account_id, opportunity.currency, COUNT(*) AS deals, "
      "CAST(COALESCE(SUM(opportunity.amount_minor), 0) AS BIGINT) AS minor, "
      "CAST(COALESCE(SUM(CASE WHEN stage.category = 'signature' THEN 0 ELSE opportunity.amount_minor END), "
      "0) "
      "AS BIGINT) AS growth_minor, "
      "MIN(CASE WHEN opportunity.closes_on >= $3 THEN opportunity.closes_on END) AS next_close_on, "
      "COUNT(CASE WHEN stage.category = 'signature' THEN 1 END) AS at_signature, "
      "MAX(CASE WHEN stage.category = 'signature' THEN opportunity.closes_on END) AS signature_on "
      "FROM opportunity LEFT JOIN stage ON stage.org_id = opportunity.org_id AND stage.id = "
      "opportunity.stage_id "
      "WHERE opportunity.org_id = $1 AND opportunity.account_id IN baton_list($2) "
      "AND opportunity.status = 'open' AND opportunity.deleted_at IS NULL "
      "GROUP BY opportunity.account_id, opportunity.currency ORDER BY opportunity.account_id, "
      "opportunity.currency",
      org_id, ids, today);
  std::unordered_map<Id, OpenDeals> deals;
  for (const DealGroup& group : groups) {
    OpenDeals& of = deals[group.account_id];
    of.count += group.deals;
    of.minor[group.currency] += group.minor;
    of.growth_minor[group.currency] += group.growth_minor;
    if (group.next_close_on && (!of.next_close_on || *group.next_close_on < *of.next_close_on)) {
      of.next_close_on = group.next_close_on;
    }
    of.is_at_signature = of.is_at_signature || group.at_signature > 0;
    of.signature_on = std::max(of.signature_on, group.signature_on);
  }
  return deals;
}

std::unordered_map<Id, LastContact> FindLastContacts(db::Connection& connection, Id org_id,
                                                     const db::IdList& ids, Instant now) {
  const auto rows = connection.Query<LastContact>(
      "SELECT account_id, starts_at, kind FROM ("
      "SELECT account_id, starts_at, kind, "
      "ROW_NUMBER() OVER (PARTITION BY account_id ORDER BY starts_at DESC, id DESC) AS place "
      "FROM activity WHERE org_id = $1 AND account_id IN baton_list($2) AND starts_at <= $3 "
      "AND kind <> 'task' AND deleted_at IS NULL) AS ranked WHERE place = 1 ORDER BY account_id",
      org_id, ids, now);
  std::unordered_map<Id, LastContact> contacts;
  for (const LastContact& row : rows) contacts.emplace(row.account_id, row);
  return contacts;
}

std::unordered_map<Id, KnownTo> FindKnown(db::Connection& connection, Id org_id, std::span<const Id> ids,
                                          Instant now) {
  const auto ties = ties::FindTies(connection, org_id, ids, now);
  std::unordered_map<Id, KnownTo> known;
  std::map<std::pair<Id, Id>, Knower*> knowers;
  for (const auto& [account, breadth] : ties::BreadthsOf(ties)) {
    KnownTo& of = known[account];
    of.is_single_thread = breadth.is_single_thread;
    for (const ties::PersonShare& share : breadth.shares) {
      of.people.push_back({.person_id = share.person_id, .share = share.share});
    }
    for (Knower& knower : of.people) knowers[{account, knower.person_id}] = &knower;
  }
  for (const ties::AccountTie& tie : ties) {
    const auto knower = knowers.find({tie.account_id, tie.person_id});
    if (knower == knowers.end() || !(tie.strength > 0)) continue;
    knower->second->strength += tie.strength;
    ++knower->second->contacts;
    knower->second->touches = std::max(knower->second->touches, tie.touches);
  }
  return known;
}

std::unordered_map<Id, std::int64_t> FindContactCounts(db::Connection& connection, Id org_id,
                                                       const db::IdList& ids) {
  return ToMap(connection.Query<Count>(
      "SELECT account_id, COUNT(*) AS amount FROM contact "
      "WHERE org_id = $1 AND account_id IN baton_list($2) AND deleted_at IS NULL GROUP BY account_id "
      "ORDER BY account_id",
      org_id, ids));
}

std::unordered_map<Id, std::int64_t> FindWon(db::Connection& connection, Id org_id, const db::IdList& ids,
                                             Day today) {
  return ToMap(connection.Query<Count>(
      "SELECT opportunity.account_id, CAST(SUM(opportunity.amount_minor) AS BIGINT) AS amount "
      "FROM opportunity "
      "JOIN account ON account.org_id = opportunity.org_id AND account.id = opportunity.account_id "
      "AND account.currency = opportunity.currency "
      "WHERE opportunity.org_id = $1 AND opportunity.account_id IN baton_list($2) "
      "AND opportunity.status = 'won' AND opportunity.closes_on > $3 AND opportunity.closes_on <= $4 "
      "AND opportunity.amount_minor IS NOT NULL AND opportunity.deleted_at IS NULL "
      "GROUP BY opportunity.account_id ORDER BY opportunity.account_id",
      org_id, ids, today - kWonDays, today));
}

std::unordered_map<Id, std::int64_t> FindMinutes(db::Connection& connection, Id org_id, const db::IdList& ids,
                                                 Instant since, Instant now) {
  return ToMap(connection.Query<Count>(
      "SELECT account_id, CAST(SUM(minutes) AS BIGINT) AS amount FROM activity "
      "WHERE org_id = $1 AND account_id IN baton_list($2) AND starts_at >= $3 AND starts_at <= $4 "
      "AND kind IN ('meeting', 'call', 'visit') AND deleted_at IS NULL GROUP BY account_id ORDER BY "
      "account_id",
      org_id, ids, since, now));
}

}  // namespace baton::book
