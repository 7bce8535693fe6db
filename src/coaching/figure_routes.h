// /api/v1/promises/figures and /ledger: how promises were kept, and what came in between. Part of AddPromiseRoutes.
#pragma once

namespace baton::http {
class Router;
}

namespace baton::coaching {

void AddFigureRoutes(http::Router& router);

}  // namespace baton::coaching
