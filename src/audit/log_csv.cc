#include "audit/log_csv.h"

#include <memory>
#include <utility>

#include "format/csv/writer.h"

namespace baton::audit {
namespace {

constexpr int kDeedsAtATime = 200;

class CsvOfLog {
 public:
  CsvOfLog(db::Database& database, const action::Tables& tables, LogFor who, LogFilter filter)
      : database_(database), tables_(tables), who_(std::move(who)), filter_(std::move(filter)) {}

  // The next piece; empty at the end.
  std::string Next() {
    text_.clear();
    if (!has_header_) {
      csv_.Write({"at", "actor_id", "actor", "kind", "text", "action_id", "undo_of", "undone_by",
                  "table_name", "row_id", "old_values", "new_values", "hidden"});
      has_header_ = true;
    }
    while (text_.empty() && !is_over_) WriteDeeds();
    return text_;
  }

 private:
  void WriteDeeds() {
    db::Reader reader = database_.Read();
    const LogReader log(*reader, tables_, who_);
    const LogPage page = log.Page(filter_, kDeedsAtATime);
    auto changes = log.Changes(page.actions);
    for (const ActionView& action : page.actions) {
      const std::vector<ChangeView>& rows = changes[action.id];
      if (rows.empty()) WriteLine(action, nullptr);
      for (const ChangeView& row : rows) WriteLine(action, &row);
    }
    filter_.after = page.next;
    is_over_ = !page.next || lines_ >= kMostLines;
  }

  static std::string TextOf(const std::optional<Id>& id) { return id ? ToString(*id) : std::string(); }
  static std::string TextOf(const json::Value& values) {
    return values.is_null() ? std::string() : json::ToText(values);
  }

  void WriteLine(const ActionView& action, const ChangeView* row) {
    if (lines_ >= kMostLines) return;
    ++lines_;
    std::string hidden;
    if (row != nullptr) {
      for (const std::string& column : row->hidden) hidden += (hidden.empty() ? "" : " ") + column;
    }
    csv_.Write({ToString(action.at), action.actor ? ToString(action.actor->id) : "",
                action.actor ? action.actor->name : "", action.kind, action.text, ToString(action.id),
                TextOf(action.undo_of), TextOf(action.undone_by), row ? row->table_name : "",
                row ? ToString(row->row_id) : "", row ? TextOf(row->old_values) : "",
                row ? TextOf(row->new_values) : "", hidden});
  }

  db::Database& database_;
  const action::Tables& tables_;
  const LogFor who_;
  LogFilter filter_;
  std::string text_;
  format::CsvWriter csv_{&text_};
  bool has_header_ = false;
  bool is_over_ = false;
  int lines_ = 0;
};

}  // namespace

http::Source LogCsv(db::Database& database, const action::Tables& tables, LogFor who, LogFilter filter) {
  return [csv = std::make_shared<CsvOfLog>(database, tables, std::move(who), std::move(filter))] {
    return csv->Next();
  };
}

}  // namespace baton::audit
