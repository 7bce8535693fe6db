#include "book/planning.h"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "base/text.h"
#include "book/account_rows.h"
#include "book/account_store.h"
#include "book/directory.h"
#include "book/planning_rates.h"
#include "people/directory.h"

namespace baton::book {
namespace {

constexpr int kOutcomeDays = 730;  // wins and losses older than two years say little about now

struct DealRow {
  std::optional<Id> account_id;
  std::optional<Id> owner_id;
  OpportunityStatus status = OpportunityStatus::open;
  std::optional<std::int64_t> amount_minor;
  std::string currency;
  std::optional<Day> closes_on;
  std::optional<std::string> series;
  std::optional<std::string> product;
};
BOOST_DESCRIBE_STRUCT(DealRow, (),
                      (account_id, owner_id, status, amount_minor, currency, closes_on, series, product))

struct ServedRow {
  Id person_id;
  Id account_id;
  std::string industry;
  std::string segment;
};
BOOST_DESCRIBE_STRUCT(ServedRow, (), (person_id, account_id, industry, segment))

struct OwnedRow {
  Id account_id;
  Id person_id;
};
BOOST_DESCRIBE_STRUCT(OwnedRow, (), (account_id, person_id))

constexpr std::string_view kDeals =
    "SELECT opportunity.account_id, opportunity.owner_id, opportunity.status, opportunity.amount_minor, "
    "opportunity.currency, opportunity.closes_on, product.series AS series, product.name AS product "
    "FROM opportunity "
    "LEFT JOIN product ON product.org_id = opportunity.org_id AND product.id = opportunity.product_id "
    "WHERE opportunity.org_id = $1 AND opportunity.deleted_at IS NULL ";

// The middle one; of two, the lower.
std::optional<std::int64_t> MedianOf(std::vector<std::int64_t> amounts) {
  if (amounts.empty()) return std::nullopt;
  const auto middle = amounts.begin() + (std::ssize(amounts) - 1) / 2;
  std::ranges::nth_element(amounts, middle);
  return *middle;
}

void Count(PlanningProfile& profile, std::string_view text) {
  const std::string key = Fold(text);
  if (!key.empty()) profile[key] += 1;
}

void CountProduct(PlanningProfile& profile, const DealRow& deal) {
  const std::string series = deal.series.value_or("");
  Count(profile, series.empty() ? deal.product.value_or("") : series);
}

// Facts of the accounts of the plan and of those that the reps own: loads and revenues are made from both.
struct Gathered {
  std::vector<ShownAccount> accounts;
  RowFacts facts;
  std::unordered_map<Id, std::int64_t> contacts;
  std::unordered_map<Id, std::int64_t> minutes;
  LoadRates rates;
  std::string currency;

