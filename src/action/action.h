// One deed of a person or a job: what it was, who did it, and the rows it changed. Every use case that writes
// does so through an Action, inside its transaction; the audit log, undo, versions and live updates read what
// it leaves.
//
//   call.Write([&](db::Tx& tx) -> Result<Account> {
//     action::Action action(tx, call, "account.change");
//     auto found = FindAccount(tx, call.scope(), id);
//     if (!found) return NotFound("account");
//     Account changed = *found;
//     changed.name = input.name;
//     return action.Update(*found, changed);
//   });
//
// A row is a described struct with `kTable` (the table's name) and the members org_id, id and version; its
// members are the table's columns. Lives as long as its transaction, on one thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "base/problem.h"
#include "db/database.h"

namespace baton::http {
class Call;
}

namespace baton::action {

struct Actor {
  Id org_id;
  std::optional<Id> person_id;  // none: a job
};

// The columns and values of one row, as the database takes them; names[i] has values[i].
struct RowImage {
  std::vector<std::string_view> names;
  std::vector<db::OwnedValue> values;
};

template <class Row>
RowImage ImageOf(const Row& row) {
  return RowImage{db::RowNames<Row>(), db::RowValues(row)};
}

// The same as the JSON that the log keeps (action/image_json.h).
std::string ToJson(std::span<const std::string_view> names, std::span<const db::Parameter> values);

class Action {
 public:
  // `kind` is "<word>.<deed>" and has a message "action.<kind>"; `row_id` is the row it is about, for the
  // log. REQUIRES: `tx` outlives the action.
  Action(db::Tx& tx, Actor actor, std::string_view kind, Instant now,
         std::optional<Id> row_id = std::nullopt);
  // For a request: the caller is the actor, and the answer names the action, so that it can be undone.
  Action(db::Tx& tx, const http::Call& call, std::string_view kind, std::optional<Id> row_id = std::nullopt);
  // Goes on with an action that an earlier transaction began: for work that commits in chunks.
  Action(db::Tx& tx, Actor actor, Id begun, Instant now) : tx_(tx), actor_(actor), now_(now), id_(begun) {}

  Id id() const { return id_; }
  Id org_id() const { return actor_.org_id; }
  const Actor& actor() const { return actor_; }
  Instant now() const { return now_; }
  db::Tx& tx() { return tx_; }

  // Gives the row its organization, an id unless it has one, and version 1.
  template <class Row>
  Row Insert(Row row);
  // Many rows of one table, each with its change row.
  template <class Row>
  void InsertMany(std::span<Row> rows);
  // Writes what differs. Somebody else's change since `before` was read is Kind::stale.
  template <class Row>
  Result<Row> Update(const Row& before, Row after);
  // Deletes a row of a table that does not mark deletions. REQUIRES: the transaction holds the row, or what it belongs to.
  template <class Row>
  void Delete(const Row& row);

  // The same without the struct, for undo. An image that is inserted holds org_id, id and version.
  void InsertImage(std::string_view table, Id row_id, std::int64_t version, const RowImage& row);
  // False when there is no such row of that version (any more).
  bool DeleteImage(std::string_view table, Id row_id, std::int64_t version, const RowImage& row);
  // Sets the columns of `after`, where those of `before` stood. False when the row's version is not
  // `version`.
  bool UpdateImage(std::string_view table, Id row_id, std::int64_t version, const RowImage& before,
                   const RowImage& after);

 private:
  struct Change;

  void Begin(std::string_view kind, std::optional<Id> row_id);
  void Record(std::span<Change> changes);  // takes their images

  db::Tx& tx_;
  const Actor actor_;
  const Instant now_;
  const Id id_;
};

// One row of the log.
struct Action::Change {
  std::string_view table;
  Id row_id;
  std::optional<std::int64_t> version_before;  // none: the row was inserted
  std::optional<std::int64_t> version_after;   // none: it was deleted
  std::optional<std::string> before;           // as JSON
  std::optional<std::string> after;
};

}  // namespace baton::action

#include "action/action_rows.h"
