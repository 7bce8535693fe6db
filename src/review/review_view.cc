#include "review/review_view.h"

#include <algorithm>
#include <tuple>

#include "base/check.h"
#include "book/directory.h"
#include "coaching/directory.h"
#include "people/directory.h"
#include "review/review_rules.h"
#include "review/review_text.h"

namespace baton::review {
namespace {

template <class Rows, class F>
std::unordered_map<Id, people::PersonRef> RefsOf(db::Connection& connection, Id org_id, const Rows& rows,
                                                 F&& ids_of) {
  std::vector<Id> ids;
  for (const auto& row : rows) ids_of(row, ids);
  return people::FindRefs(connection, org_id, ids);
}

std::optional<PromiseShort> PromiseOf(const http::Call& call, db::Connection& connection,
                                      const Review& review) {
  if (!review.promise_id) return std::nullopt;
  const auto promise = coaching::FindPromise(connection, call.org_id(), call.person_id(), *review.promise_id);
  if (!promise) return std::nullopt;
  return PromiseShort{promise->id, promise->title, promise->due_at, promise->state};
}

// The place in this version: the kept one is that in the latest, others are looked for by the words.
void Place(CommentView& view, const Review& review, std::int32_t number, const Anchor& anchor,
           std::string_view text) {
  if (number == review.versions) return;
  std::optional<Range> range;
  if (number == view.on_version) {
    range = Range{anchor.begin, anchor.finish};
  } else {
    range = Find(anchor, text);
  }
  view.is_gone = !range;
  view.position = range ? range->begin : anchor.begin;
  view.length = range ? range->finish - range->begin : anchor.finish - anchor.begin;
}

}  // namespace

std::vector<ReviewLine> ViewLines(const http::Call& call, db::Connection& connection,
                                  std::span<const Review> reviews) {
  const Id org_id = call.org_id();
  std::vector<Id> ids;
  std::vector<Id> accounts;
  for (const Review& review : reviews) {
    ids.push_back(review.id);
    if (review.account_id) accounts.push_back(*review.account_id);
  }
  const auto refs = RefsOf(connection, org_id, reviews, [](const Review& review, std::vector<Id>& people) {
    people.insert(people.end(), {review.rep_id, review.manager_id});
  });
  const auto account_refs = book::FindAccountRefs(connection, org_id, accounts);
  const auto rounds = FindLatestRounds(connection, org_id, ids);
  const auto open = CountOpenComments(connection, org_id, ids);
  std::vector<ReviewLine> lines;
  for (const Review& review : reviews) {
    const auto rep = refs.find(review.rep_id);
    const auto manager = refs.find(review.manager_id);
    if (rep == refs.end() || manager == refs.end()) continue;
    ReviewLine line{.id = review.id,
                    .version = review.version,
                    .title = review.title,
                    .rep = rep->second,
                    .manager = manager->second,
                    .account = std::nullopt,
                    .promise = PromiseOf(call, connection, review),
                    .state = review.state,
                    .verdict = review.verdict,
                    .versions = review.versions,
                    .created_at = review.created_at};
    if (review.account_id) {
      if (const auto found = account_refs.find(*review.account_id); found != account_refs.end())
        line.account = found->second;
    }
    if (const auto count = open.find(review.id); count != open.end()) line.open_comments = count->second;
    if (const auto round = rounds.find(review.id); round != rounds.end()) {
      line.asked_at = round->second.asked_at;
      line.answered_at = round->second.answered_at;
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

Result<std::vector<CommentView>> ViewComments(const ReviewParts& parts, const http::Call& call,
                                              const Review& review, std::int32_t number,
                                              std::string_view text) {
  const auto comments = FindComments(call.db(), call.org_id(), review.id);
  const auto refs =
      RefsOf(call.db(), call.org_id(), comments,
             [](const Comment& comment, std::vector<Id>& people) { people.push_back(comment.person_id); });
  std::vector<CommentView> views;
  for (const Comment& comment : comments) {
    if (comment.on_version > number) continue;  // said of a later one
    auto words = FindWords(call.db(), *parts.key, call.org_id(), comment.text_id);
    if (!words) return Fail(words.error());
    const auto person = refs.find(comment.person_id);
    if (person == refs.end()) continue;
    CommentView view{.id = comment.id,
                     .version = comment.version,
                     .person = person->second,
                     .kind = comment.kind,
                     .state = comment.state,
                     .on_version = comment.on_version,
                     .position = comment.position,
                     .length = comment.length,
                     .is_gone = comment.is_gone,
                     .quote = words->anchor.quote,
                     .text = words->text,
                     .replacement = words->replacement,
                     .made_at = comment.made_at,
                     .is_mine = comment.person_id == call.person_id()};
    Place(view, review, number, words->anchor, text);
    views.push_back(std::move(view));
  }
  std::ranges::sort(views, {},
                    [](const CommentView& view) { return std::tuple(view.is_gone, view.position, view.id); });
  return views;
}

Result<ReviewView> ViewReview(const ReviewParts& parts, const http::Call& call, const Review& review) {
  db::Connection& connection = call.db();
  const Id org_id = call.org_id();
  auto lines = ViewLines(call, connection, std::span(&review, 1));
  if (lines.empty()) return NotFound("review");
  ReviewView view;
  static_cast<ReviewLine&>(view) = std::move(lines.front());
  view.language = review.language;
  view.verdict_at = review.verdict_at;
  view.thanked_at = review.thanked_at;
  view.may = call.principal().token_scope == access::TokenScope::read ? std::vector<ReviewDeed>{}
                                                                      : DeedsOf(review, call.person_id());
  for (const auto& [id, text] : {std::pair(review.verdict_text_id, &view.verdict_text),
                                 std::pair(review.thanks_text_id, &view.thanks_text)}) {
    if (!id) continue;
    auto found = FindText(connection, *parts.key, org_id, *id);
    if (!found) return Fail(found.error());
    *text = std::move(*found);
  }
  const auto versions = FindVersions(connection, org_id, review.id);
  const auto refs = RefsOf(
      connection, org_id, versions,
      [](const LetterVersion& version, std::vector<Id>& people) { people.push_back(version.person_id); });
  for (const LetterVersion& version : versions) {
    const auto person = refs.find(version.person_id);
    if (person == refs.end()) continue;
    view.letter_versions.push_back(
        {version.number, version.made_at, person->second, version.source, version.words});
  }
  Check(!versions.empty(), "a review has a version");
  auto text = FindText(connection, *parts.key, org_id, versions.back().text_id);
  if (!text) return Fail(text.error());
  view.text = std::move(*text);
  auto comments = ViewComments(parts, call, review, review.versions, view.text);
  if (!comments) return Fail(comments.error());
  view.comments = std::move(*comments);
  return view;
}

}  // namespace baton::review
