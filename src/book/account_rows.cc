// Rows of lists: the facts of a page's accounts, put together.
#include <algorithm>
#include <map>

#include "book/account_facts.h"
#include "book/account_rows.h"
#include "book/directory.h"
#include "book/revenue.h"
#include "book/urgency.h"
#include "people/directory.h"
#include "settings/settings.h"

namespace baton::book {
namespace {

constexpr std::size_t kOthersShown = 3;

template <class V>
const V* At(const std::unordered_map<Id, V>& map, Id id) {
  const auto found = map.find(id);
  return found == map.end() ? nullptr : &found->second;
}

std::optional<people::PersonRef> RefOf(const std::unordered_map<Id, people::PersonRef>& people,
                                       std::optional<Id> id) {
  const auto* found = id ? At(people, *id) : nullptr;
  return found ? std::optional(*found) : std::nullopt;
}

}  // namespace

UrgencyRules UrgencyRulesOf(db::Connection& connection, Id org_id) {
  const auto settings = settings::Read(connection, org_id);
  return {static_cast<int>(settings.renewal_days), static_cast<int>(settings.quiet_days)};
}

RowFacts GatherRowFacts(db::Connection& connection, Id org_id, std::span<const Id> account_ids, Instant now,
                        Day today) {
  const db::IdList ids(account_ids);
  RowFacts facts;
  facts.deals = FindOpenDeals(connection, org_id, ids, today);
  facts.last_contacts = FindLastContacts(connection, org_id, ids, now);
  facts.known = FindKnown(connection, org_id, account_ids, now);
  facts.won = FindWon(connection, org_id, ids, today);
  for (const Covering& one : FindCovering(connection, org_id, account_ids, today))
    facts.covering[one.account_id].push_back(one);
  facts.rules = UrgencyRulesOf(connection, org_id);
  facts.now = now;
  facts.today = today;
  return facts;
}

std::vector<std::string> UrgentKeysOf(const Account& account, const RowFacts& facts) {
  const OpenDeals* deals = At(facts.deals, account.id);
  const LastContact* last = At(facts.last_contacts, account.id);
  const KnownTo* known = At(facts.known, account.id);
  return UrgentKeys({.renewal_on = account.renewal_on,
                     .has_deal_at_signature = deals && deals->is_at_signature,
                     .last_contact_at = last ? std::optional(last->starts_at) : std::nullopt,
                     .is_single_thread = known && known->is_single_thread},
                    facts.rules, facts.now, facts.today);
}

std::optional<std::int64_t> RevenueOf(const Account& account, const RowFacts& facts) {
  const std::int64_t* won = At(facts.won, account.id);
  return RevenueOf(account.revenue_minor, won ? std::optional(*won) : std::nullopt);
}

AccountRow ToRow(const ShownAccount& account, const RowFacts& facts,
                 const std::unordered_map<Id, people::PersonRef>& people) {
  AccountRow row;
  row.id = account.id;
  row.version = account.version;
  row.name = account.name;
  row.industry = account.industry;
  row.city = account.city;
  row.revenue_minor = RevenueOf(account, facts);
  row.currency = account.currency;
  row.owner = RefOf(people, account.owner_id);
  row.successor = RefOf(people, account.successor_id);
  row.handoff_stage = account.handoff_stage;
  if (const LastContact* last = At(facts.last_contacts, account.id)) {
    row.last_contact_at = last->starts_at;
    row.last_contact_kind = last->kind;
  }
  if (const KnownTo* known = At(facts.known, account.id)) {
    row.known_by = static_cast<std::int32_t>(known->people.size());
    for (const Knower& knower : known->people) {
      if (knower.person_id == account.owner_id || row.others_who_know.size() == kOthersShown) continue;
      if (const auto person = RefOf(people, knower.person_id)) row.others_who_know.push_back(*person);
    }
  }
  if (const OpenDeals* deals = At(facts.deals, account.id)) {
    row.open_deals = deals->count;
    row.next_close_on = deals->next_close_on;
    for (const auto& [currency, minor] : deals->minor) {
      if (currency == account.currency) {
        row.open_minor = minor;
      } else {
        row.open_others.push_back({minor, currency});
      }
    }
  }
  row.renewal_on = account.renewal_on;
  row.urgent_keys = UrgentKeysOf(account, facts);
  if (const auto* covering = At(facts.covering, account.id)) {
    row.cover = AccountCoverView{{}, covering->front().until_on};
    for (const Covering& one : *covering) {
      if (const auto person = RefOf(people, one.person_id)) row.cover->people.push_back(*person);
    }
  }
  return row;
}

std::unordered_map<Id, people::PersonRef> PeopleOf(db::Connection& connection, Id org_id,
                                                   std::span<const ShownAccount> accounts,
                                                   const RowFacts& facts) {
  std::vector<Id> ids;
  for (const ShownAccount& account : accounts) {
    if (account.owner_id) ids.push_back(*account.owner_id);
    if (account.successor_id) ids.push_back(*account.successor_id);
  }
  for (const auto& [account_id, known] : facts.known) {
    for (const Knower& knower : known.people) ids.push_back(knower.person_id);
  }
  for (const auto& [account_id, covering] : facts.covering) {
    for (const Covering& one : covering) {
      if (one.person_id) ids.push_back(*one.person_id);
    }
  }
  std::ranges::sort(ids);
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return people::FindRefs(connection, org_id, ids);
}

std::vector<AccountRow> ViewAccountRows(db::Connection& connection, Id org_id, std::span<const Id> ids,
                                        Instant now, Day today) {
  const db::IdList list(ids);
  const auto accounts = FindShownAccounts(connection, org_id, list);
  const RowFacts facts = GatherRowFacts(connection, org_id, ids, now, today);
  const auto people = PeopleOf(connection, org_id, accounts, facts);
  std::map<Id, AccountRow> made;
  for (const ShownAccount& account : accounts) made.emplace(account.id, ToRow(account, facts, people));
  std::vector<AccountRow> rows;
  for (const Id id : ids) {
    const auto row = made.find(id);
    if (row != made.end()) rows.push_back(row->second);
  }
  return rows;
}

}  // namespace baton::book
