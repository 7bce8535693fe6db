// What the book knows about accounts and people, for a handoff plan: plain values, gathered by a handful of
// queries however many accounts there are.
//
//   const book::Planning planning = book::GatherPlanning(connection, org_id, manager_id, {}, now);
//   for (const book::PlanningAccount& account : planning.accounts) ... account.load_minutes ...
//
// Amounts are in the organization's currency; those in another are left out (revenue_minor and deal_minor are
// none), never converted silently. Stateless, hence thread-safe.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "db/connection.h"

namespace baton::book {

// How much of each kind. Keys are folded text; weights are counts.
using PlanningProfile = std::map<std::string, double>;

struct PlanningAccount {
  Id id;
  std::string name;
  Id owner_id;
  std::string industry;  // as written; empty: not known
  std::string segment;
  std::string territory;
  std::string language;
  PlanningProfile products = {};  // of its opportunities, open and won, by series (else the name)
  std::optional<std::int64_t> deal_minor = {};     // median of its won deals, else of its open ones
  std::optional<std::int64_t> revenue_minor = {};  // a year; revenue.h says which
  std::int64_t growth_minor = 0;                   // its open deals, without those at signature
  std::int64_t load_minutes = 0;                   // a week
  bool load_is_estimated = false;
  std::optional<Day> renewal_on = {};
  bool is_at_signature = false;          // an open opportunity stands in a stage "signature"
  std::optional<Day> signature_on = {};  // the last day on which such a one is to close; none: not known
  std::int32_t contact_count = 0;
  std::int32_t known_by = 0;    // people of ours other than its owner with a tie
  bool ties_are_known = false;  // a tie of anybody is known
  bool is_urgent = false;       // urgency.h
};

struct PlanningRep {
  Id id;
  std::string name;
  std::string territory;
  std::vector<std::string> languages = {};
  std::int64_t capacity_minutes = 0;  // a week for accounts; the organization's default unless stated
  std::int64_t minutes_now = 0;       // the load of the accounts owned
  std::int32_t accounts_now = 0;
  std::int64_t revenue_now_minor = 0;
  std::int64_t growth_now_minor = 0;
  std::optional<Day> starts_on = {};
  std::optional<Day> ends_on = {};
  PlanningProfile industries = {};  // accounts owned now or before, by industry, and by segment
  PlanningProfile segments = {};
  PlanningProfile products = {};                // opportunities won, by product series
  std::optional<std::int64_t> deal_minor = {};  // median of the won ones
  std::int32_t won = 0;                         // opportunities closed in the last two years
  std::int32_t lost = 0;
};

// A person of ours knows contacts of an account (ties/directory.h).
struct PlanningTie {
  Id account_id;
  Id person_id;
  std::int32_t contacts_met = 0;
  std::int32_t touches = 0;
  double strength = 0;  // the sum over these contacts, each from 0 to below 1
};

struct Planning {
  std::string currency;
  std::vector<PlanningAccount> accounts;  // by name
  std::vector<PlanningRep> reps;          // everybody below the manager in the role "rep", by name
  std::vector<PlanningTie> ties;  // between these accounts and any person of ours; by account, then person
};

// `account_ids`: the accounts of the plan, whoever owns them now; empty: all that the manager owns. Deleted
// ones and strangers to the organization are left out.
Planning GatherPlanning(db::Connection& connection, Id org_id, Id manager_id, std::span<const Id> account_ids,
                        Instant now);

// What these people own now, by name.
std::vector<Id> FindAccountsOf(db::Connection& connection, Id org_id, std::span<const Id> owner_ids);

}  // namespace baton::book
