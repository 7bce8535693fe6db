// Reads what an hour is worth, and where somebody's time went, out of the tables, in a fixed number of questions however many deals, reps
// and weeks there are.
//
//   const auto asked = AskOf(call, *people::FindPerson(call.db(), call.org_id(), id));
//   const Worth worth = WorthOf(GatherWorth(call.db(), *asked), Assume(settings::Read(...)));
#pragma once

#include <set>
#include <string>
#include <vector>

#include "access/principal.h"
#include "calendar/free.h"
#include "db/connection.h"
#include "hour/hours.h"
#include "hour/worth.h"
#include "people/person.h"
#include "settings/settings.h"

namespace baton::hour {

struct HourAsked {
  people::Person person;  // a manager or a rep
  access::Principal reader;
  Instant now;
  std::string zone;      // of the organization: its weeks
  std::string currency;  // of the organization
};

// REQUIRES: the reader may see what an hour of the person is worth.
WorthFacts GatherWorth(db::Connection& connection, const HourAsked& asked);
// What the organization set, before anybody tries something.
Assumed Assume(const settings::Settings& settings);

// What is known of the person's own time, from whatever says so. `team`: the reps of a manager.
std::vector<HourPiece> GatherPieces(db::Connection& connection, const HourAsked& asked,
                                    const std::set<Id>& team, const calendar::Span& time);

// What is known of the person's own time from `monday` on, `count` weeks long; and how much of the weeks is working time.
struct OwnTime {
  std::vector<HourPiece> pieces;
  std::vector<book::CalendarEntry> unclear;  // meetings without a client: nobody knows what they were
  std::vector<WeekHours> weeks;
  std::vector<std::int32_t> working;  // minutes of each week; of the running one, up to today
};
OwnTime GatherOwnTime(db::Connection& connection, const HourAsked& asked, Day monday, int count);

}  // namespace baton::hour
