#include "audit/live.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "action/action.h"
#include "db/test_database.h"

namespace baton::audit {
namespace {

using testing::HasSubstr;

constexpr Id kOrg{1};

class LiveTest : public db::DatabaseTest {
 protected:
  std::vector<Id> Act(int count) {
    return db().Write([&](db::Tx& tx) {
      std::vector<Id> ids;
      for (int i = 0; i < count; ++i) {
        ids.push_back(action::Action(tx, {kOrg, std::nullopt}, "test.deed", Instant{1'000}).id());
      }
      return ids;
    });
  }
  std::vector<http::Event> Since(Id id) { return EventsSince(*db().Read(), kOrg, id); }
};

TEST_P(LiveTest, AShortBreakIsToldDeedByDeed) {
  const auto ids = Act(20);
  const auto events = Since(ids[4]);
  ASSERT_EQ(events.size(), 15u);
  EXPECT_EQ(events.front().id, ToString(ids[5]));
  EXPECT_EQ(events.back().id, ToString(ids[19]));
  EXPECT_TRUE(Since(ids[19]).empty());
}

TEST_P(LiveTest, AfterALongBreakEverythingIsReadAgain) {
  const auto ids = Act(450);
  const auto events = Since(ids[0]);
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events.front().event, "action");
  EXPECT_THAT(events.front().data, HasSubstr(R"("tables":["*"])"));
  EXPECT_EQ(events.front().id, ToString(ids[449]));
  EXPECT_TRUE(Since(ids[449]).empty());
}

INSTANTIATE_TEST_SUITE_P(Engines, LiveTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::audit
