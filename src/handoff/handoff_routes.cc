#include "handoff/handoff_routes.h"

#include "action/action.h"
#include "action/version.h"
#include "handoff/directory.h"
#include "handoff/handoff_letter.h"
#include "http/router.h"

namespace baton::handoff {
namespace {

using access::Deed;
using access::Word;
using http::Call;

enum class HandoffRole { mine, to_me, any };
BOOST_DESCRIBE_ENUM(HandoffRole, mine, to_me, any)

struct HandoffQuery {
  std::optional<HandoffRole> role;
  std::optional<bool> ended;  // with those that have ended
};
BOOST_DESCRIBE_STRUCT(HandoffQuery, (), (role, ended))

struct StageInput {
  static constexpr const char* kSchemaName = "HandoffStageInput";

  Stage stage = Stage::proposed;
  std::optional<std::string> reason;  // for declined and returned
};
BOOST_DESCRIBE_STRUCT(StageInput, (), (stage, reason))

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

Result<HandoffView> View(const Call& call, db::Connection& connection, const Handoff& handoff) {
  auto views = ViewHandoffs(connection, call.org_id(), std::span(&handoff, 1), call.principal());
  if (views.empty()) return NotFound("handoff");
  return std::move(views.front());
}

Result<http::Page<HandoffView>> List(const Call& call, const HandoffQuery& query) {
  const auto handoffs =
      ListHandoffs(call.db(), call.scope(), DirectionOf(query.role.value_or(HandoffRole::any)),
                   query.ended.value_or(false));
  return http::Page<HandoffView>{ViewHandoffs(call.db(), call.org_id(), handoffs, call.principal()),
                                 std::nullopt};
}

Result<HandoffView> Get(const Call& call, Id id) {
  const auto found = FindHandoff(call.db(), call.scope(), id);
  if (!found) return NotFound("handoff");
  return View(call, call.db(), *found);
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
    if (auto step = CheckStep(found->stage, input.stage, part, reason); !step) return Fail(step.error());
    action::Action action(tx, call, "handoff." + std::string(json::NameOf(input.stage)), id);
    const auto saved = TakeStep(action, *found, input.stage, part, reason);
    if (!saved) return Fail(saved.error());
    return View(call, tx, *saved);
  });
}

Result<LetterView> Letter(const Call& call, Id id) {
  const auto found = FindHandoff(call.db(), call.scope(), id);
  if (!found) return NotFound("handoff");
  return ViewLetter(call, *found);
}

}  // namespace

void AddHandoffRoutes(http::Router& router) {
  router.Get("/api/v1/handoffs", {.name = "listHandoffs", .deed = Deed::read, .word = Word::handoff}, List);
  router.Get("/api/v1/handoffs/{id}", {.name = "getHandoff", .deed = Deed::read, .word = Word::handoff}, Get);
  router.Post(
      "/api/v1/handoffs/{id}/stage",
      {.name = "stepHandoff", .deed = Deed::change, .word = Word::handoff, .status = 200, .versioned = true},
      Step);
  router.Get("/api/v1/handoffs/{id}/letter",
             {.name = "getHandoffLetter", .deed = Deed::read, .word = Word::handoff}, Letter);
}

}  // namespace baton::handoff
