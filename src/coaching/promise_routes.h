// /api/v1/promises: what a manager owes a rep, seen by the two only.
#pragma once

namespace baton::http {
class Router;
}
namespace baton::action {
class Tables;
}

namespace baton::coaching {

void AddPromiseRoutes(http::Router& router);
// /api/v1/promise-choice: invitations by e-mail or none. Part of AddPromiseRoutes.
void AddChoiceRoutes(http::Router& router);
// Promises, displacements and interruptions; private: between two.
void AddTables(action::Tables& tables);

}  // namespace baton::coaching
