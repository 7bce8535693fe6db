// What only the routes of promises need: pages, and the changes that no other slice makes.
#pragma once

#include <boost/describe/enum.hpp>
#include <optional>
#include <vector>

#include "coaching/directory.h"

namespace baton::coaching {

// late: open and past its time. kept and withdrawn: the latest first; the others: the next due first.
enum class PromiseFilter { asked, open, late, kept, withdrawn };
BOOST_DESCRIBE_ENUM(PromiseFilter, asked, open, late, kept, withdrawn)

struct PromiseListing {
  Id person_id;                         // one of the two
  std::optional<Id> with_id;            // the other one
  std::optional<PromiseFilter> filter;  // none: all, the latest first
  std::optional<Id> after;              // the last one of the page before
  int limit = 50;
  Instant now;
};
std::vector<Promise> ListPromises(db::Connection& connection, Id org_id, const PromiseListing& listing);

// Whoever the two are: for what is told to both. None: it was taken back.
std::optional<Promise> FindPromiseOfAnybody(db::Connection& connection, Id org_id, Id id);

bool IsInterruptionOf(db::Connection& connection, Id org_id, Id person_id, Id interruption_id);

// Each tells the other one of the two. REQUIRES: the caller may (CheckDeed).
Result<Promise> Withdraw(action::Action& action, const Promise& before);
Result<Promise> Accept(action::Action& action, const Promise& before, std::optional<Instant> due_at);

}  // namespace baton::coaching
