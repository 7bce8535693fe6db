// What can be said about a letter before a human reads it, of one that is written and of one that is being written.
#include <cmath>

#include "base/text.h"
#include "book/directory.h"
#include "people/directory.h"
#include "people/organization.h"
#include "review/prose.h"
#include "review/readability.h"
#include "review/remark.h"
#include "review/remark_words.h"
#include "review/review_text.h"
#include "review/route_words.h"

namespace baton::review {
namespace {

using access::Deed;
using access::Word;
using http::Call;

struct RemarkView {
  static constexpr const char* kSchemaName = "ReviewRemark";

  std::string key;  // names it when it is dismissed
  RemarkKind kind = RemarkKind::length;
  std::string text;
  std::string why;
  std::optional<std::int32_t> position;  // none: about the whole letter
  std::optional<std::int32_t> length;
  std::string passage;
  std::vector<std::string> suggestions;
  bool is_dismissed = false;
};
BOOST_DESCRIBE_STRUCT(RemarkView, (),
                      (key, kind, text, why, position, length, passage, suggestions, is_dismissed))

struct ReadabilityView {
  static constexpr const char* kSchemaName = "Readability";

  Formula formula = Formula::flesch;
  double score = 0;
  double words_per_sentence = 0;
  std::string text;  // with the formula's name, and which way is easy
};
BOOST_DESCRIBE_STRUCT(ReadabilityView, (), (formula, score, words_per_sentence, text))

struct RemarksView {
  static constexpr const char* kSchemaName = "ReviewRemarks";

  std::vector<RemarkView> items;
  std::int64_t words = 0;
  std::optional<ReadabilityView> readability;  // none: too short to say
  bool is_spelling_checked = false;            // false: no dictionary here fits the letter
  bool may_dismiss = false;
};
BOOST_DESCRIBE_STRUCT(RemarksView, (), (items, words, readability, is_spelling_checked, may_dismiss))

struct RemarksInput {
  static constexpr const char* kSchemaName = "ReviewRemarksInput";

  std::string text;
  std::optional<std::string> language;
};
BOOST_DESCRIBE_STRUCT(RemarksInput, (), (text, language))

struct DismissInput {
  static constexpr const char* kSchemaName = "RemarkDismissal";

