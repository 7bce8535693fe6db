#include "app/choose_organization.h"

#include <algorithm>
#include <iterator>
#include <vector>

#include "base/text.h"

namespace baton::app {

std::string Joined(const std::vector<std::string>& items) {
  std::string joined;
  for (const std::string& item : items) joined += (joined.empty() ? "" : ", ") + item;
  return joined.empty() ? "-" : joined;
}

Result<people::Organization> ChooseOrganization(db::Connection& connection, const std::string& name) {
  std::vector<people::Organization> there;
  std::vector<std::string> names;
  for (const Id id : people::FindOrganizations(connection)) {
    there.push_back(*people::FindOrganization(connection, id));
    names.push_back(there.back().name);
  }
  if (there.empty()) return Fail(Kind::not_found, "problem.organization.none");
  if (name.empty() && there.size() == 1) return there.front();
  if (name.empty()) return Fail(Kind::conflict, "problem.organization.which", {{"names", Joined(names)}});
  const auto clean = CleanText(name);
  std::vector<people::Organization> found;
  std::copy_if(there.begin(), there.end(), std::back_inserter(found),
               [&](const people::Organization& organization) {
                 return clean && Fold(organization.name) == Fold(*clean);
               });
  if (found.size() == 1) return found.front();
  if (found.size() > 1) return Fail(Kind::conflict, "problem.organization.same_name", {{"name", name}});
  return Fail(Kind::not_found, "problem.organization.unknown", {{"name", name}, {"names", Joined(names)}});
}

}  // namespace baton::app
