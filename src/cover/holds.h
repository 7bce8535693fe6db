// Reads everything that one person holds, in a fixed number of queries (the accounts as book::ViewAccountRows). Who sees what of it:
// the person and those who stand above, all of the work with clients; of promises, letters and sessions only those that the reader
// takes part in; an administrator, what has to be moved before the person can be removed.
//
//   auto reached = ReachedPerson(call, connection, id);   // or a problem: not found
//   return ViewHolds(call, connection, *reached);
//
// Stateless, hence thread-safe.
#pragma once

#include "cover/holds_view.h"
#include "db/connection.h"
#include "http/call.h"

namespace baton::cover {

// The person, also one who has left, where the caller is that person, stands above, or administers.
Result<people::Person> ReachedPerson(const http::Call& call, db::Connection& connection, Id id);

Result<HoldsView> ViewHolds(const http::Call& call, db::Connection& connection, const people::Person& person);

}  // namespace baton::cover
