// /api/v1/mentors and /api/v1/mentor-link: whom the organization names; /api/v1/mentor-talks and /api/v1/mentor-times: conversations, seen by
// the two only.
#pragma once

#include "seal/key.h"

namespace baton::http {
class Router;
}
namespace baton::action {
class Tables;
}

namespace baton::mentor {

// `key` outlives the routes.
void AddMentorRoutes(http::Router& router, const seal::Key* key);
// Parts of it.
void AddListRoutes(http::Router& router);
// Conversations are private: between the two.
void AddTables(action::Tables& tables);

}  // namespace baton::mentor
