#include <algorithm>

#include "base/text.h"
#include "people/directory.h"
#include "review/review_text.h"
#include "review/route_words.h"
#include "review/worked_letter.h"

namespace baton::review {
namespace {

using access::Deed;
using access::Word;
using http::Call;

constexpr std::size_t kMaxUse = 300;
constexpr int kMostWorked = 200;
constexpr std::string_view kWorkedColumns =
    "org_id, id, version, review_id, manager_id, author_id, saved_by, title, language, used_for, outcome, "
    "text_id, "
    "saved_at, deleted_at";

struct WorkedInput {
  static constexpr const char* kSchemaName = "WorkedLetterInput";

  std::string title;
  std::string used_for;
  std::optional<std::string> outcome;
  std::optional<std::string> text;  // without what is the client's own; none: the letter as it is
};
BOOST_DESCRIBE_STRUCT(WorkedInput, (), (title, used_for, outcome, text))

struct WorkedChange {
  static constexpr const char* kSchemaName = "WorkedLetterChange";

  std::string title;
  std::string used_for;
  std::string outcome;
};
BOOST_DESCRIBE_STRUCT(WorkedChange, (), (title, used_for, outcome))

struct WorkedList {
  static constexpr const char* kSchemaName = "WorkedLetters";

  std::vector<WorkedLetterView> items;
};
BOOST_DESCRIBE_STRUCT(WorkedList, (), (items))

// The managers above a person, and the person: whose teams' letters are shown.
std::vector<Id> TeamsOf(db::Connection& connection, Id org_id, Id person_id) {
  std::vector<Id> teams{person_id};
  auto person = people::FindPerson(connection, org_id, person_id);
  while (person && person->manager_id && std::ranges::count(teams, *person->manager_id) == 0) {
    teams.push_back(*person->manager_id);
    person = people::FindPerson(connection, org_id, *person->manager_id);
  }
  return teams;
}

std::vector<FieldFault> FaultsOfUse(std::string_view title, std::string_view used_for,
                                    std::string_view outcome) {
  std::vector<FieldFault> faults;
  for (auto fault : {FaultOfTitle(title), FaultOfText(used_for, kMaxUse, false, "used_for"),
                     FaultOfText(outcome, kMaxUse, true, "outcome")}) {
    if (fault) faults.push_back(std::move(*fault));
  }
  return faults;
}

bool MayChangeWorked(const WorkedLetter& letter, Id person_id) {
  return person_id == letter.author_id || person_id == letter.manager_id;
}

Result<WorkedList> ListThem(const ReviewParts& parts, const Call& call) {
  const auto letters = ListWorked(call.db(), call.org_id(), call.person_id());
  std::vector<Id> people;
  for (const WorkedLetter& letter : letters)
    people.insert(people.end(), {letter.author_id, letter.manager_id});
  const auto refs = people::FindRefs(call.db(), call.org_id(), people);
  WorkedList list;
  for (const WorkedLetter& letter : letters) {
    auto text = FindText(call.db(), *parts.key, call.org_id(), letter.text_id);
    if (!text) return Fail(text.error());
    const auto author = refs.find(letter.author_id);
    const auto manager = refs.find(letter.manager_id);
    if (author == refs.end() || manager == refs.end()) continue;
    list.items.push_back({letter.id, letter.version, letter.title, letter.language, letter.used_for,
                          letter.outcome, std::move(*text), author->second, manager->second, letter.saved_at,
                          MayChangeWorked(letter, call.person_id())});
  }
  return list;
}

Result<Made> SaveIt(const ReviewParts& parts, const Call& call, Id id, const WorkedInput& input) {
  const std::string outcome(Trim(input.outcome.value_or("")));
  auto faults = FaultsOfUse(input.title, input.used_for, outcome);
  const std::string typed = TidyLetter(input.text.value_or(""));
  if (input.text) {
    if (auto fault = FaultOfLetter(typed)) faults.push_back(std::move(*fault));
  }
  if (!faults.empty()) return Fail(std::move(faults));
  return call.Write([&](db::Tx& tx) -> Result<Made> {
    const auto found = FindHeld(call, tx, id, ReviewDeed::save_worked);
    if (!found) return Fail(found.error());
    std::string letter = typed;
    if (!input.text) {
      const auto latest = FindVersion(tx, call.org_id(), id, found->versions);
      if (!latest) return NotFound("review_version");
      auto text = FindText(tx, *parts.key, call.org_id(), latest->text_id);
      if (!text) return Fail(text.error());
      letter = std::move(*text);
    }
    action::Action action(tx, call, "review.save_worked", id);
    const WorkedLetter saved =
        action.Insert(WorkedLetter{.review_id = id,
                                   .manager_id = found->manager_id,
                                   .author_id = found->rep_id,
                                   .saved_by = call.person_id(),
                                   .title = std::string(Trim(input.title)),
                                   .language = found->language,
                                   .used_for = std::string(Trim(input.used_for)),
                                   .outcome = outcome,
                                   .text_id = PutText(tx, *parts.key, call.org_id(), id, letter),
                                   .saved_at = call.now()});
    TellOther(action, *found, "notice.review.worked");
    return Made{saved.id, saved.version};
  });
}

Result<Made> ChangeIt(const Call& call, Id id, const json::Patch<WorkedChange>& patch) {
  return call.Write([&](db::Tx& tx) -> Result<Made> {
    const auto found = FindWorked(tx, call.org_id(), call.person_id(), id);
    if (!found) return NotFound("worked_letter");
    if (auto current = action::CheckVersion(call, found->version, "worked_letter"); !current)
      return Fail(current.error());
    if (!MayChangeWorked(*found, call.person_id()))
      return Fail(Kind::forbidden, "problem.review.not_your_letter");
    const WorkedChange input = patch.Apply({found->title, found->used_for, found->outcome});
    if (auto faults = FaultsOfUse(input.title, input.used_for, input.outcome); !faults.empty())
      return Fail(std::move(faults));
    WorkedLetter after = *found;
    after.title = std::string(Trim(input.title));
    after.used_for = std::string(Trim(input.used_for));
    after.outcome = std::string(Trim(input.outcome));
    action::Action action(tx, call, "review.change_worked", id);
    const auto saved = action.Update(*found, after);
    if (!saved) return Fail(saved.error());
    return Made{saved->id, saved->version};
  });
}

Result<Done> RemoveIt(const Call& call, Id id) {
  return call.Write([&](db::Tx& tx) -> Result<Done> {
    const auto found = FindWorked(tx, call.org_id(), call.person_id(), id);
    if (!found) return NotFound("worked_letter");
    if (auto current = action::CheckVersion(call, found->version, "worked_letter"); !current)
      return Fail(current.error());
    if (!MayChangeWorked(*found, call.person_id()))
      return Fail(Kind::forbidden, "problem.review.not_your_letter");
    WorkedLetter after = *found;
    after.deleted_at = call.now();
    action::Action action(tx, call, "review.remove_worked", id);
    if (auto saved = action.Update(*found, after); !saved) return Fail(saved.error());
    return Done{};
  });
}

}  // namespace

std::vector<WorkedLetter> ListWorked(db::Connection& connection, Id org_id, Id person_id) {
  const std::string select =
      "SELECT " + std::string(kWorkedColumns) + " FROM worked_letter WHERE org_id = $1 AND ";
  const std::string latest = " AND deleted_at IS NULL ORDER BY id DESC LIMIT $3";
  auto letters =
      connection.Query<WorkedLetter>(select + "manager_id IN baton_list($2)" + latest, org_id,
                                     db::IdList(TeamsOf(connection, org_id, person_id)), kMostWorked);
  // Own ones stay in reach of who has changed the team.
  for (WorkedLetter& own :
       connection.Query<WorkedLetter>(select + "author_id = $2" + latest, org_id, person_id, kMostWorked)) {
    if (std::ranges::none_of(letters, [&](const WorkedLetter& letter) { return letter.id == own.id; }))
      letters.push_back(std::move(own));
  }
  std::ranges::sort(letters, std::ranges::greater(), &WorkedLetter::id);
  return letters;
}

std::optional<WorkedLetter> FindWorked(db::Connection& connection, Id org_id, Id person_id, Id id) {
  return connection.QueryOne<WorkedLetter>("SELECT " + std::string(kWorkedColumns) +
                                               " FROM worked_letter WHERE org_id = $1 AND (manager_id IN "
                                               "baton_list($2) OR author_id = $3) AND id = $4 AND "
                                               "deleted_at IS NULL",
                                           org_id, db::IdList(TeamsOf(connection, org_id, person_id)),
                                           person_id, id);
}

void AddWorkedRoutes(http::Router& router, const ReviewParts& parts) {
  router.Get("/api/v1/worked-letters",
             {.name = "listWorkedLetters",
              .deed = Deed::read,
              .word = Word::review,
              .summary = "Letters that worked, of the caller's team"},
             With(parts, ListThem));
  router.Post("/api/v1/reviews/{id}/worked",
              {.name = "saveWorkedLetter",
               .deed = Deed::create,
               .word = Word::review,
               .max_bytes = std::size_t{256} << 10,
               .summary = "The team may begin from it"},
              With(parts, SaveIt));
  router.Patch("/api/v1/worked-letters/{id}",
               {.name = "changeWorkedLetter", .deed = Deed::change, .word = Word::review}, ChangeIt);
  router.Delete("/api/v1/worked-letters/{id}",
                {.name = "removeWorkedLetter", .deed = Deed::remove, .word = Word::review, .versioned = true},
                RemoveIt);
}

}  // namespace baton::review
