// What one person has under way with an account, and giving it to another: open deals, tasks that are not done, meetings
// that are booked. For a handoff, which moves them with the account.
//
//   const AccountWork work = FindWork(tx, org_id, account_id, jim_id, now);
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

struct AccountWork {
  std::vector<Opportunity> open_deals;  // by the day they close
  std::vector<Opportunity> won_deals;   // the latest first
  std::vector<Activity> tasks;          // not done, whenever they are due
  std::vector<Activity> meetings;       // to come: meetings, calls, visits
};

// What the person owns of it.
AccountWork FindWork(db::Connection& connection, Id org_id, Id account_id, Id owner_id, Instant now);

Result<Done> GiveDeals(action::Action& action, std::span<const Opportunity> deals, Id to_id);
// In meetings the new owner also takes the place of the old one, unless both were to be there anyway.
Result<Done> GiveActivities(action::Action& action, std::span<const Activity> activities, Id to_id);

}  // namespace baton::book
