// Plans, for the slices that show them (the board, Today) and for `baton plan --verify`.
#pragma once

#include <optional>
#include <vector>

#include "db/connection.h"
#include "http/call.h"
#include "plan/plan_view.h"

namespace baton::plan {

struct DraftLines {
  Id plan_id;
  std::int64_t version = 0;
  std::vector<PlanLineView> lines;
};

// The newest draft of a manager, if there is one and the caller may see plans of that manager.
std::optional<DraftLines> FindDraftLines(const http::Call& call, db::Connection& connection, Id manager_id);

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
