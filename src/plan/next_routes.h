// Who is asked after a no, as routes.
#pragma once

namespace baton::http {
class Router;
}

namespace baton::plan {

void AddNextRoutes(http::Router& router);

}  // namespace baton::plan
