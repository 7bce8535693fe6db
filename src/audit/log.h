// The log of deeds as one person may see it: a person of the own deeds, an administrator of everybody's. Searched by who, what kind
// of deed, which record, when, and a text; the latest first; paged by the last deed seen.
//
//   const LogReader log(call.db(), tables, ReaderOf(call));
//   const LogPage page = log.Page({.kind = "account.change", .text = "larmar"});
//   const auto changes = log.Changes(page.actions);                 // of all of them, in two questions
//
// What is between two (coaching, reviews) and texts that the log shows to nobody (action::Table) are taken out before anything is
// looked at, so that a search finds nothing in them either. On one thread.
#pragma once

#include <boost/describe/class.hpp>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "access/policy.h"
#include "action/tables.h"
#include "base/date.h"
#include "db/connection.h"
#include "json/json.h"
#include "people/person.h"

namespace baton::words {
class Catalogue;
}
namespace baton::http {
class Call;
}

namespace baton::audit {

struct LogFilter {
  std::optional<Id> actor;
  std::optional<Id> row;             // a record: the one the deed is about; with `table`, any that it changed
  std::optional<std::string> kind;   // account.change
  std::optional<std::string> table;  // a table that it changed something in
  std::optional<Instant> from;
  std::optional<Instant> until;  // not with it
  std::optional<std::string> text;
  std::optional<Id> after;  // the last deed of the page before
};
BOOST_DESCRIBE_STRUCT(LogFilter, (), (actor, row, kind, table, from, until, text, after))

struct ActionView {
  static constexpr const char* kSchemaName = "Action";
  Id id;
  std::string kind;
  std::string text;  // the kind in words
  std::optional<people::PersonRef> actor;
  Instant at;
  std::optional<Id> row_id;
  std::optional<Id> undo_of;
  std::optional<Id> undone_by;
  std::int64_t changes = 0;
};
BOOST_DESCRIBE_STRUCT(ActionView, (), (id, kind, text, actor, at, row_id, undo_of, undone_by, changes))

struct ChangeView {
  static constexpr const char* kSchemaName = "Change";
  std::string table_name;
  Id row_id;
  std::optional<std::int64_t> version_before;
  std::optional<std::int64_t> version_after;
  json::Value old_values;
  json::Value new_values;
  std::vector<std::string> hidden;  // columns that changed too, and whose text is not shown
};
BOOST_DESCRIBE_STRUCT(ChangeView, (),
                      (table_name, row_id, version_before, version_after, old_values, new_values, hidden))

// Who looks.
struct LogFor {
  access::Scope scope;
  std::string language;
  const words::Catalogue* catalogue = nullptr;
};
LogFor ReaderOf(const http::Call& call);

struct LogPage {
  std::vector<ActionView> actions;
  std::optional<Id>
      next;  // where to go on: also after a page with few or none, since a text is looked for in so many deeds at a time
};

class LogReader {
 public:
  static constexpr int kPage = 50;
  static constexpr int kMostChanges = 500;  // of one deed
  static constexpr int kMostLookedAt = 1000;

  // `tables` and the connection outlive the reader.
  LogReader(db::Connection& connection, const action::Tables& tables, LogFor who)
      : connection_(connection), tables_(tables), who_(std::move(who)) {}

  LogPage Page(const LogFilter& filter, int limit = kPage) const;
  std::optional<ActionView> Find(Id id) const;
  // Of each deed the first kMostChanges, in their order.
  std::unordered_map<Id, std::vector<ChangeView>> Changes(const std::vector<ActionView>& actions) const;
  // What is between two others: an administrator sees that something was changed, and cannot undo it.
  bool IsBetweenOthers(Id action_id) const;

 private:
  bool SeesAll() const { return who_.scope.reach == access::Reach::organization; }
  // Whose deeds are seen: the own ones, or everybody's.
  std::optional<Id> OnlyBy() const { return SeesAll() ? std::nullopt : std::optional(who_.scope.person_id); }
  std::vector<ActionView> Read(const LogFilter& filter, int limit) const;
  std::vector<ActionView> Holding(std::vector<ActionView> actions, std::string_view text) const;
  std::set<Id> BetweenOthers(const std::vector<Id>& action_ids) const;

  db::Connection& connection_;
  const action::Tables& tables_;
  const LogFor who_;
};

// What kinds of deeds there are, in words, sorted by them.
struct DeedKind {
  static constexpr const char* kSchemaName = "DeedKind";
  std::string kind;
  std::string text;
};
BOOST_DESCRIBE_STRUCT(DeedKind, (), (kind, text))
std::vector<DeedKind> DeedKinds(const words::Catalogue& catalogue, const std::string& language);

}  // namespace baton::audit
