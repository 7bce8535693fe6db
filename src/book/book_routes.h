// The routes of the book and of search, and the tables whose rows the log can take back.
#pragma once

#include <functional>

#include "base/id.h"

namespace baton::http {
class Router;
}
namespace baton::action {
class Tables;
}
namespace baton::db {
class Tx;
}

namespace baton::book {

// What else follows when somebody notes by hand what happened, in the same transaction.
using ActivityNoted = std::function<void(db::Tx& tx, Id org_id)>;

// /api/v1/accounts, /contacts, /stages; and /search.
void AddBookRoutes(http::Router& router, ActivityNoted noted = {});
void AddSearchRoutes(http::Router& router);
void AddTables(action::Tables& tables);

}  // namespace baton::book
