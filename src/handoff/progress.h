// How far the handoffs of some people are, counted: for who looks at several books at once and needs no single one.
//
//   for (const Progress& one : CountProgress(connection, org_id, managers, today)) total += one.count;
#pragma once

#include <boost/describe/class.hpp>
#include <cstdint>
#include <span>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "db/connection.h"
#include "handoff/machine.h"

namespace baton::handoff {

struct Progress {
  Id from_id;
  Stage stage = Stage::proposed;
  std::int64_t count = 0;
  std::int64_t late = 0;  // stuck (stuck.h)
};
BOOST_DESCRIBE_STRUCT(Progress, (), (from_id, stage, count, late))

// Each client once, by the latest handoff that was not refused; stages that nothing is in are left out. One query.
std::vector<Progress> CountProgress(db::Connection& connection, Id org_id, std::span<const Id> from_ids,
                                    Day today);

}  // namespace baton::handoff
