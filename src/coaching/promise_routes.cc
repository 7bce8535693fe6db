#include "coaching/promise_routes.h"

#include <algorithm>

#include "action/action.h"
#include "action/version.h"
#include "base/text.h"
#include "book/directory.h"
#include "coaching/due.h"
#include "coaching/figure_routes.h"
#include "coaching/promise_store.h"
#include "http/router.h"
#include "people/directory.h"

namespace baton::coaching {
namespace {

using access::Deed;
using access::Word;
using http::Call;

constexpr int kMaxPage = 200;

struct PromiseQuery {
  std::optional<Id> with;
  std::optional<PromiseFilter> state;
  std::optional<Id> after;
  std::optional<std::int32_t> limit;
};
BOOST_DESCRIBE_STRUCT(PromiseQuery, (), (with, state, after, limit))

struct PromiseInput {
  static constexpr const char* kSchemaName = "PromiseInput";

  PromiseKind kind = PromiseKind::other;
  std::string title;
  std::optional<Id> rep_id;      // a manager promises
  std::optional<Id> manager_id;  // a rep asks; none: the own manager
  std::optional<Instant> due_at;
  std::optional<std::string> due_local;  // instead: on the wall where the caller is, 2026-12-02T17:00
  std::int32_t minutes = 30;
  std::optional<Id> account_id;
};
BOOST_DESCRIBE_STRUCT(PromiseInput, (),
                      (kind, title, rep_id, manager_id, due_at, due_local, minutes, account_id))

struct PromiseChange {
  static constexpr const char* kSchemaName = "PromiseChange";

  std::string title;
  std::int32_t minutes = 0;
};
BOOST_DESCRIBE_STRUCT(PromiseChange, (), (title, minutes))

struct MoveInput {
  static constexpr const char* kSchemaName = "PromiseMove";

  std::optional<Instant> due_at;
  std::optional<std::string> due_local;  // instead: on the wall where the caller is
  Cause cause = Cause::other;
  std::optional<Id> interruption_id;
};
BOOST_DESCRIBE_STRUCT(MoveInput, (), (due_at, due_local, cause, interruption_id))

struct AcceptInput {
  static constexpr const char* kSchemaName = "PromiseAcceptance";

