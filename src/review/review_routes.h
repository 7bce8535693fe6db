// /api/v1/reviews: letters of reps, their comments and verdicts, remarks, and the letters that worked. Seen by the two only.
#pragma once

#include <memory>

#include "review/speller.h"
#include "seal/key.h"

namespace baton::http {
class Router;
}
namespace baton::action {
class Tables;
}

namespace baton::review {

struct ReviewParts {
  const seal::Key* key = nullptr;  // outlives the routes
  std::shared_ptr<Speller> speller = std::make_shared<Speller>();
};

void AddReviewRoutes(http::Router& router, const ReviewParts& parts);
// Private: between the two; letters that worked: the team.
void AddTables(action::Tables& tables);

// Parts of the above, each in a file of its own.
void AddReadingRoutes(http::Router& router);
void AddCommentRoutes(http::Router& router, const ReviewParts& parts);
void AddRemarkRoutes(http::Router& router, const ReviewParts& parts);
void AddWorkedRoutes(http::Router& router, const ReviewParts& parts);

}  // namespace baton::review
