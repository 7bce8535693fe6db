// A team whose plans are made and changed over the API: for the tests of plans.
#pragma once

#include <string>
#include <string_view>

#include "handoff/handoff_routes.h"
#include "handoff/team_for_test.h"
#include "json/json.h"
#include "plan/plan_routes.h"

namespace baton::plan {

class PlanTest : public handoff::TeamTest {
 protected:
  void AddRoutes(http::Router& router) override {
    AddPlanRoutes(router);
    handoff::AddHandoffRoutes(router);
  }

  handoff::TestReply Made(std::string_view body = "{}") { return Post(jim_, "/api/v1/plans", body); }
  static std::string PathOf(const handoff::TestReply& plan) { return "/api/v1/plans/" + plan.Said("/id"); }

  // The line of an account, or null.
  static json::Value LineOf(const handoff::TestReply& plan, Id account) {
    for (const json::Value& line : plan.at("/lines").as_array()) {
      if (line.at_pointer("/account/id").as_string() == ToString(account)) return line;
    }
    return nullptr;
  }
};

}  // namespace baton::plan
