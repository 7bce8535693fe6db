// An import as the API shows it, and what it takes. For intake_routes.cc.
#pragma once

#include <boost/describe/class.hpp>
#include <optional>
#include <string>
#include <vector>

#include "db/connection.h"
#include "intake/import_run.h"

namespace baton::intake {

struct ImportView {
  static constexpr const char* kSchemaName = "Import";

  Id id;
  std::int64_t version = 0;
  ImportState state = ImportState::uploaded;
  std::string source;
  Instant created_at;
  std::optional<Instant> finished_at;
  std::optional<Instant> confirmed_at;  // the same content came again
  std::optional<Id> job_id;
  std::optional<Id> action_id;
  std::vector<FileMapping> files;
  std::vector<OwnerChoice> owners;
  Counts counts;
};
BOOST_DESCRIBE_STRUCT(ImportView, (),
                      (id, version, state, source, created_at, finished_at, confirmed_at, job_id, action_id,
                       files, owners, counts))

ImportView ToView(const Import& import, ImportState state);
ImportView ToView(db::Connection& connection, const Import& import);

struct ColumnChange {
  static constexpr const char* kSchemaName = "ImportColumnChange";

  std::int32_t index = 0;
  std::optional<Field> field;  // null: not imported
  std::optional<DateChoice> date_form;
  std::optional<DecimalChoice> decimal;
};
BOOST_DESCRIBE_STRUCT(ColumnChange, (), (index, field, date_form, decimal))

struct FileChange {
  static constexpr const char* kSchemaName = "ImportFileChange";

  Id id;
  std::optional<Target> target;
  std::optional<bool> has_header;
  std::vector<ColumnChange> columns;  // those that are named; the others stay
};
BOOST_DESCRIBE_STRUCT(FileChange, (), (id, target, has_header, columns))

struct OwnerChange {
  static constexpr const char* kSchemaName = "ImportOwnerChange";

  std::string key;
  std::optional<Id> person_id;
  std::optional<bool> placeholder;
};
BOOST_DESCRIBE_STRUCT(OwnerChange, (), (key, person_id, placeholder))

struct ImportChange {
  static constexpr const char* kSchemaName = "ImportChange";

  std::vector<FileChange> files;
  std::vector<OwnerChange> owners;
};
BOOST_DESCRIBE_STRUCT(ImportChange, (), (files, owners))

// The mapping with the changes applied: files are looked at again where needed. Every fault has its path.
Result<Mapping> Apply(const ImportChange& change, db::Connection& connection, const IntakeOptions& options,
                      const Import& import);

// The owners of all files, as proposed.
Result<std::vector<OwnerChoice>> ProposeAll(db::Connection& connection, const IntakeOptions& options,
                                            Id org_id, Id importer_id, const Mapping& mapping,
                                            const std::vector<ImportFile>& files);

struct Uploaded {
  std::string stored;  // in the import's folder
  std::string name;
};

struct Survey {
  Mapping mapping;
  std::vector<ImportFile> files;
};

// Everything that the uploaded files say, with what is remembered of such files. `new_id` makes the files' ids.
Result<Survey> SurveyAll(db::Connection& connection, const IntakeOptions& options, Id org_id, Id importer_id,
                         Id import_id, const std::vector<Uploaded>& uploads,
                         const std::function<Id()>& new_id);

}  // namespace baton::intake
