// How well every rep fits one account of a plan, by the plan's rules and the facts of now: its line names the best alone.
#pragma once

#include <boost/describe/class.hpp>
#include <vector>

#include "base/problem.h"
#include "http/call.h"
#include "plan/plan_view.h"

namespace baton::plan {

struct FitsQuery {
  Id account;
};
BOOST_DESCRIBE_STRUCT(FitsQuery, (), (account))

struct FitsView {
  static constexpr const char* kSchemaName = "PlanFits";
  std::vector<FitView> items;  // the best first
};
BOOST_DESCRIBE_STRUCT(FitsView, (), (items))

Result<FitsView> ViewFits(const http::Call& call, Id plan_id, const FitsQuery& query);

}  // namespace baton::plan
