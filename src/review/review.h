// A review: a rep's letter to a client, read by a manager before it is sent. The rep writes it (draft), hands it in (waiting),
// gets it back with comments (returned), hands it in again, until it is ready. Only the two see anything of it, and the
// manager not before it is handed in. What they wrote lies sealed (review_text.h): rows point to texts by their ids.
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "book/account.h"
#include "coaching/promise.h"
#include "people/person.h"
#include "review/anchor.h"

namespace baton::review {

// Whose turn it is: the rep's (draft, which the manager does not see; returned), the manager's (waiting), nobody's (ready).
enum class ReviewState { draft, waiting, returned, ready };
BOOST_DESCRIBE_ENUM(ReviewState, draft, waiting, returned, ready)

// ready: send it. again: once more, please. talk: let us talk about it first.
enum class Verdict { ready, again, talk };
BOOST_DESCRIBE_ENUM(Verdict, ready, again, talk)

// How a version came to be: typed here, read from a file, or a suggestion that was accepted.
enum class Source { written, text, markdown, docx, pdf, suggestion };
BOOST_DESCRIBE_ENUM(Source, written, text, markdown, docx, pdf, suggestion)

enum class CommentKind { comment, suggestion };
BOOST_DESCRIBE_ENUM(CommentKind, comment, suggestion)

// done: the rep has seen to it. accepted, refused: of a suggestion.
enum class CommentState { open, done, accepted, refused };
BOOST_DESCRIBE_ENUM(CommentState, open, done, accepted, refused)

// The row.
struct Review {
  static constexpr std::string_view kTable = "review";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id rep_id;
  Id manager_id;
  std::optional<Id> promise_id;
  std::optional<Id> account_id;
  std::string title;
  std::string language;
  ReviewState state = ReviewState::draft;
  std::int32_t versions = 0;  // the number of the latest one
  std::optional<Verdict> verdict;
  std::optional<Instant> verdict_at;
  std::optional<Id> verdict_text_id;
  std::optional<Instant> thanked_at;
  std::optional<Id> thanks_text_id;
  Instant created_at;
  std::optional<Instant> deleted_at;
};
BOOST_DESCRIBE_STRUCT(Review, (),
                      (org_id, id, version, rep_id, manager_id, promise_id, account_id, title, language,
                       state, versions, verdict, verdict_at, verdict_text_id, thanked_at, thanks_text_id,
                       created_at, deleted_at))

// The row: the letter as it stood once. Numbered from 1; never changed.
struct LetterVersion {
  static constexpr std::string_view kTable = "review_version";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id review_id;
  std::int32_t number = 0;
  Id person_id;
  Source source = Source::written;
  Id text_id;
  std::int32_t words = 0;
  Instant made_at;
  std::optional<Instant> deleted_at;
};
BOOST_DESCRIBE_STRUCT(LetterVersion, (),
                      (org_id, id, version, review_id, number, person_id, source, text_id, words, made_at,
                       deleted_at))

// The row: from the letter handed in to the manager's first answer.
struct Round {
  static constexpr std::string_view kTable = "review_round";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id review_id;
  Id rep_id;
  Id manager_id;
  Instant asked_at;
  std::optional<Instant> answered_at;
  std::optional<Instant> deleted_at;
};
BOOST_DESCRIBE_STRUCT(Round, (),
                      (org_id, id, version, review_id, rep_id, manager_id, asked_at, answered_at, deleted_at))

// The row. `position` and `length` are the passage in the latest version, in characters; of one that is gone, where it
// was last.
struct Comment {
  static constexpr std::string_view kTable = "review_comment";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id review_id;
  Id person_id;
  CommentKind kind = CommentKind::comment;
  CommentState state = CommentState::open;
  std::int32_t on_version = 0;
  std::int32_t position = 0;
  std::int32_t length = 0;
  bool is_gone = false;
  Id text_id;
  Instant made_at;
  std::optional<Instant> deleted_at;
};
BOOST_DESCRIBE_STRUCT(Comment, (),
                      (org_id, id, version, review_id, person_id, kind, state, on_version, position, length,
                       is_gone, text_id, made_at, deleted_at))

// What lies sealed for a comment.
struct CommentWords {
  Anchor anchor;  // in the version it was written on
  std::string text;
  std::optional<std::string> replacement;
};
BOOST_DESCRIBE_STRUCT(CommentWords, (), (anchor, text, replacement))

// The row.
struct Dismissal {
  static constexpr std::string_view kTable = "review_dismissal";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id review_id;
  std::string remark;  // RemarkKey
  Instant dismissed_at;
};
BOOST_DESCRIBE_STRUCT(Dismissal, (), (org_id, id, version, review_id, remark, dismissed_at))

// What the caller may do with a review now (review_rules.h).
enum class ReviewDeed { change, revise, hand_in, comment, verdict, thank, withdraw, save_worked };
BOOST_DESCRIBE_ENUM(ReviewDeed, change, revise, hand_in, comment, verdict, thank, withdraw, save_worked)

struct VersionView {
  static constexpr const char* kSchemaName = "LetterVersion";

