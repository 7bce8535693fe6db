// Facts about some accounts, each kind in one grouped query: what rows, sums and plans are made from. For book/*.cc.
#pragma once

#include <boost/describe/class.hpp>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "book/account.h"
#include "book/activity.h"
#include "db/connection.h"

namespace baton::book {

// An account with what stands beside it now.
struct ShownAccount : Account {
  std::optional<Id> owner_id;
  std::optional<Id> handoff_id;
  std::optional<Id> successor_id;
  std::optional<std::string> handoff_stage;
};
BOOST_DESCRIBE_STRUCT(ShownAccount, (Account), (owner_id, handoff_id, successor_id, handoff_stage))

struct OpenDeals {
  std::int32_t count = 0;
  std::map<std::string, std::int64_t> minor;         // by currency
  std::map<std::string, std::int64_t> growth_minor;  // without those at signature: who led them closes them
  std::optional<Day> next_close_on;                  // today or later
  bool is_at_signature = false;
  std::optional<Day> signature_on;  // the last one's
};

struct LastContact {
  Id account_id;
  Instant starts_at;
  ActivityKind kind = ActivityKind::meeting;
};
BOOST_DESCRIBE_STRUCT(LastContact, (), (account_id, starts_at, kind))

// One of our people who knows a client: the ties to its contacts together (ties/directory.h).
struct Knower {
  Id person_id;
  double share = 0;           // of all that is known
  double strength = 0;        // the sum over the contacts
  std::int32_t contacts = 0;  // whom the person knows there
  std::int32_t touches = 0;   // with the contact met most: who was in one room with two was there once
};

// Who of us knows a client, the largest share first.
struct KnownTo {
  std::vector<Knower> people;
  bool is_single_thread = false;  // ties/breadth.h
};

// Not deleted; by name.
std::vector<ShownAccount> FindShownAccounts(db::Connection& connection, Id org_id, const db::IdList& ids);
std::unordered_map<Id, OpenDeals> FindOpenDeals(db::Connection& connection, Id org_id, const db::IdList& ids,
                                                Day today);
std::unordered_map<Id, LastContact> FindLastContacts(db::Connection& connection, Id org_id,
                                                     const db::IdList& ids, Instant now);
// By account; clients of whom nothing is known are left out, which is not the same as known to nobody.
std::unordered_map<Id, KnownTo> FindKnown(db::Connection& connection, Id org_id, std::span<const Id> ids,
                                          Instant now);
std::unordered_map<Id, std::int64_t> FindContactCounts(db::Connection& connection, Id org_id,
                                                       const db::IdList& ids);
// Won in the last year (revenue.h), in each account's own currency.
std::unordered_map<Id, std::int64_t> FindWon(db::Connection& connection, Id org_id, const db::IdList& ids,
                                             Day today);
// Minutes of meetings, calls and visits since an instant.
std::unordered_map<Id, std::int64_t> FindMinutes(db::Connection& connection, Id org_id, const db::IdList& ids,
                                                 Instant since, Instant now);

}  // namespace baton::book
