#include "review/review_store.h"

#include <fmt/format.h>

#include <functional>

#include "action/tables.h"
#include "json/json.h"
#include "notice/notice.h"
#include "people/directory.h"
#include "review/between.h"
#include "review/review_routes.h"
#include "review/review_text.h"
#include "review/worked_letter.h"
#include "seal/unused.h"

namespace baton::review {
namespace {

constexpr std::string_view kReviewColumns =
    "org_id, id, version, rep_id, manager_id, promise_id, account_id, title, language, state, versions, "
    "verdict, "
    "verdict_at, verdict_text_id, thanked_at, thanks_text_id, created_at, deleted_at";
constexpr std::string_view kVersionColumns =
    "org_id, id, version, review_id, number, person_id, source, text_id, words, made_at, deleted_at";
constexpr std::string_view kCommentColumns =
    "org_id, id, version, review_id, person_id, kind, state, on_version, position, length, is_gone, text_id, "
    "made_at, "
    "deleted_at";
constexpr std::string_view kRoundColumns =
    "org_id, id, version, review_id, rep_id, manager_id, asked_at, answered_at, deleted_at";

// $1 is the organization, $2 the person who asks: the rep, or the manager of a letter that was handed in.
constexpr std::string_view kSeen =
    "org_id = $1 AND (rep_id = $2 OR (manager_id = $2 AND state <> 'draft')) AND deleted_at IS NULL";

// Who sees a review hears that it changed: of a draft only the rep. {} gives the reviews.
constexpr std::string_view kListeners =
    "SELECT rep_id FROM review WHERE org_id = $1 AND id IN {0} UNION SELECT manager_id FROM review WHERE "
    "org_id = $1 AND "
    "id IN {0} AND state <> 'draft'";

std::function<std::vector<Id>(db::Connection&, Id, std::span<const Id>)> ListenersOf(std::string_view table) {
  const std::string reviews =
      table == Review::kTable
          ? std::string("baton_list($2)")
          : fmt::format("(SELECT review_id FROM {} WHERE org_id = $1 AND id IN baton_list($2))", table);
  return [sql = fmt::format(kListeners, reviews)](db::Connection& connection, Id org_id,
                                                  std::span<const Id> ids) {
    return connection.Query<Id>(sql, org_id, db::IdList(ids));
  };
}

std::string NameOfPerson(db::Connection& connection, Id org_id, Id id) {
  const auto refs = people::FindRefs(connection, org_id, std::vector{id});
  const auto found = refs.find(id);
  return found == refs.end() ? std::string() : found->second.name;
}

// A team's letters are everybody's in it.
std::vector<Id> ListenersOfWorked(db::Connection& connection, Id org_id, std::span<const Id> ids) {
  std::vector<Id> heard;
  for (const Id manager : connection.Query<Id>(
           "SELECT DISTINCT manager_id FROM worked_letter WHERE org_id = $1 AND id IN baton_list($2)", org_id,
           db::IdList(ids))) {
    heard.push_back(manager);
    for (const people::Person& person : people::FindTeam(connection, org_id, manager))
      heard.push_back(person.id);
  }
  return heard;
}

// Also a version that an undo would take from a review that stays: its comments and verdict stand on it.
std::vector<Id> VersionsOutOfReach(db::Connection& connection, const access::Principal& person,
                                   std::span<const Id> ids) {
  if (!ScopeOf(person, access::Deed::change, access::Word::review)) return {ids.begin(), ids.end()};
  return connection.Query<Id>(
      "SELECT review_version.id FROM review_version JOIN review ON review.org_id = review_version.org_id "
      "AND review.id = review_version.review_id WHERE review_version.org_id = $1 "
      "AND review_version.id IN baton_list($2) AND review_version.deleted_at IS NOT NULL "
      "AND review.deleted_at IS NULL AND review.versions >= review_version.number",
      person.org_id, db::IdList(ids));
}

// `has_words`: rows that point to sealed words, which go a month after nobody can read them.
action::Table TableOf(std::string_view name, bool marks_deleted, bool has_words) {
  action::Table table{.name = std::string(name),
                      .marks_deleted = marks_deleted,
                      .is_private = true,
                      .out_of_reach = action::UnlessMayChange(access::Word::review),
                      .listeners = ListenersOf(name)};
  if (!has_words) return table;
  table.refresh = [name](db::Tx& tx, Id org_id, Id row_id) { KeepTextsOf(name, tx, org_id, row_id); };
  table.undo_days = seal::kUndoDays;
  return table;
}

}  // namespace

void AddTables(action::Tables& tables) {
  action::Table version = TableOf(LetterVersion::kTable, true, true);
  version.out_of_reach = &VersionsOutOfReach;
  tables.Add(std::move(version));
  tables.Add(TableOf(Round::kTable, true, false));
  tables.Add(TableOf(Comment::kTable, true, true));
  tables.Add(TableOf(Dismissal::kTable, false, false));
  tables.Add(TableOf(Review::kTable, true, true));
  action::Table worked = TableOf(WorkedLetter::kTable, true, true);
  worked.listeners = &ListenersOfWorked;
  tables.Add(std::move(worked));
}

std::optional<Review> FindReview(db::Connection& connection, Id org_id, Id person_id, Id id) {
  return connection.QueryOne<Review>(
      fmt::format("SELECT {} FROM review WHERE {} AND id = $3", kReviewColumns, kSeen), org_id, person_id,
      id);
}

ReviewCounts CountReviews(db::Connection& connection, Id org_id, Id person_id) {
  const std::string with = fmt::format(
      "SELECT CASE WHEN rep_id = $2 THEN manager_id ELSE rep_id END AS other_id, CAST(COUNT(*) AS BIGINT) AS "
      "count FROM review WHERE {} AND state <> 'draft' GROUP BY other_id",
      kSeen);
  return {.all = *connection.QueryValue<std::int64_t>(
              fmt::format("SELECT COUNT(*) FROM review WHERE {}", kSeen), org_id, person_id),
          .with = people::ByOther(connection.Query<people::WithOther>(with, org_id, person_id))};
}

std::vector<Review> ListReviews(db::Connection& connection, Id org_id, const ReviewListing& listing) {
  const std::string state = listing.state ? std::string(json::NameOf(*listing.state)) : "";
  return connection.Query<Review>(
      fmt::format("SELECT {} FROM review WHERE {} AND ($3 = $2 OR rep_id = $3 OR manager_id = $3) AND ($4 = "
                  "'' OR state "
                  "= $4) AND ($5 = 0 OR promise_id = $5) AND ($6 = 0 OR id < $6) ORDER BY id DESC LIMIT $7",
                  kReviewColumns, kSeen),
      org_id, listing.person_id, listing.with_id.value_or(listing.person_id), state,
      listing.promise_id.value_or(Id{}), listing.after.value_or(Id{}), listing.limit);
}

std::vector<AnsweredLetter> FindAnswered(db::Connection& connection, Id org_id, Id manager_id, Instant from,
                                         Instant to) {
  return connection.Query<AnsweredLetter>(
      "SELECT review_round.id AS round_id, review_round.review_id, review_round.rep_id, review.account_id, "
      "review_round.answered_at FROM review_round JOIN review ON review.org_id = review_round.org_id AND "
      "review.id = review_round.review_id WHERE review_round.org_id = $1 AND review_round.manager_id = $2 "
      "AND "
      "review_round.answered_at >= $3 AND review_round.answered_at < $4 AND review_round.deleted_at IS NULL "
      "AND review.deleted_at IS NULL ORDER BY review_round.answered_at, review_round.id",
      org_id, manager_id, from, to);
}

std::vector<Review> FindWaiting(db::Connection& connection, Id org_id, Id person_id) {
  return connection.Query<Review>(
      fmt::format("SELECT {} FROM review WHERE {} AND state = 'waiting' ORDER BY id", kReviewColumns, kSeen),
      org_id, person_id);
}

void Hold(db::Tx& tx, Id org_id, Id review_id) {
  tx.QueryValue<Id>("SELECT id FROM review WHERE org_id = $1 AND id = $2 baton_for_update()", org_id,
                    review_id);
}

std::vector<LetterVersion> FindVersions(db::Connection& connection, Id org_id, Id review_id) {
  return connection.Query<LetterVersion>(fmt::format("SELECT {} FROM review_version WHERE org_id = $1 AND "
                                                     "review_id = $2 AND deleted_at IS NULL ORDER BY "
                                                     "number, id",
                                                     kVersionColumns),
                                         org_id, review_id);
}

std::optional<LetterVersion> FindVersion(db::Connection& connection, Id org_id, Id review_id,
                                         std::int32_t number) {
  return connection.QueryOne<LetterVersion>(fmt::format("SELECT {} FROM review_version WHERE org_id = $1 AND "
                                                        "review_id = $2 AND number = $3 AND deleted_at IS "
                                                        "NULL",
                                                        kVersionColumns),
                                            org_id, review_id, number);
}

std::vector<Comment> FindComments(db::Connection& connection, Id org_id, Id review_id) {
  return connection.Query<Comment>(fmt::format("SELECT {} FROM review_comment WHERE org_id = $1 AND "
                                               "review_id = $2 AND deleted_at IS NULL ORDER BY id",
                                               kCommentColumns),
                                   org_id, review_id);
}

std::optional<Comment> FindComment(db::Connection& connection, Id org_id, Id person_id, Id id) {
  auto found = connection.QueryOne<Comment>(
      fmt::format("SELECT {} FROM review_comment WHERE org_id = $1 AND id = $2 AND deleted_at IS NULL",
                  kCommentColumns),
      org_id, id);
  if (found && !FindReview(connection, org_id, person_id, found->review_id)) return std::nullopt;
  return found;
}

struct OpenCount {
  Id review_id;
  std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(OpenCount, (), (review_id, count))

std::map<Id, std::int64_t> CountOpenComments(db::Connection& connection, Id org_id,
                                             std::span<const Id> review_ids) {
  std::map<Id, std::int64_t> counts;
  for (const OpenCount& row : connection.Query<OpenCount>(
           "SELECT review_id, COUNT(*) AS count FROM review_comment WHERE org_id = $1 AND review_id IN "
           "baton_list($2) AND "
           "state = 'open' AND deleted_at IS NULL GROUP BY review_id ORDER BY review_id",
           org_id, db::IdList(review_ids))) {
    counts[row.review_id] = row.count;
  }
  return counts;
}

std::map<Id, Round> FindLatestRounds(db::Connection& connection, Id org_id, std::span<const Id> review_ids) {
  std::map<Id, Round> rounds;
  for (const Round& round :
       connection.Query<Round>(fmt::format("SELECT {} FROM review_round WHERE org_id = $1 AND review_id IN "
                                           "baton_list($2) AND deleted_at IS "
                                           "NULL ORDER BY id",
                                           kRoundColumns),
                               org_id, db::IdList(review_ids))) {
    rounds.insert_or_assign(round.review_id, round);
  }
  return rounds;
}

std::vector<Round> FindRounds(db::Connection& connection, Id org_id, Id person_id, std::optional<Id> with_id,
                              Instant since) {
  return connection.Query<Round>(fmt::format("SELECT {} FROM review_round WHERE org_id = $1 AND (rep_id = $2 "
                                             "OR manager_id = $2) AND ($3 = $2 OR "
                                             "rep_id = $3 OR manager_id = $3) AND asked_at >= $4 AND "
                                             "deleted_at IS NULL AND NOT EXISTS (SELECT 1 FROM "
                                             "review WHERE review.org_id = $1 AND review.id = "
                                             "review_round.review_id AND review.deleted_at IS NOT "
                                             "NULL AND review_round.answered_at IS NULL) ORDER BY id",
                                             kRoundColumns),
                                 org_id, person_id, with_id.value_or(person_id), since);
}

std::set<std::string> FindDismissed(db::Connection& connection, Id org_id, Id review_id) {
  const auto remarks = connection.Query<std::string>(
      "SELECT remark FROM review_dismissal WHERE org_id = $1 AND review_id = $2 ORDER BY remark", org_id,
      review_id);
  return {remarks.begin(), remarks.end()};
}

void Dismiss(action::Action& action, Id review_id, const std::string& remark) {
  if (FindDismissed(action.tx(), action.org_id(), review_id).contains(remark)) return;
  action.Insert(Dismissal{.review_id = review_id, .remark = remark, .dismissed_at = action.now()});
}

void Restore(action::Action& action, Id review_id, const std::string& remark) {
  const auto found = action.tx().QueryOne<Dismissal>(
      "SELECT org_id, id, version, review_id, remark, dismissed_at FROM review_dismissal WHERE org_id = $1 "
      "AND review_id "
      "= $2 AND remark = $3",
      action.org_id(), review_id, remark);
  if (found) action.Delete(*found);
}

void TellOther(action::Action& action, const Review& review, std::string_view key, Arguments more) {
  const auto actor = action.actor().person_id;
  const Id who = actor == review.manager_id ? review.manager_id : review.rep_id;
  const Id other = who == review.manager_id ? review.rep_id : review.manager_id;
  more.emplace("person", NameOfPerson(action.tx(), action.org_id(), who));
  more.emplace("title", review.title);
  notice::Emit(action, other, Message{std::string(key), std::move(more)}, "/reviews/" + ToString(review.id));
}

}  // namespace baton::review
