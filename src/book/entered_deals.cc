#include "book/entered_deals.h"

#include <map>
#include <string_view>
#include <variant>

#include "action/image_json.h"

namespace baton::book {
namespace {

constexpr std::string_view kTeamDeal =
    "SELECT opportunity.id, opportunity.account_id, opportunity.owner_id, opportunity.status, "
    "opportunity.opened_on, opportunity.closes_on, opportunity.amount_minor, opportunity.currency, "
    "account.segment FROM opportunity LEFT JOIN account ON account.org_id = opportunity.org_id AND "
    "account.id "
    "= opportunity.account_id WHERE opportunity.org_id = $1 AND opportunity.owner_id IN baton_list($2) AND "
    "opportunity.deleted_at IS NULL AND ";

struct FirstImage {
  Id row_id;
  std::optional<std::string> new_values;
};
BOOST_DESCRIBE_STRUCT(FirstImage, (), (row_id, new_values))

struct StageOfDeals {
  Id id;
  StageCategory category = StageCategory::early;
};
BOOST_DESCRIBE_STRUCT(StageOfDeals, (), (id, category))

DealEntry EntryFrom(Id deal_id, const std::string& text, const std::map<Id, StageCategory>& stages) {
  DealEntry entry{.deal_id = deal_id};
  const action::ParsedImage parsed = action::ParseImage(text);
  for (std::size_t i = 0; i < parsed.image.names.size(); ++i) {
    const std::string_view name = parsed.image.names[i];
    const auto& value = parsed.image.values[i];
    const auto* number = std::get_if<std::int64_t>(&value);
    const auto* word = std::get_if<std::string>(&value);
    if (name == "status") entry.was_open = word && *word == "open";
    if (name == "amount_minor" && number) entry.amount_minor = *number;
    if (name != "stage_id" || !number) continue;
    if (const auto stage = stages.find(Id{*number}); stage != stages.end()) entry.category = stage->second;
  }
  return entry;
}

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

std::vector<DealEntry> FindEntries(db::Connection& connection, Id org_id, std::span<const Id> deal_ids) {
  if (deal_ids.empty()) return {};
  std::map<Id, StageCategory> stages;
  for (const StageOfDeals& stage : connection.Query<StageOfDeals>(
           "SELECT id, category FROM stage WHERE org_id = $1 ORDER BY id", org_id)) {
    stages.emplace(stage.id, stage.category);
  }
  std::vector<DealEntry> entries;
  for (const FirstImage& first :
       connection.Query<FirstImage>("SELECT row_id, new_values FROM change WHERE org_id = $1 AND table_name "
                                    "= 'opportunity' AND row_id "
                                    "IN baton_list($2) AND version_before IS NULL ORDER BY row_id, id",
                                    org_id, db::IdList(deal_ids))) {
    // The first one: a deal that was taken back and put in again has another.
    if (!first.new_values || (!entries.empty() && entries.back().deal_id == first.row_id)) continue;
    entries.push_back(EntryFrom(first.row_id, *first.new_values, stages));
  }
  return entries;
}

}  // namespace baton::book
