// How many conversations with a mentor stand between a person and each other one, for whoever says who sees what. Stateless, hence
// thread-safe.
#pragma once

#include "db/connection.h"
#include "people/with_others.h"

namespace baton::mentor {

people::CountByOther CountTalks(db::Connection& connection, Id org_id, Id person_id);

}  // namespace baton::mentor
