// Undo: the inverse of an action, applied as a new action, so that it is in the log and can itself be undone.
// Rows that somebody changed since are left alone and listed.
#pragma once

#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "action/action.h"
#include "action/tables.h"

namespace baton::action {

struct KeptRow {
  std::string table_name;
  Id row_id;
  std::string why;  // changed_since, still_used
};
BOOST_DESCRIBE_STRUCT(KeptRow, (), (table_name, row_id, why))

struct Undone {
  static constexpr const char* kSchemaName = "Undone";

  Id action_id;  // of the undo
  std::int64_t undone = 0;
  std::vector<KeptRow> kept;
};
BOOST_DESCRIBE_STRUCT(Undone, (), (action_id, undone, kept))

// The problem that keeps an action from being undone, if there is one: unknown, or undone already.
// `only_by`: somebody who may undo own actions only.
std::optional<Problem> WhyNotUndo(db::Connection& connection, Id org_id, Id action_id,
                                  std::optional<Id> only_by);

// Takes back all changes of an action. REQUIRES: WhyNotUndo gave nothing, in this transaction.
Undone Undo(Action& undoing, Id action_id, const Tables& tables);

// The same in pieces, for an action with many rows: at most `limit` changes, the newest first, older than
// `before`. Returns the last change handled, none when nothing is left; the caller then calls FinishUndo.
std::optional<Id> UndoSome(Action& undoing, Id action_id, const Tables& tables, std::optional<Id> before,
                           int limit, Undone& undone);
void FinishUndo(Action& undoing, Id action_id);

}  // namespace baton::action
