// The pipeline of an organization.
#pragma once

#include <vector>

#include "book/stage.h"
#include "db/connection.h"

namespace baton::book {

// By position; not deleted.
std::vector<Stage> FindStages(db::Connection& connection, Id org_id);

}  // namespace baton::book
