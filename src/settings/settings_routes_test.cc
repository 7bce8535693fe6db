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
    for (const Id person : {dana_, jim_, jada_}) {
      EXPECT_EQ(Set(person, definition, 0).Said("/code"), "problem.forbidden") << definition.name;
    }
    const auto changed = Set(ann_, definition, 0);
    EXPECT_EQ(changed.status, 200) << definition.name << changed.text;
    EXPECT_EQ(Set(ann_, definition, 0).status, 412) << definition.name;
  }
  for (const Id person : {ann_, dana_, jim_, jada_}) {
    EXPECT_EQ(Get(person, "/api/v1/settings").at("/items").as_array().size(), Definitions().size());
  }
}

INSTANTIATE_TEST_SUITE_P(Engines, SettingsRoutesTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::settings
