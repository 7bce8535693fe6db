#include "intake/import_view.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "intake/lookup.h"
#include "intake/owners.h"
#include "json/json.h"
#include "people/directory.h"

namespace baton::intake {
namespace {

// What the files say of people: their ids, addresses and names.
Result<std::set<std::string>> PeopleInFiles(const Mapping& mapping, const std::vector<ImportFile>& files,
                                            const IntakeOptions& options, const FormContext& context) {
  std::set<std::string> known;
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (mapping.files[i].target != Target::person) continue;
    const RowForm form(mapping.files[i], context);
    auto reader = TableReader::Open(TableOf(options, files[i], mapping.files[i]));
    if (!reader) return Fail(reader.error());
    for (std::int64_t number = 0;; ++number) {
      const auto row = reader->Next();
      if (!row) return Fail(row.error());
      if (!*row) break;
      const auto read = form.Read(**row, number);
      const auto* record = std::get_if<Record>(&read);
      if (record == nullptr) continue;
      known.emplace(form.Text(*record, Field::id));
      known.insert(Fold(form.Text(*record, Field::email)));
      known.insert(Fold(NameOf(form, *record)));
    }
  }
  known.erase("");
  return known;
}

bool HasOwnerColumn(const FileMapping& file) {
  return std::ranges::any_of(file.columns, [](const ColumnMapping& column) {
    return column.field == Field::owner_id || column.field == Field::owner_name ||
           column.field == Field::owner_email;
  });
}

// Files that have owners are all asked; rows without one matter only for accounts, and only where deals do not say more.
Result<std::vector<OwnerCount>> CountAll(const Mapping& mapping, const std::vector<ImportFile>& files,
                                         const IntakeOptions& options, const FormContext& context) {
  const bool has_owned_deals = std::ranges::any_of(mapping.files, [](const FileMapping& file) {
    return file.target == Target::opportunity && HasOwnerColumn(file);
  });
  std::vector<OwnerCount> all;
  for (std::size_t i = 0; i < files.size(); ++i) {
    const FileMapping& file = mapping.files[i];
    const bool has_owners = HasOwnerColumn(file);
    // In our own export an account without an owner has none.
    const bool wants_blank =
        file.target == Target::account && file.source != "baton" && (has_owners || !has_owned_deals);
    const bool is_asked = file.target != Target::skip && file.target != Target::person &&
                          file.target != Target::product && file.target != Target::contact &&
                          file.target != Target::stage && file.target != Target::link &&
                          file.target != Target::reference;
    if (!is_asked || (!has_owners && !wants_blank)) continue;
    auto counts = CountOwners(TableOf(options, files[i], file), file, context);
    if (!counts) return Fail(counts.error());
    for (OwnerCount& count : *counts) {
      if (count.key.empty() && !wants_blank) continue;
      const auto known = std::ranges::find(all, count.key, &OwnerCount::key);
      if (known == all.end()) {
        all.push_back(std::move(count));
        continue;
      }
      known->count += count.count;
      if (known->name.empty()) known->name = count.name;
      if (known->email.empty()) known->email = count.email;
    }
  }
  return all;
}

// A mapping that a person made of a table with these headers, on what was found now.
void Recall(const FileMapping& remembered, FileMapping* mapping) {
  mapping->target = remembered.target;
  for (ColumnMapping& column : mapping->columns) {
    const auto found = std::ranges::find(remembered.columns, column.index, &ColumnMapping::index);
    if (found == remembered.columns.end()) continue;
    column.field = found->field;
    column.confidence = 1;
    // How dates are written is the file's to say; where it does not, it is as the last time.
    if (column.is_ambiguous || !column.date_form) column.date_form = found->date_form;
    if (column.is_ambiguous || !column.decimal) column.decimal = found->decimal;
    column.is_ambiguous = false;
  }
}

std::string RecognisedAs(const FileMapping& file) {
  if (file.target == Target::skip) return {};
  return file.source + '.' + std::string(json::NameOf(file.target));
}

Result<Done> ApplyColumns(const FileChange& change, const std::string& path, FileMapping* file) {
  for (std::size_t i = 0; i < change.columns.size(); ++i) {
    const ColumnChange& wanted = change.columns[i];
    const auto column = std::ranges::find(file->columns, wanted.index, &ColumnMapping::index);
    const std::string place = fmt::format("{}.columns[{}]", path, i);
    if (column == file->columns.end())
      return Fail(FieldFault{place + ".index", {"problem.import.no_such_column"}});
    if (wanted.field && !FindField(file->target, *wanted.field)) {
      return Fail(FieldFault{place + ".field", {"problem.import.no_such_field"}});
    }
    if (wanted.field) {  // a field has one column
      for (ColumnMapping& other : file->columns) {
        if (other.field == wanted.field && other.index != wanted.index) other.field.reset();
      }
    }
    column->field = wanted.field;
    if (wanted.date_form) column->date_form = wanted.date_form;
    if (wanted.decimal) column->decimal = wanted.decimal;
    if (wanted.date_form || wanted.decimal) column->is_ambiguous = false;
    column->confidence = 1;
  }
  return Done{};
}

Result<Done> ApplyFile(const FileChange& change, const std::string& path, const IntakeOptions& options,
                       const ImportFile& row, FileMapping* file) {
  const bool has_other_header = change.has_header && *change.has_header != file->has_header;
  const bool has_other_target = change.target && *change.target != file->target;
  if (has_other_header) {
    file->has_header = *change.has_header;
    file->rows_estimate += file->has_header ? -1 : 1;
  }
  if (change.target) file->target = *change.target;
  if (has_other_header || has_other_target) {
    const auto sample = SampleOf(TableOf(options, row, *file), file->name);
    if (!sample) return Fail(sample.error());
    file->columns = ProposeColumns(*sample, file->target);
    file->recognised_as = RecognisedAs(*file);
  }
  return ApplyColumns(change, path, file);
}

}  // namespace

