// What one person has under way with clients, and giving it to another: open deals, tasks that are not done, meetings
// that are booked. For a handoff, which moves them with the account, and for somebody whose place another takes.
//
//   const Work work = FindWork(tx, org_id, std::array{account_id}, jim_id, now);
//   GiveDeals(action, work.open_deals, jada_id);
//
// Stateless, hence thread-safe.
#pragma once

#include <span>
#include <vector>

#include "action/action.h"
#include "book/activity.h"
#include "book/opportunity.h"
#include "db/connection.h"

namespace baton::book {

struct Work {
  std::vector<Opportunity> open_deals;  // by the day they close
  std::vector<Opportunity> won_deals;   // the latest first
  std::vector<Activity> tasks;          // not done, whenever they are due
  std::vector<Activity> meetings;       // to come: meetings, calls, visits
};

// What the person owns of it with these clients.
Work FindWork(db::Connection& connection, Id org_id, std::span<const Id> account_ids, Id owner_id,
              Instant now);
// And with any client, whoever owns that one, or none.
Work FindAllWork(db::Connection& connection, Id org_id, Id owner_id, Instant now);

Result<Done> GiveDeals(action::Action& action, std::span<const Opportunity> deals, Id to_id);
// In meetings the new owner also takes the place of the old one, unless both were to be there anyway.
Result<Done> GiveActivities(action::Action& action, std::span<const Activity> activities, Id to_id);

}  // namespace baton::book
