// /api/v1/handoffs: the list, one handoff, its steps, its letter.
#pragma once

namespace baton::http {
class Router;
}

namespace baton::handoff {

void AddHandoffRoutes(http::Router& router);

}  // namespace baton::handoff
