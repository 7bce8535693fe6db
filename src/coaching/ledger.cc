#include "coaching/ledger.h"

#include <algorithm>
#include <map>

#include "book/directory.h"
#include "people/directory.h"

namespace baton::coaching {
namespace {

// $1 is the organization, $2 who asks, $3 the other one or 0, $4 since when, $5 until when or 0, $6 whether only as the manager.
constexpr std::string_view kMoved =
    "SELECT displacement.id, displacement.cause, displacement.promise_id, displacement.from_at, "
    "displacement.to_at, displacement.moved_at, promise.title, promise.manager_id, promise.rep_id, "
    "promise.state, "
    "promise.kept_at, interruption.account_id FROM displacement "
    "JOIN promise ON promise.org_id = displacement.org_id AND promise.id = displacement.promise_id "
    "LEFT JOIN interruption ON interruption.org_id = displacement.org_id AND interruption.id = "
    "displacement.interruption_id "
    "WHERE displacement.org_id = $1 AND displacement.deleted_at IS NULL AND promise.org_id = $1 AND "
    "promise.deleted_at IS NULL AND (promise.manager_id = $2 OR promise.rep_id = $2) AND ($3 = 0 OR "
    "promise.manager_id = $3 OR promise.rep_id = $3) AND displacement.moved_at >= $4 AND ($5 = 0 OR "
    "displacement.moved_at < $5) AND ($6 = 0 OR promise.manager_id = $2) "
    "ORDER BY displacement.moved_at DESC, displacement.id DESC";

std::vector<LedgerRow> RowsOf(db::Connection& connection, Id org_id, std::span<const PromiseMove> moves) {
  std::vector<Id> people_ids;
  std::vector<Id> account_ids;
  for (const PromiseMove& move : moves) {
    people_ids.push_back(move.manager_id);
    people_ids.push_back(move.rep_id);
    if (move.account_id) account_ids.push_back(*move.account_id);
  }
  const auto people = people::FindRefs(connection, org_id, people_ids);
  const auto accounts = book::FindAccountRefs(connection, org_id, account_ids);
  std::vector<LedgerRow> rows;
  for (const PromiseMove& move : moves) {
    const auto manager = people.find(move.manager_id);
    const auto rep = people.find(move.rep_id);
    if (manager == people.end() || rep == people.end()) continue;
    const auto account = move.account_id ? accounts.find(*move.account_id) : accounts.end();
    rows.push_back(
        {.id = move.id,
         .cause = move.cause,
         .promise_id = move.promise_id,
         .title = move.title,
         .manager = manager->second,
         .rep = rep->second,
         .account_name = account == accounts.end() ? std::nullopt : std::optional(account->second.name),
         .from_at = move.from_at,
         .to_at = move.to_at,
         .moved_at = move.moved_at,
         .state = move.state,
         .made_good_at = move.kept_at,
         .days_until = DaysUntil(move.from_at, move.kept_at)});
  }
  return rows;
}

}  // namespace

std::optional<double> DaysUntil(Instant from_at, const std::optional<Instant>& kept_at) {
  if (!kept_at) return std::nullopt;
  return std::max(0.0, static_cast<double>(kept_at->milliseconds - from_at.milliseconds) /
                           static_cast<double>(kMillisecondsPerDay));
}

std::optional<double> MedianOf(std::vector<double> values) {
  if (values.empty()) return std::nullopt;
  std::ranges::sort(values);
  const std::size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

std::vector<LedgerCause> CausesOf(std::span<const PromiseMove> moves) {
  std::map<Cause, LedgerCause> causes;
  std::map<Cause, std::vector<double>> days;
  for (const PromiseMove& move : moves) {
    LedgerCause& cause = causes[move.cause];
    cause.cause = move.cause;
    ++cause.count;
    if (const auto until = DaysUntil(move.from_at, move.kept_at)) {
      ++cause.made_good;
      days[move.cause].push_back(*until);
    } else {
      ++(move.state == PromiseState::withdrawn ? cause.withdrawn : cause.open);
    }
  }
  std::vector<LedgerCause> sorted;
  for (auto& [name, cause] : causes) {
    cause.median_days = MedianOf(std::move(days[name]));
    sorted.push_back(cause);
  }
  std::ranges::stable_sort(sorted, std::ranges::greater(), &LedgerCause::count);
  return sorted;
}

std::vector<PromiseMove> FindMoves(db::Connection& connection, Id org_id, const LedgerQuery& query) {
  return connection.Query<PromiseMove>(std::string(kMoved), org_id, query.person_id,
                                       query.with_id.value_or(Id{}), query.since,
                                       query.until.value_or(Instant{}), query.made_by);
}

Ledger FindLedger(db::Connection& connection, Id org_id, const LedgerQuery& query) {
  const auto moves = FindMoves(connection, org_id, query);
  auto first = moves.begin();
  if (query.after) {
    first = std::ranges::find(moves, *query.after, &PromiseMove::id);
    if (first != moves.end()) ++first;
  }
  const auto size = std::min<std::ptrdiff_t>(query.limit, moves.end() - first);
  Ledger ledger;
  ledger.causes = CausesOf(moves);
  ledger.items = RowsOf(connection, org_id, std::span(first, first + size));
  if (first + size != moves.end() && size > 0) ledger.next = ToString(std::prev(first + size)->id);
  return ledger;
}

}  // namespace baton::coaching
