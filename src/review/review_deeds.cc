// What is done to a review: written, revised, handed in, commented on, judged, thanked for. Each is in the log of deeds without
// a word of the letter.
#include <algorithm>

#include "base/check.h"
#include "coaching/directory.h"
#include "review/prose.h"
#include "review/review_rules.h"
#include "review/review_store.h"
#include "review/review_text.h"

namespace baton::review {
namespace {

// Comments of one sitting are told of once.
constexpr std::int64_t kSittingMinutes = 15;

LetterVersion InsertVersion(action::Action& action, const seal::Key& key, const Review& review,
                            std::string_view letter, Source source) {
  return action.Insert(LetterVersion{.review_id = review.id,
                                     .number = review.versions,
                                     .person_id = action.actor().person_id.value_or(review.rep_id),
                                     .source = source,
                                     .text_id = PutText(action.tx(), key, action.org_id(), review.id, letter),
                                     .words = static_cast<std::int32_t>(WordsIn(letter).size()),
                                     .made_at = action.now()});
}

// The places of all comments in the new version.
Result<Done> PutInPlace(action::Action& action, const seal::Key& key, const Review& review,
                        std::string_view before, std::string_view after) {
  const Revision revision(before, after);
  for (const Comment& comment : FindComments(action.tx(), action.org_id(), review.id)) {
    const auto words = FindWords(action.tx(), key, action.org_id(), comment.text_id);
    if (!words) return Fail(words.error());
    std::optional<Range> range;
    if (!comment.is_gone) range = Range{comment.position, comment.position + comment.length};
    const auto found = Reanchor(revision, range, words->anchor);
    Comment moved = comment;
    moved.is_gone = !found;
    if (found) {
      moved.position = found->begin;
      moved.length = found->finish - found->begin;
    }
    const bool is_same = moved.is_gone == comment.is_gone && moved.position == comment.position &&
                         moved.length == comment.length;
    if (is_same) continue;
    if (auto saved = action.Update(comment, moved); !saved) return Fail(saved.error());
  }
  return Done{};
}

// The manager's first answer ends the round.
Result<bool> Answer(action::Action& action, const Review& review) {
  if (action.actor().person_id != review.manager_id) return false;
  const auto rounds = FindLatestRounds(action.tx(), action.org_id(), std::vector{review.id});
  const auto round = rounds.find(review.id);
  if (round == rounds.end() || round->second.answered_at) return false;
  Round answered = round->second;
  answered.answered_at = action.now();
  if (auto saved = action.Update(round->second, answered); !saved) return Fail(saved.error());
  return true;
}

}  // namespace

Result<Review> Begin(action::Action& action, const seal::Key& key, Review review, std::string_view letter,
                     Source source) {
  review.state = ReviewState::draft;
  review.versions = 1;
  review.created_at = action.now();
  review = action.Insert(std::move(review));
  InsertVersion(action, key, review, letter, source);
  return review;
}

Result<Review> Revise(action::Action& action, const seal::Key& key, const Review& before,
                      std::string_view letter, Source source) {
  const auto latest = FindVersion(action.tx(), action.org_id(), before.id, before.versions);
  Check(latest.has_value(), "a review has its latest version");
  const auto text = FindText(action.tx(), key, action.org_id(), latest->text_id);
  if (!text) return Fail(text.error());
  Review after = before;
  ++after.versions;
  auto saved = action.Update(before, after);
  if (!saved) return saved;
  InsertVersion(action, key, *saved, letter, source);
  if (auto placed = PutInPlace(action, key, *saved, *text, letter); !placed) return Fail(placed.error());
  if (saved->state != ReviewState::draft) {
    TellOther(action, *saved, "notice.review.revised", {{"number", std::int64_t{saved->versions}}});
  }
  return saved;
}

Result<Review> HandIn(action::Action& action, const Review& before) {
  Review after = before;
  after.state = ReviewState::waiting;
  auto saved = action.Update(before, after);
  if (!saved) return saved;
  action.Insert(Round{.review_id = before.id,
                      .rep_id = before.rep_id,
                      .manager_id = before.manager_id,
                      .asked_at = action.now()});
  TellOther(action, *saved,
            before.state == ReviewState::draft ? "notice.review.asked" : "notice.review.asked_again");
  return saved;
}

Result<Comment> AddComment(action::Action& action, const seal::Key& key, const Review& review,
                           NewComment comment) {
  db::Tx& tx = action.tx();
  const Id org_id = action.org_id();
  const auto on = FindVersion(tx, org_id, review.id, comment.on_version);
  Check(on.has_value(), "a comment is on a version that is there");
  const auto text = FindText(tx, key, org_id, on->text_id);
  if (!text) return Fail(text.error());
  CommentWords words{.anchor = AnchorAt(*text, comment.range),
                     .text = std::move(comment.text),
                     .replacement = std::move(comment.replacement)};
  std::optional<Range> range = comment.range;
  if (comment.on_version != review.versions) {
    // The letter was revised while somebody read it.
    const auto latest = FindVersion(tx, org_id, review.id, review.versions);
    if (!latest) return NotFound("review_version");
    const auto now = FindText(tx, key, org_id, latest->text_id);
    if (!now) return Fail(now.error());
    range = Reanchor({*text, *now}, comment.range, words.anchor);
  }
  const auto earlier = FindComments(tx, org_id, review.id);
  const Id author = action.actor().person_id.value_or(review.manager_id);
  const bool is_sitting = std::ranges::any_of(earlier, [&](const Comment& other) {
    return other.person_id == author &&
           action.now() - kSittingMinutes * kMillisecondsPerMinute < other.made_at;
  });
  const Range place = range.value_or(comment.range);
  const Comment inserted =
      action.Insert(Comment{.review_id = review.id,
                            .person_id = author,
                            .kind = words.replacement ? CommentKind::suggestion : CommentKind::comment,
                            .on_version = comment.on_version,
                            .position = place.begin,
                            .length = place.finish - place.begin,
                            .is_gone = !range,
                            .text_id = PutWords(tx, key, org_id, review.id, words),
                            .made_at = action.now()});
  const auto answered = Answer(action, review);
  if (!answered) return Fail(answered.error());
  if (!is_sitting) TellOther(action, review, "notice.review.commented");
  return inserted;
}

Result<Review> Judge(action::Action& action, const seal::Key& key, const Review& before, Verdict verdict,
                     std::string_view text) {
  Review after = before;
  after.state = verdict == Verdict::ready ? ReviewState::ready : ReviewState::returned;
  after.verdict = verdict;
  after.verdict_at = action.now();
  after.verdict_text_id.reset();
  if (!text.empty()) after.verdict_text_id = PutText(action.tx(), key, action.org_id(), before.id, text);
  // A new verdict may be thanked for anew.
  after.thanked_at.reset();
  after.thanks_text_id.reset();
  auto saved = action.Update(before, after);
  if (!saved) return saved;
  if (auto answered = Answer(action, before); !answered) return Fail(answered.error());
  bool is_kept = false;
  if (before.promise_id) {
    const auto kept = coaching::KeepOpen(action, before.manager_id, *before.promise_id);
    if (!kept) return Fail(kept.error());
    is_kept = *kept;
  }
  constexpr std::string_view kKeys[] = {"notice.review.ready", "notice.review.again", "notice.review.talk"};
  TellOther(action, *saved, kKeys[static_cast<std::size_t>(verdict)],
            {{"kept", std::string(is_kept ? "yes" : "no")}});
  return saved;
}

Result<Review> Thank(action::Action& action, const seal::Key& key, const Review& before,
                     std::string_view text) {
  Review after = before;
  after.thanked_at = action.now();
  if (!text.empty()) after.thanks_text_id = PutText(action.tx(), key, action.org_id(), before.id, text);
  auto saved = action.Update(before, after);
  if (saved) TellOther(action, *saved, "notice.review.thanked");
  return saved;
}

Result<Review> Withdraw(action::Action& action, const Review& before) {
  Review after = before;
  after.deleted_at = action.now();
  auto saved = action.Update(before, after);
  if (saved && before.state != ReviewState::draft) TellOther(action, *saved, "notice.review.withdrawn");
  return saved;
}

}  // namespace baton::review
