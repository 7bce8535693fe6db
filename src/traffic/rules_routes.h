// Whose mail is never kept, and further addresses: the routes of rules.h.
#pragma once

#include "action/tables.h"
#include "http/router.h"

namespace baton::traffic {

void AddRulesRoutes(http::Router& router);
void AddRulesTables(action::Tables& tables);

}  // namespace baton::traffic
