// Who wrote which value last: an import, or a person since. Read from the log of changes, only for rows that a file would
// change. For load*.cc.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

#include "action/action.h"
#include "db/connection.h"

namespace baton::intake {

// Kinds of actions that count as the import's own.
inline constexpr std::string_view kRunKind = "import.run";
inline constexpr std::string_view kUndoKind = "import.undo";

// By which deed, and whose, a row came to be.
struct Maker {
  Id action_id;
  std::optional<Id> actor_id;
};
// Of a row of the book. None when the log does not say.
std::optional<Maker> FindMaker(db::Connection& connection, Id org_id, Id row_id);

class RowLog {
 public:
  RowLog(db::Connection& connection, Id org_id, std::string_view table, const std::vector<Id>& ids);

  enum class Writer { import, person_at_start, person };
  // Of the column's present value: an import, the person who made the row, or a person who changed it later.
  Writer WriterOf(Id row_id, std::string_view column) const;
  bool IsTouchedBy(Id row_id, Id action_id) const;

 private:
  struct History {
    std::map<std::string, Writer, std::less<>> writers;
    Writer start = Writer::import;
    std::vector<Id> actions;
  };
  std::unordered_map<Id, History> rows_;
};

// Of the columns in which `after` differs, those stay that the import may write; the others go back to what stands, and
// are named, unless the file has nothing there.
action::RowImage MergeImages(const RowLog& log, Id row_id, const action::RowImage& before,
                             const action::RowImage& after, std::vector<std::string>* kept);

template <class Row>
Row Merge(const RowLog& log, const Row& before, const Row& after, std::vector<std::string>* kept) {
  const auto merged = MergeImages(log, before.id, action::ImageOf(before), action::ImageOf(after), kept);
  return db::RowFromValues<Row>(merged.names, merged.values);
}

template <class Row>
bool IsSame(const Row& before, const Row& after) {
  return db::RowValues(before) == db::RowValues(after);
}

}  // namespace baton::intake
