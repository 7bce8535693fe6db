#include "handoff/handoff_routes.h"

#include <algorithm>

#include "action/action.h"
#include "action/version.h"
#include "book/directory.h"
#include "handoff/check_step.h"
#include "handoff/directory.h"
#include "handoff/handoff_view.h"
#include "handoff/moves.h"
#include "handoff/own_job.h"
#include "handoff/pause.h"
#include "handoff/step_routes.h"
#include "http/router.h"
#include "json/json.h"
#include "people/directory.h"

namespace baton::handoff {
namespace {

using access::Deed;
using access::Word;
using http::Call;

constexpr int kPage = 100;
constexpr int kMaxPage = 500;

enum class HandoffRole { mine, to_me, any };
BOOST_DESCRIBE_ENUM(HandoffRole, mine, to_me, any)

struct HandoffQuery {
  std::optional<HandoffRole> role;
  std::optional<bool> ended;  // with those that have ended
  std::optional<std::string> after;
  std::optional<std::int32_t> limit;
};
BOOST_DESCRIBE_STRUCT(HandoffQuery, (), (role, ended, after, limit))

struct StageInput {
  static constexpr const char* kSchemaName = "HandoffStageInput";

  Stage stage = Stage::proposed;
  std::optional<std::string> reason;  // for declined and returned
  std::optional<Refuser> refused_by;  // of these: whose no it is; none: the caller's
  std::optional<Day> owned_on;        // for owned: a day to come; none or today: now
  std::optional<Day> overlap_until_on;
};
BOOST_DESCRIBE_STRUCT(StageInput, (), (stage, reason, refused_by, owned_on, overlap_until_on))

struct PauseInput {
  static constexpr const char* kSchemaName = "HandoffPauseInput";

  Day until_on;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(PauseInput, (), (until_on, reason))

// One step of the past: how far it brought the handoff, and who took it.
struct PastStep {
  static constexpr const char* kSchemaName = "HandoffPastStep";

  Stage stage = Stage::proposed;
  Instant at;
  std::optional<people::PersonRef> person;  // none: Baton itself
  bool is_undone = false;
};
BOOST_DESCRIBE_STRUCT(PastStep, (), (stage, at, person, is_undone))

struct Past {
  static constexpr const char* kSchemaName = "HandoffPast";

