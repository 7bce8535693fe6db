#include "skill/skill_routes.h"

#include <gtest/gtest.h>

#include "handoff/team_for_test.h"
#include "skill/directory.h"

namespace baton::skill {
namespace {

class SkillRoutesTest : public handoff::TeamTest {
 protected:
  void SetUp() override {
    TeamTest::SetUp();
    if (IsSkipped()) return;
    db().Write([&](db::Tx& tx) {
      action::Action action(tx, {kOrg, ann_}, "skill.create", now_);
      InsertProvided(action);
    });
  }
  void AddRoutes(http::Router& router) override { AddSkillRoutes(router); }
};

TEST_P(SkillRoutesTest, AGoodListIsProvided) {
  const auto list = Get(jada_, "/api/v1/skills");
  ASSERT_EQ(list.status, 200) << list.text;
  ASSERT_EQ(list.at("/items").as_array().size(), 12u);
  for (const auto& item : list.at("/items").as_array()) {
    EXPECT_EQ(item.at("levels").as_array().size(), 4u);
    for (const auto& level : item.at("levels").as_array()) EXPECT_FALSE(level.as_string().empty());
    EXPECT_TRUE(item.at("is_provided").as_bool());
  }
}

TEST_P(SkillRoutesTest, TheOrganizationRenamesAddsAndRetires) {
  EXPECT_EQ(Post(jim_, "/api/v1/skills", R"({"name":"Demo","description":""})").status, 403);
  EXPECT_EQ(Post(ann_, "/api/v1/skills", R"({"name":" ","description":""})").status, 422);
  EXPECT_EQ(Post(ann_, "/api/v1/skills", R"({"name":"Demo","description":"","levels":["a"]})").status, 422);
  const auto added = Post(ann_, "/api/v1/skills", R"({"name":"Kiosk demo","description":"Shows the kiosk"})");
  ASSERT_EQ(added.status, 201) << added.text;
  EXPECT_EQ(added.Number("/position"), 13);
  EXPECT_FALSE(added.at("/is_provided").as_bool());
  const auto renamed = Ask(dana_, http::Method::patch, "/api/v1/skills/1", R"({"name":"Hunting"})", 1);
  ASSERT_EQ(renamed.status, 200) << renamed.text;
  EXPECT_EQ(renamed.Said("/name"), "Hunting");
  EXPECT_FALSE(renamed.at("/is_provided").as_bool());
  const auto back = Ask(dana_, http::Method::patch, "/api/v1/skills/1", R"({"name":"Prospecting"})", 2);
  EXPECT_TRUE(back.at("/is_provided").as_bool());
  const auto retired = Ask(ann_, http::Method::patch, "/api/v1/skills/1", R"({"is_retired":true})", 3);
  EXPECT_TRUE(retired.at("/is_retired").as_bool());
  EXPECT_EQ(Ask(ann_, http::Method::patch, "/api/v1/skills/1", R"({"is_retired":false})", 3).status, 412);
}

TEST_P(SkillRoutesTest, LevelsAreKeptWithTheirDays) {
  const auto rate = [&](int level) {
    return Post(
        jim_, "/api/v1/skill-levels",
        R"({"skill_id":"3","rep_id":")" + ToString(jada_) + R"(","level":)" + std::to_string(level) + "}");
  };
  ASSERT_EQ(rate(2).status, 201);
  now_ = now_ + 21 * kMillisecondsPerDay;
  ASSERT_EQ(rate(3).status, 201);
  const auto both = Get(jada_, "/api/v1/skill-levels?rep=" + ToString(jada_));
  ASSERT_EQ(both.at("/standings/0/points").as_array().size(), 2U) << both.text;
  EXPECT_EQ(both.Said("/standings/0/points/0/at"), "2026-11-24T09:41:00Z");
  EXPECT_EQ(both.Number("/standings/0/points/0/level"), 2);
  EXPECT_EQ(both.Said("/standings/0/points/1/at"), "2026-12-15T09:41:00Z");
  EXPECT_EQ(both.Number("/standings/0/points/1/level"), 3);
  EXPECT_EQ(both.Number("/standings/0/managers"), 3) << "the last word";
}

INSTANTIATE_TEST_SUITE_P(Engines, SkillRoutesTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::skill
