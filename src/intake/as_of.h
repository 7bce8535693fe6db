// How fresh the book is: when the last import that could have told the viewer's clients anew has finished.
//
//   if (const auto at = BookAsOf(connection, call.scope())) ...   // none: nothing ever came in from a file
//
// Counts: an import that is done and brought at least one row of the book. Whose: of a person above or below the viewer in the
// tree of managers, of an administrator, or the own; for who sees the whole organization, anybody's. Not one that was taken back.
// When its very content is met again (intake/unattended.h), the book is as of then.
#pragma once

#include <boost/describe/class.hpp>
#include <optional>

#include "access/policy.h"
#include "base/date.h"
#include "db/connection.h"

namespace baton::intake {

struct AsOf {
  std::optional<Instant> as_of;
};
BOOST_DESCRIBE_STRUCT(AsOf, (), (as_of))

// `scope`: to read accounts.
std::optional<Instant> BookAsOf(db::Connection& connection, const access::Scope& scope);

}  // namespace baton::intake