  std::vector<PastStep> items;  // the latest first
};
BOOST_DESCRIBE_STRUCT(Past, (), (items))

struct ChangeRow {
  std::optional<Id> actor_id;
  Instant at;
  std::optional<Id> undone_by;
  std::string new_values;
};
BOOST_DESCRIBE_STRUCT(ChangeRow, (), (actor_id, at, undone_by, new_values))

Direction DirectionOf(HandoffRole role) {
  switch (role) {
    case HandoffRole::mine:
      return Direction::from_me;
    case HandoffRole::to_me:
      return Direction::to_me;
    case HandoffRole::any:
      break;
  }
  return Direction::any;
}

Result<http::Page<HandoffView>> List(const Call& call, const HandoffQuery& query) {
  const auto start = ParsePageStart<std::int64_t>(query.after);
  if (!start) return Fail(start.error());
  const int limit = std::clamp(query.limit.value_or(kPage), 1, kMaxPage);
  const auto handoffs = ListHandoffs(call.db(), call.scope(),
                                     {.direction = DirectionOf(query.role.value_or(HandoffRole::any)),
                                      .with_ended = query.ended.value_or(false),
                                      .start = *start,
                                      .limit = limit});
  http::Page<HandoffView> page{ViewHandoffs(call.db(), call.org_id(), handoffs, call.principal(), call.now()),
                               std::nullopt};
  if (std::ssize(handoffs) == limit)
    page.next = PageKey(handoffs.back().id, IntroductionKey(handoffs.back()));
  return page;
}

Result<HandoffView> Get(const Call& call, Id id) {
  const auto found = FindHandoff(call.db(), call.scope(), id);
  if (!found) return NotFound("handoff");
  return ViewHandoff(call, call.db(), *found);
}

// One says the own no, or brings the client's; nobody says no for the other one.
Result<Done> CheckRefuser(const StageInput& input, Part part) {
  if (!input.refused_by || *input.refused_by == Refuser::client) return Done{};
  const Refuser own = part == Part::successor ? Refuser::successor : Refuser::former;
  if (*input.refused_by == own) return Done{};
  return Fail(FieldFault{"refused_by", {"problem.handoff.not_your_no"}});
}

// What one of the two does beside the stages: `change(action, handoff) -> Result<Handoff>`.
template <class F>
Result<HandoffView> Change(const Call& call, Id id, std::string_view kind, F change) {
  return call.Write([&](db::Tx& tx) -> Result<HandoffView> {
    const auto found = FindHandoff(tx, call.scope(), id);
    if (!found) return NotFound("handoff");
    if (auto current = action::CheckVersion(call, found->version, "handoff"); !current)
      return Fail(current.error());
    if (PartOf(tx, *found, call.person_id()) == Part::nobody)
      return Fail(Kind::forbidden, "problem.handoff.not_yours");
    action::Action action(tx, call, kind, id);
    const Result<Handoff> saved = change(action, *found);
    if (!saved) return Fail(saved.error());
    return ViewHandoff(call, tx, *saved);
  });
}

Result<HandoffView> PutOff(const Call& call, Id id, const PauseInput& input) {
  return Change(call, id, "handoff.pause", [&](action::Action& action, const Handoff& handoff) {
    return Pause(action, handoff, input.until_on, input.reason);
  });
}

Result<HandoffView> GoOn(const Call& call, Id id) { return Change(call, id, "handoff.resume", &Resume); }

Result<HandoffView> DropDay(const Call& call, Id id) {
  return Change(call, id, "handoff.cancel_day", &CancelOwnership);
}

Result<MovesView> Moves(const Call& call, Id id) {
  const auto found = FindHandoff(call.db(), call.scope(), id);
  if (!found) return NotFound("handoff");
  auto view = ViewMoves(call.db(), *found, call.now());
  const auto scope = ScopeOf(call.principal(), Deed::read, Word::account);
  if (!view || !found->ended_at || book::FindAccount(call.db(), scope, found->account_id)) return view;
  // What the account has now is for those who may see it, not for who said no once.
  view->contacts = view->open_deals = view->closed_deals = view->tasks = view->meetings = {};
  return view;
}

// What goes along is for who hands over to choose.
Result<HandoffView> ChangeMoves(const Call& call, Id id, const json::Patch<MoveChoices>& patch) {
  return Change(call, id, "handoff.moves",
                [&](action::Action& action, const Handoff& handoff) -> Result<Handoff> {
                  if (PartOf(action.tx(), handoff, call.person_id()) != Part::former)
                    return Fail(Kind::forbidden, "problem.handoff.not_your_moves");
                  return ChooseMoves(action, handoff, patch.Apply(ChoicesOf(handoff)));
                });
}

Result<HandoffView> Step(const Call& call, Id id, const StageInput& input) {
  return call.Write([&](db::Tx& tx) -> Result<HandoffView> {
    const auto found = FindHandoff(tx, call.scope(), id);
    if (!found) return NotFound("handoff");
    if (auto current = action::CheckVersion(call, found->version, "handoff"); !current)
      return Fail(current.error());
    const Part part = PartOf(tx, *found, call.person_id());
    const std::string reason = input.reason.value_or("");
    // Asked before the action is begun, so that a refused step leaves nothing behind, not even in a test's log.
    if (auto step = CheckStepNow(tx, *found, input.stage, part, reason, call.now()); !step)
      return Fail(step.error());
    if (auto refuser = CheckRefuser(input, part); !refuser) return Fail(refuser.error());
    action::Action action(tx, call, "handoff." + std::string(json::NameOf(input.stage)), id);
    const auto saved = TakeStep(action, *found, input.stage, part, reason,
                                {input.refused_by, input.owned_on, input.overlap_until_on});
    if (!saved) return Fail(saved.error());
    return ViewHandoff(call, tx, *saved);
  });
}

// The stage that a change led to; none: it changed something else.
std::optional<Stage> StageIn(const std::string& values) {
  const auto parsed = json::Parse(values);
  const auto* object = parsed ? parsed->if_object() : nullptr;
  const auto* stage = object != nullptr ? object->if_contains("stage") : nullptr;
  return stage != nullptr && stage->is_string() ? json::EnumOf<Stage>(stage->as_string()) : std::nullopt;
}

// Whoever may read the handoff may read who took its steps; the log of everything is for others.
Result<Past> History(const Call& call, Id id) {
  if (!FindHandoff(call.db(), call.scope(), id)) return NotFound("handoff");
  const auto rows = call.db().Query<ChangeRow>(
      "SELECT action.actor_id, action.at, action.undone_by, change.new_values FROM change "
      "JOIN action ON action.org_id = change.org_id AND action.id = change.action_id "
      "WHERE change.org_id = $1 AND change.table_name = 'handoff' AND change.row_id = $2 "
      "AND change.new_values IS NOT NULL AND action.undo_of IS NULL ORDER BY change.id DESC",
      call.org_id(), id);
  std::vector<Id> ids;
  for (const ChangeRow& row : rows) {
    if (row.actor_id) ids.push_back(*row.actor_id);
  }
  const auto people = people::FindRefs(call.db(), call.org_id(), ids);
  Past past;
  for (const ChangeRow& row : rows) {
    const auto stage = StageIn(row.new_values);
    if (!stage) continue;
    PastStep step{
        .stage = *stage, .at = row.at, .person = std::nullopt, .is_undone = row.undone_by.has_value()};
    if (const auto found = people.find(row.actor_id.value_or(Id{})); found != people.end())
      step.person = found->second;
    past.items.push_back(std::move(step));
  }
  return past;
}

}  // namespace

void AddHandoffRoutes(http::Router& router) {
  AddStepRoutes(router);
  router.Get("/api/v1/handoffs", {.name = "listHandoffs", .deed = Deed::read, .word = Word::handoff}, List);
  router.Get("/api/v1/handoffs/{id}", {.name = "getHandoff", .deed = Deed::read, .word = Word::handoff}, Get);
  router.Post(
      "/api/v1/handoffs/{id}/stage",
      {.name = "stepHandoff", .deed = Deed::change, .word = Word::handoff, .status = 200, .versioned = true},
      Step);
  const http::RouteOptions changing{
      .deed = Deed::change, .word = Word::handoff, .status = 200, .versioned = true};
  http::RouteOptions pausing = changing;
  pausing.name = "pauseHandoff";
  router.Post("/api/v1/handoffs/{id}/pause", pausing, PutOff);
  http::RouteOptions resuming = changing;
  resuming.name = "resumeHandoff";
  router.Delete("/api/v1/handoffs/{id}/pause", resuming, GoOn);
  http::RouteOptions dropping = changing;
  dropping.name = "cancelHandoffDay";
  router.Delete("/api/v1/handoffs/{id}/day", dropping, DropDay);
  router.Get("/api/v1/handoffs/{id}/moves",
             {.name = "getHandoffMoves", .deed = Deed::read, .word = Word::handoff}, Moves);
  router.Patch("/api/v1/handoffs/{id}/moves",
               {.name = "changeHandoffMoves", .deed = Deed::change, .word = Word::handoff}, ChangeMoves);
  router.Get("/api/v1/handoffs/{id}/history",
             {.name = "getHandoffHistory", .deed = Deed::read, .word = Word::handoff}, History);
}

}  // namespace baton::handoff
