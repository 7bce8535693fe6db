// The routes of the book and of search, and the tables whose rows the log can take back.
#pragma once

namespace baton::http {
class Router;
}
namespace baton::action {
class Tables;
}

namespace baton::book {

// /api/v1/accounts, /contacts, /stages; and /search.
void AddBookRoutes(http::Router& router);
void AddSearchRoutes(http::Router& router);
void AddTables(action::Tables& tables);

}  // namespace baton::book
