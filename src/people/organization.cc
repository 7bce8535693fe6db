#include "people/organization.h"

#include "action/version.h"
#include "base/money.h"
#include "base/text.h"
#include "base/zone.h"
#include "http/router.h"
#include "people/people_routes.h"
#include "people/person_rules.h"
#include "words/catalogue.h"

namespace baton::people {
namespace {

using access::Deed;
using access::Word;
using http::Call;

constexpr std::string_view kColumns =
    "org_id, id, version, parent_org_id, name, currency, time_zone, language, is_demo, clock_at, created_at";

Result<OrganizationView> Change(const Call& call, const json::Patch<OrganizationInput>& patch) {
  return call.Write([&](db::Tx& tx) -> Result<OrganizationView> {
    const auto found = FindOrganization(tx, call.org_id());
    if (!found) return NotFound("organization");
    if (const auto current = action::CheckVersion(call, found->version, "organization"); !current) {
      return Fail(current.error());
    }
    const OrganizationInput input =
        patch.Apply({found->name, found->currency, found->time_zone, found->language});
    if (auto faults = FaultsOf(input); !faults.empty()) return Fail(std::move(faults));
    Organization changed = *found;
    changed.name = input.name;
    changed.currency = input.currency;
    changed.time_zone = input.time_zone;
    changed.language = input.language;
    action::Action action(tx, call, "organization.change", found->id);
    const auto updated = action.Update(*found, changed);
    if (!updated) return Fail(updated.error());
    return ToView(*updated);
  });
}

}  // namespace

OrganizationView ToView(const Organization& organization) {
  return {organization.id,        organization.version,  organization.name,   organization.currency,
          organization.time_zone, organization.language, organization.is_demo};
}

std::vector<FieldFault> FaultsOf(const OrganizationInput& input) {
  std::vector<FieldFault> faults;
  if (Trim(input.name).empty()) faults.push_back({"name", {"problem.field.required"}});
  if (CountCharacters(input.name) > kMaxNameCharacters) {
    faults.push_back({"name", {"problem.field.too_long", {{"limit", std::int64_t{kMaxNameCharacters}}}}});
  }
  if (!IsCurrency(input.currency)) faults.push_back({"currency", {"problem.field.not_a_currency"}});
  if (!IsZone(input.time_zone)) faults.push_back({"time_zone", {"problem.field.not_a_time_zone"}});
  if (!words::Catalogue::Compiled().Speaks(input.language))
    faults.push_back({"language", {"problem.field.not_a_language"}});
  return faults;
}

std::optional<Organization> FindOrganization(db::Connection& connection, Id org_id) {
  return connection.QueryOne<Organization>(
      "SELECT " + std::string(kColumns) + " FROM organization WHERE org_id = $1 AND id = $1", org_id);
}

std::vector<Id> FindOrganizations(db::Connection& connection) {
  return connection.Query<Id>("SELECT org_id FROM organization ORDER BY org_id");
}

Organization InsertOrganization(action::Action& action, Organization organization) {
  organization.id = action.org_id();
  organization.created_at = action.now();
  return action.Insert(std::move(organization));
}

void AddOrganizationRoutes(http::Router& router) {
  router.Get("/api/v1/organization",
             {.name = "getOrganization", .deed = Deed::read, .word = Word::organization},
             [](const Call& call) -> Result<OrganizationView> {
               const auto found = FindOrganization(call.db(), call.org_id());
               if (!found) return NotFound("organization");
               return ToView(*found);
             });
  router.Patch("/api/v1/organization",
               {.name = "changeOrganization", .deed = Deed::change, .word = Word::organization}, Change);
}

}  // namespace baton::people
