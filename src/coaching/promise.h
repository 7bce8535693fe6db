// A promise is something a manager owes a rep by a time: review the letter, ride along, practise the call.
// What took its place is a displacement, what took the manager away an interruption. Only the two of them see
// a promise. How promises are counted: promise_rules.h and docs/promises.md.
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "book/account.h"
#include "people/person.h"

namespace baton::coaching {

enum class PromiseKind { letter_review, call_practice, deal_review, ride_along, one_to_one, answer, other };
BOOST_DESCRIBE_ENUM(PromiseKind, letter_review, call_practice, deal_review, ride_along, one_to_one, answer,
                    other)

// asked: the rep wants it, the manager has not said yes.
enum class PromiseState { asked, open, kept, withdrawn };
BOOST_DESCRIBE_ENUM(PromiseState, asked, open, kept, withdrawn)

// What took the place of a promise. An excused cause is shown; it takes nothing out of the count.
enum class Cause { own_deal, walk_in, escalation, absence, rep_asked, other };
BOOST_DESCRIBE_ENUM(Cause, own_deal, walk_in, escalation, absence, rep_asked, other)

// The row.
struct Promise {
  static constexpr std::string_view kTable = "promise";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id manager_id;
  Id rep_id;
  PromiseKind kind = PromiseKind::other;
  std::string title;
  std::optional<Id> account_id;
  std::int32_t minutes = 30;
  Instant promised_at;
  Instant first_due_at;  // as agreed first; moving never changes it
  Instant due_at;
  PromiseState state = PromiseState::open;
  std::optional<Instant> kept_at;
  std::int32_t moves = 0;
  bool is_agreed = true;  // false: asked for, and never agreed
  std::optional<Instant> withdrawn_at;
  bool withdrawn_by_rep = false;
  std::optional<Instant> deleted_at;
};
BOOST_DESCRIBE_STRUCT(Promise, (),
                      (org_id, id, version, manager_id, rep_id, kind, title, account_id, minutes, promised_at,
                       first_due_at, due_at, state, kept_at, moves, is_agreed, withdrawn_at, withdrawn_by_rep,
                       deleted_at))

// The row: one move of a promise, and why.
struct Displacement {
  static constexpr std::string_view kTable = "displacement";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id promise_id;
  std::optional<Id> interruption_id;
  Cause cause = Cause::other;
  Instant from_at;
  Instant to_at;
  Instant moved_at;
  std::optional<Instant> deleted_at;
};
BOOST_DESCRIBE_STRUCT(Displacement, (),
                      (org_id, id, version, promise_id, interruption_id, cause, from_at, to_at, moved_at,
                       deleted_at))

struct DisplacementView {
  static constexpr const char* kSchemaName = "Displacement";

  Cause cause = Cause::other;
  Instant from_at;
  Instant to_at;
  std::optional<std::string> account_name;  // of the interruption
};
BOOST_DESCRIBE_STRUCT(DisplacementView, (), (cause, from_at, to_at, account_name))

// What somebody may do with a promise (promise_rules.h).
enum class PromiseDeed { change, accept, keep, move, withdraw };
BOOST_DESCRIBE_ENUM(PromiseDeed, change, accept, keep, move, withdraw)

// A promise as the API answers one.
struct PromiseView {
  static constexpr const char* kSchemaName = "Promise";

  Id id;
  std::int64_t version = 0;
  PromiseKind kind = PromiseKind::other;
  std::string title;
  people::PersonRef manager;
  people::PersonRef rep;
  std::optional<book::AccountRef> account;
  std::int32_t minutes = 0;
  Instant promised_at;
  Instant first_due_at;
  Instant due_at;
  PromiseState state = PromiseState::open;
  std::optional<Instant> kept_at;
  bool is_late = false;  // open and past its time, or kept after the first one
  std::int32_t moves = 0;
  std::vector<DisplacementView> displacements;
  std::vector<PromiseDeed> may;  // what the caller may do now
};
BOOST_DESCRIBE_STRUCT(PromiseView, (),
                      (id, version, kind, title, manager, rep, account, minutes, promised_at, first_due_at,
                       due_at, state, kept_at, is_late, moves, displacements, may))

}  // namespace baton::coaching
