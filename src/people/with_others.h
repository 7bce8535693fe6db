// How many of something stand between a person and each other one: promises, sessions, letters. What counting queries answer with.
//
//   ByOther(connection.Query<WithOther>("SELECT rep_id AS other_id, COUNT(*) AS count FROM ... GROUP BY rep_id", ...))[jada]
#pragma once

#include <boost/describe/class.hpp>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "base/id.h"

namespace baton::people {

struct WithOther {
  Id other_id;
  std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(WithOther, (), (other_id, count))

using CountByOther = std::unordered_map<Id, std::int64_t>;

inline CountByOther ByOther(const std::vector<WithOther>& rows) {
  CountByOther counts;
  for (const WithOther& row : rows) counts.emplace(row.other_id, row.count);
  return counts;
}

}  // namespace baton::people