  std::optional<Instant> due_at;  // another time than the one asked for
  std::optional<std::string> due_local;
};
BOOST_DESCRIBE_STRUCT(AcceptInput, (), (due_at, due_local))

Result<PromiseView> View(const Call& call, db::Connection& connection, const Promise& promise) {
  auto views = ViewPromises(connection, call.org_id(), std::span(&promise, 1), call.person_id(), call.now());
  if (views.empty()) return NotFound("promise");
  return std::move(views.front());
}

Result<http::Page<PromiseView>> List(const Call& call, const PromiseQuery& query) {
  const int limit = std::clamp(query.limit.value_or(50), 1, kMaxPage);
  const auto promises = ListPromises(call.db(), call.org_id(),
                                     {.person_id = call.person_id(),
                                      .with_id = query.with,
                                      .filter = query.state,
                                      .after = query.after,
                                      .limit = limit,
                                      .now = call.now()});
  http::Page<PromiseView> page{ViewPromises(call.db(), call.org_id(), promises, call.person_id(), call.now()),
                               std::nullopt};
  if (std::ssize(promises) == limit) page.next = ToString(promises.back().id);
  return page;
}

Result<PromiseView> Get(const Call& call, Id id) {
  const auto found = FindPromise(call.db(), call.org_id(), call.person_id(), id);
  if (!found) return NotFound("promise");
  return View(call, call.db(), *found);
}

// The two: a manager promises to somebody of the team, a rep asks a manager above.
Result<Promise> Between(const Call& call, db::Connection& connection, const PromiseInput& input) {
  Promise promise;
  if (input.rep_id) {
    promise.manager_id = call.person_id();
    promise.rep_id = *input.rep_id;
    const bool is_team = call.principal().role == access::Role::manager &&
                         people::IsBelow(connection, call.org_id(), *input.rep_id, call.person_id());
    if (!is_team) {
      auto left = FaultOfLeft(connection, call.org_id(), *input.rep_id, "rep_id");
      return Fail(left ? std::move(*left) : FieldFault{"rep_id", {"problem.promise.not_in_team"}});
    }
    return promise;
  }
  const auto me = people::FindPerson(connection, call.org_id(), call.person_id());
  const auto manager_id = input.manager_id ? input.manager_id : (me ? me->manager_id : std::nullopt);
  const auto manager = manager_id ? people::FindPerson(connection, call.org_id(), *manager_id) : std::nullopt;
  if (!manager || manager->role != access::Role::manager ||
      !people::IsBelow(connection, call.org_id(), call.person_id(), manager->id)) {
    const bool is_promise = call.principal().role == access::Role::manager && !input.manager_id;
    return Fail(is_promise ? FieldFault{"rep_id", {"problem.field.required"}}
                           : FieldFault{"manager_id", {"problem.promise.not_your_manager"}});
  }
  promise.manager_id = manager->id;
  promise.rep_id = call.person_id();
  promise.state = PromiseState::asked;
  promise.is_agreed = false;
  return promise;
}

Result<Done> CheckAccount(const Call& call, db::Connection& connection, const std::optional<Id>& account_id) {
  if (!account_id) return Done{};
  const auto scope = access::ScopeOf(call.principal(), Deed::read, Word::account);
  if (scope && book::FindAccount(connection, scope, *account_id)) return Done{};
  return Fail(FieldFault{"account_id", {"problem.not_found", {{"word", std::string("account")}}}});
}

Result<Instant> ReadDue(const Call& call, db::Connection& connection, const std::optional<Instant>& due_at,
                        const std::optional<std::string>& due_local) {
  return DueOf({due_at, due_local}, ZoneOf(connection, call.org_id(), call.person_id()), call.now());
}

Result<PromiseView> Create(const Call& call, const PromiseInput& input) {
  auto faults = FaultsOf(input.title, input.minutes);
  const auto due_at = ReadDue(call, call.db(), input.due_at, input.due_local);
  if (!due_at) {
    const auto& more = due_at.error().errors;
    faults.insert(faults.end(), more.begin(), more.end());
  }
  if (!faults.empty()) return Fail(std::move(faults));
  return call.Write([&](db::Tx& tx) -> Result<PromiseView> {
    auto between = Between(call, tx, input);
    if (!between) return Fail(between.error());
    if (const auto account = CheckAccount(call, tx, input.account_id); !account) return Fail(account.error());
    Promise promise = *between;
    promise.kind = input.kind;
    promise.title = input.title;
    promise.minutes = input.minutes;
    promise.account_id = input.account_id;
    promise.due_at = *due_at;
    promise.id = tx.NewId();
    action::Action action(tx, call, promise.is_agreed ? "promise.make" : "promise.ask", promise.id);
    const auto made = MakePromise(action, std::move(promise));
    if (!made) return Fail(made.error());
    return View(call, tx, *made);
  });
}

// What every change of a promise has in common: found, of this version, and the caller may.
template <class F>
Result<PromiseView> Do(const Call& call, Id id, PromiseDeed deed, F&& change) {
  return call.Write([&](db::Tx& tx) -> Result<PromiseView> {
    const auto found = FindPromise(tx, call.org_id(), call.person_id(), id);
    if (!found) return NotFound("promise");
    if (auto current = action::CheckVersion(call, found->version, "promise"); !current) {
      return Fail(current.error());
    }
    const Part part = PartOf(*found, call.person_id());
    if (auto may = CheckDeed(*found, deed, part, call.now()); !may) return Fail(may.error());
    action::Action action(tx, call, "promise." + std::string(json::NameOf(deed)), id);
    const Result<Promise> saved = change(action, *found);
    if (!saved) return Fail(saved.error());
    return View(call, tx, *saved);
  });
}

Result<PromiseView> Change(const Call& call, Id id, const json::Patch<PromiseChange>& patch) {
  return Do(call, id, PromiseDeed::change,
            [&](action::Action& action, const Promise& before) -> Result<Promise> {
              const PromiseChange input = patch.Apply({before.title, before.minutes});
              if (auto faults = FaultsOf(input.title, input.minutes); !faults.empty())
                return Fail(std::move(faults));
              Promise after = before;
              after.title = std::string(Trim(input.title));
              after.minutes = input.minutes;
              return action.Update(before, after);
            });
}

Result<PromiseView> KeepIt(const Call& call, Id id) { return Do(call, id, PromiseDeed::keep, Keep); }

Result<PromiseView> WithdrawIt(const Call& call, Id id) {
  return Do(call, id, PromiseDeed::withdraw, Withdraw);
}

Result<PromiseView> AcceptIt(const Call& call, Id id, const AcceptInput& input) {
  return Do(
      call, id, PromiseDeed::accept, [&](action::Action& action, const Promise& before) -> Result<Promise> {
        const bool is_asked_time = !input.due_at && !input.due_local;
        const auto due_at = ReadDue(
            call, action.tx(), is_asked_time ? std::optional(before.due_at) : input.due_at, input.due_local);
        if (!due_at) return Fail(due_at.error());
        if (auto fault = FaultOfPeople(action.tx(), call.org_id(), before, *due_at))
          return Fail(std::move(*fault));
        return Accept(action, before, *due_at);
      });
}

Result<PromiseView> MoveIt(const Call& call, Id id, const MoveInput& input) {
  return Do(
      call, id, PromiseDeed::move, [&](action::Action& action, const Promise& before) -> Result<Promise> {
        const auto due_at = ReadDue(call, action.tx(), input.due_at, input.due_local);
        if (!due_at) return Fail(due_at.error());
        if (*due_at == before.due_at) return Fail(FieldFault{"due_at", {"problem.promise.same_time"}});
        if (auto fault = FaultOfPeople(action.tx(), call.org_id(), before, *due_at))
          return Fail(std::move(*fault));
        if (input.interruption_id &&
            !IsInterruptionOf(action.tx(), call.org_id(), call.person_id(), *input.interruption_id)) {
          return Fail(
              FieldFault{"interruption_id", {"problem.not_found", {{"word", std::string("interruption")}}}});
        }
        return Move(action, before,
                    {.due_at = *due_at, .cause = input.cause, .interruption_id = input.interruption_id});
      });
}

http::RouteOptions Deeds(std::string name, std::string summary) {
  return {.name = std::move(name),
          .deed = Deed::change,
          .word = Word::promise,
          .status = 200,
          .versioned = true,
          .summary = std::move(summary)};
}

}  // namespace

void AddPromiseRoutes(http::Router& router) {
  router.Get("/api/v1/promises", {.name = "listPromises", .deed = Deed::read, .word = Word::promise}, List);
  AddFigureRoutes(router);
  AddChoiceRoutes(router);
  router.Get("/api/v1/promises/{id}", {.name = "getPromise", .deed = Deed::read, .word = Word::promise}, Get);
  router.Post(
      "/api/v1/promises",
      {.name = "createPromise",
       .deed = Deed::create,
       .word = Word::promise,
       .summary = "A manager promises (rep_id), or a rep asks (manager_id, or nobody: the own manager)"},
      Create);
  router.Patch("/api/v1/promises/{id}",
               {.name = "changePromise", .deed = Deed::change, .word = Word::promise}, Change);
  router.Post("/api/v1/promises/{id}/keep", Deeds("keepPromise", "The manager did it"), KeepIt);
  router.Post("/api/v1/promises/{id}/move", Deeds("movePromise", "Another time, with what took its place"),
              MoveIt);
  router.Post("/api/v1/promises/{id}/withdraw", Deeds("withdrawPromise", "Either of the two takes it back"),
              WithdrawIt);
  router.Post("/api/v1/promises/{id}/accept",
              Deeds("acceptPromise", "The manager agrees to what a rep asked"), AcceptIt);
}

}  // namespace baton::coaching