  std::string key;
  bool is_dismissed = true;
};
BOOST_DESCRIBE_STRUCT(DismissInput, (), (key, is_dismissed))

void AddNames(std::set<std::string>& known, std::string_view names) {
  for (const std::string_view word : WordsIn(names)) known.insert(Fold(word));
}

// Names that are right although no dictionary has them: of the organization, its people, and the client of the letter.
std::set<std::string> KnownWords(const Call& call, std::optional<Id> account_id) {
  std::set<std::string> known;
  db::Connection& connection = call.db();
  if (const auto organization = people::FindOrganization(connection, call.org_id()))
    AddNames(known, organization->name);
  for (const people::Person& person : people::FindPeople(connection, call.org_id()))
    AddNames(known, person.name);
  const auto scope = access::ScopeOf(call.principal(), Deed::read, Word::account);
  const auto account = account_id ? book::FindAccount(connection, scope, *account_id) : std::nullopt;
  if (!account) return known;
  AddNames(known, account->name);
  AddNames(known, account->city);
  for (const book::Contact& contact : book::FindContacts(connection, call.org_id(), account->id))
    AddNames(known, contact.name);
  return known;
}

RemarksView Remarks(const ReviewParts& parts, const Call& call, std::string_view letter,
                    const std::string& language, std::optional<Id> account_id,
                    const std::set<std::string>& dismissed) {
  RemarksView view;
  view.words = static_cast<std::int64_t>(WordsIn(letter).size());
  if (const auto readability = ReadabilityOf(letter, language)) {
    view.readability = ReadabilityView{
        readability->formula, readability->score, readability->words_per_sentence,
        call.Say({"remark.readability.score",
                  {{"formula", std::string(NameOfFormula(readability->formula))},
                   {"score", std::round(readability->score * 10) / 10},
                   {"is_lix", std::string(readability->formula == Formula::lix ? "yes" : "no")}}})};
  }
  auto remarks = RemarksOn(letter, language);
  auto spelling = parts.speller->Check(letter, language, KnownWords(call, account_id));
  view.is_spelling_checked = spelling.has_value();
  for (Misspelt& misspelt : spelling.value_or(std::vector<Misspelt>())) {
    remarks.push_back({.kind = RemarkKind::spelling,
                       .text = {"remark.spelling", {{"word", std::string(misspelt.word)}}},
                       .why = {"remark.spelling.why"},
                       .range = RangeOf(letter, misspelt.word),
                       .passage = std::string(misspelt.word),
                       .suggestions = std::move(misspelt.suggestions)});
  }
  for (Remark& remark : remarks) {
    RemarkView item{.key = RemarkKey(*parts.key, json::NameOf(remark.kind), remark.passage),
                    .kind = remark.kind,
                    .text = call.Say(remark.text),
                    .why = call.Say(remark.why),
                    .position = std::nullopt,
                    .length = std::nullopt,
                    .passage = std::move(remark.passage),
                    .suggestions = std::move(remark.suggestions)};
    if (remark.range) {
      item.position = remark.range->begin;
      item.length = remark.range->finish - remark.range->begin;
    }
    item.is_dismissed = dismissed.contains(item.key);
    view.items.push_back(std::move(item));
  }
  return view;
}

Result<RemarksView> OfReview(const ReviewParts& parts, const Call& call, Id id) {
  const auto found = FindReview(call.db(), call.org_id(), call.person_id(), id);
  if (!found) return NotFound("review");
  const auto latest = FindVersion(call.db(), call.org_id(), id, found->versions);
  if (!latest) return NotFound("review");
  const auto letter = FindText(call.db(), *parts.key, call.org_id(), latest->text_id);
  if (!letter) return Fail(letter.error());
  RemarksView view = Remarks(parts, call, *letter, found->language, found->account_id,
                             FindDismissed(call.db(), call.org_id(), id));
  view.may_dismiss = call.person_id() == found->rep_id;
  return view;
}

// Of what is being written; nothing is kept.
Result<RemarksView> OfText(const ReviewParts& parts, const Call& call, const RemarksInput& input) {
  const std::string letter = TidyLetter(input.text);
  if (CountCharacters(letter) > kMaxLetterCharacters) return Fail(*FaultOfLetter(letter));
  const std::string language = input.language.value_or(GuessLanguage(letter));
  if (auto fault = FaultOfLanguage(language)) return Fail(std::move(*fault));
  return Remarks(parts, call, letter, language, std::nullopt, {});
}

Result<Done> DismissIt(const Call& call, Id id, const DismissInput& input) {
  if (auto fault = FaultOfText(input.key, 80, false, "key")) return Fail(std::move(*fault));
  return call.Write([&](db::Tx& tx) -> Result<Done> {
    const auto found = FindHeld(call, tx, id, ReviewDeed::change);
    if (!found) return Fail(found.error());
    action::Action action(tx, call, input.is_dismissed ? "review.dismiss" : "review.restore", id);
    if (input.is_dismissed) {
      Dismiss(action, id, input.key);
    } else {
      Restore(action, id, input.key);
    }
    return Done{};
  });
}

}  // namespace

void AddRemarkRoutes(http::Router& router, const ReviewParts& parts) {
  router.Get("/api/v1/reviews/{id}/remarks",
             {.name = "getReviewRemarks", .deed = Deed::read, .word = Word::review}, With(parts, OfReview));
  router.Post("/api/v1/reviews/remarks",
              {.name = "remarkOnText",
               .deed = Deed::read,
               .word = Word::review,
               .status = 200,
               .max_bytes = std::size_t{256} << 10,
               .keeps_answer = false,
               .summary = "Remarks on a letter that is being written; nothing is kept"},
              With(parts, OfText));
  router.Post("/api/v1/reviews/{id}/remarks/dismiss",
              {.name = "dismissRemark",
               .deed = Deed::change,
               .word = Word::review,
               .summary = "The rep wants no more of it, or again: it stays so while the passage is the same"},
              DismissIt);
}

}  // namespace baton::review
