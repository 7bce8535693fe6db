// People's time with clients and with each other, from activities: what somebody has today, when somebody met
// a client, how somebody's deals ended. For the door and Today. Each function is a fixed number of queries
// however many people.
//
//   for (const CalendarEntry& entry : FindCalendar(connection, org_id, people, day_starts, day_ends)) ...
//
// The caller has made sure that the rows may be seen. Stateless, hence thread-safe.
#pragma once

#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "book/activity.h"
#include "book/views.h"
#include "db/connection.h"

namespace baton::book {

// An activity that takes time, of one of the people: meeting, call or visit.
struct CalendarEntry {
  Id id;  // of the activity
  Id person_id;
  ActivityKind kind = ActivityKind::meeting;
  std::string subject;
  Instant starts_at;
  std::int32_t minutes = 0;
  std::optional<Id> account_id;

  Instant EndsAt() const { return starts_at + minutes * kMillisecondsPerMinute; }
};
BOOST_DESCRIBE_STRUCT(CalendarEntry, (), (id, person_id, kind, subject, starts_at, minutes, account_id))

// What overlaps [from, to), of those who own or attend it; each once a person, by its start.
std::vector<CalendarEntry> FindCalendar(db::Connection& connection, Id org_id, std::span<const Id> people,
                                        Instant from, Instant to);
// Our people in these activities.
std::unordered_map<Id, std::vector<Id>> FindPeopleIn(db::Connection& connection, Id org_id,
                                                     std::span<const Id> activities);

struct Meeting {
  ActivityKind kind = ActivityKind::meeting;
  Instant starts_at;
};
BOOST_DESCRIBE_STRUCT(Meeting, (), (kind, starts_at))

// Meetings, calls and visits of a person before `now` with a contact of the account, or with any of them; the
// latest first.
std::vector<Meeting> FindMeetings(db::Connection& connection, Id org_id, Id account_id, Id person_id,
                                  std::optional<Id> contact_id, Instant now, int limit);

// The contacts of an account whom a person has met, by name, the most often met first.
std::vector<std::string> FindContactsMet(db::Connection& connection, Id org_id, Id account_id, Id person_id,
                                         Instant now, int limit);

// Deals of an owner that closed.
struct ClosedDeals {
  Id owner_id;
  std::int64_t won = 0;
  std::int64_t lost = 0;
};
BOOST_DESCRIBE_STRUCT(ClosedDeals, (), (owner_id, won, lost))

// On or after a day. Owners without any are left out.
std::vector<ClosedDeals> FindClosedDeals(db::Connection& connection, Id org_id, std::span<const Id> owners,
                                         Day since, Day today);

// Which deals are like another.
struct DealLike {
  std::string segment;   // of the client's account; empty: of none
  std::string currency;  // with `amounts`
  std::optional<std::pair<std::int64_t, std::int64_t>>
      amounts;  // from and to, both included; none: any, also an unknown one
  Day from_on;  // closed on these days, both included
  Day to_on;
};
std::vector<ClosedDeals> FindClosedLike(db::Connection& connection, Id org_id, std::span<const Id> owners,
                                        const DealLike& like);

// What these people own, and what of it hangs on its owner alone. REQUIRES: the caller may see it.
BookSummary SummaryOf(db::Connection& connection, Id org_id, std::span<const Id> owners, Instant now);

}  // namespace baton::book
