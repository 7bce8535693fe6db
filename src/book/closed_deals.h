// Deals that closed and the meetings around them, without a limit: what a scoreboard is counted from. A fixed number of queries
// however many. The caller has made sure that the deals may be seen. Stateless, hence thread-safe.
//
//   for (const EndedDeal& deal : book::FindEnded(connection, org_id, people, from, to)) ... deal.closes_on
#pragma once

#include <boost/describe/class.hpp>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "book/opportunity.h"
#include "db/connection.h"

namespace baton::book {

struct EndedDeal {
  Id id;
  std::optional<Id> account_id;
  Id owner_id;
  OpportunityStatus status = OpportunityStatus::won;
  Day closes_on;
  std::optional<Day> opened_on;
  std::optional<std::int64_t> amount_minor;
  std::string currency;
};
BOOST_DESCRIBE_STRUCT(EndedDeal, (),
                      (id, account_id, owner_id, status, closes_on, opened_on, amount_minor, currency))

// Won or lost on these days, both included, of these owners; by the day.
std::vector<EndedDeal> FindEnded(db::Connection& connection, Id org_id, std::span<const Id> owner_ids,
                                 Day from_on, Day to_on);
// The same of clients, whoever owns them; and of these deals.
std::vector<EndedDeal> FindEndedAt(db::Connection& connection, Id org_id, std::span<const Id> account_ids,
                                   Day from_on, Day to_on);
std::vector<EndedDeal> FindEndedOf(db::Connection& connection, Id org_id, std::span<const Id> deal_ids,
                                   Day from_on, Day to_on);

// One of our people in a meeting, call or visit with a client.
struct MeetingSeat {
  Id activity_id;
  Id account_id;
  Instant starts_at;
  std::optional<Id> owner_id;
  std::optional<Id> person_id;  // who took part; none: it names nobody of ours
};
BOOST_DESCRIBE_STRUCT(MeetingSeat, (), (activity_id, account_id, starts_at, owner_id, person_id))

// In [from, to), a row for each of ours who took part; by activity.
std::vector<MeetingSeat> FindMeetingSeats(db::Connection& connection, Id org_id,
                                          std::span<const Id> account_ids, Instant from, Instant to);

// When anybody met them, in [from, to); by account and time.
struct MeetingTime {
  Id account_id;
  Instant starts_at;
};
BOOST_DESCRIBE_STRUCT(MeetingTime, (), (account_id, starts_at))
std::vector<MeetingTime> FindMeetingTimes(db::Connection& connection, Id org_id,
                                          std::span<const Id> account_ids, Instant from, Instant to);

// Clients that somebody met in [from, to), as the owner of the meeting or with whoever was.
std::vector<Id> FindAccountsMet(db::Connection& connection, Id org_id, Id person_id, Instant from,
                                Instant to);

}  // namespace baton::book
