#include "settings/settings_routes.h"

#include <gtest/gtest.h>

#include "handoff/team_for_test.h"
#include "settings/settings.h"

namespace baton::settings {
namespace {

class SettingsRoutesTest : public handoff::TeamTest {
 protected:
  void AddRoutes(http::Router& router) override { AddSettingsRoutes(router); }
  handoff::TestReply Set(Id person, const Definition& definition, std::int64_t version) {
    const std::string value = std::to_string(definition.maximum);
    return Ask(person, http::Method::patch, "/api/v1/settings/" + std::string(definition.name),
               R"({"value":)" + value + "}", version);
  }
};

TEST_P(SettingsRoutesTest, EachIsTheAdministratorsToChangeAndEverybodysToRead) {
  for (const Definition& definition : Definitions()) {
    for (const Id person : {jim_, jada_}) {
      EXPECT_EQ(Set(person, definition, 0).Said("/code"), "problem.forbidden") << definition.name;
    }
    if (definition.is_directors) continue;
    EXPECT_EQ(Set(dana_, definition, 0).Said("/code"), "problem.forbidden") << definition.name;
    const auto changed = Set(ann_, definition, 0);
    EXPECT_EQ(changed.status, 200) << definition.name << changed.text;
    EXPECT_EQ(Set(ann_, definition, 0).status, 412) << definition.name;
  }
  for (const Id person : {ann_, dana_, jim_, jada_}) {
    EXPECT_EQ(Get(person, "/api/v1/settings").at("/items").as_array().size(), Definitions().size());
  }
}

TEST_P(SettingsRoutesTest, ADirectorJudgesWhatGoesWithOneWhoLeaves) {
  int judged = 0;
  for (const Definition& definition : Definitions()) {
    if (!definition.is_directors) continue;
    EXPECT_EQ(Set(dana_, definition, 0).status, 200) << definition.name;
    EXPECT_EQ(Set(ann_, definition, 1).status, 200) << definition.name;
    ++judged;
  }
  EXPECT_EQ(judged, 38);
  const auto list = Get(dana_, "/api/v1/settings");
  for (const json::Value& item : list.at("/items").as_array()) {
    const bool is_judged = item.at("name").as_string().starts_with("departure_") ||
                           item.at("name").as_string().starts_with("hour_") ||
                           item.at("name").as_string().starts_with("tie_") ||
                           item.at("name").as_string() == "handoff_minutes";
    EXPECT_EQ(item.at("may_change").as_bool(), is_judged) << item.at("name").as_string();
  }
}

TEST_P(SettingsRoutesTest, WhatIsOutOfItsBoundsIsRefusedWithWhereAndWhatWouldFit) {
  for (const char* value : {"0", "9999", "45.5"}) {
    const auto refused = Ask(dana_, http::Method::patch, "/api/v1/settings/tie_mail_half_life_days",
                             std::string(R"({"value":)") + value + "}", 0);
    EXPECT_EQ(refused.status, 422) << value;
    EXPECT_EQ(refused.Said("/errors/0/path"), "value") << refused.text;
    EXPECT_NE(refused.text.find("from 7 to 730"), std::string::npos) << refused.text;
  }
}

INSTANTIATE_TEST_SUITE_P(Engines, SettingsRoutesTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::settings
