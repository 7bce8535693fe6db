// The organization that every row belongs to. A demo organization has a clock of its own (`clock_at`): it
// stands until it is moved.
#pragma once

#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "action/action.h"
#include "base/date.h"
#include "base/id.h"
#include "db/connection.h"

namespace baton::people {

struct Organization {
  static constexpr std::string_view kTable = "organization";

  Id org_id;
  Id id;  // = org_id
  std::int64_t version = 0;
  std::optional<Id> parent_org_id;
  std::string name;
  std::string currency;
  std::string time_zone;
  std::string language = "en";
  bool is_demo = false;
  std::optional<Instant> clock_at;
  Instant created_at;
};
BOOST_DESCRIBE_STRUCT(Organization, (),
                      (org_id, id, version, parent_org_id, name, currency, time_zone, language, is_demo,
                       clock_at, created_at))

struct OrganizationView {
  static constexpr const char* kSchemaName = "Organization";

  Id id;
  std::int64_t version = 0;
  std::string name;
  std::string currency;
  std::string time_zone;
  std::string language;
  bool is_demo = false;
};
BOOST_DESCRIBE_STRUCT(OrganizationView, (), (id, version, name, currency, time_zone, language, is_demo))

struct OrganizationInput {
  static constexpr const char* kSchemaName = "OrganizationInput";

  std::string name;
  std::string currency;
  std::string time_zone;
  std::string language;
};
BOOST_DESCRIBE_STRUCT(OrganizationInput, (), (name, currency, time_zone, language))

OrganizationView ToView(const Organization& organization);
std::vector<FieldFault> FaultsOf(const OrganizationInput& input);

std::optional<Organization> FindOrganization(db::Connection& connection, Id org_id);
// The only thing that is read over all organizations: which ones there are.
std::vector<Id> FindOrganizations(db::Connection& connection);

// A new organization, with the people and stages that it starts with left to the caller. Its id becomes the
// organization of `action`: REQUIRES action.org_id() == organization.org_id.
Organization InsertOrganization(action::Action& action, Organization organization);

}  // namespace baton::people
