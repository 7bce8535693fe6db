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

RowFacts GatherRowFacts(db::Connection& connection, Id org_id, const db::IdList& ids, Instant now,
                        Day today) {
  RowFacts facts;
  facts.deals = FindOpenDeals(connection, org_id, ids, today);
  facts.last_contacts = FindLastContacts(connection, org_id, ids, now);
  for (TieCount& tie : FindTieCounts(connection, org_id, ids, now)) facts.ties[tie.account_id].push_back(tie);
  facts.won = FindWon(connection, org_id, ids, today);
  facts.rules = UrgencyRulesOf(connection, org_id);
  facts.now = now;
  facts.today = today;
  return facts;
}

std::vector<std::string> UrgentKeysOf(const Account& account, const RowFacts& facts) {
  const OpenDeals* deals = At(facts.deals, account.id);
  const LastContact* last = At(facts.last_contacts, account.id);
  const auto* ties = At(facts.ties, account.id);
  return UrgentKeys({.renewal_on = account.renewal_on,
                     .has_deal_at_signature = deals && deals->is_at_signature,
                     .last_contact_at = last ? std::optional(last->starts_at) : std::nullopt,
                     .known_by = ties ? static_cast<std::int32_t>(ties->size()) : 0},
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
  if (const auto* ties = At(facts.ties, account.id)) {
    row.known_by = static_cast<std::int32_t>(ties->size());
    for (const TieCount& tie : *ties) {
      if (tie.person_id == account.owner_id || row.others_who_know.size() == kOthersShown) continue;
      if (const auto person = RefOf(people, tie.person_id)) row.others_who_know.push_back(*person);
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
  for (const auto& [account_id, ties] : facts.ties) {
    for (const TieCount& tie : ties) ids.push_back(tie.person_id);
  }
  std::ranges::sort(ids);
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return people::FindRefs(connection, org_id, ids);
}

std::vector<AccountRow> ViewAccountRows(db::Connection& connection, Id org_id, std::span<const Id> ids,
                                        Instant now, Day today) {
  const db::IdList list(ids);
  const auto accounts = FindShownAccounts(connection, org_id, list);
  const RowFacts facts = GatherRowFacts(connection, org_id, list, now, today);
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

std::vector<AccountTie> FindTies(db::Connection& connection, Id org_id, Id account_id, Instant now) {
  const auto counts = FindTieCounts(connection, org_id, db::IdList(std::vector{account_id}), now);
  std::vector<Id> ids;
  for (const TieCount& tie : counts) ids.push_back(tie.person_id);
  const auto people = people::FindRefs(connection, org_id, ids);
  std::vector<AccountTie> ties;
  for (const TieCount& tie : counts) {
    const auto person = RefOf(people, tie.person_id);
    if (!person) continue;
    ties.push_back({*person, std::nullopt, tie.meetings, tie.last_at,
                    std::string(StrengthKey(tie.meetings, tie.last_at, now))});
  }
  return ties;
}

}  // namespace baton::book
