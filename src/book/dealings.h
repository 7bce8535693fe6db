// What some of our people did with some clients in a span of time, of any kind: for somebody who was not there meanwhile.
// The caller has made sure that the accounts may be seen. Stateless, hence thread-safe.
#pragma once

#include <span>
#include <vector>

#include "book/activity.h"
#include "db/connection.h"

namespace baton::book {

struct Dealing {
  Id id;  // of the activity
  Id account_id;
  Id person_id;  // the owner, where that is one of `people`, else one of them who took part
  ActivityKind kind = ActivityKind::meeting;
  std::string subject;
  Instant starts_at;
};
BOOST_DESCRIBE_STRUCT(Dealing, (), (id, account_id, person_id, kind, subject, starts_at))

// In [from, to); each once, the latest first. Tasks only once they are done.
std::vector<Dealing> FindDealings(db::Connection& connection, Id org_id, std::span<const Id> accounts,
                                  std::span<const Id> people, Instant from, Instant to);

}  // namespace baton::book
