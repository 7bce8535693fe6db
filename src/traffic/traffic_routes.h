// The API of people's own mail: mailboxes handed over as files, what would be kept of them and why the rest is left out, whose
// mail is never kept, and further addresses. Everything but the organization's own list is the caller's alone.
#pragma once

#include "action/tables.h"
#include "http/router.h"
#include "traffic/keep.h"

namespace baton::traffic {

void AddTrafficRoutes(http::Router& router, const TrafficOptions& options);
void AddTables(action::Tables& tables);

}  // namespace baton::traffic
