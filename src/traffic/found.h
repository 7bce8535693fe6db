// What was found of a mailbox that waits for its owner, kept beside its spool so that a screen that is opened again does not read the
// spool anew. It counts as long as nothing changed that it rests on: the spool, addresses, contacts, exclusions, the setting. It goes
// with the spool. Not in the database, since it names strangers.
//
//   const auto spool = FindSpool(place, source_id);
//   const Id seen = action::LastChange(connection, org_id);        // before the spool is read
//   ...
//   SaveFound(place, source_id, {since, seen, *spool, survey});
//   if (auto found = LoadFound(connection, place, source_id, *spool, since)) ...
//
// Stateless, thread-safe: a file is replaced whole.
#pragma once

#include <optional>

#include "db/connection.h"
#include "traffic/preview.h"

namespace baton::traffic {

struct Found {
  Instant since;  // KeptSince, when it was found
  Id seen;        // the latest change then; 0: none
  WholeSpool spool;
  Survey survey;
};

void SaveFound(const SpoolPlace& place, Id source_id, const Found& found);
// None: it was not kept, or no longer holds.
std::optional<Survey> LoadFound(db::Connection& connection, const SpoolPlace& place, Id source_id,
                                const WholeSpool& spool, Instant since);
// Whether the spool that is there is the one that was looked at last.
bool IsAsFound(const SpoolPlace& place, Id source_id);

}  // namespace baton::traffic
