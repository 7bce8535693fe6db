// What the routes of this folder share: the parts they need, a review found for the caller, and what a creation answers.
#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "action/version.h"
#include "http/router.h"
#include "review/review_routes.h"
#include "review/review_rules.h"
#include "review/review_store.h"

namespace baton::review {

// What was made or changed. No word of the letter: such answers are kept for repeated requests, in plain text.
struct Made {
  static constexpr const char* kSchemaName = "ReviewMade";

  Id id;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Made, (), (id, version))

// A handler that also takes the parts.
template <class R, class... A>
auto With(const ReviewParts& parts, R (*handler)(const ReviewParts&, const http::Call&, A...)) {
  return [parts, handler](const http::Call& call, A... arguments) -> R {
    return handler(parts, call, std::forward<A>(arguments)...);
  };
}

// The review, held so that nobody changes it meanwhile; the caller may do this to it.
inline Result<Review> FindHeld(const http::Call& call, db::Tx& tx, Id id, ReviewDeed deed) {
  Hold(tx, call.org_id(), id);
  auto found = FindReview(tx, call.org_id(), call.person_id(), id);
  if (!found) return NotFound("review");
  if (auto may = CheckDeed(*found, deed, call.person_id()); !may) return Fail(may.error());
  return std::move(*found);
}

inline Result<Made> MadeOf(const Result<Review>& saved) {
  if (!saved) return Fail(saved.error());
  return Made{saved->id, saved->version};
}

}  // namespace baton::review
