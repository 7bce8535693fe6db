// Comments and suggestions: written on a passage, changed by who wrote them, seen to, accepted or refused by the rep.
#include <algorithm>

#include "base/text.h"
#include "review/review_text.h"
#include "review/route_words.h"

namespace baton::review {
namespace {

using access::Deed;
using access::Word;
using http::Call;

struct CommentInput {
  static constexpr const char* kSchemaName = "ReviewCommentInput";

  std::int32_t on_version = 0;
  std::int32_t position = 0;  // characters (Unicode code points) before the passage
  std::int32_t length = 0;
  std::optional<std::string> text;         // may be empty for a suggestion
  std::optional<std::string> replacement;  // other words for the passage; "" takes it out
};
BOOST_DESCRIBE_STRUCT(CommentInput, (), (on_version, position, length, text, replacement))

struct CommentChange {
  static constexpr const char* kSchemaName = "ReviewCommentChange";

  std::string text;
  std::optional<std::string> replacement;
};
BOOST_DESCRIBE_STRUCT(CommentChange, (), (text, replacement))

struct SettleInput {
  static constexpr const char* kSchemaName = "ReviewCommentSettlement";

  CommentState state = CommentState::done;  // open, done, refused
};
BOOST_DESCRIBE_STRUCT(SettleInput, (), (state))

struct AcceptInput {
  static constexpr const char* kSchemaName = "ReviewAcceptance";

