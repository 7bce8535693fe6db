#include "administration/take_along.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/describe/class.hpp>
#include <boost/describe/enum_to_string.hpp>
#include <set>
#include <vector>

#include "administration/schema.h"
#include "archive/zip_writer.h"
#include "base/check.h"
#include "base/date.h"
#include "format/csv/writer.h"
#include "seal/texts.h"
#include "words/catalogue.h"

namespace baton::administration {
namespace {

constexpr std::size_t kPiece = 1U << 18;

// Which private texts a person may read, of those that are about the person or by the person.
struct ReadableTexts {
  std::string_view table;
  std::string_view whose;
};
constexpr ReadableTexts kReadable[] = {
    {"coaching_text",
     "id IN (SELECT text_id FROM coaching_note WHERE org_id = $1 AND deleted_at IS NULL AND (author_id = $2 "
     "OR "
     "(rep_id = $2 AND visibility <> 'author_only'))) OR id IN (SELECT text_id FROM coaching_item WHERE "
     "org_id = "
     "$1 AND deleted_at IS NULL AND (author_id = $2 OR rep_id = $2)) OR id IN (SELECT text_id FROM "
     "coaching_step "
     "WHERE org_id = $1 AND deleted_at IS NULL AND rep_id = $2)"},
    {"mentor_text",
     "id IN (SELECT subject_text_id FROM mentor_talk WHERE org_id = $1 AND asker_id = $2) OR id IN (SELECT "
     "tried_text_id FROM mentor_talk WHERE org_id = $1 AND asker_id = $2) OR id IN (SELECT outcome_text_id "
     "FROM "
     "mentor_talk WHERE org_id = $1 AND asker_id = $2)"},
    {"review_text",
     "id IN (SELECT text_id FROM review_version WHERE org_id = $1 AND deleted_at IS NULL AND person_id = $2) "
     "OR id "
     "IN (SELECT text_id FROM review_comment WHERE org_id = $1 AND deleted_at IS NULL AND review_id IN "
     "(SELECT id "
     "FROM review WHERE org_id = $1 AND (rep_id = $2 OR manager_id = $2) AND deleted_at IS NULL))"},
};

// An instant or a day as people read it.
std::string CellOf(std::string_view column, const db::OwnedValue& cell) {
  const auto* number = std::get_if<std::int64_t>(&cell);
  if (number != nullptr && (column.ends_with("_at") || column == "at")) return ToString(Instant{*number});
  if (number != nullptr && column.ends_with("_on")) return ToString(Day{static_cast<std::int32_t>(*number)});
  return TextOf(cell);
}

class Writer {
 public:
  Writer(db::Connection& connection, archive::ZipWriter& zip, const TakeAlong& what)
      : connection_(connection), zip_(zip), what_(what), schema_(ReadSchema(connection)) {}

  // The rows of a table, unless there are none.
  void AddTable(std::string_view name, const std::vector<std::string_view>& conditions) {
    const Table& table = Of(name);
    std::vector<std::string> columns;
    for (const Column& column : table.columns) {
      if (!IsSecretColumn(column.name)) columns.push_back(column.name);
    }
    const std::string where = fmt::format("{}(({}))", table.Has("org_id") ? "org_id = $1 AND " : "",
                                          fmt::join(conditions, ") OR ("));
    std::string text;
    format::CsvWriter csv(&text);
    bool is_begun = false;
    const std::vector<db::OwnedValue> arguments{what_.org_id.value, what_.row_id.value};
    ForEachRow(connection_,
               fmt::format("SELECT {} FROM {} WHERE {}{}", fmt::join(columns, ", "), name, where,
                           table.Has("id") ? " ORDER BY id" : ""),
               arguments, [&](std::span<const std::string> names, std::span<const db::OwnedValue> cells) {
                 if (!is_begun) {
                   zip_.Begin(std::string(name) + ".csv");
                   csv.Write(std::vector<std::string_view>(names.begin(), names.end()));
                   is_begun = true;
                 }
                 std::vector<std::string> line;
                 for (std::size_t i = 0; i < names.size(); ++i) line.push_back(CellOf(names[i], cells[i]));
                 csv.Write(std::vector<std::string_view>(line.begin(), line.end()));
                 if (text.size() < kPiece) return;
                 zip_.Write(text);
                 text.clear();
               });
    if (is_begun) zip_.Write(text);
  }

