#include "app/rollup_command.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "db/test_database.h"
#include "demo/demo.h"

namespace baton::app {
namespace {

class RollupCommandTest : public db::DatabaseTest {
 protected:
  Result<Done> Run(const RollupOptions& options) {
    out_.str("");
    return Rollup(db(), options, out_);
  }
  std::ostringstream out_;
};

TEST_P(RollupCommandTest, NamesWhatDiffersFromTheLogUntilItIsRebuilt) {
  const auto org_id = demo::CreateDemo(db());
  ASSERT_TRUE(org_id);
  ASSERT_TRUE(Run({.check = true})) << "nothing is kept yet, nothing is wrong";
  ASSERT_TRUE(Run({.rebuild = true}));
  EXPECT_THAT(out_.str(), testing::HasSubstr("Larmar Demo"));
  const Id deal = db().Write([&](db::Tx& tx) {
    // The log was read up to its end, which lies more than two minutes back.
    tx.Execute(
        "UPDATE deal_course_look SET change_id = (SELECT MAX(change.id) FROM change WHERE "
        "change.org_id = $1) WHERE org_id = $1",
        *org_id);
    const Id first = *tx.QueryValue<Id>("SELECT MIN(id) FROM deal_course WHERE org_id = $1", *org_id);
    tx.Execute("UPDATE deal_course SET entry_minor = 777777 WHERE org_id = $1 AND id = $2", *org_id, first);
    return first;
  });
  const auto checked = Run({.check = true});
  ASSERT_FALSE(checked);
  EXPECT_EQ(checked.error().message.key, "problem.rollup.differs");
  EXPECT_THAT(out_.str(), testing::AllOf(testing::HasSubstr(ToString(deal)), testing::HasSubstr("777777")));
  ASSERT_TRUE(Run({.rebuild = true}));
  EXPECT_TRUE(Run({.check = true}));
  db().Write(
      [&](db::Tx& tx) { tx.Execute("UPDATE score_week SET won = won + 5 WHERE org_id = $1", *org_id); });
  EXPECT_FALSE(Run({.check = true})) << "sums are held against their rows";
  EXPECT_THAT(out_.str(), testing::HasSubstr("In the week of"));
  ASSERT_TRUE(Run({.rebuild = true}));
  EXPECT_TRUE(Run({.check = true}));
}

INSTANTIATE_TEST_SUITE_P(Engines, RollupCommandTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::app
