#include "audit/job_routes.h"

#include <gtest/gtest.h>

#include "handoff/team_for_test.h"
#include "job/runner.h"

namespace baton::audit {
namespace {

class JobRoutesTest : public handoff::TeamTest {
 protected:
  void AddRoutes(http::Router& router) override { AddJobRoutes(router, {}, "look"); }

  void Add(const std::string& kind) {
    db().Write([&](db::Tx& tx) {
      job::Enqueue(tx, {.org_id = kOrg, .person_id = jim_, .kind = kind, .ref = kOrg}, now_);
    });
  }
};

TEST_P(JobRoutesTest, NamesJobsAndLeavesOutFinishedLooks) {
  const FixedClock clock(now_);
  job::Runner runner(db(), clock);
  for (const char* kind : {"look", "departures"})
    runner.On(kind, [](job::Context&) { return job::Outcome::done; });
  Add("departures");
  Add("look");
  EXPECT_EQ(runner.RunDue(), 2);
  Add("look");
  const auto reply = Get(jim_, "/api/v1/jobs");
  ASSERT_EQ(reply.at("/items").as_array().size(), 2U) << reply.text;
  EXPECT_EQ(reply.Said("/items/0/text"), "Looking through what has changed");
  EXPECT_EQ(reply.Said("/items/0/state"), "waiting");
  EXPECT_EQ(reply.Said("/items/1/text"), "Working out what would be lost if somebody left");
  EXPECT_EQ(Get(jim_, "/api/v1/jobs?state=done").at("/items").as_array().size(), 1U);
}

INSTANTIATE_TEST_SUITE_P(Engines, JobRoutesTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::audit
