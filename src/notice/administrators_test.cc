#include "notice/administrators.h"

#include <gtest/gtest.h>

#include "db/test_database.h"
#include "people/directory.h"
#include "people/organization.h"

namespace baton::notice {
namespace {

constexpr Id kOrg{1};

class AdministratorsTest : public db::DatabaseTest {};

TEST_P(AdministratorsTest, AreToldAndNobodyElse) {
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, std::nullopt}, "test.deed", Instant{1'000});
    people::InsertOrganization(action, {.name = "Northwind", .currency = "USD", .time_zone = "UTC"});
    const auto add = [&](const std::string& name, access::Role role, bool is_placeholder) {
      people::Person person{.name = name, .name_fold = name, .role = role, .is_placeholder = is_placeholder};
      return people::InsertPerson(action, person)->id;
    };
    const Id ann = add("ann", access::Role::administrator, false);
    const Id nobody = add("nobody", access::Role::administrator, true);
    const Id jim = add("jim", access::Role::manager, false);
    EmitToAdministrators(action, {"notice.webhook.gone", {{"name", std::string("CRM")}}}, "/settings");
    EXPECT_EQ(CountUnread(tx, kOrg, ann), 1);
    EXPECT_EQ(CountUnread(tx, kOrg, nobody), 0);
    EXPECT_EQ(CountUnread(tx, kOrg, jim), 0);
  });
}

INSTANTIATE_TEST_SUITE_P(Engines, AdministratorsTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::notice
