#include "conflict/conflict_routes.h"

#include <algorithm>

#include "action/action.h"
#include "action/tables.h"
#include "coaching/directory.h"
#include "coaching/due.h"
#include "coaching/session_directory.h"
#include "conflict/conflict_store.h"
#include "conflict/directory.h"
#include "http/router.h"
#include "json/json.h"

namespace baton::conflict {
namespace {

using access::Deed;
using access::Word;
using http::Call;

struct AnswerInput {
  static constexpr const char* kSchemaName = "ConflictAnswer";

  Key key;
  Answer answer = Answer::keep;
  std::optional<Instant> new_at;  // of move; none: the first time that suits all in it
};
BOOST_DESCRIBE_STRUCT(AnswerInput, (), (key, answer, new_at))

using Page = http::Page<ConflictView>;

Result<Page> List(const Call& call) { return Page{ViewConflicts(call, call.db()), std::nullopt}; }

// What the own calendar says may be anything; a meeting with a client is a deal of one's own.
coaching::Cause CauseOf(const Found& found) {
  return found.other_kind == OtherKind::meeting ? coaching::Cause::own_deal : coaching::Cause::other;
}

class Mover {
 public:
  Mover(const Call& call, action::Action& action, const Found& found)
      : call_(call), action_(action), found_(found) {}

  Result<Done> Move(std::optional<Instant> wanted) {
    if (wanted) {
      if (auto fault = coaching::FaultOfDue(*wanted, call_.now(), "new_at")) return Fail(std::move(*fault));
    }
    const Asking asking{call_.org_id(), call_.person_id(), call_.now()};
    const auto at = FindNewTime(action_.tx(), asking, found_, wanted);
    if (!at || *at == found_.block.span.from) {
      return Fail(FieldFault{"new_at", {wanted ? "problem.conflict.time_gone" : "problem.conflict.no_time"}});
    }
    if (found_.block.kind == BlockKind::promise) {
      if (auto moved = MovePromise(*at); !moved) return moved;
    }
    return MoveSessions(at->milliseconds - found_.block.span.from.milliseconds);
  }

 private:
  Result<Done> MovePromise(Instant at) {
    const auto promise =
        coaching::FindPromise(action_.tx(), call_.org_id(), call_.person_id(), found_.block.id);
    if (!promise) return NotFound("promise");
    if (auto fault = coaching::FaultOfPeople(action_.tx(), call_.org_id(), *promise, at)) {
      return Fail(FieldFault{"new_at", std::move(fault->message)});
    }
    const auto moved = coaching::Move(action_, *promise, {.due_at = at, .cause = CauseOf(found_)});
    if (!moved) return Fail(moved.error());
    return Done{};
  }

  // The session itself, or those that stand within the promise.
  Result<Done> MoveSessions(std::int64_t by) {
    std::vector<Id> ids = found_.block.along;
    if (found_.block.kind == BlockKind::session) ids.push_back(found_.block.id);
    if (ids.empty()) return Done{};
    const calendar::Span& span = found_.block.span;
    for (const auto& one :
         coaching::FindSessionTimes(action_.tx(), call_.org_id(), call_.person_id(), span.from, span.to)) {
      if (std::ranges::find(ids, one.session.id) == ids.end()) continue;
      const auto moved = coaching::MoveSession(action_, one.session, one.session.starts_at + by);
      if (!moved) return Fail(moved.error());
    }
    return Done{};
  }

  const Call& call_;
  action::Action& action_;
  const Found& found_;
};

Result<Done> Save(action::Action& action, const std::optional<AskedConflict>& before, AskedConflict after) {
  after.answered_at = action.now();
  if (!before) {
    after.told_at = action.now();
    action.Insert(std::move(after));
    return Done{};
  }
  const auto saved = action.Update(*before, std::move(after));
  if (!saved) return Fail(saved.error());
  return Done{};
}

Result<Page> AnswerIt(const Call& call, const AnswerInput& input) {
  return call.Write([&](db::Tx& tx) -> Result<Page> {
    const auto asked = FindAsked(tx, call.org_id(), call.person_id(), input.key);
    if (asked && asked->answer) return Fail(Kind::conflict, "problem.conflict.answered");
    const auto open = FindOpen(tx, {call.org_id(), call.person_id(), call.now()});
    const auto found =
        std::ranges::find_if(open, [&](const Open& one) { return one.found.key() == input.key; });
    if (found == open.end()) return Fail(Kind::not_found, "problem.conflict.over");
    action::Action action(tx, call, "conflict." + std::string(json::NameOf(input.answer)),
                          input.key.block_id);
    AskedConflict after = asked.value_or(RowOf(input.key, call.person_id()));
    after.answer = input.answer;
    if (auto saved = Save(action, asked, std::move(after)); !saved) return Fail(saved.error());
    if (input.answer == Answer::move) {
      if (auto moved = Mover(call, action, found->found).Move(input.new_at); !moved)
        return Fail(moved.error());
    }
    return Page{ViewConflicts(call, tx), std::nullopt};
  });
}

std::vector<Id> WhoseTheyAre(db::Connection& connection, Id org_id, std::span<const Id> ids) {
  return connection.Query<Id>(
      "SELECT DISTINCT person_id FROM coaching_conflict WHERE org_id = $1 AND id IN baton_list($2)", org_id,
      db::IdList(ids));
}

}  // namespace

void AddTables(action::Tables& tables) {
  tables.Add({.name = std::string(AskedConflict::kTable),
              .is_private = true,
              .out_of_reach = action::UnlessMayChange(Word::promise),
              .listeners = &WhoseTheyAre});
}

void AddConflictRoutes(http::Router& router) {
  router.Get(
      "/api/v1/conflicts",
      {.name = "listConflicts",
       .deed = Deed::read,
       .word = Word::promise,
       .summary = "What lies over the hours that the caller owes and waits for an answer, the soonest first"},
      List);
  router.Post("/api/v1/conflicts/answer",
              {.name = "answerConflict",
               .deed = Deed::change,
               .word = Word::promise,
               .status = 200,
               .summary = "The hour stays, moves, or both can be; once. Answers with what is left to ask"},
              AnswerIt);
}

}  // namespace baton::conflict
