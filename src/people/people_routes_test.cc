#include "people/people_routes.h"

#include <gtest/gtest.h>

#include "handoff/team_for_test.h"

namespace baton::people {
namespace {

class PeopleRoutesTest : public handoff::TeamTest {
 protected:
  void AddRoutes(http::Router& router) override { AddPeopleRoutes(router); }
};

TEST_P(PeopleRoutesTest, ListsEachOnceWithWhatOthersSayOfThem) {
  std::vector<std::string> names;
  std::string path = "/api/v1/people?limit=3";
  for (;;) {
    const auto page = Get(jada_, path);
    ASSERT_EQ(page.status, 200) << page.text;
    for (const auto& item : page.at("/items").as_array()) names.emplace_back(item.at("name").as_string());
    if (page.at("/next").is_null()) break;
    path = "/api/v1/people?limit=3&after=" + page.Said("/next");
  }
  EXPECT_EQ(names, (std::vector<std::string>{"Ann Admin", "Dana Ruiz", "Jada Ellis", "Jim Calder",
                                             "Lena Koch", "Max Orr", "Tom Reyes"}));
  const auto jada = Get(lena_, "/api/v1/people/" + ToString(jada_));
  EXPECT_EQ(jada.Said("/manager_name"), "Jim Calder");
  EXPECT_EQ(jada.Number("/account_count"), 3);
  EXPECT_FALSE(jada.at("/has_sign_in").as_bool());
  EXPECT_EQ(jada.Said("/languages/0"), "en");
  EXPECT_TRUE(Get(lena_, "/api/v1/people/" + ToString(dana_)).at("/manager_name").is_null());
}

TEST_P(PeopleRoutesTest, NobodyChangesTheOwnRole) {
  const std::string path = "/api/v1/people/" + ToString(ann_);
  const auto refused = Ask(ann_, http::Method::patch, path, R"({"role":"rep"})", 1);
  EXPECT_EQ(refused.Said("/errors/0/code"), "problem.person.own_role");
  EXPECT_EQ(Ask(ann_, http::Method::patch, path, R"({"title":"Head"})", 1).status, 200);
}

INSTANTIATE_TEST_SUITE_P(Engines, PeopleRoutesTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::people
