// Who owned an account from when to when: intervals that are closed and opened, never overwritten. The one
// without an end is the owner of now; there is at most one of an account.
#pragma once

#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/date.h"
#include "base/id.h"

namespace baton::book {

struct Ownership {
  static constexpr std::string_view kTable = "ownership";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id account_id;
  Id person_id;
  Instant from_at;
  std::optional<Instant> to_at;
};
BOOST_DESCRIBE_STRUCT(Ownership, (), (org_id, id, version, account_id, person_id, from_at, to_at))

}  // namespace baton::book