  std::int32_t number = 0;
  Instant made_at;
  people::PersonRef person;
  Source source = Source::written;
  std::int32_t words = 0;
};
BOOST_DESCRIBE_STRUCT(VersionView, (), (number, made_at, person, source, words))

struct CommentView {
  static constexpr const char* kSchemaName = "ReviewComment";

  Id id;
  std::int64_t version = 0;
  people::PersonRef person;
  CommentKind kind = CommentKind::comment;
  CommentState state = CommentState::open;
  std::int32_t on_version = 0;
  std::int32_t position = 0;  // in the version that is shown
  std::int32_t length = 0;
  bool is_gone = false;  // the passage is not in it
  std::string quote;     // the words it was written about
  std::string text;
  std::optional<std::string> replacement;
  Instant made_at;
  bool is_mine = false;
};
BOOST_DESCRIBE_STRUCT(CommentView, (),
                      (id, version, person, kind, state, on_version, position, length, is_gone, quote, text,
                       replacement, made_at, is_mine))

struct PromiseShort {
  static constexpr const char* kSchemaName = "ReviewPromise";

  Id id;
  std::string title;
  Instant due_at;
  coaching::PromiseState state = coaching::PromiseState::open;
};
BOOST_DESCRIBE_STRUCT(PromiseShort, (), (id, title, due_at, state))

// A review in a list: no word of the letter.
struct ReviewLine {
  static constexpr const char* kSchemaName = "ReviewLine";

  Id id;
  std::int64_t version = 0;
  std::string title;
  people::PersonRef rep;
  people::PersonRef manager;
  std::optional<book::AccountRef> account;
  std::optional<PromiseShort> promise;
  ReviewState state = ReviewState::draft;
  std::optional<Verdict> verdict;
  std::int32_t versions = 0;
  std::int64_t open_comments = 0;
  Instant created_at;
  std::optional<Instant> asked_at;     // of the latest round
  std::optional<Instant> answered_at;  // the first answer in it
};
BOOST_DESCRIBE_STRUCT(ReviewLine, (),
                      (id, version, title, rep, manager, account, promise, state, verdict, versions,
                       open_comments, created_at, asked_at, answered_at))

struct ReviewView : ReviewLine {
  static constexpr const char* kSchemaName = "Review";

  std::string language;
  std::optional<Instant> verdict_at;
  std::string verdict_text;
  std::optional<Instant> thanked_at;
  std::string thanks_text;
  std::string text;  // of the latest version
  std::vector<VersionView> letter_versions;
  std::vector<CommentView> comments;  // in the order of the letter, those whose passage is gone last
  std::vector<ReviewDeed> may;
};
BOOST_DESCRIBE_STRUCT(ReviewView, (ReviewLine),
                      (language, verdict_at, verdict_text, thanked_at, thanks_text, text, letter_versions,
                       comments, may))

}  // namespace baton::review
