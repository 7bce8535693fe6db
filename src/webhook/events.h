// What webhooks are told of, read from the log of changes: every change of an account's owner, whatever the cause, and
// of a handoff's stage. The log's rows do not change any more, so an event is the same whenever it is made.
//
// An account's first owner, and its last, are no change of its owner where the account was made or removed by the same
// deed: an import of a new book tells nobody a hundred thousand times. Pure reads, hence thread-safe.
#pragma once

#include <boost/describe/class.hpp>
#include <span>
#include <string>
#include <vector>

#include "db/connection.h"

namespace baton::webhook {

// A row of the log that may be an event.
struct Candidate {
  Id id;
  Id action_id;
};
BOOST_DESCRIBE_STRUCT(Candidate, (), (id, action_id))

// After this id, those of one action together, in their order.
std::vector<Candidate> CandidatesAfter(db::Connection& connection, Id org_id, Id after);

struct Event {
  Id id;  // of the change
  std::string type;
  std::string body;  // JSON, as it is signed and sent
};

// An owner who goes and the one who comes make one event, so give them together: they are neighbours of one action.
std::vector<Event> EventsOf(db::Connection& connection, Id org_id, std::span<const Id> changes);

// A test, sent when somebody asks for it.
std::string TestBody(Id webhook_id, Instant at);

}  // namespace baton::webhook
