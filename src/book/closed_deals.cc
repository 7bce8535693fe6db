#include "book/closed_deals.h"

#include <set>
#include <unordered_map>
#include <variant>

#include "action/image_json.h"

namespace baton::book {
namespace {

struct StageMove {
  Id row_id;
  Instant at;
  std::optional<std::string> old_values;
  std::optional<std::string> new_values;
};
BOOST_DESCRIBE_STRUCT(StageMove, (), (row_id, at, old_values, new_values))

struct EarlyStage {
  Id id;
};
BOOST_DESCRIBE_STRUCT(EarlyStage, (), (id))

// None: the image does not name a stage.
std::optional<Id> StageIn(const std::optional<std::string>& text) {
  if (!text) return std::nullopt;
  const action::ParsedImage parsed = action::ParseImage(*text);
  for (std::size_t i = 0; i < parsed.image.names.size(); ++i) {
    if (parsed.image.names[i] != "stage_id") continue;
    const auto* number = std::get_if<std::int64_t>(&parsed.image.values[i]);
    return number ? std::optional(Id{*number}) : std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

std::vector<EndedDeal> FindEnded(db::Connection& connection, Id org_id, std::span<const Id> owner_ids,
                                 Day from_on, Day to_on) {
  return connection.Query<EndedDeal>(
      "SELECT id, account_id, owner_id, status, closes_on, opened_on, amount_minor, currency FROM "
      "opportunity "
      "WHERE org_id = $1 AND owner_id IN baton_list($2) AND status IN ('won', 'lost') AND closes_on BETWEEN "
      "$3 AND $4 AND deleted_at IS NULL ORDER BY closes_on, id",
      org_id, db::IdList(owner_ids), from_on, to_on);
}

std::vector<LeftEarly> FindLeftEarly(db::Connection& connection, Id org_id, std::span<const Id> deal_ids) {
  if (deal_ids.empty()) return {};
  std::set<Id> early;
  for (const EarlyStage& stage : connection.Query<EarlyStage>(
           "SELECT id FROM stage WHERE org_id = $1 AND category = 'early' ORDER BY id", org_id)) {
    early.insert(stage.id);
  }
  std::set<Id> seen;
  std::vector<LeftEarly> left;
  for (const StageMove& move : connection.Query<StageMove>(
           "SELECT change.row_id, action.at, change.old_values, change.new_values FROM change "
           "JOIN action ON action.org_id = change.org_id AND action.id = change.action_id "
           "WHERE change.org_id = $1 AND change.table_name = 'opportunity' AND change.row_id IN "
           "baton_list($2) AND change.version_before IS NOT NULL AND change.new_values LIKE '%\"stage_id\"%' "
           "ORDER BY change.row_id, action.at, change.id",
           org_id, db::IdList(deal_ids))) {
    const auto from = StageIn(move.old_values);
    const auto to = StageIn(move.new_values);
    if (!from || !to || !early.contains(*from) || early.contains(*to)) continue;
    if (seen.insert(move.row_id).second) left.push_back({move.row_id, move.at});
  }
  return left;
}

std::vector<MeetingSeat> FindMeetingSeats(db::Connection& connection, Id org_id,
                                          std::span<const Id> account_ids, Instant from, Instant to) {
  if (account_ids.empty()) return {};
  return connection.Query<MeetingSeat>(
      "SELECT activity.id AS activity_id, activity.account_id, activity.starts_at, activity.owner_id, "
      "attendance.person_id FROM activity LEFT JOIN attendance ON attendance.org_id = activity.org_id AND "
      "attendance.activity_id = activity.id AND attendance.person_id IS NOT NULL "
      "WHERE activity.org_id = $1 AND activity.account_id IN baton_list($2) AND activity.kind IN ('meeting', "
      "'call', 'visit') AND activity.starts_at >= $3 AND activity.starts_at < $4 AND activity.deleted_at IS "
      "NULL ORDER BY activity.id, attendance.id",
      org_id, db::IdList(account_ids), from, to);
}

}  // namespace baton::book
