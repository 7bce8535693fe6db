// The tables whose rows the log can take back. Each slice registers its own once, at start:
//
//   void AddTables(action::Tables& tables) {
//     tables.Add({.name = "account", .marks_deleted = true, .refresh = &PutIntoSearch});
//   }
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "base/check.h"
#include "base/id.h"

namespace baton::db {
class Tx;
}

namespace baton::action {

struct Table {
  std::string name;
  bool marks_deleted = false;  // it has a column deleted_at
  bool is_private = false;     // what was written is for those whose deed it was, not for an administrator
  // Brings what is derived from a row (its search text) up to date after an undo; the row may be gone.
  std::function<void(db::Tx& tx, Id org_id, Id row_id)> refresh = {};
};

class Tables {
 public:
  void Add(Table table) {
    const std::string name = table.name;
    Check(tables_.emplace(name, std::move(table)).second, "a table is registered once");
  }

  const Table* Find(std::string_view name) const {
    const auto found = tables_.find(name);
    return found == tables_.end() ? nullptr : &found->second;
  }

 private:
  std::map<std::string, Table, std::less<>> tables_;
};

}  // namespace baton::action
