// What became of clients after a day, as far as the book knows: what past departures are judged by (departure/past.h).
//
//   for (const book::Fate& fate : book::FindFates(connection, org_id, accounts, at, zone_day)) ... fate.was_alive, fate.is_alive ...
//
// Alive before: in touch, or a deal won, in the 365 days up to the day. Alive after: in touch in the 365 days after it, a deal won in
// them, or a deal that is still open. A mail in somebody's mailbox is a touch, a task is none. Stateless, hence thread-safe.
#pragma once

#include <boost/describe/class.hpp>
#include <optional>
#include <span>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "db/connection.h"

namespace baton::book {

inline constexpr int kFateDays = 365;

struct Fate {
  Id account_id;
  bool was_alive = false;
  bool is_alive = false;
};

// Those that are not deleted, by account.
std::vector<Fate> FindFates(db::Connection& connection, Id org_id, std::span<const Id> account_ids,
                            Instant at);

// The accounts that a person owned at some time from one instant to another.
std::vector<Id> FindOwnedWithin(db::Connection& connection, Id org_id, Id person_id, Instant from,
                                Instant to);

// The latest time at which anybody was in touch with any client; none: never.
std::optional<Instant> LastHeardOf(db::Connection& connection, Id org_id, Instant now);

}  // namespace baton::book
