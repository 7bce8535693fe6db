// Looks along the log of changes: what is new since the last look is handed, a piece at a time, to each that judges it.
// Reads the log once for all of them; a look with nothing new reads a handful of rows. A job of every organization, a few
// minutes apart and after each import.
//
//   const Watch wins{.marks = "win_look", .begin = &WonLately, .judge = &Take};
//   watch::Look(database, org_id, now, std::span(&wins, 1));   // how many were found
//
// May be cut at any point and repeated: who judges takes the same candidate twice without doing anything the second time.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "db/database.h"
#include "job/runner.h"

namespace baton::watch {

inline constexpr const char* kLookKind = "look";  // of the job of one organization

// Rows of the book that changed, each once.
struct Candidates {
  std::vector<Id> activities;  // also those whose attendance changed
  std::vector<Id> deals;
  std::vector<Id>
      mails;  // in people's mailboxes, which no log names: who judges them finds them (Watch::begin)
};

struct Watch {
  std::string marks;            // its table with how far the last look came: org_id, id, looked_at, change_id
  std::size_t at_once = 2'000;  // candidates of each kind that are judged together
  // What came to pass without a change since the last look; `since` is none for a first one.
  std::function<Candidates(db::Connection& connection, Id org_id, std::optional<Instant> since, Instant now)>
      begin;
  // Writes what follows and returns how many were found.
  std::function<int(db::Tx& tx, Id org_id, const Candidates& candidates, Instant now)> judge;
  // The latest id of what `begin` looks at and no log names, so that the mark is not before it. None: the log says all.
  std::function<Id(db::Connection& connection, Id org_id)> newest = {};
};

// `should_stop`: asked between pieces; the look begins there again the next time.
int Look(db::Database& database, Id org_id, Instant now, std::span<const Watch> watches,
         const std::function<bool()>& should_stop = {});
// The same in a transaction that is open, for the demo.
int LookIn(db::Tx& tx, Id org_id, Instant now, std::span<const Watch> watches);

// What is judged as it stands, whatever changed, at each look.
using Glance = std::function<void(db::Database& database, Id org_id, Instant now)>;

void AddLookJobs(job::Runner& runner, std::vector<Watch> watches, std::vector<Glance> glances = {});
// Puts the job that looks at every organization into the queue unless it is there.
void ScheduleLooks(db::Database& database, Instant now);
// One organization, now: after an import, or when a calendar says something else.
void LookSoon(db::Tx& tx, Id org_id, Instant now);

}  // namespace baton::watch
