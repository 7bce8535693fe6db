#include "app/agenda_facts.h"

#include <algorithm>
#include <array>

#include "base/zone.h"
#include "book/deals.h"
#include "book/directory.h"
#include "coaching/session_store.h"
#include "handoff/directory.h"
#include "json/json.h"
#include "takeover/directory.h"

namespace baton::app {
namespace {

using coaching::Fact;
using coaching::FactQuery;
using coaching::ItemSource;

void AddDeals(db::Connection& connection, const FactQuery& query, std::vector<Fact>& facts) {
  const std::vector owners{query.rep_id};
  const std::string zone = coaching::ZoneOfOrganization(connection, query.org_id);
  for (const book::Deal& deal : book::FindDealsClosed(connection, query.org_id, owners,
                                                      DayIn(query.since, zone), DayIn(query.now, zone))) {
    const bool is_won = deal.status == book::OpportunityStatus::won;
    facts.push_back({.source = is_won ? ItemSource::deal_won : ItemSource::deal_lost,
                     .ref_id = deal.id,
                     .rep_id = query.rep_id,
                     .name = deal.name,
                     .account = deal.account_name,
                     .on = deal.closes_on});
  }
  for (const book::MovedDeal& moved : book::FindMovedDeals(connection, query.org_id, owners, query.since)) {
    facts.push_back({.source = ItemSource::deal_moved,
                     .ref_id = moved.deal.id,
                     .rep_id = query.rep_id,
                     .name = moved.deal.name,
                     .account = moved.deal.account_name,
                     .detail = moved.deal.stage_name,
                     .at = moved.moved_at});
  }
}

std::optional<Instant> LastStepOf(const handoff::Handoff& handoff) {
  std::optional<Instant> last;
  for (const auto& at : std::array{handoff.accepted_at, handoff.introduced_at, handoff.expectations_at,
                                   handoff.owned_at, handoff.confirmed_at, handoff.ended_at}) {
    if (at && (!last || *at > *last)) last = at;
  }
  return last;
}

void AddHandoffs(db::Connection& connection, const FactQuery& query, std::vector<Fact>& facts) {
  const access::Scope own{access::Reach::own, query.org_id, query.rep_id};
  std::vector<Id> account_ids;
  const std::size_t first = facts.size();
  for (const handoff::Handoff& handoff :
       handoff::ListHandoffs(connection, own, {.direction = handoff::Direction::to_me, .with_ended = true})) {
    const auto last = LastStepOf(handoff);
    const bool is_new = last && *last > query.since;
    const bool is_coming = !handoff.ended_at && !handoff.introduced_at;
    if (!is_new && !is_coming) continue;
    account_ids.push_back(handoff.account_id);
    facts.push_back({.source = is_new ? ItemSource::handoff_step : ItemSource::account_coming,
                     .ref_id = handoff.id,
                     .rep_id = query.rep_id,
                     .name = ToString(handoff.account_id),
                     .detail = std::string(json::NameOf(handoff.stage)),
                     .at = is_new ? last : std::nullopt,
                     .on = is_new ? std::nullopt : handoff.introduction_on});
  }
  const auto accounts = book::FindAccountRefs(connection, query.org_id, account_ids);
  for (std::size_t i = first; i < facts.size(); ++i) {
    const auto account = accounts.find(account_ids[i - first]);
    facts[i].name = account == accounts.end() ? std::string() : account->second.name;
  }
}

void AddTakeovers(db::Connection& connection, const FactQuery& query, std::vector<Fact>& facts) {
  std::vector<takeover::Takeover> rows;
  for (auto& row : takeover::FindUnreplied(connection, query.org_id, query.rep_id, query.since)) {
    if (row.person_id == query.manager_id) rows.push_back(std::move(row));
  }
  for (auto& row : takeover::FindOpen(connection, query.org_id, query.manager_id)) {
    const bool is_there =
        std::ranges::any_of(rows, [&](const takeover::Takeover& one) { return one.id == row.id; });
    if (row.successor_id == query.rep_id && !is_there) rows.push_back(std::move(row));
  }
  std::vector<Id> account_ids;
  for (const takeover::Takeover& row : rows) account_ids.push_back(row.account_id);
  const auto accounts = book::FindAccountRefs(connection, query.org_id, account_ids);
  for (const takeover::Takeover& row : rows) {
    const auto account = accounts.find(row.account_id);
    if (account == accounts.end()) continue;
    facts.push_back({.source = ItemSource::takeover,
                     .ref_id = row.id,
                     .rep_id = query.rep_id,
                     .name = account->second.name,
                     .at = row.happened_at});
  }
}

}  // namespace

std::vector<Fact> AgendaFacts(db::Connection& connection, const FactQuery& query) {
  std::vector<Fact> facts;
  AddDeals(connection, query, facts);
  AddHandoffs(connection, query, facts);
  AddTakeovers(connection, query, facts);
  return facts;
}

}  // namespace baton::app
