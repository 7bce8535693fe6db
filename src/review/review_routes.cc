#include "review/review_routes.h"

#include <algorithm>

#include "base/text.h"
#include "book/directory.h"
#include "coaching/directory.h"
#include "people/directory.h"
#include "review/prose.h"
#include "review/review_text.h"
#include "review/review_view.h"
#include "review/route_words.h"
#include "review/word_diff.h"

namespace baton::review {
namespace {

using access::Deed;
using access::Word;
using http::Call;

constexpr int kMostLines = 200;
constexpr std::size_t kLetterBytes = std::size_t{256} << 10;

struct ReviewQuery {
  std::optional<Id> with;
  std::optional<ReviewState> state;
  std::optional<Id> promise;
  std::optional<Id> after;
  std::optional<std::int32_t> limit;
};
BOOST_DESCRIBE_STRUCT(ReviewQuery, (), (with, state, promise, after, limit))

struct ReviewInput {
  static constexpr const char* kSchemaName = "ReviewInput";

  std::string title;
  std::string text;
  std::optional<std::string> language;  // none: guessed from the text
  std::optional<Source> source;
  std::optional<Id> manager_id;  // none: the promise's, or the own manager
  std::optional<Id> promise_id;
  std::optional<Id> account_id;
  bool is_draft = false;  // the manager does not see it yet
};
BOOST_DESCRIBE_STRUCT(ReviewInput, (),
                      (title, text, language, source, manager_id, promise_id, account_id, is_draft))

struct ReviewChange {
  static constexpr const char* kSchemaName = "ReviewChange";

  std::string title;
  std::string language;
  std::optional<Id> account_id;
};
BOOST_DESCRIBE_STRUCT(ReviewChange, (), (title, language, account_id))

struct VersionInput {
  static constexpr const char* kSchemaName = "LetterVersionInput";

  std::string text;
  std::int32_t based_on = 0;  // the number of the version that was revised
  std::optional<Source> source;
};
BOOST_DESCRIBE_STRUCT(VersionInput, (), (text, based_on, source))

struct VerdictInput {
  static constexpr const char* kSchemaName = "VerdictInput";

  Verdict verdict = Verdict::ready;
  std::optional<std::string> text;
};
BOOST_DESCRIBE_STRUCT(VerdictInput, (), (verdict, text))

struct ThanksInput {
  static constexpr const char* kSchemaName = "ThanksInput";

  std::optional<std::string> text;
};
BOOST_DESCRIBE_STRUCT(ThanksInput, (), (text))

struct LetterView {
  static constexpr const char* kSchemaName = "LetterAtVersion";

  std::int32_t number = 0;
  std::string text;
  std::vector<CommentView> comments;  // those written up to this version, with their places in it
};
BOOST_DESCRIBE_STRUCT(LetterView, (), (number, text, comments))

struct DiffQuery {
  std::int32_t from = 0;
  std::int32_t to = 0;
};
BOOST_DESCRIBE_STRUCT(DiffQuery, (), (from, to))

struct DiffView {
  static constexpr const char* kSchemaName = "ReviewDiff";

