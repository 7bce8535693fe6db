// /api/v1/promises: what a manager owes a rep, seen by the two only.
#pragma once

namespace baton::http {
class Router;
}

namespace baton::coaching {

void AddPromiseRoutes(http::Router& router);

}  // namespace baton::coaching
