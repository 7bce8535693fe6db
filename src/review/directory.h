// Reviews for every slice that shows or makes one: the demo. Who asks is named in each query: a review is its rep's, and its
// manager's once it is handed in. Stateless, hence thread-safe.
//
//   const Letter letter{.title = "To Harbor Foods", .language = "en", .text = text};
//   const Review review = Begin(action, key, {.rep_id = jada, .manager_id = jim}, letter);
//   HandIn(action, review);
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "action/action.h"
#include "db/connection.h"
#include "review/review.h"
#include "seal/key.h"

namespace baton::review {

std::optional<Review> FindReview(db::Connection& connection, Id org_id, Id person_id, Id id);

// Handed in and not judged yet, of the person on either side; the one that waits longest first.
std::vector<Review> FindWaiting(db::Connection& connection, Id org_id, Id person_id);

// A letter that was handed in and that the manager answered: both had a part in it.
struct AnsweredLetter {
  Id round_id;
  Id review_id;
  Id rep_id;
  std::optional<Id> account_id;
  Instant answered_at;
};
BOOST_DESCRIBE_STRUCT(AnsweredLetter, (), (round_id, review_id, rep_id, account_id, answered_at))
// In [from, to), by their time.
std::vector<AnsweredLetter> FindAnswered(db::Connection& connection, Id org_id, Id manager_id, Instant from,
                                         Instant to);

// A new review of these people with its first version; a draft. Tells nobody.
Result<Review> Begin(action::Action& action, const seal::Key& key, Review review, std::string_view letter,
                     Source source);
// A new version; comments are put to their places in it. The manager hears of it, unless the letter is a draft.
Result<Review> Revise(action::Action& action, const seal::Key& key, const Review& before,
                      std::string_view letter, Source source);
// The manager's turn: a round begins, and the manager is told.
Result<Review> HandIn(action::Action& action, const Review& before);

struct NewComment {
  std::int32_t on_version = 0;
  Range range;  // in that version
  std::string text;
  std::optional<std::string> replacement;
};
// REQUIRES: the range lies within that version.
Result<Comment> AddComment(action::Action& action, const seal::Key& key, const Review& review,
                           NewComment comment);
// Ends the round, keeps the promise, tells the rep.
Result<Review> Judge(action::Action& action, const seal::Key& key, const Review& before, Verdict verdict,
                     std::string_view text);

}  // namespace baton::review
