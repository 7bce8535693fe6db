// The tables whose rows the log can take back. Each slice registers its own once, at start:
//
//   void AddTables(action::Tables& tables) {
//     tables.Add({.name = "account", .marks_deleted = true, .refresh = &PutIntoSearch, .out_of_reach = &OthersAccounts});
//   }
#pragma once

#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "access/policy.h"
#include "base/check.h"
#include "base/date.h"
#include "base/id.h"

namespace baton::db {
class Connection;
class Tx;
}  // namespace baton::db

namespace baton::action {

// Of these rows, those that the person may not change as things stand now. Rows that are gone are nobody's.
using OutOfReach = std::function<std::vector<Id>(db::Connection& connection, const access::Principal& person,
                                                 std::span<const Id> row_ids)>;

// Everything, unless the person's role still gives this right: for rows that are the whole organization's.
inline OutOfReach UnlessMayChange(access::Word word) {
  return [word](db::Connection&, const access::Principal& person, std::span<const Id> row_ids) {
    return ScopeOf(person, access::Deed::change, word) ? std::vector<Id>{}
                                                       : std::vector<Id>(row_ids.begin(), row_ids.end());
  };
}

struct Table {
  std::string name;
  bool marks_deleted = false;  // it has a column deleted_at
  // What was written is for those whose deed it was and whom it told, not for an administrator; nor does anybody else
  // hear that something changed.
  bool is_private = false;
  // Texts of people that the log shows to nobody: only that they changed. An undo brings them back all the same, so an
  // administrator may take a deed back without having read it.
  std::vector<std::string> private_columns = {};
  // Brings what is derived from a row (its search text) up to date after an undo; the row may be gone.
  std::function<void(db::Tx& tx, Id org_id, Id row_id)> refresh = {};
  // Asked before somebody takes back an own deed, since roles and owners change. None: such rows (notices, ids of sources)
  // go along with others of the same deed that are asked.
  OutOfReach out_of_reach = {};
  // Of a table that marks deletions: whether something still hangs on a row whose making is taken back, so that it stays. Others have
  // foreign keys for that.
  std::function<bool(db::Connection& connection, Id org_id, Id row_id, Instant now)> still_used = {};
  // Whether a row that was taken back to earlier values cannot stand beside the others as they are now (a manager who reports to the own
  // team by now): then it stays as it was.
  std::function<bool(db::Connection& connection, Id org_id, Id row_id)> contradicts = {};
  // For how many days a deed about such rows can be taken back; 0: for ever. Words that nothing points to go then.
  int undo_days = 0;
  // Who hears that rows changed, besides whose deed it was. None: everybody, unless the table is private; of that hears who is
  // told by the same deed.
  std::function<std::vector<Id>(db::Connection& connection, Id org_id, std::span<const Id> row_ids)>
      listeners = {};
};

class Tables {
 public:
  void Add(Table table) {
    const std::string name = table.name;
    Check(tables_.emplace(name, std::move(table)).second, "a table is registered once");
  }

  // Deeds of this kind are taken back somewhere else, or not at all; `why` is the problem that says so.
  void KeepFromUndo(std::string kind, std::string why) {
    Check(kept_kinds_.emplace(std::move(kind), std::move(why)).second, "a kind is registered once");
  }
  // Empty: it can be undone.
  std::string WhyKept(std::string_view kind) const {
    const auto found = kept_kinds_.find(kind);
    return found == kept_kinds_.end() ? std::string() : found->second;
  }

  const Table* Find(std::string_view name) const {
    const auto found = tables_.find(name);
    return found == tables_.end() ? nullptr : &found->second;
  }

 private:
  std::map<std::string, Table, std::less<>> tables_;
  std::map<std::string, std::string, std::less<>> kept_kinds_;
};

}  // namespace baton::action
