// The ties of accounts as they were learnt last (learn.h), for every slice that asks who is close to whom.
//
//   for (const AccountTie& tie : FindTies(connection, org_id, account_ids, now)) ... tie.person_id, tie.strength ...
//   if (!TiesAsOf(connection, org_id)) ... never learnt: unknown, which is not weak ...
//
// One query, by the index of an account's contacts and that of a contact's ties. Stateless, hence thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "db/connection.h"

namespace baton::ties {

struct AccountTie {
  Id account_id;  // the contact's of now, wherever the two met
  Id person_id;
  Id contact_id;
  double strength = 0;  // from 0 to below 1: strength.h
  double raw = 0;
  Instant last_at;
  std::int32_t touches = 0;
};

// Faded to `now`, against what is typical of the organization; by account, the strongest first. People who left and deleted
// contacts are left out; an account that nobody is known to know has no row.
std::vector<AccountTie> FindTies(db::Connection& connection, Id org_id, std::span<const Id> account_ids,
                                 Instant now);

// When they were last learnt; none: never.
std::optional<Instant> TiesAsOf(db::Connection& connection, Id org_id);

}  // namespace baton::ties