  Load LoadOfAccount(const ShownAccount& account) const {
    const auto deals = facts.deals.find(account.id);
    const auto people = contacts.find(account.id);
    const auto spent = minutes.find(account.id);
    return LoadOf({.stated_minutes = account.load_minutes,
                   .open_deals = deals == facts.deals.end() ? 0 : deals->second.count,
                   .contacts = people == contacts.end() ? 0 : people->second,
                   .minutes_with_client = spent == minutes.end() ? 0 : spent->second},
                  rates);
  }
  std::optional<std::int64_t> RevenueOfAccount(const ShownAccount& account) const {
    return account.currency == currency ? RevenueOf(account, facts) : std::nullopt;
  }
  std::int64_t GrowthOfAccount(const ShownAccount& account) const {
    const auto deals = facts.deals.find(account.id);
    if (deals == facts.deals.end()) return 0;
    const auto amount = deals->second.growth_minor.find(currency);
    return amount == deals->second.growth_minor.end() ? 0 : amount->second;
  }
};

Gathered Gather(db::Connection& connection, Id org_id, const std::vector<Id>& ids,
                const BookContext& context) {
  const db::IdList list(ids);
  Gathered gathered;
  gathered.accounts = FindShownAccounts(connection, org_id, list);
  gathered.facts = GatherRowFacts(connection, org_id, ids, context.now, context.today);
  gathered.contacts = FindContactCounts(connection, org_id, list);
  gathered.minutes = FindMinutes(connection, org_id, list, LoadSince(context.now), context.now);
  gathered.rates = LoadRatesOf(connection, org_id);
  gathered.currency = context.currency;
  return gathered;
}

PlanningAccount ToAccount(const ShownAccount& account, const Gathered& gathered) {
  PlanningAccount made{.id = account.id,
                       .name = account.name,
                       .owner_id = account.owner_id.value_or(Id{}),
                       .industry = account.industry,
                       .segment = account.segment,
                       .territory = account.territory,
                       .language = account.language};
  made.revenue_minor = gathered.RevenueOfAccount(account);
  made.growth_minor = gathered.GrowthOfAccount(account);
  const Load load = gathered.LoadOfAccount(account);
  made.load_minutes = load.minutes;
  made.load_is_estimated = load.is_estimated;
  made.renewal_on = account.renewal_on;
  if (const auto deals = gathered.facts.deals.find(account.id); deals != gathered.facts.deals.end()) {
    made.is_at_signature = deals->second.is_at_signature;
    made.signature_on = deals->second.signature_on;
  }
  if (const auto contacts = gathered.contacts.find(account.id); contacts != gathered.contacts.end()) {
    made.contact_count = static_cast<std::int32_t>(contacts->second);
  }
  if (const auto known = gathered.facts.known.find(account.id); known != gathered.facts.known.end()) {
    made.ties_are_known = true;
    made.known_by = static_cast<std::int32_t>(std::ranges::count_if(
        known->second.people, [&](const Knower& knower) { return knower.person_id != account.owner_id; }));
  }
  made.is_urgent = !UrgentKeysOf(account, gathered.facts).empty();
  return made;
}

void AddDealsOfAccounts(db::Connection& connection, Id org_id, const std::vector<Id>& ids,
                        const std::string& currency, std::vector<PlanningAccount>& accounts) {
  std::unordered_map<Id, PlanningAccount*> by_id;
  for (PlanningAccount& account : accounts) by_id[account.id] = &account;
  std::unordered_map<Id, std::vector<std::int64_t>> won;
  std::unordered_map<Id, std::vector<std::int64_t>> open;
  const auto take = [&](DealRow&& deal) {
    const auto account = by_id.find(*deal.account_id);
    if (account == by_id.end()) return;
    CountProduct(account->second->products, deal);
    if (!deal.amount_minor || deal.currency != currency) return;
    (deal.status == OpportunityStatus::won ? won : open)[*deal.account_id].push_back(*deal.amount_minor);
  };
  connection.ForEach<DealRow>(std::string(kDeals) +
                                  "AND opportunity.account_id IN baton_list($2) "
                                  "AND opportunity.status IN ('open', 'won') ORDER BY opportunity.id",
                              take, org_id, db::IdList(ids));
  for (PlanningAccount& account : accounts) {
    account.deal_minor = MedianOf(won[account.id]);
    if (!account.deal_minor) account.deal_minor = MedianOf(open[account.id]);
  }
}

std::vector<PlanningRep> ToReps(const std::vector<people::Person>& people, std::int64_t capacity_minutes) {
  std::vector<PlanningRep> reps;
  for (const people::Person& person : people) {
    PlanningRep rep{.id = person.id, .name = person.name, .territory = person.territory};
    for (const auto code : Split(person.languages, ',')) {
      if (!code.empty()) rep.languages.emplace_back(code);
    }
    rep.capacity_minutes = person.capacity_minutes ? *person.capacity_minutes : capacity_minutes;
    rep.starts_on = person.starts_on;
    rep.ends_on = person.ends_on;
    reps.push_back(std::move(rep));
  }
  return reps;
}

// What the reps have served and won.
void AddExperience(db::Connection& connection, Id org_id, const std::vector<Id>& rep_ids,
                   const BookContext& context, std::unordered_map<Id, PlanningRep*>& by_id) {
  const db::IdList list(rep_ids);
  // An index holds who owns, another who owned.
  constexpr char kServed[] =
      "SELECT ownership.person_id, account.id AS account_id, account.industry, account.segment FROM "
      "ownership "
      "JOIN account ON account.org_id = ownership.org_id AND account.id = ownership.account_id "
      "WHERE ownership.org_id = $1 AND ownership.person_id IN baton_list($2) AND account.deleted_at IS NULL ";
  static const std::string served = std::string(kServed) + "AND ownership.to_at IS NULL UNION " + kServed +
                                    "AND ownership.to_at IS NOT NULL ORDER BY person_id, account_id";
  for (const ServedRow& row : connection.Query<ServedRow>(served, org_id, list)) {
    Count(by_id.at(row.person_id)->industries, row.industry);
    Count(by_id.at(row.person_id)->segments, row.segment);
  }
  std::unordered_map<Id, std::vector<std::int64_t>> amounts;
  const auto take = [&](DealRow&& deal) {
    PlanningRep& rep = *by_id.at(*deal.owner_id);
    const bool is_recent = deal.closes_on && *deal.closes_on > context.today - kOutcomeDays;
    if (deal.status == OpportunityStatus::lost) {
      if (is_recent) ++rep.lost;
      return;
    }
    if (is_recent) ++rep.won;
    CountProduct(rep.products, deal);
    if (deal.amount_minor && deal.currency == context.currency) amounts[rep.id].push_back(*deal.amount_minor);
  };
  connection.ForEach<DealRow>(std::string(kDeals) +
                                  "AND opportunity.owner_id IN baton_list($2) "
                                  "AND opportunity.status IN ('won', 'lost') ORDER BY opportunity.id",
                              take, org_id, list);
  for (auto& [id, rep] : by_id) rep->deal_minor = MedianOf(amounts[id]);
}

}  // namespace

std::vector<Id> FindAccountsOf(db::Connection& connection, Id org_id, std::span<const Id> owner_ids) {
  return connection.Query<Id>(
      "SELECT account.id FROM ownership "
      "JOIN account ON account.org_id = ownership.org_id AND account.id = ownership.account_id "
      "WHERE ownership.org_id = $1 AND ownership.person_id IN baton_list($2) AND ownership.to_at IS NULL "
      "AND account.deleted_at IS NULL ORDER BY account.name_fold, account.id",
      org_id, db::IdList(owner_ids));
}

Planning GatherPlanning(db::Connection& connection, Id org_id, Id manager_id, std::span<const Id> account_ids,
                        Instant now) {
  const BookContext context = ContextOf(connection, org_id, now);
  std::vector<people::Person> team = people::FindTeam(connection, org_id, manager_id);
  // A placeholder is a name in a source, nobody who could serve a client.
  std::erase_if(team, [](const people::Person& person) {
    return person.role != access::Role::rep || person.is_placeholder;
  });
  std::vector<Id> rep_ids;
  for (const people::Person& person : team) rep_ids.push_back(person.id);

  const std::vector<Id> wanted = account_ids.empty()
                                     ? FindOwnedAccounts(connection, org_id, manager_id)
                                     : std::vector<Id>(account_ids.begin(), account_ids.end());
  const auto owned = connection.Query<OwnedRow>(
      "SELECT account_id, person_id FROM ownership WHERE org_id = $1 AND person_id IN baton_list($2) "
      "AND to_at IS NULL ORDER BY account_id",
      org_id, db::IdList(rep_ids));
  std::set<Id> all(wanted.begin(), wanted.end());
  for (const OwnedRow& row : owned) all.insert(row.account_id);
  const Gathered gathered = Gather(connection, org_id, {all.begin(), all.end()}, context);

  Planning planning{.currency = context.currency, .accounts = {}, .reps = {}, .ties = {}};
  const std::set<Id> is_wanted(wanted.begin(), wanted.end());
  planning.reps =
      ToReps(team, static_cast<std::int64_t>(settings::Read(connection, org_id).capacity_minutes));
  std::unordered_map<Id, PlanningRep*> reps;
  for (PlanningRep& rep : planning.reps) reps[rep.id] = &rep;
  for (const ShownAccount& account : gathered.accounts) {
    if (is_wanted.contains(account.id)) planning.accounts.push_back(ToAccount(account, gathered));
    const auto rep = account.owner_id ? reps.find(*account.owner_id) : reps.end();
    if (rep == reps.end()) continue;
    rep->second->minutes_now += gathered.LoadOfAccount(account).minutes;
    ++rep->second->accounts_now;
    rep->second->revenue_now_minor += gathered.RevenueOfAccount(account).value_or(0);
    rep->second->growth_now_minor += gathered.GrowthOfAccount(account);
  }
  AddDealsOfAccounts(connection, org_id, wanted, context.currency, planning.accounts);
  AddExperience(connection, org_id, rep_ids, context, reps);
  for (const Id id : is_wanted) {
    const auto known = gathered.facts.known.find(id);
    if (known == gathered.facts.known.end()) continue;
    for (const Knower& knower : known->second.people) {
      planning.ties.push_back({id, knower.person_id, knower.contacts, knower.touches, knower.strength});
    }
  }
  std::ranges::sort(planning.ties, {},
                    [](const PlanningTie& tie) { return std::pair(tie.account_id, tie.person_id); });
  return planning;
}

}  // namespace baton::book
