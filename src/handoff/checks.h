// Checks that are due: a third person asks the client 30, 60 and 90 days after the account was owned. Anybody of the
// successor's team may; one of them is asked, so that not all are.
#pragma once

#include <boost/describe/class.hpp>
#include <vector>

#include "db/connection.h"
#include "handoff/handoff.h"

namespace baton::handoff {

struct DueCheck {
  Handoff handoff;
  int after_days = 0;
  Day due_on;
  Id asked_id;  // who of the team
};

// Those that the person may do, by the day. What was due long ago is left.
std::vector<DueCheck> FindDueChecks(db::Connection& connection, Id org_id, Id person_id, Instant now);

struct DueCheckView {
  static constexpr const char* kSchemaName = "HandoffDueCheck";

  Id handoff_id;
  std::int64_t handoff_version = 0;  // for If-Match
  book::AccountRef account;
  people::PersonRef successor;
  Instant owned_at;
  int after_days = 0;
  Day due_on;
  bool is_mine = false;  // the caller is asked
};
BOOST_DESCRIBE_STRUCT(DueCheckView, (),
                      (handoff_id, handoff_version, account, successor, owned_at, after_days, due_on,
                       is_mine))

std::vector<DueCheckView> ViewDueChecks(db::Connection& connection, Id org_id, Id person_id, Instant now);

}  // namespace baton::handoff
