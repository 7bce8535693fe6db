#include "coaching/promise_store.h"

#include <fmt/format.h>

#include "action/tables.h"
#include "base/text.h"
#include "coaching/appointment.h"
#include "coaching/between.h"
#include "coaching/due.h"
#include "coaching/promise_routes.h"
#include "notice/notice.h"
#include "people/directory.h"

namespace baton::coaching {
namespace {

constexpr std::string_view kColumns =
    "org_id, id, version, manager_id, rep_id, kind, title, account_id, minutes, promised_at, first_due_at, "
    "due_at, "
    "state, kept_at, moves, is_agreed, withdrawn_at, withdrawn_by_rep, deleted_at";

constexpr std::string_view kLink = "/promises";

// $1 is the organization, $2 the person who asks.
constexpr std::string_view kIsOfTheTwo =
    "org_id = $1 AND (manager_id = $2 OR rep_id = $2) AND deleted_at IS NULL";
std::string Select(std::string_view more) {
  return fmt::format("SELECT {} FROM promise WHERE {} {}", kColumns, kIsOfTheTwo, more);
}

// Neither of the two has left.
constexpr std::string_view kBothThere =
    "AND NOT EXISTS (SELECT 1 FROM person WHERE person.org_id = promise.org_id AND person.id IN "
    "(promise.manager_id, promise.rep_id) AND person.deleted_at IS NOT NULL) ";

std::string Condition(const std::optional<PromiseFilter>& filter) {
  if (!filter) return "";
  switch (*filter) {
    case PromiseFilter::asked:
      return "AND state = 'asked' " + std::string(kBothThere);
    case PromiseFilter::open:
      return "AND state = 'open' " + std::string(kBothThere);
    case PromiseFilter::late:
      return "AND state = 'open' AND due_at + minutes * 60000 < $6 " + std::string(kBothThere);
    case PromiseFilter::kept:
      return "AND state = 'kept' ";
    case PromiseFilter::withdrawn:
      break;
  }
  return "AND state = 'withdrawn' ";
}

std::string NameOf(db::Connection& connection, Id org_id, Id id) {
  const auto refs = people::FindRefs(connection, org_id, std::vector{id});
  const auto found = refs.find(id);
  return found == refs.end() ? std::string() : found->second.name;
}

// The other one of the two is told, on the screen and in the calendar, with times as his or her own clock shows them.
void TellOther(action::Action& action, const Promise& promise, std::string_view key, Arguments more = {}) {
  const auto actor = action.actor().person_id;
  const Id other = actor == promise.manager_id ? promise.rep_id : promise.manager_id;
  const Id who = other == promise.rep_id ? promise.manager_id : promise.rep_id;
  more.emplace("person", NameOf(action.tx(), action.org_id(), who));
  more.emplace("title", promise.title);
  more.emplace("when", TimeText(action.tx(), action.org_id(), other, promise.due_at));
  notice::Emit(action, other, Message{std::string(key), std::move(more)}, std::string(kLink));
  if (promise.is_agreed) TellAppointment(action, promise.id);
}

// When the rep left: the end of the last day, or unknown but before now for somebody who is not there any
// more.
std::optional<Instant> LeftAt(db::Connection& connection, Id org_id, Id rep_id) {
  const auto person = people::FindPerson(connection, org_id, rep_id);
  if (!person) return Instant{};
  if (!person->ends_on) return std::nullopt;
  return Instant{(std::int64_t{person->ends_on->days} + 1) * kMillisecondsPerDay};
}

std::vector<CountedPromise> WithLeaving(db::Connection& connection, Id org_id,
                                        std::vector<Promise> promises) {
  std::unordered_map<Id, std::optional<Instant>> left;
  std::vector<CountedPromise> counted;
  for (Promise& promise : promises) {
    const auto [known, is_new] = left.try_emplace(promise.rep_id);
    if (is_new) known->second = LeftAt(connection, org_id, promise.rep_id);
    counted.push_back({std::move(promise), known->second});
  }
  return counted;
}

// Who promised and to whom: an undo tells nobody by a notice, and both have it on their screens.
std::vector<Id> TheTwoOf(db::Connection& connection, Id org_id, std::span<const Id> promise_ids) {
  return connection.Query<Id>(
      "SELECT manager_id FROM promise WHERE org_id = $1 AND id IN baton_list($2) UNION "
      "SELECT rep_id FROM promise WHERE org_id = $1 AND id IN baton_list($2)",
      org_id, db::IdList(promise_ids));
}

std::vector<Id> OthersChoices(db::Connection& connection, const access::Principal& person,
                              std::span<const Id> row_ids) {
  return connection.Query<Id>(
      "SELECT id FROM promise_choice WHERE org_id = $1 AND id IN baton_list($2) AND person_id <> $3",
      person.org_id, db::IdList(row_ids), person.person_id);
}

}  // namespace

// The two of a promise never change, so whose deed it was may be taken back as long as the role still has promises.
void AddTables(action::Tables& tables) {
  action::Table table{.marks_deleted = true,
                      .is_private = true,
                      .out_of_reach = action::UnlessMayChange(access::Word::promise)};
  for (const std::string_view name : {Displacement::kTable, Interruption::kTable}) {
    table.name = name;
    tables.Add(table);
  }
  table.name = Promise::kTable;
  table.listeners = &TheTwoOf;
  table.refresh = &TellAppointmentSoon;
  tables.Add(table);
  tables.Add(
      {.name = std::string(PromiseChoice::kTable), .is_private = true, .out_of_reach = &OthersChoices});
  tables.KeepFromUndo(std::string(kTellKind), "problem.mail.sent");
  tables.KeepFromUndo("promise.answer", "problem.mail.sent");
}

std::optional<Promise> FindPromise(db::Connection& connection, Id org_id, Id person_id, Id id) {
  return connection.QueryOne<Promise>(Select("AND id = $3"), org_id, person_id, id);
}

std::optional<Promise> FindPromiseOfAnybody(db::Connection& connection, Id org_id, Id id) {
  return connection.QueryOne<Promise>(
      fmt::format("SELECT {} FROM promise WHERE org_id = $1 AND id = $2 AND deleted_at IS NULL", kColumns),
      org_id, id);
}

std::vector<Promise> FindPending(db::Connection& connection, Id org_id, Id person_id) {
  return connection.Query<Promise>(
      Select("AND state IN ('open', 'asked') " + std::string(kBothThere) + "ORDER BY due_at, id"), org_id,
      person_id);
}

std::vector<Id> FindOwing(db::Connection& connection, Id org_id, Instant from, Instant to) {
  return connection.Query<Id>(
      "SELECT manager_id FROM promise WHERE org_id = $1 AND state = 'open' AND due_at >= $2 AND due_at < $3 "
      "AND deleted_at IS NULL UNION SELECT manager_id FROM coaching_session WHERE org_id = $1 AND state = "
      "'planned' AND starts_at >= $2 AND starts_at < $3 AND deleted_at IS NULL ORDER BY manager_id",
      org_id, from, to);
}

std::vector<Id> FindPromisePartners(db::Connection& connection, Id org_id, Id person_id) {
  return connection.Query<Id>(
      "SELECT DISTINCT CASE WHEN manager_id = $2 THEN rep_id ELSE manager_id END AS id FROM promise WHERE "
      "org_id = $1 AND (manager_id = $2 OR rep_id = $2) AND state IN ('open', 'asked') AND deleted_at IS "
      "NULL "
      "ORDER BY id",
      org_id, person_id);
}

void TellOfLeaving(action::Action& action, const people::Person& person) {
  for (const Id other : FindPromisePartners(action.tx(), action.org_id(), person.id)) {
    notice::Emit(action, other, {"notice.promise.left", {{"person", person.name}}}, std::string(kLink));
  }
}

std::vector<Promise> FindKeptSince(db::Connection& connection, Id org_id, Id person_id, Instant since) {
  return connection.Query<Promise>(
      Select("AND state = 'kept' AND kept_at >= $3 ORDER BY kept_at DESC, id DESC"), org_id, person_id,
      since);
}

std::vector<Promise> ListPromises(db::Connection& connection, Id org_id, const PromiseListing& listing) {
  const bool is_ascending =
      listing.filter && *listing.filter != PromiseFilter::kept && *listing.filter != PromiseFilter::withdrawn;
  const std::string_view order = is_ascending ? "" : " DESC";
  // $3 is the other one, or the person itself for anybody; $4 the place to go on from, $5 the limit, $6 now.
  const std::string sql =
      Select(fmt::format("AND ($3 = $2 OR manager_id = $3 OR rep_id = $3) {} AND ($4 = 0 OR (due_at, id) {} "
                         "(SELECT due_at, id FROM promise WHERE org_id = $1 AND id = $4)) AND $6 >= 0 ORDER "
                         "BY due_at{}, id{} LIMIT $5",
                         Condition(listing.filter), is_ascending ? ">" : "<", order, order));
  return connection.Query<Promise>(sql, org_id, listing.person_id,
                                   listing.with_id.value_or(listing.person_id), listing.after.value_or(Id{}),
                                   listing.limit, listing.now);
}

people::CountByOther CountPromises(db::Connection& connection, Id org_id, Id person_id) {
  return people::ByOther(connection.Query<people::WithOther>(
      fmt::format("SELECT CASE WHEN manager_id = $2 THEN rep_id ELSE manager_id END AS other_id, "
                  "CAST(COUNT(*) AS BIGINT) AS count FROM promise WHERE {} GROUP BY other_id",
                  kIsOfTheTwo),
      org_id, person_id));
}

std::vector<CountedPromise> FindMadeBy(db::Connection& connection, Id org_id, Id manager_id,
                                       std::optional<Id> rep_id, Instant since) {
  return WithLeaving(
      connection, org_id,
      connection.Query<Promise>(
          Select("AND manager_id = $2 AND ($3 = 0 OR rep_id = $3) AND first_due_at >= $4 ORDER BY id"),
          org_id, manager_id, rep_id.value_or(Id{}), since));
}

std::vector<CountedPromise> FindMadeTo(db::Connection& connection, Id org_id, Id rep_id, Instant since) {
  return WithLeaving(connection, org_id,
                     connection.Query<Promise>(Select("AND rep_id = $2 AND first_due_at >= $3 ORDER BY id"),
                                               org_id, rep_id, since));
}

Result<Promise> MakePromise(action::Action& action, Promise promise) {
  auto faults = FaultsOf(promise.title, promise.minutes);
  if (auto fault = FaultOfDue(promise.due_at, action.now(), "due_at")) faults.push_back(std::move(*fault));
  if (!faults.empty()) return Fail(std::move(faults));
  if (auto fault = FaultOfPeople(action.tx(), action.org_id(), promise, promise.due_at))
    return Fail(std::move(*fault));
  promise.title = std::string(Trim(promise.title));
  promise.promised_at = action.now();
  promise.first_due_at = promise.due_at;
  return Insert(action, std::move(promise));
}

Promise Insert(action::Action& action, Promise promise) {
  promise = action.Insert(std::move(promise));
  const bool is_asked = promise.state == PromiseState::asked;
  TellOther(action, promise, is_asked ? "notice.promise.asked" : "notice.promise.made");
  return promise;
}

Result<Promise> Move(action::Action& action, const Promise& before, const MoveTo& move) {
  if (move.due_at == before.due_at) return Fail(Kind::conflict, "problem.promise.same_time");
  Promise after = before;
  after.due_at = move.due_at;
  ++after.moves;
  auto saved = action.Update(before, after);
  if (!saved) return saved;
  action.Insert(Displacement{.promise_id = before.id,
                             .interruption_id = move.interruption_id,
                             .cause = move.cause,
                             .from_at = before.due_at,
                             .to_at = move.due_at,
                             .moved_at = action.now()});
  TellOther(action, *saved, "notice.promise.moved",
            {{"from", TimeText(action.tx(), action.org_id(), before.rep_id, before.due_at)},
             {"client", move.client.empty() ? std::string("none") : move.client}});
  return saved;
}

Result<Promise> Keep(action::Action& action, const Promise& before) {
  Promise after = before;
  after.state = PromiseState::kept;
  after.kept_at = action.now();
  auto saved = action.Update(before, after);
  if (saved) TellOther(action, *saved, "notice.promise.kept");
  return saved;
}

Result<Promise> Withdraw(action::Action& action, const Promise& before) {
  Promise after = before;
  after.state = PromiseState::withdrawn;
  after.withdrawn_at = action.now();
  after.withdrawn_by_rep = PartOf(before, action.actor().person_id.value_or(Id{})) == Part::rep;
  auto saved = action.Update(before, after);
  if (!saved) return saved;
  const bool is_refusal = before.state == PromiseState::asked && !after.withdrawn_by_rep;
  TellOther(action, *saved, is_refusal ? "notice.promise.refused" : "notice.promise.withdrawn");
  return saved;
}

Result<Promise> Accept(action::Action& action, const Promise& before, std::optional<Instant> due_at) {
  Promise after = before;
  after.state = PromiseState::open;
  after.is_agreed = true;
  after.promised_at = action.now();
  after.due_at = due_at.value_or(before.due_at);
  after.first_due_at = after.due_at;  // what was asked for was not agreed yet
  auto saved = action.Update(before, after);
  if (saved) TellOther(action, *saved, "notice.promise.accepted");
  return saved;
}

}  // namespace baton::coaching
