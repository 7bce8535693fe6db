// The facts of some accounts put together as rows. For book/*.cc.
#pragma once

#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "book/account_facts.h"
#include "book/covering.h"
#include "book/urgency.h"
#include "book/views.h"
#include "db/connection.h"

namespace baton::book {

struct RowFacts {
  std::unordered_map<Id, OpenDeals> deals;
  std::unordered_map<Id, LastContact> last_contacts;
  std::unordered_map<Id, KnownTo> known;
  std::unordered_map<Id, std::int64_t> won;
  std::unordered_map<Id, std::vector<Covering>> covering;
  UrgencyRules rules;
  Instant now;
  Day today;
};

UrgencyRules UrgencyRulesOf(db::Connection& connection, Id org_id);
RowFacts GatherRowFacts(db::Connection& connection, Id org_id, std::span<const Id> ids, Instant now,
                        Day today);
std::vector<std::string> UrgentKeysOf(const Account& account, const RowFacts& facts);
std::optional<std::int64_t> RevenueOf(const Account& account, const RowFacts& facts);  // in its own currency
AccountRow ToRow(const ShownAccount& account, const RowFacts& facts,
                 const std::unordered_map<Id, people::PersonRef>& people);
// Everybody whom these rows name.
std::unordered_map<Id, people::PersonRef> PeopleOf(db::Connection& connection, Id org_id,
                                                   std::span<const ShownAccount> accounts,
                                                   const RowFacts& facts);

}  // namespace baton::book