  void AddTexts(const seal::Key& key, const ReadableTexts& texts) {
    const auto ids = connection_.Query<Id>(
        fmt::format("SELECT id FROM {} WHERE org_id = $1 AND ({}) ORDER BY id", texts.table, texts.whose),
        what_.org_id, what_.row_id);
    const auto opened = seal::OpenTexts(connection_, what_.org_id, key, texts.table, ids);
    if (opened.empty()) return;
    std::string text;
    format::CsvWriter csv(&text);
    csv.Write({"id", "text"});
    for (const Id id : ids) {
      if (const auto found = opened.find(id); found != opened.end()) csv.Write({ToString(id), found->second});
    }
    zip_.Begin(std::string(texts.table) + ".csv");
    zip_.Write(text);
  }

 private:
  const Table& Of(std::string_view name) const {
    for (const Table& table : schema_) {
      if (table.name == name) return table;
    }
    Check(false, "a rule names a table that is there");
    return schema_.front();
  }

  db::Connection& connection_;
  archive::ZipWriter& zip_;
  const TakeAlong& what_;
  const std::vector<Table> schema_;
};

std::string Readme(const TakeAlong& what) {
  const words::Catalogue& words = words::Catalogue::Compiled();
  std::string text = words.Say({"take_along.title"}, what.language) + "\n\n";
  text += words.Say({what.is_self ? "take_along.own" : "take_along.of_other"}, what.language) + "\n\n";
  std::set<Part> said;
  for (const PersonalRule& rule : RulesOf(what.subject)) {
    if (!said.insert(rule.part).second) continue;
    std::string tables;
    for (const PersonalRule& other : RulesOf(what.subject)) {
      const bool is_here = other.part == rule.part && (what.is_self || !other.is_own);
      if (is_here && tables.find(fmt::format(" {}.csv", other.table)) == std::string::npos)
        tables += fmt::format(" {}.csv", other.table);
    }
    const char* name = boost::describe::enum_to_string(rule.part, "");
    if (!tables.empty()) {
      text += words.Say({std::string("take_along.part.") + name}, what.language);
      text += ":" + tables + "\n";
    }
  }
  return text;
}

}  // namespace

Result<Done> WriteTakeAlong(db::Database& database, const seal::Key& key, const TakeAlong& what,
                            const std::string& path) {
  db::Reader reader = database.ReadSnapshot();
  const std::string_view own = what.subject == Subject::person ? "person" : "contact";
  const auto is_there = reader->QueryValue<std::int64_t>(
      fmt::format("SELECT COUNT(*) FROM {} WHERE org_id = $1 AND id = $2", own), what.org_id, what.row_id);
  if (is_there.value_or(0) == 0) return NotFound(std::string(own));
  archive::ZipWriter zip(path);
  zip.Begin("README.txt");
  zip.Write(Readme(what));
  Writer writer(*reader, zip, what);
  writer.AddTable(own, {"id = $2"});
  std::vector<std::string_view> tables;
  const auto rules = RulesOf(what.subject);
  for (const PersonalRule& rule : rules) {
    if (rule.fate == Fate::sealed || (rule.is_own && !what.is_self)) continue;
    if (std::ranges::find(tables, rule.table) != tables.end()) continue;
    tables.push_back(rule.table);
    std::vector<std::string_view> conditions;
    for (const PersonalRule& other : rules) {
      if (other.table == rule.table && (what.is_self || !other.is_own)) conditions.push_back(other.whose);
    }
    writer.AddTable(rule.table, conditions);
  }
  if (what.is_self) {
    for (const ReadableTexts& texts : kReadable) writer.AddTexts(key, texts);
  }
  zip.Finish();
  return Done{};
}

}  // namespace baton::administration
