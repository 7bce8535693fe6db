#include "chat/chat_routes.h"

#include "action/action.h"
#include "action/tables.h"
#include "base/text.h"
#include "chat/chat_rules.h"
#include "chat/chat_store.h"
#include "http/router.h"
#include "notice/notice.h"

namespace baton::chat {
namespace {

using access::Deed;
using access::Word;
using http::Call;

HookView View(db::Connection& connection, Id org_id, Id person_id) {
  const auto hook = FindHook(connection, org_id, person_id);
  if (!hook) return {};
  return {hook->kind,     hook->host,   hook->is_on, hook->wants_test || hook->attempts > 0,
          hook->attempts, hook->status, hook->fault, hook->told_at};
}

Result<HookView> Get(const Call& call) { return View(call.db(), call.org_id(), call.person_id()); }

Result<HookView> Enter(const Call& call, const HookInput& entered, const ChatOptions& options) {
  const HookInput input{entered.kind, std::string(Trim(entered.url))};
  if (auto faults = FaultsOf(input, options.hosts); !faults.empty()) return Fail(std::move(faults));
  return call.Write([&](db::Tx& tx) -> Result<HookView> {
    const action::Action action(tx, call, "chat.enter", call.person_id());
    const auto newest = notice::FindNotices(tx, call.org_id(), call.person_id(), std::nullopt, 1);
    Hook hook{.org_id = call.org_id(), .person_id = call.person_id(), .kind = input.kind};
    hook.host = HostOf(input.url);
    hook.url_sealed = SealUrl(*options.key, hook.org_id, hook.person_id, input.url);
    hook.wants_test = true;  // the first message says what comes here
    if (!newest.empty()) hook.told_notice_id = newest.front().id;
    PutHook(tx, hook);
    return View(tx, hook.org_id, hook.person_id);
  });
}

Result<HookView> Test(const Call& call) {
  return call.Write([&](db::Tx& tx) -> Result<HookView> {
    const auto found = FindHook(tx, call.org_id(), call.person_id());
    if (!found) return NotFound("chat");
    const action::Action action(tx, call, "chat.test", call.person_id());
    Hook again = *found;
    again.is_on = true;
    again.wants_test = true;
    again.attempts = 0;
    again.next_at = std::nullopt;
    SaveHook(tx, again, found->attempts);
    return View(tx, call.org_id(), call.person_id());
  });
}

Result<Done> Remove(const Call& call) {
  return call.Write([&](db::Tx& tx) -> Result<Done> {
    if (!FindHook(tx, call.org_id(), call.person_id())) return NotFound("chat");
    const action::Action action(tx, call, "chat.remove", call.person_id());
    RemoveHook(tx, call.org_id(), call.person_id());
    return Done{};
  });
}

}  // namespace

void AddChatRoutes(http::Router& router, const ChatOptions& options) {
  router.Get("/api/v1/chat",
             {.name = "getChat",
              .deed = Deed::read,
              .word = Word::notice,
              .summary = "Where the caller is told in Slack or Teams what is new while not looking"},
             Get);
  router.Post(
      "/api/v1/chat",
      {.name = "enterChat",
       .deed = Deed::change,
       .word = Word::notice,
       .status = 200,
       .keeps_answer = false,
       .summary =
           "An incoming webhook of Slack or Teams, in place of the one before; a first message follows"},
      [&options](const Call& call, const HookInput& input) { return Enter(call, input, options); });
  router.Post("/api/v1/chat/test",
              {.name = "testChat", .deed = Deed::change, .word = Word::notice, .status = 200}, Test);
  router.Delete("/api/v1/chat", {.name = "removeChat", .deed = Deed::change, .word = Word::notice}, Remove);
}

void AddTables(action::Tables& tables) {
  for (const char* kind : {"chat.enter", "chat.test", "chat.remove"}) {
    tables.KeepFromUndo(kind, "problem.chat.kept");
  }
}

}  // namespace baton::chat
