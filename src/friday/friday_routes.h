// GET, PATCH /api/v1/friday            a manager's own week: seven cards, what is ticked and passed
// POST /api/v1/friday/send             a frozen page of what is ticked, to the one above
// GET /api/v1/friday-pages[/{id}]      pages that the caller sent or was sent
// GET /api/v1/friday-pages/{id}/file   one of them as a PDF
//
// docs/friday.md
#pragma once

namespace baton::action {
class Tables;
}
namespace baton::http {
class Router;
}

namespace baton::paper {
class Printer;
}

namespace baton::friday {

// `printer` outlives the router.
void AddFridayRoutes(http::Router& router, paper::Printer& printer);
void AddTables(action::Tables& tables);

}  // namespace baton::friday
