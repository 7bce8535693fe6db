#include "cover/call_routes.h"

#include <algorithm>
#include <map>
#include <set>

#include "action/action.h"
#include "action/tables.h"
#include "action/version.h"
#include "base/zone.h"
#include "book/directory.h"
#include "calendar/calendar.h"
#include "calendar/slots.h"
#include "cover/call_clients.h"
#include "cover/cover_store.h"
#include "cover/holds.h"
#include "cover/leaving_call.h"
#include "http/router.h"
#include "notice/notice.h"
#include "people/directory.h"
#include "people/organization.h"

namespace baton::cover {
namespace {

using access::Deed;
using access::Word;
using http::Call;

constexpr std::string_view kCallColumns =
    "org_id, id, version, person_id, account_id, caller_id, day_on, place, made_at, done_at, done_by, "
    "deleted_at";
constexpr std::size_t kManySlots = 200;
constexpr int kDaysOfAWeek = 7;

// Free half hours of the five days, at most kMostCallsADay a day.
CallerTime TimeOf(const Call& call, db::Connection& connection, const people::Person& person,
                  const std::vector<Day>& days, const std::string& organization_zone) {
  const std::string& zone = person.time_zone.empty() ? organization_zone : person.time_zone;
  const Instant from = ToInstant({days.front(), 0}, zone);
  const Instant to = ToInstant({days.back() + 1, 0}, zone);
  std::vector<calendar::Span> taken;
  for (const calendar::Taken& one : calendar::FindTaken(connection, call.org_id(), person.id, from, to))
    taken.push_back(one.span);
  CallerTime time{.id = person.id, .calls = std::vector<std::size_t>(days.size(), 0)};
  // Each slot begins at a half hour of its own, so that slots do not overlap.
  for (const Instant slot : calendar::NextSlots({.earliest = std::max(call.now(), from),
                            .zone = zone,
                            .minutes = kCallMinutes,
                            .first_on = days.front(),
                            .days = kDaysOfAWeek},
                                                taken, kManySlots)) {
    const auto day = std::ranges::find(days, DayIn(slot, zone));
    if (day == days.end()) continue;
    std::size_t& calls = time.calls[static_cast<std::size_t>(day - days.begin())];
    calls = std::min(calls + 1, kMostCallsADay);
  }
  return time;
}

std::vector<LeavingCall> FindCalls(db::Connection& connection, Id org_id, Id person_id) {
  return connection.Query<LeavingCall>("SELECT " + std::string(kCallColumns) +
                                           " FROM leaving_call WHERE org_id = $1 AND person_id = $2 AND "
                                           "deleted_at IS NULL ORDER BY place, id",
                                       org_id, person_id);
}

std::optional<LeavingCall> FindCall(db::Connection& connection, Id org_id, Id id) {
  return connection.QueryOne<LeavingCall>(
      "SELECT " + std::string(kCallColumns) +
          " FROM leaving_call WHERE org_id = $1 AND id = $2 AND deleted_at "
          "IS NULL",
      org_id, id);
}

bool StandsAbove(const Call& call, const people::Person& person) {
  return person.id != call.person_id() && call.principal().role != access::Role::rep &&
         call.principal().role != access::Role::administrator;
}

// Those of somebody the caller reaches; for anybody else who calls, the own ones without what is expected to be lost.
Result<LeavingCallsView> View(const Call& call, db::Connection& connection, Id person_id) {
  const auto reached = ReachedPerson(call, connection, person_id);
  const bool sees_all = reached && call.principal().role != access::Role::administrator;
  const auto person = people::FindPersonOfNowOrOnce(connection, call.org_id(), person_id);
  if (!person) return NotFound("person");
  auto calls = FindCalls(connection, call.org_id(), person_id);
  if (!sees_all) {
    std::erase_if(calls, [&](const LeavingCall& one) { return one.caller_id != call.person_id(); });
    if (calls.empty()) return NotFound("person");
  }
  auto clients = FindClients(call, connection, *person);
  if (!clients) return Fail(std::move(clients.error()));
  std::vector<Id> people{person_id};
  std::vector<Id> accounts;
  for (const LeavingCall& one : calls) {
    accounts.push_back(one.account_id);
    if (one.caller_id) people.push_back(*one.caller_id);
    if (one.done_by) people.push_back(*one.done_by);
  }
  const bool may_change = sees_all && StandsAbove(call, *person) && !person->deleted_at;
  std::vector<Id> callers;
  if (may_change) {
    for (const people::Person& one : FindHelpers(connection, call.org_id(), call.person_id(), *person))
      callers.push_back(one.id);
    people.insert(people.end(), callers.begin(), callers.end());
  }
  const auto refs = people::FindRefs(connection, call.org_id(), people);
  const auto names = book::FindAccountRefs(connection, call.org_id(), accounts);
  const auto ref = [&](std::optional<Id> id) {
    const auto found = id ? refs.find(*id) : refs.end();
    return found == refs.end() ? std::nullopt : std::optional(found->second);
  };
  LeavingCallsView view{
      .person = refs.at(person_id), .currency = clients->currency, .may_change = may_change};
  for (const Id id : callers) {
    if (const auto one = ref(id)) view.callers.push_back(*one);
  }
  std::ranges::sort(view.callers, {}, &people::PersonRef::name);
  std::set<Id> to_call;
  for (const LeavingCall& one : calls) {
    const auto name = names.find(one.account_id);
    if (name == names.end()) continue;
    LeavingCallView item{.id = one.id,
                         .version = one.version,
                         .account = name->second,
                         .caller = ref(one.caller_id),
                         .day_on = one.day_on,
                         .done_at = one.done_at,
                         .done_by = ref(one.done_by),
                         .may_tick = may_change || one.caller_id == call.person_id()};
    const auto client = std::ranges::find(clients->clients, one.account_id, &ClientToCall::account_id);
    if (client != clients->clients.end()) {
      item.why = WhyOf(call, *client, *clients);
      if (sees_all && !clients->without_revenue.contains(one.account_id))
        item.expected_minor = client->expected_minor;
    }
    if (const auto handoff = clients->handoffs.find(one.account_id); handoff != clients->handoffs.end())
      item.handoff_id = handoff->second;
    if (!one.done_at) to_call.insert(one.account_id);
    view.items.push_back(std::move(item));
  }
  if (sees_all) view.order = OrderRestsOn(call, *clients, to_call);
  return view;
}

Result<LeavingCallsView> Get(const Call& call, Id person_id) { return View(call, call.db(), person_id); }

// Who leaves, where the caller stands above.
Result<people::Person> ToPlan(const Call& call, db::Connection& connection, Id id) {
  auto person = ReachedPerson(call, connection, id);
  if (!person) return person;
  if (!StandsAbove(call, *person)) return NotFound("person");
  return person;
}

// What was called stays; what was not is put in order anew.
Result<LeavingCallsView> Plan(const Call& call, Id person_id) {
  return call.Write([&](db::Tx& tx) -> Result<LeavingCallsView> {
    const auto person = ToPlan(call, tx, person_id);
    if (!person) return Fail(person.error());
    auto clients = FindClients(call, tx, *person);
    if (!clients) return Fail(std::move(clients.error()));
    action::Action action(tx, call, "leaving_call.plan", person_id);
    std::set<Id> called;
    for (const LeavingCall& one : FindCalls(tx, call.org_id(), person_id)) {
      if (one.done_at) {
        called.insert(one.account_id);
        continue;
      }
      LeavingCall gone = one;
      gone.deleted_at = call.now();
      if (auto done = action.Update(one, gone); !done) return Fail(done.error());
    }
    std::erase_if(clients->clients,
                  [&](const ClientToCall& client) { return called.contains(client.account_id); });
    if (clients->clients.empty() && called.empty())
      return Fail(Kind::conflict, "problem.cover.nobody_to_call", {{"name", person->name}});
    const auto organization = people::FindOrganization(tx, call.org_id());
    const std::vector<Day> days = FirstWeek(clients->today);
    std::vector<CallerTime> times;
    const auto helpers = FindHelpers(tx, call.org_id(), call.person_id(), *person);
    for (const people::Person& one : helpers)
      times.push_back(TimeOf(call, tx, one, days, organization->time_zone));
    for (ClientToCall& client : clients->clients) {  // and at last whoever else has time
      for (const people::Person& one : helpers) {
        if (std::ranges::find(client.callers, one.id) == client.callers.end())
          client.callers.push_back(one.id);
      }
    }
    std::map<Id, std::int64_t> told;
    std::int32_t place = 0;
    for (const PlacedCall& placed : PlaceCalls(clients->clients, std::move(times))) {
      LeavingCall row{.person_id = person_id,
                      .account_id = placed.account_id,
                      .caller_id = placed.caller,
                      .place = place++,
                      .made_at = call.now()};
      if (placed.day) row.day_on = days[*placed.day];
      if (placed.caller) ++told[*placed.caller];
      action.Insert(std::move(row));
    }
    for (const auto& [caller, count] : told) {
      notice::Emit(action, caller,
                   {"notice.leaving_call.planned", {{"person", person->name}, {"count", count}}},
                   "/people/" + ToString(person_id) + "/cover?part=week");
    }
    return View(call, tx, person_id);
  });
}

// A call that the caller may tick; with `above`, only where the caller stands above who leaves.
Result<LeavingCall> ToChange(const Call& call, db::Connection& connection, Id id, bool above) {
  auto found = FindCall(connection, call.org_id(), id);
  if (!found) return NotFound("leaving_call");
  const auto person = ToPlan(call, connection, found->person_id);
  if (!person && (above || found->caller_id != call.person_id())) return NotFound("leaving_call");
  if (auto current = action::CheckVersion(call, found->version, "leaving_call"); !current)
    return Fail(current.error());
  return std::move(*found);
}

Result<LeavingCallsView> ChangeCall(const Call& call, Id id, const json::Patch<LeavingCallInput>& patch) {
  return call.Write([&](db::Tx& tx) -> Result<LeavingCallsView> {
    const auto before = ToChange(call, tx, id, true);
    if (!before) return Fail(before.error());
    const LeavingCallInput input = patch.Apply({before->caller_id, before->day_on});
    const auto person = people::FindPersonOfNowOrOnce(tx, call.org_id(), before->person_id);
    const auto helpers = FindHelpers(tx, call.org_id(), call.person_id(), *person);
    if (input.caller_id && std::ranges::find(helpers, *input.caller_id, &people::Person::id) == helpers.end())
      return Fail(FieldFault{"caller_id", {"problem.cover.not_there"}});
    action::Action action(tx, call, "leaving_call.change", before->person_id);
    LeavingCall after = *before;
    after.caller_id = input.caller_id;
    after.day_on = input.day_on;
    if (auto saved = action.Update(*before, after); !saved) return Fail(saved.error());
    if (input.caller_id && input.caller_id != before->caller_id) {
      notice::Emit(action, *input.caller_id,
                   {"notice.leaving_call.planned", {{"person", person->name}, {"count", std::int64_t{1}}}},
                   "/people/" + ToString(before->person_id) + "/cover?part=week");
    }
    return View(call, tx, before->person_id);
  });
}

Result<LeavingCallsView> Tick(const Call& call, Id id, bool is_done) {
  return call.Write([&](db::Tx& tx) -> Result<LeavingCallsView> {
    const auto before = ToChange(call, tx, id, false);
    if (!before) return Fail(before.error());
    action::Action action(tx, call, is_done ? "leaving_call.done" : "leaving_call.not_done",
                          before->person_id);
    LeavingCall after = *before;
    after.done_at = is_done ? std::optional(call.now()) : std::nullopt;
    after.done_by = is_done ? std::optional(call.person_id()) : std::nullopt;
    if (auto saved = action.Update(*before, after); !saved) return Fail(saved.error());
    return View(call, tx, before->person_id);
  });
}

// Those of people who do not stand below, unless the person is to call.
std::vector<Id> OthersCalls(db::Connection& connection, const access::Principal& person,
                            std::span<const Id> row_ids) {
  std::vector<Id> others;
  for (const Id id : row_ids) {
    const auto found = FindCall(connection, person.org_id, id);
    if (!found || found->caller_id == person.person_id) continue;
    const bool is_above = ScopeOf(person, Deed::change, Word::cover) &&
                          people::IsBelow(connection, person.org_id, found->person_id, person.person_id);
    if (!is_above) others.push_back(id);
  }
  return others;
}

}  // namespace

void AddCallRoutes(http::Router& router) {
  router.Get("/api/v1/people/{id}/leaving-calls",
             {.name = "listLeavingCalls", .deed = Deed::read, .word = Word::cover}, Get);
  router.Post("/api/v1/people/{id}/leaving-calls",
              {.name = "planLeavingCalls",
               .deed = Deed::create,
               .word = Word::cover,
               .summary = "Puts the calls of the first week in order; what was called already stays"},
              Plan);
  router.Patch("/api/v1/leaving-calls/{id}",
               {.name = "changeLeavingCall", .deed = Deed::change, .word = Word::cover}, ChangeCall);
  router.Post("/api/v1/leaving-calls/{id}/done",
              {.name = "tickLeavingCall",
               .deed = Deed::change,
               .word = Word::cover,
               .status = 200,
               .versioned = true},
              [](const Call& call, Id id) { return Tick(call, id, true); });
  router.Post("/api/v1/leaving-calls/{id}/not-done",
              {.name = "untickLeavingCall",
               .deed = Deed::change,
               .word = Word::cover,
               .status = 200,
               .versioned = true},
              [](const Call& call, Id id) { return Tick(call, id, false); });
}

void AddCallTables(action::Tables& tables) {
  tables.Add({.name = std::string(LeavingCall::kTable), .marks_deleted = true, .out_of_reach = &OthersCalls});
}

}  // namespace baton::cover
