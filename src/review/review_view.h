// Reviews as the API answers them.
#pragma once

#include <span>
#include <vector>

#include "http/call.h"
#include "review/review_routes.h"
#include "review/review_store.h"

namespace baton::review {

// In their order; without those whose people are not there any more.
std::vector<ReviewLine> ViewLines(const http::Call& call, db::Connection& connection,
                                  std::span<const Review> reviews);
Result<ReviewView> ViewReview(const ReviewParts& parts, const http::Call& call, const Review& review);

// The comments with their places in a version of the letter.
Result<std::vector<CommentView>> ViewComments(const ReviewParts& parts, const http::Call& call,
                                              const Review& review, std::int32_t number,
                                              std::string_view text);

}  // namespace baton::review
