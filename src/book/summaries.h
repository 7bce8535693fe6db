// What several people own, each apart: one read where one a person would be as many.
#pragma once

#include <span>
#include <unordered_map>

#include "base/id.h"
#include "book/views.h"
#include "db/connection.h"

namespace baton::book {

// By the owner; everybody asked for is there. REQUIRES: the caller may see it.
std::unordered_map<Id, BookSummary> SummariesOf(db::Connection& connection, Id org_id,
                                                std::span<const Id> owners, Instant now);

}  // namespace baton::book
