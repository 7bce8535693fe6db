#include "scoreboard/score_news.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_map>
#include <variant>

#include "action/image_json.h"
#include "base/zone.h"
#include "book/closed_deals.h"

namespace baton::scoreboard {
namespace {

// More changes of deals and meetings are read no faster than the tables themselves.
constexpr std::size_t kMostScoreNews = 20'000;

struct LoggedRow {
  std::string table_name;
  Id row_id;
  std::optional<std::int64_t> version_before;
  std::optional<std::string> old_values;
};
BOOST_DESCRIBE_STRUCT(LoggedRow, (), (table_name, row_id, version_before, old_values))

struct ActivityPlace {
  Id id;
  std::optional<Id> account_id;
  Instant starts_at;
};
BOOST_DESCRIBE_STRUCT(ActivityPlace, (), (id, account_id, starts_at))

std::optional<Id> ScoreMark(db::Connection& connection, Id org_id) {
  return connection.QueryValue<Id>("SELECT change_id FROM score_look WHERE org_id = $1 AND id = $1", org_id);
}

// What an activity was before a change, as far as it says whether a client was met.
struct Before {
  bool is_other = false;
  std::optional<Id> account_id;
};
Before BeforeOf(const std::string& text) {
  constexpr std::array<std::string_view, 4> kTelling{"account_id", "starts_at", "kind", "deleted_at"};
  Before before;
  const action::ParsedImage parsed = action::ParseImage(text);
  for (std::size_t i = 0; i < parsed.image.names.size(); ++i) {
    const std::string_view name = parsed.image.names[i];
    before.is_other = before.is_other || std::ranges::find(kTelling, name) != kTelling.end();
    const auto* number = std::get_if<std::int64_t>(&parsed.image.values[i]);
    if (name == "account_id" && number) before.account_id = Id{*number};
  }
  return before;
}

// The clients of these changes of activities.
std::vector<MetAccount> AccountsOfChanges(db::Connection& connection, Id org_id,
                                          std::span<const LoggedRow> changes) {
  std::vector<MetAccount> met;
  std::vector<Id> ids;
  std::unordered_map<Id, bool> is_other;  // of each activity, more than that it is new
  for (const LoggedRow& change : changes) {
    bool& other = is_other.try_emplace(change.row_id, false).first->second;
    if (!change.version_before) {
      ids.push_back(change.row_id);
      continue;
    }
    const Before before = change.old_values ? BeforeOf(*change.old_values) : Before{true, {}};
    if (!before.is_other) continue;
    other = true;
    ids.push_back(change.row_id);
    if (before.account_id) met.push_back({*before.account_id, {}});
  }
  if (ids.empty()) return met;
  for (const ActivityPlace& place :
       connection.Query<ActivityPlace>("SELECT id, account_id, starts_at FROM activity WHERE org_id = $1 AND "
                                       "id IN baton_list($2) ORDER BY id",
                                       org_id, db::IdList(ids))) {
    if (!place.account_id) continue;
    met.push_back({*place.account_id, is_other.at(place.id) ? std::nullopt : std::optional(place.starts_at)});
  }
  return met;
}

}  // namespace

bool IsKeptBy(db::Connection& connection, Id org_id, const std::string& rule) {
  if (!ScoreMark(connection, org_id)) return false;
  const auto first = connection.QueryValue<std::string>(
      "SELECT rule FROM score_deal WHERE org_id = $1 ORDER BY rule LIMIT 1", org_id);
  const auto last = connection.QueryValue<std::string>(
      "SELECT rule FROM score_deal WHERE org_id = $1 ORDER BY rule DESC LIMIT 1", org_id);
  return (!first || *first == rule) && (!last || *last == rule);
}

std::optional<ScoreNews> ScoreNewsSince(db::Connection& connection, Id org_id) {
  const auto mark = ScoreMark(connection, org_id);
  if (!mark) return std::nullopt;
  // "||": by the index of tables all that ever happened to deals would be read.
  const auto changes = connection.Query<LoggedRow>(
      "SELECT table_name, row_id, version_before, old_values FROM change WHERE org_id = $1 AND id > $2 AND "
      "(table_name || '') IN ('opportunity', 'activity', 'stage') ORDER BY id LIMIT $3",
      org_id, *mark, static_cast<std::int64_t>(kMostScoreNews + 1));
  if (changes.size() > kMostScoreNews) return std::nullopt;
  ScoreNews news;
  std::vector<LoggedRow> activities;
  for (const LoggedRow& change : changes) {
    if (change.table_name == "stage") return std::nullopt;  // what it means is in every deal that was in it
    if (change.table_name == "opportunity") news.deals.push_back(change.row_id);
    if (change.table_name == "activity") activities.push_back(change);
  }
  std::ranges::sort(news.deals);
  news.deals.erase(std::unique(news.deals.begin(), news.deals.end()), news.deals.end());
  news.met = AccountsOfChanges(connection, org_id, activities);
  return news;
}

std::vector<MetAccount> AccountsOfActivities(db::Connection& connection, Id org_id,
                                             std::span<const Id> activity_ids) {
  const auto mark = ScoreMark(connection, org_id);
  if (!mark || activity_ids.empty()) return {};
  return AccountsOfChanges(
      connection, org_id,
      connection.Query<LoggedRow>("SELECT table_name, row_id, version_before, old_values FROM change WHERE "
                                  "org_id = $1 AND table_name = "
                                  "'activity' AND row_id IN baton_list($2) AND id > $3 ORDER BY id",
                                  org_id, db::IdList(activity_ids), *mark));
}

std::vector<Id> DealsMet(db::Connection& connection, Id org_id, const std::string& zone,
                         std::span<const MetAccount> met, Span span) {
  std::vector<Id> accounts;
  std::unordered_map<Id, std::optional<Day>> since;  // none: any day
  for (const MetAccount& one : met) {
    accounts.push_back(one.account_id);
    const auto day = one.since ? std::optional(DayIn(*one.since, zone)) : std::nullopt;
    const auto [found, is_new] = since.emplace(one.account_id, day);
    if (!is_new)
      found->second = day && found->second ? std::optional(std::min(*day, *found->second)) : std::nullopt;
  }
  std::vector<Id> ids;
  for (const book::EndedDeal& deal : book::FindEndedAt(connection, org_id, accounts, span.from, span.to)) {
    const auto& day = since.at(deal.account_id.value_or(Id{}));
    if (deal.status == book::OpportunityStatus::won && (!day || *day <= deal.closes_on))
      ids.push_back(deal.id);
  }
  return ids;
}

}  // namespace baton::scoreboard
