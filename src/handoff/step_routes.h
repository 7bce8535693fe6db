// The steps of evidence of a handoff, as routes.
#pragma once

namespace baton::http {
class Router;
}

namespace baton::handoff {

void AddStepRoutes(http::Router& router);

}  // namespace baton::handoff
