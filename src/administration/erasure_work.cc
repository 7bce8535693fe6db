#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <span>

#include "action/action.h"
#include "administration/erasure.h"
#include "administration/erasure_parts.h"
#include "administration/names.h"
#include "administration/sweep.h"
#include "base/check.h"
#include "base/text.h"
#include "json/json.h"
#include "seal/texts.h"
#include "search/index.h"

namespace baton::administration {
namespace {

struct LoggedValues {
  Id id;
  std::optional<std::string> old_values;
  std::optional<std::string> new_values;
};
BOOST_DESCRIBE_STRUCT(LoggedValues, (), (id, old_values, new_values))

constexpr std::string_view kPersonColumns = "name name_fold email email_fold title territory languages";
constexpr std::string_view kContactColumns =
    "name name_fold email email_fold further_emails title phone language time_zone";

// A logged image with these columns emptied.
std::optional<std::string> WithoutColumns(const std::optional<std::string>& image, const Table& table,
                                          const std::vector<std::string_view>& columns) {
  auto values = image ? json::Parse(*image) : Result<json::Value>(json::Value());
  if (!values || !values->is_object()) return image;
  bool is_changed = false;
  for (const std::string_view name : columns) {
    const auto found = values->as_object().find(name);
    if (found == values->as_object().end()) continue;
    const Column* column = table.Find(name);
    if (column != nullptr && column->may_be_null) {
      found->value() = nullptr;
    } else {
      found->value() = "";
    }
    is_changed = true;
  }
  return is_changed ? std::optional(json::ToText(*values)) : image;
}

std::string EmptiedColumns(const PersonalRule& rule, const Table& table) {
  std::string sql;
  for (const std::string_view name : Split(rule.columns, ' ')) {
    const Column* column = table.Find(name);
    Check(column != nullptr, "a rule names a column that is there");
    sql += fmt::format("{}{} = {}", sql.empty() ? "" : ", ", name, column->may_be_null ? "NULL" : "''");
  }
  return table.Has("version") ? sql + ", version = version + 1" : sql;
}

// One erasure at work; each step may be run again.
class Eraser {
 public:
  Eraser(db::Database& database, const seal::Key& key, const Erasure& erasure, const Erased& erased)
      : database_(database),
        key_(key),
        erasure_(erasure),
        schema_(*database.Read()),
        after_(NameAfter(*database.Read(), erasure)),
        names_(erased.name, erased.addresses, after_) {}

  void Carry(const PersonalRule& rule) {
    const Table& table = schema_.Of(rule.table);
    const std::string where = WhereOf(rule, table);
    switch (rule.fate) {
      case Fate::kept:
        return;
      case Fate::sealed: {
        const std::vector<Id> ids = IdsOf(rule.table, where);
        const std::set<Id> emptied(ids.begin(), ids.end());
        counts_.emptied +=
            seal::RewriteTexts(database_, erasure_.org_id, key_, rule.table,
                               [&](Id id, const std::string& text) -> std::optional<std::string> {
                                 return emptied.contains(id) ? std::optional(Emptied(text)) : std::nullopt;
                               });
        return;
      }
      case Fate::removed:
      case Fate::emptied:
        break;
    }
    if (table.Has("id")) {
      const std::vector<Id> ids = IdsOf(rule.table, where);
      for (std::size_t i = 0; i < ids.size(); i += kAtOnce)
        CarryRows(rule, table, std::span(ids).subspan(i, std::min(kAtOnce, ids.size() - i)));
      return;
    }
    Check(rule.fate == Fate::removed, "rows without an id are removed");
    database_.Write(
        [&](db::Tx& tx) {
          counts_.removed += tx.Execute(fmt::format("DELETE FROM {} WHERE {}", rule.table, where),
                                        erasure_.org_id, erasure_.row_id);
        },
        {.bulk = true});
  }

  // Texts of others that name the person; where they are sealed, with the key.
  void Sweep(const Table& table) {
    if (table.Has("sealed") && IsSealedText(table.name)) {
      counts_.rewritten +=
          seal::RewriteTexts(database_, erasure_.org_id, key_, table.name,
                             [&](Id, const std::string& text) { return names_.Replace(text); });
    }
    counts_.rewritten += SweepTable(database_, table, erasure_.org_id, names_);
  }

  void Finish(Instant now) {
    database_.Write([&](db::Tx& tx) {
      const bool is_person = erasure_.subject == Subject::person;
      const std::string_view table = TableOf(erasure_.subject);
      tx.Execute(
          is_person
              ? "UPDATE person SET name = $3, name_fold = $4, email = NULL, email_fold = NULL, title = '', "
                "territory = '', languages = '', version = version + 1 WHERE org_id = $1 AND id = $2"
              : "UPDATE contact SET name = $3, name_fold = $4, email = NULL, email_fold = NULL, title = '', "
                "further_emails = '', phone = '', language = '', time_zone = NULL, version = version + 1 "
                "WHERE org_id = $1 AND id = $2",
          erasure_.org_id, erasure_.row_id, after_, Fold(after_));
      search::Remove(tx, erasure_.org_id,
                     is_person ? search::SearchKind::person : search::SearchKind::contact, erasure_.row_id);
      const std::vector<Id> ids{erasure_.row_id};
      ForgetColumns(tx, table, ids, Split(is_person ? kPersonColumns : kContactColumns, ' '));
      const action::Action done(tx, {erasure_.org_id, erasure_.asked_by}, fmt::format("{}.erase", table), now,
                                erasure_.row_id);
      // That something changed, for whoever looks at the row; not what.
      tx.Execute(
          "INSERT INTO change (org_id, id, action_id, table_name, row_id, version_before, version_after) "
          "VALUES ($1, $2, $3, $4, $5, 1, 1)",
          erasure_.org_id, tx.NewId(), done.id(), table, erasure_.row_id);
      tx.Execute(
          "UPDATE erasure SET state = 'done', removed = $3, emptied = $4, rewritten = $5, finished_at = $6, "
          "version = version + 1 WHERE org_id = $1 AND id = $2",
          erasure_.org_id, erasure_.id, counts_.removed, counts_.emptied, counts_.rewritten, now);
    });
  }

