#include "book/work.h"

#include <fmt/format.h>

#include <map>

namespace baton::book {
namespace {

// $1 the organization, $2 the owner.
constexpr std::string_view kDealsOf =
    "SELECT org_id, id, version, account_id, owner_id, product_id, stage_id, name, status, amount_minor, "
    "currency, opened_on, closes_on, next_step, created_at, deleted_at FROM opportunity WHERE org_id = $1 "
    "AND owner_id = $2 AND deleted_at IS NULL AND {}";
constexpr std::string_view kActivitiesOf =
    "SELECT org_id, id, version, kind, account_id, opportunity_id, owner_id, subject, starts_at, minutes, "
    "is_done, created_at, deleted_at FROM activity WHERE org_id = $1 AND owner_id = $2 AND deleted_at IS "
    "NULL AND is_done = 0 AND {} ORDER BY starts_at, id";

// `of`: a condition on the clients, which names $3 where there are `those`.
template <class... Those>
Work ReadWork(db::Connection& connection, std::string_view of, Id org_id, Id owner_id, Instant now,
              const Those&... those) {
  const auto deals = [&](std::string_view which) {
    return connection.Query<Opportunity>(fmt::format(kDealsOf, fmt::format("{}{}", of, which)), org_id,
                                         owner_id, those...);
  };
  const std::string booked = fmt::format("{}kind <> 'task' AND starts_at > ${}", of, 3 + sizeof...(those));
  return {.open_deals = deals("status = 'open' ORDER BY closes_on NULLS LAST, id"),
          .won_deals = deals("status = 'won' ORDER BY closes_on DESC NULLS LAST, id"),
          .tasks = connection.Query<Activity>(fmt::format(kActivitiesOf, fmt::format("{}kind = 'task'", of)),
                                              org_id, owner_id, those...),
          .meetings = connection.Query<Activity>(fmt::format(kActivitiesOf, booked), org_id, owner_id,
                                                 those..., now)};
}

std::vector<Attendance> FindAttendances(db::Connection& connection, Id org_id,
                                        std::span<const Activity> activities) {
  std::vector<Id> ids;
  for (const Activity& activity : activities) ids.push_back(activity.id);
  return connection.Query<Attendance>(
      "SELECT org_id, id, version, activity_id, starts_at, person_id, contact_id FROM attendance "
      "WHERE org_id = $1 AND activity_id IN baton_list($2) AND person_id IS NOT NULL ORDER BY id",
      org_id, db::IdList(ids));
}

}  // namespace

Work FindWork(db::Connection& connection, Id org_id, std::span<const Id> account_ids, Id owner_id,
              Instant now) {
  return ReadWork(connection, "account_id IN baton_list($3) AND ", org_id, owner_id, now,
                  db::IdList(account_ids));
}

Work FindAllWork(db::Connection& connection, Id org_id, Id owner_id, Instant now) {
  return ReadWork(connection, "", org_id, owner_id, now);
}

Result<Done> GiveDeals(action::Action& action, std::span<const Opportunity> deals, Id to_id) {
  for (const Opportunity& deal : deals) {
    Opportunity given = deal;
    given.owner_id = to_id;
    if (auto saved = action.Update(deal, std::move(given)); !saved) return Fail(std::move(saved.error()));
  }
  return Done{};
}

Result<Done> GiveActivities(action::Action& action, std::span<const Activity> activities, Id to_id) {
  if (activities.empty()) return Done{};
  std::map<Id, std::vector<Attendance>> there;  // by activity
  for (Attendance& one : FindAttendances(action.tx(), action.org_id(), activities))
    there[one.activity_id].push_back(std::move(one));
  for (const Activity& activity : activities) {
    Activity given = activity;
    given.owner_id = to_id;
    if (auto saved = action.Update(activity, std::move(given)); !saved) return Fail(std::move(saved.error()));
    const Attendance* place = nullptr;  // of the old owner
    bool is_there = false;
    for (const Attendance& one : there[activity.id]) {
      if (one.person_id == activity.owner_id) place = &one;
      if (one.person_id == to_id) is_there = true;
    }
    if (is_there || place == nullptr) continue;
    Attendance taken = *place;
    taken.person_id = to_id;
    if (auto saved = action.Update(*place, std::move(taken)); !saved) return Fail(std::move(saved.error()));
  }
  return Done{};
}

}  // namespace baton::book