ImportView ToView(db::Connection& connection, const Import& import) {
  return ToView(import, StateOf(connection, import));
}

ImportView ToView(const Import& import, ImportState state) {
  Mapping mapping = MappingOf(import);
  return {import.id,
          import.version,
          state,
          import.source,
          import.created_at,
          import.finished_at,
          import.confirmed_at,
          import.job_id,
          import.action_id,
          std::move(mapping.files),
          std::move(mapping.owners),
          CountsOf(import)};
}

Result<std::vector<OwnerChoice>> ProposeAll(db::Connection& connection, const IntakeOptions& options,
                                            Id org_id, Id importer_id, const Mapping& mapping,
                                            const std::vector<ImportFile>& files) {
  const FormContext context = FormContextOf(connection, org_id);
  const auto counts = CountAll(mapping, files, options, context);
  if (!counts) return Fail(counts.error());
  auto in_files = PeopleInFiles(mapping, files, options, context);
  if (!in_files) return Fail(in_files.error());
  std::vector<std::string> keys;
  for (const OwnerCount& count : *counts) keys.push_back(count.key);
  Lookup lookup(connection, org_id);
  OwnerPool pool{lookup.References(OwnerSource(mapping), "person", keys), lookup.PeopleByEmail(),
                 lookup.PeopleByName(), std::move(*in_files), importer_id};
  return ProposeOwners(*counts, pool);
}

Result<Survey> SurveyAll(db::Connection& connection, const IntakeOptions& options, Id org_id, Id importer_id,
                         Id import_id, const std::vector<Uploaded>& uploads,
                         const std::function<Id()>& new_id) {
  Survey survey;
  for (std::size_t i = 0; i < uploads.size(); ++i) {
    auto tables = SurveyFile(FolderOf(options, import_id) + '/' + uploads[i].stored, uploads[i].name);
    if (!tables) {
      Problem problem = tables.error();
      problem.errors.push_back({fmt::format("files[{}]", i), problem.message});
      return Fail(std::move(problem));
    }
    for (SurveyedTable& table : *tables) {
      ImportFile file;
      file.org_id = org_id;
      file.id = new_id();
      file.version = 1;
      file.import_id = import_id;
      file.position = static_cast<std::int32_t>(survey.files.size());
      file.stored = uploads[i].stored;
      file.table_index = table.index;
      file.row_count = table.mapping.rows_estimate;
      table.mapping.id = file.id;
      const bool is_own = table.mapping.source == "baton";  // there is nothing to correct
      if (const auto remembered = FindMapping(connection, org_id, HeadersKey(table.mapping));
          remembered && !is_own) {
        Recall(*remembered, &table.mapping);
        table.mapping.recognised_as = RecognisedAs(table.mapping);
      }
      survey.files.push_back(std::move(file));
      survey.mapping.files.push_back(std::move(table.mapping));
    }
  }
  auto owners = ProposeAll(connection, options, org_id, importer_id, survey.mapping, survey.files);
  if (!owners) return Fail(owners.error());
  survey.mapping.owners = std::move(*owners);
  return survey;
}

Result<Mapping> Apply(const ImportChange& change, db::Connection& connection, const IntakeOptions& options,
                      const Import& import) {
  Mapping mapping = MappingOf(import);
  const auto files = FindFiles(connection, import.org_id, import.id);
  for (std::size_t i = 0; i < change.files.size(); ++i) {
    const std::string path = fmt::format("files[{}]", i);
    const auto file = std::ranges::find(mapping.files, change.files[i].id, &FileMapping::id);
    if (file == mapping.files.end()) return Fail(FieldFault{path + ".id", {"problem.import.no_such_file"}});
    const auto& row = files[static_cast<std::size_t>(file - mapping.files.begin())];
    if (const auto applied = ApplyFile(change.files[i], path, options, row, &*file); !applied) {
      return Fail(applied.error());
    }
  }
  if (!change.files.empty()) {
    auto owners = ProposeAll(connection, options, import.org_id, import.person_id, mapping, files);
    if (!owners) return Fail(owners.error());
    KeepChoices(mapping.owners, &*owners);
    mapping.owners = std::move(*owners);
  }
  for (std::size_t i = 0; i < change.owners.size(); ++i) {
    const OwnerChange& wanted = change.owners[i];
    const std::string path = fmt::format("owners[{}]", i);
    const auto owner = std::ranges::find(mapping.owners, wanted.key, &OwnerChoice::key);
    if (owner == mapping.owners.end())
      return Fail(FieldFault{path + ".key", {"problem.import.no_such_owner"}});
    if (wanted.person_id && !people::FindPerson(connection, import.org_id, *wanted.person_id)) {
      return Fail(FieldFault{path + ".person_id", {"problem.import.no_such_person"}});
    }
    owner->person_id = wanted.person_id;
    const bool is_placeholder = wanted.placeholder.value_or(!wanted.person_id);
    owner->proposal = wanted.person_id || !is_placeholder ? OwnerProposal::map : OwnerProposal::placeholder;
    owner->note_key = wanted.person_id ? "import.owner.chosen" : "import.owner.unknown";
  }
  return mapping;
}

}  // namespace baton::intake
