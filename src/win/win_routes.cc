#include "win/win_routes.h"

#include "action/action.h"
#include "action/tables.h"
#include "action/version.h"
#include "base/text.h"
#include "base/zone.h"
#include "coaching/directory.h"
#include "http/router.h"
#include "win/win_store.h"

namespace baton::win {
namespace {

using access::Deed;
using access::Role;
using access::Word;
using http::Call;

constexpr int kThanksDays = 14;

struct ThanksInput {
  static constexpr const char* kSchemaName = "WinThanks";

  std::string words;
};
BOOST_DESCRIBE_STRUCT(ThanksInput, (), (words))

Result<http::Page<WinView>> List(const Call& call) {
  std::vector<Win> wins;
  if (call.principal().role == Role::manager) {
    const Day today = DayIn(call.now(), coaching::ZoneOf(call.db(), call.org_id(), call.person_id()));
    wins = FindWinsOfManager(call.db(), call.org_id(), call.person_id(), today - kNewsDays);
  } else if (call.principal().role == Role::rep) {
    const Instant since = call.now() - std::int64_t{kThanksDays} * kMillisecondsPerDay;
    wins = FindThanks(call.db(), call.org_id(), call.person_id(), since);
  }
  return http::Page<WinView>{ViewWins(call.db(), call.org_id(), wins, call.person_id()), std::nullopt};
}

Result<WinView> ThankFor(const Call& call, Id id, const ThanksInput& input) {
  const std::string words(Trim(input.words));
  if (words.empty()) return Fail(FieldFault{"words", {"problem.field.required"}});
  if (CountCharacters(words) > kMaxWordsCharacters) {
    return Fail(
        FieldFault{"words", {"problem.field.too_long", {{"limit", std::int64_t{kMaxWordsCharacters}}}}});
  }
  return call.Write([&](db::Tx& tx) -> Result<WinView> {
    const auto found = FindWin(tx, call.org_id(), id);
    if (!found || found->manager_id != call.person_id()) return NotFound("win");
    if (auto current = action::CheckVersion(call, found->version, "win"); !current) {
      return Fail(current.error());
    }
    if (found->thanked_at) return Fail(Kind::conflict, "problem.win.thanked");
    action::Action action(tx, call, "win.thank", id);
    const auto saved = Thank(action, *found, words);
    if (!saved) return Fail(saved.error());
    auto views = ViewWins(tx, call.org_id(), std::span(&*saved, 1), call.person_id());
    if (views.empty()) return NotFound("win");
    return std::move(views.front());
  });
}

std::vector<Id> TheTwoOf(db::Connection& connection, Id org_id, std::span<const Id> ids) {
  return connection.Query<Id>(
      "SELECT manager_id FROM win WHERE org_id = $1 AND id IN baton_list($2) UNION "
      "SELECT rep_id FROM win WHERE org_id = $1 AND id IN baton_list($2)",
      org_id, db::IdList(ids));
}

}  // namespace

void AddTables(action::Tables& tables) {
  tables.Add({.name = std::string(Win::kTable),
              .is_private = true,
              .out_of_reach = action::UnlessMayChange(Word::promise),
              .listeners = &TheTwoOf});
}

void AddWinRoutes(http::Router& router) {
  router.Get(
      "/api/v1/wins",
      {.name = "listWins",
       .deed = Deed::read,
       .word = Word::today,
       .summary = "A manager: what reps won lately, and what was done before. A rep: what was said to it"},
      List);
  router.Post("/api/v1/wins/{id}/thanks",
              {.name = "thankForWin",
               .deed = Deed::create,
               .word = Word::coaching_session,
               .status = 200,
               .versioned = true,
               .summary = "The manager thanks the rep, once, in words of the own"},
              ThankFor);
}

}  // namespace baton::win
