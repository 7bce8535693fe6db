// An import: files that came in, how each is read, whose the owners are, and how far it is. The mapping travels as
// JSON between the database, the API and the screen; the rows are in import_store.h.
//
// States: uploaded (as proposed) -> mapped (a person corrected it) -> running -> done, failed or cancelled -> undone.
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "format/values/profile.h"
#include "intake/field.h"

namespace baton::intake {

enum class ImportState { uploaded, mapped, running, done, failed, cancelled, undone };
BOOST_DESCRIBE_ENUM(ImportState, uploaded, mapped, running, done, failed, cancelled, undone)

enum class DateChoice { ymd, mdy, dmy };
BOOST_DESCRIBE_ENUM(DateChoice, ymd, mdy, dmy)

enum class DecimalChoice { point, comma };
BOOST_DESCRIBE_ENUM(DecimalChoice, point, comma)

struct ColumnMapping {
  static constexpr const char* kSchemaName = "ImportColumn";
  static constexpr bool kDefaults = true;

  std::int32_t index = 0;  // from 0
  std::string header;
  std::vector<std::string> samples;
  std::optional<Field> field;  // none: not imported
  std::optional<DateChoice> date_form;
  std::optional<DecimalChoice> decimal;
  double confidence = 0;      // of the proposal, 0 to 1
  bool is_ambiguous = false;  // day/month or decimal sign: nothing in the values decides
};
BOOST_DESCRIBE_STRUCT(ColumnMapping, (),
                      (index, header, samples, field, date_form, decimal, confidence, is_ambiguous))

struct FileMapping {
  static constexpr const char* kSchemaName = "ImportFile";
  static constexpr bool kDefaults = true;

  Id id;
  std::string name;
  std::int64_t rows_estimate = 0;  // counted, without the header
  std::string encoding;
  std::string delimiter;
  bool has_header = true;
  Target target = Target::skip;
  std::string source;  // whose ids these are: salesforce, hubspot, pipedrive, pipeline, baton, vcard, table
  std::string recognised_as;  // "<source>.<target>", or empty
  std::vector<ColumnMapping> columns;
};
BOOST_DESCRIBE_STRUCT(FileMapping, (),
                      (id, name, rows_estimate, encoding, delimiter, has_header, target, source,
                       recognised_as, columns))

// The source of what somebody's address book says: no export of clients, and with colleagues in it.
inline constexpr std::string_view kAddressBook = "vcard";

// match: somebody here is meant, by e-mail or name. placeholder: nobody is; a stand-in is made.
// map: nobody is known by this key and a person says who it is.
enum class OwnerProposal { match, placeholder, map };
BOOST_DESCRIBE_ENUM(OwnerProposal, match, placeholder, map)

struct OwnerChoice {
  static constexpr const char* kSchemaName = "ImportOwner";
  static constexpr bool kDefaults = true;

  std::string key;  // what the source calls the owner; empty: rows without one
  std::string name;
  std::string email;
  std::int64_t count = 0;       // rows
  std::optional<Id> person_id;  // who it is
  OwnerProposal proposal = OwnerProposal::placeholder;
  std::string note_key;
};
BOOST_DESCRIBE_STRUCT(OwnerChoice, (), (key, name, email, count, person_id, proposal, note_key))

struct Mapping {
  static constexpr bool kDefaults = true;

  std::vector<FileMapping> files;
  std::vector<OwnerChoice> owners;
};
BOOST_DESCRIBE_STRUCT(Mapping, (), (files, owners))

// What became of the rows for one kind of row of ours.
struct TargetCounts {
  static constexpr const char* kSchemaName = "ImportCounts";
  static constexpr bool kDefaults = true;

  Target target = Target::skip;
  std::int64_t created = 0;
  std::int64_t changed = 0;
  std::int64_t unchanged = 0;
  std::int64_t rejected = 0;
  std::int64_t kept = 0;  // values that people changed since, left as they are; each has a line in the list
};
BOOST_DESCRIBE_STRUCT(TargetCounts, (), (target, created, changed, unchanged, rejected, kept))

using Counts = std::vector<TargetCounts>;

// The entry of a target, made when it is missing.
inline TargetCounts& CountsOf(Counts& counts, Target target) {
  for (TargetCounts& entry : counts) {
    if (entry.target == target) return entry;
  }
  counts.push_back({.target = target});
  return counts.back();
}

inline void Add(Counts& sum, const Counts& more) {
  for (const TargetCounts& entry : more) {
    TargetCounts& into = CountsOf(sum, entry.target);
    into.created += entry.created;
    into.changed += entry.changed;
    into.unchanged += entry.unchanged;
    into.rejected += entry.rejected;
    into.kept += entry.kept;
  }
}

inline format::DateForm FormOf(std::optional<DateChoice> choice) {
  switch (choice.value_or(DateChoice::ymd)) {
    case DateChoice::mdy:
      return {format::DateOrder::month_first};
    case DateChoice::dmy:
      return {format::DateOrder::day_first};
    case DateChoice::ymd:
      break;
  }
  return {};
}

inline format::DecimalForm FormOf(std::optional<DecimalChoice> choice) {
  return {choice == DecimalChoice::comma ? ',' : '.'};
}

// The row.
struct Import {
  static constexpr std::string_view kTable = "import";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id person_id;
  ImportState state = ImportState::uploaded;
  std::string source;
  std::string mapping;  // a Mapping as JSON
  std::optional<Id> job_id;
  std::optional<Id> action_id;  // under which everything is written
  std::optional<Id> undo_id;    // the action that takes it back
  std::optional<Id> undo_from;  // the last change that was taken back
  std::string counts = "[]";    // Counts as JSON
  Instant created_at;
  std::optional<Instant> finished_at;
  std::optional<Instant> confirmed_at;  // when the very same content was met again
  std::optional<Instant> deleted_at;
};
BOOST_DESCRIBE_STRUCT(Import, (),
                      (org_id, id, version, person_id, state, source, mapping, job_id, action_id, undo_id,
                       undo_from, counts, created_at, finished_at, confirmed_at, deleted_at))

// One table of one file: the row.
struct ImportFile {
  static constexpr std::string_view kTable = "import_file";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id import_id;
  std::int32_t position = 0;
  std::string stored;            // its name in the import's folder
  std::int32_t table_index = 0;  // in the workbook or archive
  std::int64_t row_count = 0;
  std::int64_t done = 0;
  bool is_finished = false;
};
BOOST_DESCRIBE_STRUCT(ImportFile, (),
                      (org_id, id, version, import_id, position, stored, table_index, row_count, done,
                       is_finished))

}  // namespace baton::intake
