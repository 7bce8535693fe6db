// Undo: the inverse of an action, applied as a new action, so that it is in the log and can itself be undone.
// Rows that somebody changed since are left alone and listed.
#pragma once

#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "access/policy.h"
#include "action/action.h"
#include "action/tables.h"

namespace baton::action {

struct KeptRow {
  std::string table_name;
  Id row_id;
  std::string why;  // changed_since, still_used, not_yours
};
BOOST_DESCRIBE_STRUCT(KeptRow, (), (table_name, row_id, why))

struct Undone {
  static constexpr const char* kSchemaName = "Undone";

  Id action_id;  // of the undo
  std::int64_t undone = 0;
  std::vector<KeptRow> kept;
};
BOOST_DESCRIBE_STRUCT(Undone, (), (action_id, undone, kept))

// The problem that keeps this person from undoing an action, if there is one: unknown, undone already, undone somewhere
// else (Tables::KeepFromUndo), done too long ago (Table::undo_days), or about rows that are not within the person's reach now. With a scope of the whole
// organization every action is; else own ones only. Holds the action, so that of two who undo it the second sees it undone.
std::optional<Problem> WhyNotUndo(db::Tx& tx, const access::Principal& person, const access::Scope& scope,
                                  Id action_id, const Tables& tables, Instant now);

// The problem that rows of the action are out of reach as they stand now. Asked again when they are taken back, since what
// comes back may be beyond what the person may give: a role, an owner.
std::optional<Problem> WhyOutOfReach(db::Connection& connection, const access::Principal& person,
                                     const access::Scope& scope, Id action_id, const Tables& tables);

// Takes back all changes of an action. REQUIRES: WhyNotUndo gave nothing, in this transaction.
Undone Undo(Action& undoing, Id action_id, const Tables& tables);

// The same in pieces, for an action with many rows: at most `limit` changes, the newest first, older than
// `before`. Rows out of reach of `person` are kept; none: everything is within reach. Returns the last change handled, none
// when nothing is left; the caller then calls FinishUndo.
std::optional<Id> UndoSome(Action& undoing, Id action_id, const Tables& tables, std::optional<Id> before,
                           int limit, const access::Principal* person, Undone& undone);
void FinishUndo(Action& undoing, Id action_id);

}  // namespace baton::action
