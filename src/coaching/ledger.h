// The ledger of displacement: each move of a promise, what took its place, and when it was made good. A good reason is shown
// here; it takes nothing out of the count.
//
//   const Ledger ledger = FindLedger(connection, org_id, {.person_id = jim, .since = month});
//   const auto causes = CausesOf(FindMoves(connection, org_id, {.person_id = jim, .made_by = true, .since = month}));
//
// Whoever counts moves counts them here: Promises, the Friday half hour, the monthly report, the scoreboard. Who asks is one of the two
// of each promise. Stateless, hence thread-safe.
#pragma once

#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "coaching/promise.h"
#include "db/connection.h"

namespace baton::coaching {

// One move, with what became of its promise.
struct PromiseMove {
  Id id;  // of the displacement
  Cause cause = Cause::other;
  Id promise_id;
  Instant from_at;
  Instant to_at;
  Instant moved_at;
  std::string title;
  Id manager_id;
  Id rep_id;
  PromiseState state = PromiseState::open;  // of the promise, now
  std::optional<Instant> kept_at;
  std::optional<Id> account_id;  // of who came in
};
BOOST_DESCRIBE_STRUCT(PromiseMove, (),
                      (id, cause, promise_id, from_at, to_at, moved_at, title, manager_id, rep_id, state,
                       kept_at, account_id))

// The same with names.
struct LedgerRow {
  static constexpr const char* kSchemaName = "PromiseLedgerRow";

  Id id;  // of the displacement
  Cause cause = Cause::other;
  Id promise_id;
  std::string title;
  people::PersonRef manager;
  people::PersonRef rep;
  std::optional<std::string> account_name;  // of who came in
  Instant from_at;
  Instant to_at;
  Instant moved_at;
  PromiseState state = PromiseState::open;  // of the promise, now
  std::optional<Instant> made_good_at;
  std::optional<double> days_until;  // from the time that was given up until it was made good
};
BOOST_DESCRIBE_STRUCT(LedgerRow, (),
                      (id, cause, promise_id, title, manager, rep, account_name, from_at, to_at, moved_at,
                       state, made_good_at, days_until))

struct LedgerCause {
  static constexpr const char* kSchemaName = "PromiseLedgerCause";

  Cause cause = Cause::other;
  std::int64_t count = 0;
  std::int64_t made_good = 0;
  std::int64_t open = 0;
  std::int64_t withdrawn = 0;
  std::optional<double> median_days;  // until it was made good, of those that were
};
BOOST_DESCRIBE_STRUCT(LedgerCause, (), (cause, count, made_good, open, withdrawn, median_days))

struct Ledger {
  static constexpr const char* kSchemaName = "PromiseLedger";

  std::vector<LedgerCause> causes;  // the most frequent first
  std::vector<LedgerRow> items;     // a page, the latest move first
  std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(Ledger, (), (causes, items, next))

struct LedgerQuery {
  Id person_id;               // one of the two
  std::optional<Id> with_id;  // the other one
  bool made_by = false;       // promises that the person made, not those made to the person
  Instant since = {};         // of the move
  std::optional<Instant> until = {};
  std::optional<Id> after = {};
  int limit = 50;
};
Ledger FindLedger(db::Connection& connection, Id org_id, const LedgerQuery& query);
// All of them, whatever `after` and `limit` say; the latest first.
std::vector<PromiseMove> FindMoves(db::Connection& connection, Id org_id, const LedgerQuery& query);
// The most frequent first.
std::vector<LedgerCause> CausesOf(std::span<const PromiseMove> moves);

// Of a promise that was displaced: how long it took until it was made good. None: it was not.
std::optional<double> DaysUntil(Instant from_at, const std::optional<Instant>& kept_at);
// The middle one, or between the two in the middle; nothing of nothing.
std::optional<double> MedianOf(std::vector<double> values);

}  // namespace baton::coaching
