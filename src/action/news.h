// Whether the log of changes says something new, for work that is done anew when what it rests on changed.
//
//   const Id mark = action::Settled(action::LastChange(connection, org_id), database.NewId());   // before the work
//   ... the work ...; keep the mark with its result
//   if (action::HasNews(connection, org_id, kept, {"account", "ownership"})) ... do it again ...
//
// Stateless, hence thread-safe.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <string_view>

#include "base/date.h"
#include "base/id.h"
#include "db/connection.h"

namespace baton::action {

// Of the organization; none: 0.
Id LastChange(db::Connection& connection, Id org_id);

// Up to where the log was surely read. Changes are committed out of order, so the last minutes count as not read yet; an id holds its
// milliseconds above the last 20 bits.
inline Id Settled(Id last, Id newest) {
  constexpr std::int64_t kOverlap = (2 * kMillisecondsPerMinute) << 20;
  return std::min(last, Id{newest.value - kOverlap});
}

// REQUIRES: names of tables, at least one.
bool HasNews(db::Connection& connection, Id org_id, Id after, std::initializer_list<std::string_view> tables);

}  // namespace baton::action
