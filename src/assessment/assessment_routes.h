// /api/v1/self-assessment: a manager's own; /api/v1/assessment-rounds and /api/v1/assessment-questions: the same of the reps. Nobody else
// reads any of it.
#pragma once

#include "seal/key.h"

namespace baton::http {
class Router;
}
namespace baton::action {
class Tables;
}

namespace baton::assessment {

// `key` outlives the routes.
void AddAssessmentRoutes(http::Router& router, const seal::Key* key);
// Private, and not taken back: reps have been told.
void AddTables(action::Tables& tables);

}  // namespace baton::assessment
