// What there is of a person, and what of it each watcher gets from the readers that the screens themselves use.
//
//   const Facts facts = Gather(connection, {.principal = jada, .now = now}, tree);
//   const Watcher dana = Watch(connection, facts, tree, dana_row);
//
// A fixed number of questions, and a few for each watcher. Stateless, hence thread-safe.
#pragma once

#include <optional>
#include <unordered_map>
#include <vector>

#include "access/principal.h"
#include "coaching/between.h"
#include "coaching/session_words.h"
#include "db/connection.h"
#include "people/with_others.h"
#include "review/between.h"
#include "sight/above.h"

namespace baton::sight {

struct Facts {
  people::Person person;
  Instant now;
  Day today;
  std::int64_t accounts = 0;
  std::int64_t handoffs = 0;  // under way, from or to the person
  std::optional<Id>
      takes_over;  // whose takeovers: the own ones of a manager, for a rep the manager's of the rep's clients
  std::int64_t takeovers = 0;           // of the last 13 weeks
  std::optional<Day> left_alone_until;  // of that manager, who is new
  std::int64_t closed_months = 0;
  std::int64_t assessments = 0;
  bool shares_levels = false;  // of a rep, with those above the manager
  bool hides_mail_times = false;
  coaching::SessionCounts sessions;
  std::vector<coaching::Note> notes;  // that the person reads
  people::CountByOther promises;
  review::ReviewCounts reviews;
  people::CountByOther talks;
  people::CountByOther friday_pages;
};

struct Asked {
  access::Principal principal;
  Instant now;
};
// REQUIRES: the person is in the tree.
Facts Gather(db::Connection& connection, const Asked& asked, const Tree& tree);

// Somebody above, or an administrator.
struct Watcher {
  Id id;
  access::Role role = access::Role::director;
  bool is_above = false;
  bool is_direct = false;
  std::optional<std::int64_t> takeovers;  // that reader's own count; none: not for this reader
  std::int64_t notes = 0;
};
Watcher Watch(db::Connection& connection, const Facts& facts, const Tree& tree, const people::Person& above);

}  // namespace baton::sight
