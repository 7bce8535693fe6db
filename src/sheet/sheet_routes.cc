#include "sheet/sheet_routes.h"

#include <algorithm>

#include "action/version.h"
#include "base/text.h"
#include "book/directory.h"
#include "handoff/directory.h"
#include "http/router.h"
#include "sheet/sheet_store.h"

namespace baton::sheet {
namespace {

using access::Deed;
using access::Word;
using handoff::Handoff;
using handoff::Part;
using http::Call;

struct ReadBackInput {
  static constexpr const char* kSchemaName = "ReadBackInput";

  std::string text;
};
BOOST_DESCRIBE_STRUCT(ReadBackInput, (), (text))

struct ClientPromiseInput {
  static constexpr const char* kSchemaName = "ClientPromiseInput";

  std::string title;
  std::optional<Day> due_on;
};
BOOST_DESCRIBE_STRUCT(ClientPromiseInput, (), (title, due_on))

struct ClientPromiseChange {
  static constexpr const char* kSchemaName = "ClientPromiseChange";

  std::string title;
  std::optional<Day> due_on;
  bool is_kept = false;
};
BOOST_DESCRIBE_STRUCT(ClientPromiseChange, (), (title, due_on, is_kept))

SheetView View(const Call& call, db::Connection& connection, const Handoff& handoff) {
  const auto sheet = FindSheet(connection, call.org_id(), handoff.id);
  const auto promises = ListPromises(connection, call.org_id(), handoff.account_id);
  SheetView view;
  if (sheet) {
    view.version = sheet->version;
    view.importance = sheet->importance;
    view.summary = sheet->summary;
    view.risks = sheet->risks;
    view.written_at = sheet->written_at;
    view.read_back = sheet->read_back;
    view.read_back_at = sheet->read_back_at;
    view.is_changed_since = IsChangedSince(*sheet, promises);
  }
  // What was promised since is for those who may see the account, not for who said no once.
  const auto scope = ScopeOf(call.principal(), Deed::read, Word::account);
  if (!handoff.ended_at || book::FindAccount(connection, scope, handoff.account_id)) {
    view.promises = ViewPromises(connection, call.org_id(), promises);
  }
  if (ScopeOf(call.principal(), Deed::change, Word::handoff) && !handoff.ended_at) {
    const Part part = handoff::PartOf(connection, handoff, call.person_id());
    view.may_write = part == Part::former;
    view.may_read_back = part == Part::successor && sheet.has_value();
  }
  return view;
}

Result<SheetView> Get(const Call& call, Id id) {
  const auto found = handoff::FindHandoff(call.db(), call.scope(), id);
  if (!found) return NotFound("handoff");
  return View(call, call.db(), *found);
}

// The handoff, while it is under way and it is this part's turn to write.
Result<Handoff> FindFor(const Call& call, db::Connection& connection, Id id, Part part) {
  const auto found = handoff::FindHandoff(connection, call.scope(), id);
  if (!found) return NotFound("handoff");
  if (found->ended_at) return Fail(Kind::conflict, "problem.handoff.ended");
  if (handoff::PartOf(connection, *found, call.person_id()) != part) {
    const bool is_successors = part == Part::successor;
    return Fail(Kind::forbidden, "problem.handoff.not_your_step",
                {{"whose", std::string(is_successors ? "successor" : "former")}});
  }
  return *found;
}

Result<SheetView> Patch(const Call& call, Id id, const json::Patch<SheetWords>& patch) {
  return call.Write([&](db::Tx& tx) -> Result<SheetView> {
    const auto handoff = FindFor(call, tx, id, Part::former);
    if (!handoff) return Fail(handoff.error());
    const auto before = FindSheet(tx, call.org_id(), id);
    if (auto current = action::CheckVersion(call, before ? before->version : 0, "handover_sheet"); !current) {
      return Fail(current.error());
    }
    const SheetWords known = before ? WordsOf(*before) : SheetWords{};
    const SheetWords words = Tidy(patch.Apply(known));
    if (auto faults = FaultsOf(words); !faults.empty()) return Fail(std::move(faults));
    if (words == known) return View(call, tx, *handoff);
    action::Action action(tx, call, "sheet.write", id);
    if (auto written = Write(action, *handoff, before, words); !written) return Fail(written.error());
    return View(call, tx, *handoff);
  });
}

Result<SheetView> PostReadBack(const Call& call, Id id, const ReadBackInput& input) {
  return call.Write([&](db::Tx& tx) -> Result<SheetView> {
    const auto handoff = FindFor(call, tx, id, Part::successor);
    if (!handoff) return Fail(handoff.error());
    const auto before = FindSheet(tx, call.org_id(), id);
    if (!before) return Fail(Kind::conflict, "problem.sheet.nothing_written");
    if (auto current = action::CheckVersion(call, before->version, "handover_sheet"); !current) {
      return Fail(current.error());
    }
    if (auto fault = FaultOfReadBack(*before, input.text)) return Fail(std::move(*fault));
    action::Action action(tx, call, "sheet.read_back", id);
    if (auto read = ReadBack(action, *handoff, *before, input.text); !read) return Fail(read.error());
    return View(call, tx, *handoff);
  });
}

Result<ClientPromiseView> ViewOne(db::Connection& connection, const ClientPromise& promise) {
  auto views = ViewPromises(connection, promise.org_id, std::span(&promise, 1));
  if (views.empty()) return NotFound("client_promise");
  return std::move(views.front());
}

// Whoever sees the account sees what was promised to it; whoever may change it keeps the list.
Result<ClientPromiseView> Promise(const Call& call, Id account_id, const ClientPromiseInput& input) {
  if (auto faults = FaultsOfPromise(input.title); !faults.empty()) return Fail(std::move(faults));
  return call.Write([&](db::Tx& tx) -> Result<ClientPromiseView> {
    if (!book::FindAccount(tx, call.scope(), account_id)) return NotFound("account");
    const auto before = ListPromises(tx, call.org_id(), account_id);
    const auto open = std::count_if(before.begin(), before.end(),
                                    [](const ClientPromise& promise) { return !promise.kept_at; });
    if (static_cast<std::size_t>(open) >= kMaxPromises) {
      return Fail(Kind::conflict, "problem.sheet.too_many_promises",
                  {{"limit", static_cast<std::int64_t>(kMaxPromises)}});
    }
    ClientPromise promise;
    promise.account_id = account_id;
    promise.person_id = call.person_id();
    promise.title = std::string(Trim(input.title));
    promise.due_on = input.due_on;
    promise.promised_at = call.now();
    action::Action action(tx, call, "client_promise.create", account_id);
    return ViewOne(tx, action.Insert(promise));
  });
}

// A promise of an account that the caller may change.
Result<ClientPromise> FindFor(const Call& call, db::Connection& connection, Id id) {
  const auto found = FindPromise(connection, call.org_id(), id);
  if (!found || !book::FindAccount(connection, call.scope(), found->account_id)) {
    return NotFound("client_promise");
  }
  return *found;
}

Result<ClientPromiseView> Change(const Call& call, Id id, const json::Patch<ClientPromiseChange>& patch) {
  return call.Write([&](db::Tx& tx) -> Result<ClientPromiseView> {
    const auto before = FindFor(call, tx, id);
    if (!before) return Fail(before.error());
    if (auto current = action::CheckVersion(call, before->version, "client_promise"); !current) {
      return Fail(current.error());
    }
    const ClientPromiseChange input =
        patch.Apply({before->title, before->due_on, before->kept_at.has_value()});
    if (auto faults = FaultsOfPromise(input.title); !faults.empty()) return Fail(std::move(faults));
    ClientPromise after = *before;
    after.title = std::string(Trim(input.title));
    after.due_on = input.due_on;
    if (input.is_kept != before->kept_at.has_value()) {
      after.kept_at = input.is_kept ? std::optional(call.now()) : std::nullopt;
    }
    action::Action action(tx, call, "client_promise.change", before->account_id);
    const auto saved = action.Update(*before, after);
    if (!saved) return Fail(saved.error());
    return ViewOne(tx, *saved);
  });
}

Result<Done> Remove(const Call& call, Id id) {
  return call.Write([&](db::Tx& tx) -> Result<Done> {
    const auto before = FindFor(call, tx, id);
    if (!before) return Fail(before.error());
    ClientPromise after = *before;
    after.deleted_at = call.now();
    action::Action action(tx, call, "client_promise.remove", before->account_id);
    if (auto saved = action.Update(*before, after); !saved) return Fail(saved.error());
    return Done{};
  });
}

}  // namespace

void AddSheetRoutes(http::Router& router) {
  router.Get("/api/v1/handoffs/{id}/sheet",
             {.name = "getHandoverSheet", .deed = Deed::read, .word = Word::handoff}, Get);
  router.Patch("/api/v1/handoffs/{id}/sheet",
               {.name = "writeHandoverSheet",
                .deed = Deed::change,
                .word = Word::handoff,
                .summary = "The former owner's words; before the first ones the version is 0"},
               Patch);
  router.Post("/api/v1/handoffs/{id}/sheet/read-back",
              {.name = "readBackHandoverSheet",
               .deed = Deed::change,
               .word = Word::handoff,
               .status = 200,
               .versioned = true,
               .summary = "The successor says in own words what was understood"},
              PostReadBack);
  router.Post("/api/v1/accounts/{id}/client-promises",
              {.name = "createClientPromise", .deed = Deed::change, .word = Word::handoff}, Promise);
  router.Patch("/api/v1/client-promises/{id}",
               {.name = "changeClientPromise", .deed = Deed::change, .word = Word::handoff}, Change);
  router.Delete("/api/v1/client-promises/{id}",
                {.name = "removeClientPromise", .deed = Deed::change, .word = Word::handoff}, Remove);
}

}  // namespace baton::sheet
