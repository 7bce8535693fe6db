// Which organization a command is about: --organization NAME, or the only one there is.
#pragma once

#include <string>

#include "base/problem.h"
#include "db/connection.h"
#include "people/organization.h"

namespace baton::app {

// `name` may be empty and is compared folded. None, several and an unknown name are problems that say what there is.
Result<people::Organization> ChooseOrganization(db::Connection& connection, const std::string& name);

// "Ann, Ben"; "-" when there is nothing.
std::string Joined(const std::vector<std::string>& items);

}  // namespace baton::app
