// The log of changes as events.cc reads it: what a row was before and after each change. For webhook/*.cc.
#pragma once

#include <boost/describe/class.hpp>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "db/connection.h"
#include "webhook/payload.h"

namespace baton::webhook {

struct LoggedChange {
  Id id;
  Id action_id;
  std::string table_name;
  Id row_id;
  std::optional<std::string> old_values;
  std::optional<std::string> new_values;
  std::string kind;  // of the action
  std::optional<Id> undo_of;
  Instant at;
};
BOOST_DESCRIBE_STRUCT(LoggedChange, (),
                      (id, action_id, table_name, row_id, old_values, new_values, kind, undo_of, at))

// By action and in their order.
std::vector<LoggedChange> FindChanges(db::Connection& connection, Id org_id, std::span<const Id> ids);

// Who has an account, as an ownership's row says it.
struct Holding {
  Id account_id;
  Id person_id;
  bool is_open = true;
};
// An ownership before and after one change of it.
struct Turn {
  std::optional<Holding> before;
  std::optional<Holding> after;
};
// Of all changes of these rows, by change.
std::map<Id, Turn> FindTurns(db::Connection& connection, Id org_id, std::span<const Id> ownership_ids);

// One account's owner in one deed.
struct Move {
  Id change_id;
  Id action_id;
  Id account_id;
  std::optional<Id> from;
  std::optional<Id> to;
  Instant at;
  std::string kind;  // of the action
  bool is_undo = false;
};
std::vector<Move> MovesOf(std::span<const LoggedChange> changes, const std::map<Id, Turn>& turns);
// Without those of accounts that were made, removed or brought back by the same deed.
void DropBeginnings(db::Connection& connection, Id org_id, std::vector<Move>& moves);
// The handoff that moved an account, by the change of the move.
std::map<Id, Id> FindHandoffsOf(db::Connection& connection, Id org_id, std::span<const Move> moves);

// A handoff's stage in one change.
struct Step {
  Id change_id;
  Id handoff_id;
  Id account_id;
  Id from_id;
  Id to_id;
  std::optional<handoff::Stage> before;
  std::optional<handoff::Stage> after;
  Instant at;
};
std::vector<Step> StepsOf(db::Connection& connection, Id org_id, std::span<const LoggedChange> changes);

}  // namespace baton::webhook
