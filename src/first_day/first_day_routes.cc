#include "first_day/first_day_routes.h"

#include <algorithm>

#include "action/action.h"
#include "action/tables.h"
#include "base/zone.h"
#include "book/directory.h"
#include "coaching/directory.h"
#include "first_day/first_day.h"
#include "handoff/directory.h"
#include "http/router.h"
#include "people/directory.h"
#include "people/ref.h"
#include "session/invitation.h"

namespace baton::first_day {
namespace {

using access::Deed;
using access::Role;
using access::Word;
using coaching::Promise;
using coaching::PromiseState;
using http::Call;

constexpr int kTen = 10 * 60;
constexpr int kFriday = 5;

bool IsDone(db::Connection& connection, Id org_id, Id person_id) {
  return connection
      .QueryValue<Id>("SELECT id FROM first_day WHERE org_id = $1 AND person_id = $2", org_id, person_id)
      .has_value();
}

// Came by an invitation not long ago.
bool IsNew(const Call& call, db::Connection& connection) {
  if (call.principal().role != Role::rep) return false;
  const auto joined_at = session::FindJoined(connection, call.org_id(), call.person_id());
  return joined_at && *joined_at >= call.now() - std::int64_t{kNewDays} * kMillisecondsPerDay;
}

// One with the rep as who asked.
bool IsRequest(const Promise& promise, Id rep_id) {
  return promise.state == PromiseState::asked && promise.rep_id == rep_id;
}

std::optional<people::Person> ManagerOf(db::Connection& connection, const people::Person& me) {
  const auto manager =
      me.manager_id ? people::FindPerson(connection, me.org_id, *me.manager_id) : std::nullopt;
  return manager && manager->role == Role::manager ? manager : std::nullopt;
}

void AddAccounts(const Call& call, db::Connection& connection, FirstDayView& view) {
  const auto ids = book::FindOwnedAccounts(connection, call.org_id(), call.person_id());
  view.account_count = std::ssize(ids);
  const Day today = DayIn(call.now(), coaching::ZoneOf(connection, call.org_id(), call.person_id()));
  auto rows = book::ViewAccountRows(connection, call.org_id(), ids, call.now(), today);
  std::ranges::stable_sort(rows, std::greater{}, &book::AccountRow::revenue_minor);
  if (rows.size() > kMostAccounts) rows.resize(kMostAccounts);
  for (const book::AccountRow& row : rows) {
    view.accounts.push_back({{row.id, row.name}, row.revenue_minor, row.currency, row.open_deals});
  }
}

void AddComing(const Call& call, db::Connection& connection, FirstDayView& view) {
  const auto handoffs = handoff::FindOpenTo(connection, call.org_id(), std::vector{call.person_id()});
  std::vector<Id> accounts, people;
  for (const handoff::Handoff& one : handoffs) {
    accounts.push_back(one.account_id);
    people.push_back(one.from_id);
  }
  const auto account_refs = book::FindAccountRefs(connection, call.org_id(), accounts);
  const auto people_refs = people::FindRefs(connection, call.org_id(), people);
  for (const handoff::Handoff& one : handoffs) {
    const auto account = account_refs.find(one.account_id);
    const auto from = people_refs.find(one.from_id);
    if (account == account_refs.end() || from == people_refs.end()) continue;
    view.coming.push_back({one.id, account->second, from->second, one.introduction_on});
  }
}

FirstDayView View(const Call& call, db::Connection& connection) {
  FirstDayView view;
  if (!IsNew(call, connection) || IsDone(connection, call.org_id(), call.person_id())) return view;
  const auto me = people::FindPerson(connection, call.org_id(), call.person_id());
  if (!me) return view;
  std::vector<Promise> owed;
  for (const Promise& one : coaching::FindPending(connection, call.org_id(), me->id)) {
    if (IsRequest(one, me->id)) return view;  // asked already, on another screen
    if (one.rep_id == me->id && one.state == PromiseState::open) owed.push_back(one);
  }
  view.is_now = true;
  AddAccounts(call, connection, view);
  AddComing(call, connection, view);
  view.promises = coaching::ViewPromises(connection, call.org_id(), owed, me->id, call.now());
  if (const auto manager = ManagerOf(connection, *me)) {
    view.manager = people::RefOf(*manager);
    view.request =
        FirstRequest{.title = call.Say({"first_day.request_title"}),
                     .due_at = FirstHour(call.now(), coaching::ZoneOf(connection, call.org_id(), me->id))};
  }
  return view;
}

void Finish(action::Action& action, Id person_id) {
  action.Insert(FirstDay{.person_id = person_id, .done_at = action.now()});
}

Result<FirstDayView> Ask(const Call& call, const FirstRequest& input) {
  auto faults = coaching::FaultsOf(input.title, input.minutes);
  if (auto fault = coaching::FaultOfDue(input.due_at, call.now(), "due_at")) faults.push_back(*fault);
  if (!faults.empty()) return Fail(std::move(faults));
  return call.Write([&](db::Tx& tx) -> Result<FirstDayView> {
    const auto me = people::FindPerson(tx, call.org_id(), call.person_id());
    const auto manager = me ? ManagerOf(tx, *me) : std::nullopt;
    if (!manager) return Fail(Kind::conflict, "problem.first_day.no_manager");
    if (!View(call, tx).is_now) return Fail(Kind::conflict, "problem.first_day.over");
    action::Action action(tx, call, "first_day.ask");
    Promise promise;
    promise.manager_id = manager->id;
    promise.rep_id = me->id;
    promise.kind = input.kind;
    promise.title = input.title;
    promise.minutes = input.minutes;
    promise.due_at = input.due_at;
    promise.state = PromiseState::asked;
    promise.is_agreed = false;
    const auto made = coaching::MakePromise(action, std::move(promise));
    if (!made) return Fail(made.error());
    Finish(action, me->id);
    return View(call, tx);
  });
}

Result<FirstDayView> Dismiss(const Call& call) {
  return call.Write([&](db::Tx& tx) -> Result<FirstDayView> {
    if (!View(call, tx).is_now) return Fail(Kind::conflict, "problem.first_day.over");
    action::Action action(tx, call, "first_day.dismiss");
    Finish(action, call.person_id());
    return View(call, tx);
  });
}

http::RouteOptions Deeds(std::string name, std::string summary) {
  return {.name = std::move(name),
          .deed = Deed::create,
          .word = Word::promise,
          .status = 200,
          .summary = std::move(summary)};
}

std::vector<Id> Themselves(db::Connection& connection, Id org_id, std::span<const Id> ids) {
  return connection.Query<Id>("SELECT person_id FROM first_day WHERE org_id = $1 AND id IN baton_list($2)",
                              org_id, db::IdList(ids));
}

}  // namespace

Instant FirstHour(Instant now, const std::string& zone) {
  Day day = DayIn(now, zone) + 1;
  while (Weekday(day) > kFriday) day = day + 1;
  return ToInstant({day, kTen}, zone);
}

void AddTables(action::Tables& tables) {
  tables.Add({.name = std::string(FirstDay::kTable),
              .out_of_reach = action::UnlessMayChange(Word::promise),
              .listeners = &Themselves});
}

void AddFirstDayRoutes(http::Router& router) {
  router.Get("/api/v1/first-day",
             {.name = "getFirstDay",
              .deed = Deed::read,
              .word = Word::today,
              .summary = "Of a rep who has just come: whom to look after, what is coming, how to ask"},
             [](const Call& call) -> Result<FirstDayView> { return View(call, call.db()); });
  router.Post("/api/v1/first-day/request",
              Deeds("askOnFirstDay", "Asks the manager for the first hour; the first day is over"), Ask);
  router.Post("/api/v1/first-day/dismissal", Deeds("dismissFirstDay", "Not needed (any more)"), Dismiss);
}

}  // namespace baton::first_day
