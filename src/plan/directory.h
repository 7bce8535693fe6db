// Plans, for the slices that show them (the board, Today) and for `baton plan --verify`.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "db/connection.h"
#include "http/call.h"
#include "plan/plan_view.h"

namespace baton::plan {

struct DraftLines {
  Id plan_id;
  std::int64_t version = 0;
  Id manager_id;  // whose draft it is
  std::vector<PlanLineView> lines;
};

// The draft that says who takes over this manager's clients (FindDraftOf), if there is one that the caller may see: the lines of
// the clients of this manager.
std::optional<DraftLines> FindDraftLines(const http::Call& call, db::Connection& connection, Id manager_id);
// Who takes over whom by that draft, by account; empty where `reader` may see none. Without what a view says of it.
std::map<Id, Id> FindDraftSuccessors(db::Connection& connection, const access::Principal& reader,
                                     Id manager_id);
// The caller's own newest draft, all of it.
std::optional<DraftLines> FindOwnDraftLines(const http::Call& call, db::Connection& connection);
// Those of a plan of the caller's may hand over (plan_gather.h): the caller first, then who is below, by name.
std::vector<people::PersonRef> FindManagersBelow(const http::Call& call, db::Connection& connection);

struct PlanVerdict {
  Id plan_id;
  std::string name;
  std::int64_t objective = 0;
  std::int64_t bound = 0;
  std::int64_t bound_by_prices = 0;  // what the stored prices prove alone; the rest was searched exhaustively
  bool holds = false;                // the stored proof gives exactly these two numbers
};

// Proves every plan of an organization again from what is stored, the oldest first.
std::vector<PlanVerdict> VerifyPlans(db::Connection& connection, Id org_id);

}  // namespace baton::plan
