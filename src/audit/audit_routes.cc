#include "audit/audit_routes.h"

#include <algorithm>

#include "action/undo.h"
#include "audit/live.h"
#include "audit/log.h"
#include "audit/log_csv.h"
#include "base/clock.h"
#include "http/router.h"
#include "words/catalogue.h"

namespace baton::audit {
namespace {

using access::Deed;
using access::Word;
using http::Call;

struct ActionDetail {
  static constexpr const char* kSchemaName = "ActionDetail";
  ActionView action;
  std::vector<ChangeView> changes;  // the first 500
};
BOOST_DESCRIBE_STRUCT(ActionDetail, (), (action, changes))

struct DeedKindList {
  static constexpr const char* kSchemaName = "DeedKindList";
  std::vector<DeedKind> items;
};
BOOST_DESCRIBE_STRUCT(DeedKindList, (), (items))

Result<http::Page<ActionView>> List(const Call& call, const LogFilter& filter, const action::Tables& tables) {
  LogPage found = LogReader(call.db(), tables, ReaderOf(call)).Page(filter);
  http::Page<ActionView> page{std::move(found.actions), std::nullopt};
  if (found.next) page.next = ToString(*found.next);
  return page;
}

Result<ActionDetail> Get(const Call& call, Id id, const action::Tables& tables) {
  const LogReader log(call.db(), tables, ReaderOf(call));
  const auto action = log.Find(id);
  if (!action) return NotFound("action");
  auto changes = log.Changes({*action});
  return ActionDetail{*action, std::move(changes[id])};
}

Result<action::Undone> Undo(const Call& call, Id id, const action::Tables& tables) {
  const bool sees_all = call.scope().reach == access::Reach::organization;
  if (sees_all && LogReader(call.db(), tables, ReaderOf(call)).IsBetweenOthers(id)) return NotFound("action");
  return call.Write([&](db::Tx& tx) -> Result<action::Undone> {
    if (auto why = action::WhyNotUndo(tx, call.principal(), call.scope(), id, tables, call.now()))
      return Fail(std::move(*why));
    action::Action undoing(tx, call, "action.undo", id);
    auto undone = action::Undo(undoing, id, tables);
    if (auto why = action::WhyOutOfReach(tx, call.principal(), call.scope(), id, tables))
      return Fail(std::move(*why));
    return undone;
  });
}

// Who has heard nothing yet says how many milliseconds ago the first page was read: what happened since then was not on it.
std::optional<Id> HeardLast(const Call& call, std::string_view last_id) {
  if (!last_id.empty()) return ParseId(last_id);
  const auto ago = http::ParseParameter<std::int64_t>(call.query("ago").value_or(""));
  if (!ago || *ago < 0) return std::nullopt;
  return FirstIdAt(SystemClock().Now() - std::min(*ago, kMillisecondsPerDay));
}

Result<http::EventStream> Listen(const Call& call, const action::Tables& tables) {
  return http::EventStream{.resume = [&call, &tables](std::string_view last_id) {
    const auto id = HeardLast(call, last_id);
    return id ? EventsSince(call.db(), tables, call.org_id(), call.person_id(), *id)
              : std::vector<http::Event>{};
  }};
}

}  // namespace

void AddAuditRoutes(http::Router& router, const action::Tables& tables) {
  router.Get("/api/v1/actions", {.name = "listActions", .deed = Deed::read, .word = Word::action},
             [&tables](const Call& call, const LogFilter& filter) { return List(call, filter, tables); });
  router.Get("/api/v1/actions.csv", {.name = "exportActions", .deed = Deed::read, .word = Word::action},
             [&tables](const Call& call, const LogFilter& filter) -> Result<http::File> {
               return http::File{.content_type = "text/csv; charset=utf-8",
                                 .name = "baton-log-" + ToString(call.now()).substr(0, 10) + ".csv",
                                 .source = LogCsv(call.database(), tables, ReaderOf(call), filter)};
             });
  router.Get("/api/v1/deed-kinds", {.name = "listDeedKinds", .deed = Deed::read, .word = Word::action},
             [](const Call& call) -> Result<DeedKindList> {
               return DeedKindList{DeedKinds(words::Catalogue::Compiled(), call.language())};
             });
  router.Get("/api/v1/actions/{id}", {.name = "getAction", .deed = Deed::read, .word = Word::action},
             [&tables](const Call& call, Id id) { return Get(call, id, tables); });
  router.Post("/api/v1/actions/{id}/undo",
              {.name = "undoAction", .deed = Deed::change, .word = Word::action, .status = 200},
              [&tables](const Call& call, Id id) { return Undo(call, id, tables); });
  router.Events("/api/v1/events", {.name = "listen", .deed = Deed::read, .word = Word::notice},
                [&tables](const Call& call) { return Listen(call, tables); });
}

}  // namespace baton::audit