  std::int32_t from = 0;
  std::int32_t to = 0;
  std::vector<DiffPart> parts;
};
BOOST_DESCRIBE_STRUCT(DiffView, (), (from, to, parts))

Result<http::Page<ReviewLine>> List(const Call& call, const ReviewQuery& query) {
  const int limit = std::clamp(query.limit.value_or(50), 1, kMostLines);
  const auto reviews = ListReviews(call.db(), call.org_id(),
                                   {.person_id = call.person_id(),
                                    .with_id = query.with,
                                    .state = query.state,
                                    .promise_id = query.promise,
                                    .after = query.after,
                                    .limit = limit});
  http::Page<ReviewLine> page{ViewLines(call, call.db(), reviews), std::nullopt};
  if (std::ssize(reviews) == limit) page.next = ToString(reviews.back().id);
  return page;
}

Result<ReviewView> Get(const ReviewParts& parts, const Call& call, Id id) {
  const auto found = FindReview(call.db(), call.org_id(), call.person_id(), id);
  if (!found) return NotFound("review");
  return ViewReview(parts, call, *found);
}

// Who reads it: the one who promised to, the one who is named, or the own manager.
Result<Id> ReaderOf(const Call& call, db::Connection& connection, const ReviewInput& input) {
  std::optional<Id> manager_id = input.manager_id;
  if (input.promise_id) {
    const auto promise =
        coaching::FindPromise(connection, call.org_id(), call.person_id(), *input.promise_id);
    if (!promise || promise->rep_id != call.person_id())
      return Fail(FieldFault{"promise_id", {"problem.not_found", {{"word", std::string("promise")}}}});
    if (manager_id && *manager_id != promise->manager_id)
      return Fail(FieldFault{"manager_id", {"problem.review.other_promise"}});
    manager_id = promise->manager_id;
  }
  if (!manager_id) {
    const auto me = people::FindPerson(connection, call.org_id(), call.person_id());
    if (me) manager_id = me->manager_id;
  }
  const auto manager = manager_id ? people::FindPerson(connection, call.org_id(), *manager_id) : std::nullopt;
  const bool leads = manager && manager->role == access::Role::manager &&
                     people::IsBelow(connection, call.org_id(), call.person_id(), manager->id);
  if (!leads) return Fail(FieldFault{"manager_id", {"problem.promise.not_your_manager"}});
  return manager->id;
}

Result<Done> CheckAccount(const Call& call, db::Connection& connection, const std::optional<Id>& account_id) {
  if (!account_id) return Done{};
  const auto scope = access::ScopeOf(call.principal(), Deed::read, Word::account);
  if (scope && book::FindAccount(connection, scope, *account_id)) return Done{};
  return Fail(FieldFault{"account_id", {"problem.not_found", {{"word", std::string("account")}}}});
}

void Add(std::vector<FieldFault>& faults, std::optional<FieldFault> fault) {
  if (fault) faults.push_back(std::move(*fault));
}

Result<Made> Create(const ReviewParts& parts, const Call& call, const ReviewInput& input) {
  const std::string letter = TidyLetter(input.text);
  const std::string language = input.language.value_or(GuessLanguage(letter));
  std::vector<FieldFault> faults;
  Add(faults, FaultOfTitle(input.title));
  Add(faults, FaultOfLetter(letter));
  Add(faults, FaultOfLanguage(language));
  if (input.source == Source::suggestion) faults.push_back({"source", {"problem.review.source"}});
  if (!faults.empty()) return Fail(std::move(faults));
  return call.Write([&](db::Tx& tx) -> Result<Made> {
    const auto manager_id = ReaderOf(call, tx, input);
    if (!manager_id) return Fail(manager_id.error());
    if (auto account = CheckAccount(call, tx, input.account_id); !account) return Fail(account.error());
    Review review;
    review.id = tx.NewId();
    review.rep_id = call.person_id();
    review.manager_id = *manager_id;
    review.promise_id = input.promise_id;
    review.account_id = input.account_id;
    review.title = std::string(Trim(input.title));
    review.language = language;
    action::Action action(tx, call, input.is_draft ? "review.draft" : "review.ask", review.id);
    auto begun = Begin(action, *parts.key, std::move(review), letter, input.source.value_or(Source::written));
    if (!begun || input.is_draft) return MadeOf(begun);
    return MadeOf(HandIn(action, *begun));
  });
}

Result<Made> Change(const Call& call, Id id, const json::Patch<ReviewChange>& patch) {
  return call.Write([&](db::Tx& tx) -> Result<Made> {
    const auto found = FindHeld(call, tx, id, ReviewDeed::change);
    if (!found) return Fail(found.error());
    if (auto current = action::CheckVersion(call, found->version, "review"); !current)
      return Fail(current.error());
    const ReviewChange input = patch.Apply({found->title, found->language, found->account_id});
    std::vector<FieldFault> faults;
    Add(faults, FaultOfTitle(input.title));
    Add(faults, FaultOfLanguage(input.language));
    if (!faults.empty()) return Fail(std::move(faults));
    if (patch.Has(&ReviewChange::account_id)) {
      if (auto account = CheckAccount(call, tx, input.account_id); !account) return Fail(account.error());
    }
    Review after = *found;
    after.title = std::string(Trim(input.title));
    after.language = input.language;
    after.account_id = input.account_id;
    action::Action action(tx, call, "review.change", id);
    return MadeOf(action.Update(*found, after));
  });
}

Result<Made> AddVersion(const ReviewParts& parts, const Call& call, Id id, const VersionInput& input) {
  const std::string letter = TidyLetter(input.text);
  if (auto fault = FaultOfLetter(letter)) return Fail(std::move(*fault));
  if (input.source == Source::suggestion) return Fail(FieldFault{"source", {"problem.review.source"}});
  return call.Write([&](db::Tx& tx) -> Result<Made> {
    const auto found = FindHeld(call, tx, id, ReviewDeed::revise);
    if (!found) return Fail(found.error());
    if (input.based_on != found->versions) return Fail(Kind::conflict, "problem.review.newer_version");
    if (found->versions >= kMaxVersions) return Fail(Kind::conflict, "problem.review.too_many_versions");
    const auto latest = FindVersion(tx, call.org_id(), id, found->versions);
    if (!latest) return NotFound("review_version");
    const auto text = FindText(tx, *parts.key, call.org_id(), latest->text_id);
    if (!text) return Fail(text.error());
    if (*text == letter) return Fail(FieldFault{"text", {"problem.review.same_text"}});
    action::Action action(tx, call, "review.revise", id);
    return MadeOf(Revise(action, *parts.key, *found, letter, input.source.value_or(Source::written)));
  });
}

Result<Made> HandItIn(const Call& call, Id id) {
  return call.Write([&](db::Tx& tx) -> Result<Made> {
    const auto found = FindHeld(call, tx, id, ReviewDeed::hand_in);
    if (!found) return Fail(found.error());
    if (auto current = action::CheckVersion(call, found->version, "review"); !current)
      return Fail(current.error());
    action::Action action(tx, call, "review.hand_in", id);
    return MadeOf(HandIn(action, *found));
  });
}

Result<Made> JudgeIt(const ReviewParts& parts, const Call& call, Id id, const VerdictInput& input) {
  const std::string text(Trim(input.text.value_or("")));
  if (auto fault = FaultOfText(text, kMaxCommentCharacters, true, "text")) return Fail(std::move(*fault));
  return call.Write([&](db::Tx& tx) -> Result<Made> {
    const auto found = FindHeld(call, tx, id, ReviewDeed::verdict);
    if (!found) return Fail(found.error());
    if (auto current = action::CheckVersion(call, found->version, "review"); !current)
      return Fail(current.error());
    action::Action action(tx, call, "review.verdict", id);
    return MadeOf(Judge(action, *parts.key, *found, input.verdict, text));
  });
}

Result<Made> ThankIt(const ReviewParts& parts, const Call& call, Id id, const ThanksInput& input) {
  const std::string text(Trim(input.text.value_or("")));
  if (auto fault = FaultOfText(text, kMaxCommentCharacters, true, "text")) return Fail(std::move(*fault));
  return call.Write([&](db::Tx& tx) -> Result<Made> {
    const auto found = FindHeld(call, tx, id, ReviewDeed::thank);
    if (!found) return Fail(found.error());
    if (auto current = action::CheckVersion(call, found->version, "review"); !current)
      return Fail(current.error());
    action::Action action(tx, call, "review.thank", id);
    return MadeOf(Thank(action, *parts.key, *found, text));
  });
}

Result<Done> WithdrawIt(const Call& call, Id id) {
  return call.Write([&](db::Tx& tx) -> Result<Done> {
    const auto found = FindHeld(call, tx, id, ReviewDeed::withdraw);
    if (!found) return Fail(found.error());
    if (auto current = action::CheckVersion(call, found->version, "review"); !current)
      return Fail(current.error());
    action::Action action(tx, call, "review.withdraw", id);
    if (auto saved = Withdraw(action, *found); !saved) return Fail(saved.error());
    return Done{};
  });
}

// The letter in that version.
Result<std::string> TextOf(const ReviewParts& parts, const Call& call, const Review& review,
                           std::int32_t number) {
  const auto version = FindVersion(call.db(), call.org_id(), review.id, number);
  if (!version) return NotFound("review_version");
  return FindText(call.db(), *parts.key, call.org_id(), version->text_id);
}

Result<LetterView> GetVersion(const ReviewParts& parts, const Call& call, Id id, std::int64_t number) {
  const auto found = FindReview(call.db(), call.org_id(), call.person_id(), id);
  if (!found || number < 1 || number > found->versions) return NotFound("review_version");
  LetterView view{.number = static_cast<std::int32_t>(number), .text = "", .comments = {}};
  auto text = TextOf(parts, call, *found, view.number);
  if (!text) return Fail(text.error());
  view.text = std::move(*text);
  auto comments = ViewComments(parts, call, *found, view.number, view.text);
  if (!comments) return Fail(comments.error());
  view.comments = std::move(*comments);
  return view;
}

Result<DiffView> GetDiff(const ReviewParts& parts, const Call& call, Id id, const DiffQuery& query) {
  const auto found = FindReview(call.db(), call.org_id(), call.person_id(), id);
  if (!found) return NotFound("review");
  const auto from = TextOf(parts, call, *found, query.from);
  if (!from) return Fail(from.error());
  const auto to = TextOf(parts, call, *found, query.to);
  if (!to) return Fail(to.error());
  return DiffView{query.from, query.to, DiffWords(*from, *to)};
}

http::RouteOptions Reads(std::string name, std::string summary = "") {
  return {.name = std::move(name), .deed = Deed::read, .word = Word::review, .summary = std::move(summary)};
}
http::RouteOptions Changes(std::string name, std::string summary) {
  return {.name = std::move(name),
          .deed = Deed::change,
          .word = Word::review,
          .status = 200,
          .versioned = true,
          .max_bytes = kLetterBytes,
          .summary = std::move(summary)};
}

}  // namespace

void AddReviewRoutes(http::Router& router, const ReviewParts& parts) {
  router.Get("/api/v1/reviews", Reads("listReviews", "Letters of the caller's, or handed in to the caller"),
             List);
  AddReadingRoutes(router);
  router.Get("/api/v1/reviews/{id}", Reads("getReview"), With(parts, Get));
  router.Get("/api/v1/reviews/{id}/versions/{number}", Reads("getLetterVersion"), With(parts, GetVersion));
  router.Get("/api/v1/reviews/{id}/diff",
             Reads("getReviewDiff", "What changed between two versions, by word"), With(parts, GetDiff));
  router.Post("/api/v1/reviews",
              {.name = "createReview",
               .deed = Deed::create,
               .word = Word::review,
               .max_bytes = kLetterBytes,
               .summary = "A rep's letter, handed in at once or as a draft"},
              With(parts, Create));
  router.Patch("/api/v1/reviews/{id}", {.name = "changeReview", .deed = Deed::change, .word = Word::review},
               Change);
  router.Delete("/api/v1/reviews/{id}",
                {.name = "withdrawReview",
                 .deed = Deed::remove,
                 .word = Word::review,
                 .versioned = true,
                 .summary = "The rep takes it back"},
                WithdrawIt);
  router.Post("/api/v1/reviews/{id}/versions",
              {.name = "addLetterVersion",
               .deed = Deed::create,
               .word = Word::review,
               .max_bytes = kLetterBytes,
               .summary = "The revised letter; `based_on` is the version that was revised"},
              With(parts, AddVersion));
  router.Post("/api/v1/reviews/{id}/hand-in", Changes("handInReview", "The manager's turn"), HandItIn);
  router.Post(
      "/api/v1/reviews/{id}/verdict",
      Changes("judgeReview", "Ready, once more, or let us talk; keeps the promise that it belongs to"),
      With(parts, JudgeIt));
  router.Post("/api/v1/reviews/{id}/thanks", Changes("thankForReview", "The rep's thanks, once a verdict"),
              With(parts, ThankIt));
  AddCommentRoutes(router, parts);
  AddRemarkRoutes(router, parts);
  AddWorkedRoutes(router, parts);
}

}  // namespace baton::review
