// How many letters under review stand between a person and each other one, drafts left out, which are their rep's alone; and how many
// the person sees at all. For whoever says who sees what. Stateless, hence thread-safe.
#pragma once

#include "db/connection.h"
#include "people/with_others.h"

namespace baton::review {

struct ReviewCounts {
  std::int64_t all = 0;  // of the person, own drafts too
  people::CountByOther with;
};
ReviewCounts CountReviews(db::Connection& connection, Id org_id, Id person_id);

}  // namespace baton::review
