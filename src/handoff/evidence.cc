#include "handoff/evidence.h"

#include <algorithm>
#include <unordered_map>

namespace baton::handoff {
namespace {

// One person or contact of one activity.
struct Row {
  Id handoff_id;
  Id activity_id;
  book::ActivityKind kind = book::ActivityKind::meeting;
  std::string subject;
  Instant starts_at;
  std::optional<Id> owner_id;
  std::optional<Id> person_id;
  std::optional<Id> contact_id;
};
BOOST_DESCRIBE_STRUCT(Row, (),
                      (handoff_id, activity_id, kind, subject, starts_at, owner_id, person_id, contact_id))

// After the end a second thread and the checks may still come; what happens years later is no part of it.
constexpr std::int64_t kLookedAtAfterEnd = 100 * kMillisecondsPerDay;

constexpr std::string_view kDealings =
    "SELECT handoff.id AS handoff_id, activity.id AS activity_id, activity.kind, activity.subject, "
    "activity.starts_at, activity.owner_id, attendance.person_id, attendance.contact_id FROM handoff "
    "JOIN activity ON activity.org_id = handoff.org_id AND activity.account_id = handoff.account_id "
    "AND activity.starts_at >= handoff.proposed_at AND activity.starts_at <= $3 "
    "AND activity.starts_at <= COALESCE(handoff.ended_at, $3) + $4 "
    "AND activity.deleted_at IS NULL AND activity.kind <> 'task' "
    "LEFT JOIN attendance ON attendance.org_id = activity.org_id AND attendance.activity_id = activity.id "
    "WHERE handoff.org_id = $1 AND handoff.id IN baton_list($2) "
    "ORDER BY activity.starts_at, activity.id, attendance.id";

constexpr std::string_view kStepColumns =
    "org_id, id, version, handoff_id, kind, after_days, done_at, person_id, note, deleted_at";

void AddOnce(std::vector<Id>& ids, std::optional<Id> id) {
  if (id && std::find(ids.begin(), ids.end(), *id) == ids.end()) ids.push_back(*id);
}

}  // namespace

std::vector<Evidence> ReadEvidence(db::Connection& connection, Id org_id, std::span<const Handoff> handoffs,
                                   Instant now) {
  std::vector<Evidence> all;
  std::vector<Id> ids;
  std::unordered_map<Id, std::size_t> index;
  for (const Handoff& handoff : handoffs) {
    index.emplace(handoff.id, all.size());
    all.push_back({.handoff = handoff, .dealings = {}, .marks = {}});
    ids.push_back(handoff.id);
  }
  if (all.empty()) return all;

  for (Row& row : connection.Query<Row>(kDealings, org_id, db::IdList(ids), now, kLookedAtAfterEnd)) {
    auto& dealings = all[index.at(row.handoff_id)].dealings;
    if (dealings.empty() || dealings.back().id != row.activity_id) {
      dealings.push_back({.id = row.activity_id,
                          .kind = row.kind,
                          .subject = std::move(row.subject),
                          .starts_at = row.starts_at,
                          .people = {},
                          .contacts = {}});
      AddOnce(dealings.back().people, row.owner_id);
    }
    AddOnce(dealings.back().people, row.person_id);
    AddOnce(dealings.back().contacts, row.contact_id);
  }
  for (HandoffStep& step : connection.Query<HandoffStep>(
           "SELECT " + std::string(kStepColumns) +
               " FROM handoff_step WHERE org_id = $1 AND handoff_id IN baton_list($2) AND deleted_at IS NULL "
               "ORDER BY id",
           org_id, db::IdList(ids))) {
    all[index.at(step.handoff_id)].marks.push_back(std::move(step));
  }
  return all;
}

std::optional<HandoffStep> FindStep(db::Connection& connection, Id org_id, Id handoff_id, StepKind kind,
                                    int after_days) {
  return connection.QueryOne<HandoffStep>("SELECT " + std::string(kStepColumns) +
                                              " FROM handoff_step WHERE org_id = $1 AND handoff_id = $2 AND "
                                              "kind = $3 AND after_days = $4",
                                          org_id, handoff_id, kind, after_days);
}

}  // namespace baton::handoff
