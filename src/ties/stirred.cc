#include "ties/stirred.h"

#include <algorithm>
#include <boost/describe/class.hpp>
#include <initializer_list>
#include <set>
#include <span>
#include <string>

#include "action/image_json.h"
#include "action/news.h"
#include "ties/touches.h"

namespace baton::ties {
namespace {

struct ChangedRow {
  std::string table_name;
  Id row_id;
  std::optional<std::string> old_values;
  std::optional<std::string> new_values;
};
BOOST_DESCRIBE_STRUCT(ChangedRow, (), (table_name, row_id, old_values, new_values))

const std::initializer_list<std::string_view> kTables = {"activity", "attendance", "contact", "person",
                                                         "mail_source"};

// What a row had, or has, in a column.
void AddIdsIn(const ChangedRow& row, std::string_view column, std::set<Id>& ids) {
  for (const auto& values : {row.old_values, row.new_values}) {
    if (!values) continue;
    const action::ParsedImage parsed = action::ParseImage(*values);
    for (std::size_t i = 0; i < parsed.image.names.size(); ++i) {
      if (parsed.image.names[i] != column) continue;
      if (const auto* id = std::get_if<std::int64_t>(&parsed.image.values[i])) ids.insert(Id{*id});
    }
  }
}

// A contact's telephone is of no matter to ties; that it came or went is.
bool CameOrWent(const ChangedRow& row) {
  constexpr std::string_view kDeleted = "\"deleted_at\"";
  return !row.old_values || !row.new_values || row.old_values->find(kDeleted) != std::string::npos;
}

class Stirred {
 public:
  Stirred(db::Connection& connection, Id org_id) : connection_(connection), org_id_(org_id) {}

  void Add(const ChangedRow& row) {
    if (row.table_name == "activity") {
      activities_.insert(row.row_id);
    } else if (row.table_name == "attendance") {
      attendances_.insert(row.row_id);
      AddIdsIn(row, "activity_id", activities_);
      AddIdsIn(row, "person_id", people_);
    } else if (row.table_name == "contact") {
      if (CameOrWent(row)) contacts_.insert(row.row_id);
    } else if (row.table_name == "person") {
      people_.insert(row.row_id);
    } else {
      AddIdsIn(row, "person_id", people_);
    }
  }

  // Whoever took part in what changed, or in anything with somebody who came or went.
  void AddWhoTookPart() {
    AddAll(activities_, "SELECT activity_id AS id FROM attendance WHERE org_id = $1 AND id IN baton_list($2)",
           attendances_);
    AddAll(activities_,
           "SELECT DISTINCT activity_id AS id FROM attendance WHERE org_id = $1 AND contact_id IN "
           "baton_list($2)",
           contacts_);
    AddAll(people_,
           "SELECT DISTINCT person_id AS id FROM attendance WHERE org_id = $1 AND activity_id IN "
           "baton_list($2) AND person_id IS NOT NULL",
           activities_);
    AddAll(people_,
           "SELECT DISTINCT person_id AS id FROM tie WHERE org_id = $1 AND contact_id IN baton_list($2)",
           contacts_);
    AddAll(people_,
           "SELECT DISTINCT person_id AS id FROM mail_touch WHERE org_id = $1 AND contact_id IN "
           "baton_list($2)",
           contacts_);
  }

  void AddWhoseMailChanged(Id after) {
    for (const Id id : connection_.Query<Id>(
             "SELECT DISTINCT person_id AS id FROM mail_source WHERE org_id = $1 AND touched_id > $2",
             org_id_, after)) {
      people_.insert(id);
    }
  }

  // Of whom something is after `from` and not after `to`, and was no touch before, or is from $2 on and before $3, and was one.
  void AddWhomTimeTouched(Instant from, Instant to) {
    for (const Id id : connection_.Query<Id>(
             "SELECT person.id FROM person WHERE person.org_id = $1 AND (EXISTS (SELECT 1 FROM attendance "
             "WHERE attendance.org_id = $1 AND attendance.person_id = person.id AND attendance.starts_at > "
             "$4 "
             "AND attendance.starts_at <= $5) OR EXISTS (SELECT 1 FROM attendance WHERE attendance.org_id = "
             "$1 AND attendance.person_id = person.id AND attendance.starts_at >= $2 AND "
             "attendance.starts_at < $3)) UNION SELECT mail_touch.person_id AS id FROM mail_touch WHERE "
             "mail_touch.org_id = $1 AND ((mail_touch.at > $4 AND mail_touch.at <= $5) OR (mail_touch.at >= "
             "$2 AND mail_touch.at < $3))",
             org_id_, Since(from), Since(to), from, to)) {
      people_.insert(id);
    }
  }

  std::vector<Id> people() const { return {people_.begin(), people_.end()}; }

 private:
  // In pieces, since a list of many is one long value.
  void AddAll(std::set<Id>& to, std::string_view sql, const std::set<Id>& of) {
    constexpr std::size_t kAtOnce = 5'000;
    const std::vector<Id> ids(of.begin(), of.end());
    for (std::size_t from = 0; from < ids.size(); from += kAtOnce) {
      const auto some = std::span(ids).subspan(from, std::min(kAtOnce, ids.size() - from));
      for (const Id id : connection_.Query<Id>(sql, org_id_, db::IdList(some))) to.insert(id);
    }
  }

  db::Connection& connection_;
  const Id org_id_;
  std::set<Id> people_;
  std::set<Id> activities_;
  std::set<Id> attendances_;
  std::set<Id> contacts_;
};

// What is read of mailboxes is no part of the log: their sources say when it last changed.
Id LastMail(db::Connection& connection, Id org_id) {
  return connection
      .QueryValue<std::optional<Id>>("SELECT MAX(touched_id) FROM mail_source WHERE org_id = $1", org_id)
      .value_or(std::nullopt)
      .value_or(Id{});
}

}  // namespace

Id LastStir(db::Connection& connection, Id org_id) {
  return std::max(action::LastChange(connection, org_id), LastMail(connection, org_id));
}

bool HasStirred(db::Connection& connection, Id org_id, Id change_id) {
  return LastMail(connection, org_id) > change_id || action::HasNews(connection, org_id, change_id, kTables);
}

std::optional<std::vector<Id>> FindStirred(db::Connection& connection, Id org_id, const StirredAsked& asked) {
  const std::vector<std::string> tables(kTables.begin(), kTables.end());
  Stirred stirred(connection, org_id);
  std::int64_t changes = 0;
  connection.ForEach<ChangedRow>(
      "SELECT table_name, row_id, old_values, new_values FROM change WHERE org_id = $1 AND id > $2 AND "
      "table_name IN baton_list($3) ORDER BY id LIMIT $4",
      [&](const ChangedRow& row) {
        ++changes;
        stirred.Add(row);
      },
      org_id, asked.after, db::TextList(tables), kMostChanges + 1);
  if (changes > kMostChanges) return std::nullopt;
  stirred.AddWhoTookPart();
  stirred.AddWhoseMailChanged(asked.after);
  stirred.AddWhomTimeTouched(asked.from, asked.to);
  return stirred.people();
}

}  // namespace baton::ties