  std::vector<Id> comment_ids;
  std::int32_t based_on = 0;
};
BOOST_DESCRIBE_STRUCT(AcceptInput, (), (comment_ids, based_on))

std::vector<FieldFault> FaultsOfWords(std::string_view text, const std::optional<std::string>& replacement) {
  std::vector<FieldFault> faults;
  if (auto fault = FaultOfText(text, kMaxCommentCharacters, replacement.has_value(), "text"))
    faults.push_back(std::move(*fault));
  if (replacement) {
    if (auto fault = FaultOfText(*replacement, kMaxCommentCharacters, true, "replacement"))
      faults.push_back(std::move(*fault));
  }
  return faults;
}

Result<Made> MadeOfComment(const Result<Comment>& saved) {
  if (!saved) return Fail(saved.error());
  return Made{saved->id, saved->version};
}

Result<Made> Write(const ReviewParts& parts, const Call& call, Id id, const CommentInput& input) {
  const std::string text(Trim(input.text.value_or("")));
  auto faults = FaultsOfWords(text, input.replacement);
  const std::int64_t end = std::int64_t{input.position} + input.length;
  const bool is_range =
      input.position >= 0 && input.length > 0 && end <= static_cast<std::int64_t>(kMaxLetterCharacters);
  if (!is_range) faults.push_back({"length", {"problem.review.passage"}});
  if (!faults.empty()) return Fail(std::move(faults));
  return call.Write([&](db::Tx& tx) -> Result<Made> {
    const auto found = FindHeld(call, tx, id, ReviewDeed::comment);
    if (!found) return Fail(found.error());
    const auto version = FindVersion(tx, call.org_id(), id, input.on_version);
    if (!version)
      return Fail(FieldFault{"on_version", {"problem.not_found", {{"word", std::string("review_version")}}}});
    const auto letter = FindText(tx, *parts.key, call.org_id(), version->text_id);
    if (!letter) return Fail(letter.error());
    const Range range{input.position, static_cast<std::int32_t>(end)};
    if (!IsWithin(*letter, range)) return Fail(FieldFault{"length", {"problem.review.passage"}});
    if (FindComments(tx, call.org_id(), id).size() >= kMaxComments)
      return Fail(Kind::conflict, "problem.review.too_many_comments");
    action::Action action(tx, call, input.replacement ? "review.suggest" : "review.comment", id);
    return MadeOfComment(AddComment(
        action, *parts.key, *found,
        {.on_version = input.on_version, .range = range, .text = text, .replacement = input.replacement}));
  });
}

// A comment of a review that is under way, held, of the version that the caller saw.
struct Held {
  Review review;
  Comment comment;
};
Result<Held> FindHeldComment(const Call& call, db::Tx& tx, Id id) {
  auto comment = FindComment(tx, call.org_id(), call.person_id(), id);
  if (!comment) return NotFound("review_comment");
  Hold(tx, call.org_id(), comment->review_id);
  comment = FindComment(tx, call.org_id(), call.person_id(), id);
  const auto review =
      comment ? FindReview(tx, call.org_id(), call.person_id(), comment->review_id) : std::nullopt;
  if (!review) return NotFound("review_comment");
  if (auto current = action::CheckVersion(call, comment->version, "review_comment"); !current)
    return Fail(current.error());
  return Held{*review, *comment};
}

Result<Done> CheckWriter(const Call& call, const Comment& comment) {
  if (comment.person_id == call.person_id()) return Done{};
  return Fail(Kind::forbidden, "problem.review.not_your_comment");
}

Result<Made> ChangeComment(const ReviewParts& parts, const Call& call, Id id,
                           const json::Patch<CommentChange>& patch) {
  return call.Write([&](db::Tx& tx) -> Result<Made> {
    const auto held = FindHeldComment(call, tx, id);
    if (!held) return Fail(held.error());
    if (auto may = CheckWriter(call, held->comment); !may) return Fail(may.error());
    auto words = FindWords(tx, *parts.key, call.org_id(), held->comment.text_id);
    if (!words) return Fail(words.error());
    const CommentChange input = patch.Apply({words->text, words->replacement});
    words->text = std::string(Trim(input.text));
    words->replacement = input.replacement;
    if (auto faults = FaultsOfWords(words->text, words->replacement); !faults.empty())
      return Fail(std::move(faults));
    Comment after = held->comment;
    after.kind = words->replacement ? CommentKind::suggestion : CommentKind::comment;
    after.text_id = PutWords(tx, *parts.key, call.org_id(), held->review.id, *words);
    action::Action action(tx, call, "review.change_comment", held->review.id);
    return MadeOfComment(action.Update(held->comment, after));
  });
}

Result<Done> Remove(const Call& call, Id id) {
  return call.Write([&](db::Tx& tx) -> Result<Done> {
    const auto held = FindHeldComment(call, tx, id);
    if (!held) return Fail(held.error());
    if (auto may = CheckWriter(call, held->comment); !may) return Fail(may.error());
    Comment after = held->comment;
    after.deleted_at = call.now();
    action::Action action(tx, call, "review.remove_comment", held->review.id);
    if (auto saved = action.Update(held->comment, after); !saved) return Fail(saved.error());
    return Done{};
  });
}

// The rep has seen to it, refuses it, or takes that back.
Result<Made> Settle(const Call& call, Id id, const SettleInput& input) {
  return call.Write([&](db::Tx& tx) -> Result<Made> {
    const auto held = FindHeldComment(call, tx, id);
    if (!held) return Fail(held.error());
    const Comment& comment = held->comment;
    if (call.person_id() != held->review.rep_id) return Fail(Kind::forbidden, "problem.review.reps");
    const bool is_suggestion = comment.kind == CommentKind::suggestion;
    const bool fits = comment.state != CommentState::accepted && input.state != CommentState::accepted &&
                      (input.state != CommentState::refused || is_suggestion) && comment.state != input.state;
    if (!fits) return Fail(Kind::conflict, "problem.review.settled");
    Comment after = comment;
    after.state = input.state;
    action::Action action(tx, call, "review.settle", held->review.id);
    return MadeOfComment(action.Update(comment, after));
  });
}

// The suggestions that are accepted together, as replacements in the latest version.
Result<std::vector<Replacement>> ReplacementsOf(const ReviewParts& parts, const Call& call, db::Tx& tx,
                                                const Review& review, const std::vector<Comment>& accepted) {
  std::vector<Replacement> replacements;
  std::vector<Range> ranges;
  for (const Comment& comment : accepted) {
    if (comment.is_gone) return Fail(Kind::conflict, "problem.review.passage_gone");
    const auto words = FindWords(tx, *parts.key, call.org_id(), comment.text_id);
    if (!words) return Fail(words.error());
    const Range range{comment.position, comment.position + comment.length};
    ranges.push_back(range);
    replacements.push_back({range, words->replacement.value_or("")});
  }
  if (DoOverlap(ranges)) return Fail(Kind::conflict, "problem.review.overlap", {{"title", review.title}});
  return replacements;
}

Result<Made> Accept(const ReviewParts& parts, const Call& call, Id id, const AcceptInput& input) {
  if (input.comment_ids.empty()) return Fail(FieldFault{"comment_ids", {"problem.field.required"}});
  return call.Write([&](db::Tx& tx) -> Result<Made> {
    const auto found = FindHeld(call, tx, id, ReviewDeed::revise);
    if (!found) return Fail(found.error());
    if (input.based_on != found->versions) return Fail(Kind::conflict, "problem.review.newer_version");
    if (found->versions >= kMaxVersions) return Fail(Kind::conflict, "problem.review.too_many_versions");
    std::vector<Comment> accepted;
    for (const Comment& comment : FindComments(tx, call.org_id(), id)) {
      if (std::ranges::count(input.comment_ids, comment.id) == 0) continue;
      const bool fits = comment.kind == CommentKind::suggestion && comment.state == CommentState::open;
      if (!fits) return Fail(Kind::conflict, "problem.review.settled");
      accepted.push_back(comment);
    }
    if (accepted.empty()) return NotFound("review_comment");
    const auto replacements = ReplacementsOf(parts, call, tx, *found, accepted);
    if (!replacements) return Fail(replacements.error());
    const auto latest = FindVersion(tx, call.org_id(), id, found->versions);
    if (!latest) return NotFound("review_version");
    const auto text = FindText(tx, *parts.key, call.org_id(), latest->text_id);
    if (!text) return Fail(text.error());
    const std::string letter = TidyLetter(Replace(*text, *replacements));
    if (auto fault = FaultOfLetter(letter, "comment_ids")) return Fail(std::move(*fault));
    action::Action action(tx, call, "review.accept", id);
    for (const Comment& comment : accepted) {
      Comment after = comment;
      after.state = CommentState::accepted;
      if (auto saved = action.Update(comment, after); !saved) return Fail(saved.error());
    }
    return MadeOf(Revise(action, *parts.key, *found, letter, Source::suggestion));
  });
}

}  // namespace

void AddCommentRoutes(http::Router& router, const ReviewParts& parts) {
  router.Post("/api/v1/reviews/{id}/comments",
              {.name = "commentOnLetter",
               .deed = Deed::create,
               .word = Word::review,
               .summary = "On a passage of a version; with `replacement` it is a suggestion"},
              With(parts, Write));
  router.Post("/api/v1/reviews/{id}/accept",
              {.name = "acceptSuggestions",
               .deed = Deed::change,
               .word = Word::review,
               .status = 200,
               .summary = "The rep takes suggestions over: one new version"},
              With(parts, Accept));
  router.Patch("/api/v1/review-comments/{id}",
               {.name = "changeReviewComment", .deed = Deed::change, .word = Word::review},
               With(parts, ChangeComment));
  router.Delete(
      "/api/v1/review-comments/{id}",
      {.name = "removeReviewComment", .deed = Deed::remove, .word = Word::review, .versioned = true}, Remove);
  router.Post("/api/v1/review-comments/{id}/settle",
              {.name = "settleReviewComment",
               .deed = Deed::change,
               .word = Word::review,
               .status = 200,
               .versioned = true,
               .summary = "The rep has seen to it, refuses a suggestion, or opens it again"},
              Settle);
}

}  // namespace baton::review
