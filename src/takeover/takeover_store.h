// Takeovers in the database.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "takeover/directory.h"
#include "takeover/rule.h"

namespace baton::takeover {

// The time zone in which weeks begin, and today there.
struct Calendar {
  std::string zone;
  Day today;
};
Calendar CalendarOf(db::Connection& connection, Id org_id, Instant now);

struct Filter {
  bool mine = false;                 // only what the person did
  std::optional<bool> is_open = {};  // waits for an answer, or does not
  std::optional<Day> since_on = {};  // of its week
  std::optional<Day> week_on = {};
  std::optional<Id> handoff_id = {};
  std::optional<Id> person_id = {};  // who took over
  std::optional<Standing> standing = {};
  std::optional<bool> has_deal = {};  // a won deal is among its sources
  std::optional<Id> after = {};
  int limit = 50;
  std::vector<Id> hidden_people = {};  // whose takeovers the caller does not see
};

// Whether mail of people's own mailboxes is to be seen. Where only figures are (docs/traffic.md), a takeover that nothing else showed
// is in no list and no count, and of others the time is that of what else was seen, wherever takeovers are read.
bool ShowsMail(db::Connection& connection, Id org_id);

std::optional<Takeover> FindTakeover(db::Connection& connection, const access::Scope& scope, Id id);
// By the time it happened, the latest first.
std::vector<Takeover> ListTakeovers(db::Connection& connection, const access::Scope& scope,
                                    const Filter& filter);

struct WeekCount {
  Day week_on;
  std::int64_t asked = 0;
  std::int64_t joint = 0;
  std::int64_t agreed = 0;
};
BOOST_DESCRIBE_STRUCT(WeekCount, (), (week_on, asked, joint, agreed))

struct Counts {
  std::int64_t asked = 0;      // takeovers
  std::int64_t open = 0;       // of them without an answer
  std::int64_t with_deal = 0;  // of them with a won deal
  std::int64_t accounts = 0;   // of clients
  std::int64_t joint = 0;
  std::int64_t agreed = 0;
};
BOOST_DESCRIBE_STRUCT(Counts, (), (asked, open, with_deal, accounts, joint, agreed))

// Of what ListTakeovers would list. Weeks without any are left out.
Counts CountTakeovers(db::Connection& connection, const access::Scope& scope, const Filter& filter);
std::vector<WeekCount> CountWeeks(db::Connection& connection, const access::Scope& scope,
                                  const Filter& filter);

// Puts the finding into the takeover of its week, a new one where there is none. REQUIRES: it stands in none.
Takeover Put(action::Action& action, const Finding& finding, const Calendar& calendar);
// What was seen once and is none (any more): the source goes, and the question with its last one unless it was answered.
void Drop(action::Action& action, SourceKind kind, std::span<const Id> source_ids);

}  // namespace baton::takeover
