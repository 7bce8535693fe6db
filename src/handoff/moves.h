// What goes to the successor with the account: shown before it happens, chosen until then, done in the action in which the
// account is owned.
#pragma once

#include <boost/describe/class.hpp>
#include <optional>
#include <string>
#include <vector>

#include "action/action.h"
#include "handoff/handoff.h"

namespace baton::handoff {

// A contact, deal, task or meeting; what does not apply is empty.
struct MoveRow {
  static constexpr const char* kSchemaName = "HandoffMoveRow";

  Id id;
  std::string name;
  std::optional<book::ActivityKind> kind;
  std::optional<Instant> starts_at;
  std::optional<Day> closes_on;
  std::optional<std::int64_t> amount_minor;
  std::string currency;
};
BOOST_DESCRIBE_STRUCT(MoveRow, (), (id, name, kind, starts_at, closes_on, amount_minor, currency))

struct MoveMoney {
  static constexpr const char* kSchemaName = "HandoffMoney";

  std::string currency;
  std::int64_t amount_minor = 0;
  std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(MoveMoney, (), (currency, amount_minor, count))

struct MovePart {
  static constexpr const char* kSchemaName = "HandoffMovePart";

  bool is_moving = false;
  std::int64_t count = 0;        // of all, also where `items` ends before
  std::vector<MoveMoney> money;  // of deals that state an amount, by currency
  std::vector<MoveRow> items;    // the first kMaxMoveRows
};
BOOST_DESCRIBE_STRUCT(MovePart, (), (is_moving, count, money, items))

struct MovesView {
  static constexpr const char* kSchemaName = "HandoffMoves";

  Id id;  // of the handoff
  std::int64_t version = 0;
  MoveChoices choices;
  Credit credit;
  bool is_done = false;  // the account has moved: what is listed is what the former owner still has
  MovePart contacts;
  MovePart open_deals;
  MovePart closed_deals;  // won ones
  MovePart tasks;
  MovePart meetings;
};
BOOST_DESCRIBE_STRUCT(MovesView, (),
                      (id, version, choices, credit, is_done, contacts, open_deals, closed_deals, tasks,
                       meetings))

inline constexpr std::size_t kMaxMoveRows = 50;

void Choose(Handoff& handoff, const MoveChoices& choices);
// Who is credited with the deals from the day on which the account is owned.
Credit CreditOf(const Handoff& handoff, const people::PersonRef& from, const people::PersonRef& to);

Result<MovesView> ViewMoves(db::Connection& connection, const Handoff& handoff, Instant now);
// Fails once the account has moved. The other one is told when something changed.
Result<Handoff> ChooseMoves(action::Action& action, const Handoff& before, const MoveChoices& choices);

// Gives the successor what was chosen.
Result<Done> MoveWork(action::Action& action, const Handoff& handoff);
// Gives the former owner what is open at the account again. Credit stays where it is.
Result<Done> ReturnWork(action::Action& action, const Handoff& handoff);

}  // namespace baton::handoff