  const Schema& schema() const { return schema_; }

 private:
  static constexpr std::size_t kAtOnce = 500;

  std::vector<Id> IdsOf(std::string_view table, const std::string& where) {
    return database_.Read()->Query<Id>(fmt::format("SELECT id FROM {} WHERE {} ORDER BY id", table, where),
                                       erasure_.org_id, erasure_.row_id);
  }

  void CarryRows(const PersonalRule& rule, const Table& table, std::span<const Id> ids) {
    const std::string org = table.Has("org_id") ? "org_id = $1 AND " : "CAST($1 AS BIGINT) IS NOT NULL AND ";
    database_.Write(
        [&](db::Tx& tx) {
          const db::IdList list(ids);
          if (rule.fate == Fate::removed) {
            counts_.removed +=
                tx.Execute(fmt::format("DELETE FROM {} WHERE {}id IN baton_list($2)", rule.table, org),
                           erasure_.org_id, list);
            ForgetRows(tx, rule.table, ids);
          } else {
            counts_.emptied += tx.Execute(fmt::format("UPDATE {} SET {} WHERE {}id IN baton_list($2)",
                                                      rule.table, EmptiedColumns(rule, table), org),
                                          erasure_.org_id, list);
            const auto columns = Split(rule.columns, ' ');
            if (std::ranges::find(columns, "name") != columns.end()) {
              tx.Execute(fmt::format("UPDATE {} SET name = $1 WHERE org_id = $2 AND id IN baton_list($3)",
                                     rule.table),
                         after_, erasure_.org_id, list);
            }
            ForgetColumns(tx, rule.table, ids, columns);
          }
        },
        {.bulk = true});
  }

  // Who did what when stays in the log; of rows that are gone nothing else does, nor a way back.
  void ForgetRows(db::Tx& tx, std::string_view table, std::span<const Id> ids) {
    tx.Execute(
        "UPDATE change SET old_values = NULL, new_values = NULL, version_before = NULL, version_after = -1 "
        "WHERE org_id = $1 AND table_name = $2 AND row_id IN baton_list($3)",
        erasure_.org_id, table, db::IdList(ids));
  }

  // Of rows that stay, what these columns held. An undo leaves them alone: the row has another version by now.
  void ForgetColumns(db::Tx& tx, std::string_view table, std::span<const Id> ids,
                     const std::vector<std::string_view>& columns) {
    for (const LoggedValues& change :
         tx.Query<LoggedValues>("SELECT id, old_values, new_values FROM change WHERE org_id = $1 AND "
                                "table_name = $2 AND row_id IN "
                                "baton_list($3) ORDER BY id",
                                erasure_.org_id, table, db::IdList(ids))) {
      const auto before = WithoutColumns(change.old_values, schema_.Of(table), columns);
      const auto after = WithoutColumns(change.new_values, schema_.Of(table), columns);
      if (before == change.old_values && after == change.new_values) continue;
      tx.Execute("UPDATE change SET old_values = $1, new_values = $2 WHERE org_id = $3 AND id = $4", before,
                 after, erasure_.org_id, change.id);
    }
  }

  // A text may be a JSON object of texts (a comment with its passage): that form stays.
  static std::string Emptied(const std::string& text) {
    auto value = json::Parse(text);
    if (!value || !value->is_object()) return "";
    for (auto& member : value->as_object()) {
      if (member.value().is_string()) member.value() = "";
    }
    return json::ToText(*value);
  }

  struct Counts {
    std::int64_t removed = 0;
    std::int64_t emptied = 0;
    std::int64_t rewritten = 0;
  };

  db::Database& database_;
  const seal::Key& key_;
  const Erasure& erasure_;
  const Schema schema_;
  const std::string after_;
  const Names names_;
  Counts counts_;
};

}  // namespace

bool RunErasure(db::Database& database, const seal::Key& key, const Erasure& erasure, Instant now,
                const std::function<bool(std::int64_t done, std::int64_t total)>& should_stop) {
  const auto erased = FindErased(*database.Read(), erasure.org_id, erasure.subject, erasure.row_id);
  if (!erased) return true;  // done by a run before
  Eraser eraser(database, key, erasure, *erased);
  const auto rules = RulesOf(erasure.subject);
  const auto total = static_cast<std::int64_t>(rules.size() + eraser.schema().tables().size() + 1);
  std::int64_t done = 0;
  for (const PersonalRule& rule : rules) {
    if (should_stop(done++, total)) return false;
    if (!rule.is_last) eraser.Carry(rule);
  }
  for (const Table& table : eraser.schema().tables()) {
    if (should_stop(done++, total)) return false;
    eraser.Sweep(table);
  }
  for (const PersonalRule& rule : rules) {
    if (rule.is_last) eraser.Carry(rule);
  }
  eraser.Finish(now);
  return true;
}

}  // namespace baton::administration
