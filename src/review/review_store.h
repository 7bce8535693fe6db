// Reviews in the database.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "review/directory.h"

namespace baton::review {

struct ReviewListing {
  Id person_id;
  std::optional<Id> with_id;         // the other one
  std::optional<ReviewState> state;  // none: all
  std::optional<Id> promise_id;
  std::optional<Id> after;  // the last one of the page before
  int limit = 50;
};
// The latest first.
std::vector<Review> ListReviews(db::Connection& connection, Id org_id, const ReviewListing& listing);

// Of those who change one review at once, one goes on. Before anything of it is read.
void Hold(db::Tx& tx, Id org_id, Id review_id);

std::vector<LetterVersion> FindVersions(db::Connection& connection, Id org_id, Id review_id);  // by number
std::optional<LetterVersion> FindVersion(db::Connection& connection, Id org_id, Id review_id,
                                         std::int32_t number);

std::vector<Comment> FindComments(db::Connection& connection, Id org_id, Id review_id);  // by id
// With the review that it belongs to, when the person sees that.
std::optional<Comment> FindComment(db::Connection& connection, Id org_id, Id person_id, Id id);
std::map<Id, std::int64_t> CountOpenComments(db::Connection& connection, Id org_id,
                                             std::span<const Id> review_ids);

std::map<Id, Round> FindLatestRounds(db::Connection& connection, Id org_id, std::span<const Id> review_ids);
// Asked since an instant, of the person on either side.
std::vector<Round> FindRounds(db::Connection& connection, Id org_id, Id person_id, std::optional<Id> with_id,
                              Instant since);

std::set<std::string> FindDismissed(db::Connection& connection, Id org_id, Id review_id);
void Dismiss(action::Action& action, Id review_id, const std::string& remark);
void Restore(action::Action& action, Id review_id, const std::string& remark);

// Says it to the other one of the two, unless that is the actor.
void TellOther(action::Action& action, const Review& review, std::string_view key, Arguments more = {});

Result<Review> Thank(action::Action& action, const seal::Key& key, const Review& before,
                     std::string_view text);
Result<Review> Withdraw(action::Action& action, const Review& before);

}  // namespace baton::review
