#include "intake/intake_routes.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "action/version.h"
#include "base/text.h"
#include "http/router.h"
#include "intake/import_view.h"
#include "intake/rejected.h"
#include "job/job.h"
#include "json/json.h"

namespace baton::intake {
namespace {

using access::Deed;
using access::Word;
using http::Call;

constexpr int kMaxPage = 100;
constexpr std::size_t kMaxPasted = 1u << 20;
constexpr std::int64_t kKeptDays = 30;

enum class PastedKind { accounts, people };
BOOST_DESCRIBE_ENUM(PastedKind, accounts, people)

struct Pasted {
  PastedKind kind = PastedKind::accounts;
  std::string text;
};
BOOST_DESCRIBE_STRUCT(Pasted, (), (kind, text))

struct PageQuery {
  std::optional<Id> after;
  std::optional<std::int32_t> limit;
};
BOOST_DESCRIBE_STRUCT(PageQuery, (), (after, limit))

struct FileQuery {
  std::optional<Id> file;
};
BOOST_DESCRIBE_STRUCT(FileQuery, (), (file))

struct FieldView {
  static constexpr const char* kSchemaName = "ImportField";
  Target target = Target::skip;
  Field field = Field::id;
  std::string label_key;
  bool required = false;
  FieldKind kind = FieldKind::text;
};
BOOST_DESCRIBE_STRUCT(FieldView, (), (target, field, label_key, required, kind))

struct FieldList {
  static constexpr const char* kSchemaName = "ImportFieldList";
  std::vector<FieldView> items;
};
BOOST_DESCRIBE_STRUCT(FieldList, (), (items))

struct RejectView {
  static constexpr const char* kSchemaName = "ImportReject";
  std::string file;
  std::int64_t line = 0;
  std::string column;
  std::string reason;
  std::string mend;
  bool is_kept = false;
};
BOOST_DESCRIBE_STRUCT(RejectView, (), (file, line, column, reason, mend, is_kept))

struct PreviewTarget : TargetCounts {
  static constexpr const char* kSchemaName = "ImportPreviewTarget";
  std::vector<RejectView> sample_rejected;
  std::vector<std::string> sample;          // names of the first that are created
  std::vector<std::string> sample_changed;  // ... that are changed
};
BOOST_DESCRIBE_STRUCT(PreviewTarget, (TargetCounts), (sample_rejected, sample, sample_changed))

struct PreviewView {
  static constexpr const char* kSchemaName = "ImportPreview";
  std::vector<PreviewTarget> targets;
  bool is_complete = true;  // false: of the first rows only
};
BOOST_DESCRIBE_STRUCT(PreviewView, (), (targets, is_complete))

// Deletes the folder unless the import was written.
class FolderGuard {
 public:
  explicit FolderGuard(std::string folder) : folder_(std::move(folder)) {
    std::filesystem::create_directories(folder_);
  }
  ~FolderGuard() {
    std::error_code ignored;
    if (!is_kept_) std::filesystem::remove_all(folder_, ignored);
  }
  FolderGuard(const FolderGuard&) = delete;
  FolderGuard& operator=(const FolderGuard&) = delete;
  void Keep() { is_kept_ = true; }

 private:
  const std::string folder_;
  bool is_kept_ = false;
};

// Surveys what lies in the folder and writes the import.
Result<ImportView> Make(const Call& call, const IntakeOptions& options, Id id,
                        const std::vector<Uploaded>& uploads, const std::optional<Target>& target) {
  auto survey = SurveyAll(call.db(), options, call.org_id(), call.person_id(), id, uploads,
                          [&call] { return call.database().NewId(); });
  if (!survey) return Fail(survey.error());
  if (target) {  // what was pasted is what the person says it is
    FileMapping& file = survey->mapping.files.front();
    if (file.target != *target) {
      const auto sample = SampleOf(TableOf(options, survey->files.front(), file), file.name);
      if (!sample) return Fail(sample.error());
      file.target = *target;
      file.columns = ProposeColumns(*sample, *target);
      file.recognised_as = file.source + '.' + std::string(json::NameOf(*target));
      auto owners =
          ProposeAll(call.db(), options, call.org_id(), call.person_id(), survey->mapping, survey->files);
      if (!owners) return Fail(owners.error());
      survey->mapping.owners = std::move(*owners);
    }
  }
  return call.Write([&](db::Tx& tx) -> Result<ImportView> {
    action::Action action(tx, call, "import.create", id);
    Import import;
    import.id = id;
    import.person_id = call.person_id();
    import.source = OwnerSource(survey->mapping);
    import.mapping = json::ToText(survey->mapping);
    import.created_at = call.now();
    import = action.Insert(std::move(import));
    tx.InsertMany(ImportFile::kTable, survey->files);
    job::Enqueue(tx,
                 {.org_id = call.org_id(),
                  .person_id = std::nullopt,
                  .kind = "import_clean",
                  .ref = id,
                  .run_at = options.clock->Now() + kKeptDays * kMillisecondsPerDay},
                 options.clock->Now());
    return ToView(tx, import);
  });
}

Result<ImportView> Upload(const Call& call, const IntakeOptions& options) {
  if (call.uploads().empty()) return Fail(Kind::invalid, "problem.import.no_file");
  const Id id = call.database().NewId();
  FolderGuard folder(FolderOf(options, id));
  std::vector<Uploaded> uploads;
  for (const auto& upload : call.uploads()) {
    if (upload.bytes == 0) continue;
    uploads.push_back(
        {std::to_string(uploads.size()), upload.file_name.empty() ? "table" : upload.file_name});
    call.Keep(upload, FolderOf(options, id) + '/' + uploads.back().stored);
  }
  if (uploads.empty()) return Fail(Kind::invalid, "problem.import.empty");
  auto made = Make(call, options, id, uploads, std::nullopt);
  if (made) folder.Keep();
  return made;
}

Result<ImportView> Paste(const Call& call, const IntakeOptions& options, const Pasted& pasted) {
  if (Trim(pasted.text).empty()) return Fail(FieldFault{"text", {"problem.field.required"}});
  const Id id = call.database().NewId();
  FolderGuard folder(FolderOf(options, id));
  std::ofstream(FolderOf(options, id) + "/0", std::ios::binary) << pasted.text;
  const bool is_people = pasted.kind == PastedKind::people;
  auto made = Make(call, options, id, {{"0", is_people ? "people" : "accounts"}},
                   is_people ? Target::person : Target::account);
  if (made) folder.Keep();
  return made;
}

Result<ImportView> Change(const Call& call, const IntakeOptions& options, Id id,
                          const json::Patch<ImportChange>& patch) {
  const auto import = FindImport(call.db(), call.scope(), id);
  if (!import) return NotFound("import");
  if (const auto current = action::CheckVersion(call, import->version, "import"); !current)
    return Fail(current.error());
  if (import->state != ImportState::uploaded && import->state != ImportState::mapped) {
    return Fail(Kind::conflict, "problem.import.has_run");
  }
  // Files are read outside of the transaction; the version says that nothing changed meanwhile.
  auto mapping = Apply(patch.Apply({}), call.db(), options, *import);
  if (!mapping) return Fail(mapping.error());
  return call.Write([&](db::Tx& tx) -> Result<ImportView> {
    action::Action action(tx, call, "import.change", id);
    Import changed = *import;
    changed.mapping = json::ToText(*mapping);
    changed.state = ImportState::mapped;
    changed.source = OwnerSource(*mapping);
    const auto updated = action.Update(*import, changed);
    if (!updated) return Fail(updated.error());
    for (const FileMapping& file : mapping->files) {
      tx.Execute("UPDATE import_file SET row_count = $1 WHERE org_id = $2 AND id = $3", file.rows_estimate,
                 call.org_id(), file.id);
    }
    return ToView(tx, *updated);
  });
}

Result<PreviewView> ShowPreview(const Call& call, const IntakeOptions& options, Id id) {
  const auto import = FindImport(call.db(), call.scope(), id);
  if (!import) return NotFound("import");
  if (import->state == ImportState::undone) return Fail(Kind::conflict, "problem.import.has_run");
  const auto preview = MakePreview(call.db(), options, *import, options.clock->Now());
  if (!preview) return Fail(preview.error());
  PreviewView view{{}, preview->is_complete};
  for (const TargetCounts& counts : preview->counts) {
    PreviewTarget target{counts, {}, {}, {}};
    for (const PreviewFile& file : preview->files) {
      if (file.target != counts.target) continue;
      for (const Reject& reject : file.rejects) {
        target.sample_rejected.push_back({file.name, reject.line, reject.column, call.Say(reject.reason),
                                          call.Say(MendOf(reject)), reject.is_kept});
      }
      target.sample.insert(target.sample.end(), file.created.begin(), file.created.end());
      target.sample_changed.insert(target.sample_changed.end(), file.changed.begin(), file.changed.end());
    }
    view.targets.push_back(std::move(target));
  }
  return view;
}

// Also goes on with one that was cancelled or failed: from its last checkpoint.
Result<ImportView> Start(const Call& call, const IntakeOptions& options, Id id) {
  return call.Write([&](db::Tx& tx) -> Result<ImportView> {
    auto import = FindImport(tx, call.scope(), id);
    if (!import) return NotFound("import");
    const ImportState state = StateOf(tx, *import);
    if (state == ImportState::running || state == ImportState::done || state == ImportState::undone) {
      return Fail(Kind::conflict, "problem.import.has_run");
    }
    const Mapping mapping = MappingOf(*import);
    const bool has_target = std::ranges::any_of(
        mapping.files, [](const FileMapping& file) { return file.target != Target::skip; });
    if (!has_target) return Fail(Kind::invalid, "problem.import.nothing_mapped");
    const Id job_id = job::Enqueue(
        tx, {.org_id = call.org_id(), .person_id = call.person_id(), .kind = "import", .ref = id},
        options.clock->Now());
    const auto changed = tx.Execute(
        "UPDATE import SET state = 'running', job_id = $1, finished_at = NULL, version = version + 1 WHERE "
        "org_id = $2 AND id = $3 AND version = $4",
        job_id, call.org_id(), id, import->version);
    if (changed == 0) return Fail(Kind::conflict, "problem.import.has_run");  // somebody was faster
    return ToView(tx, *FindImport(tx, call.org_id(), id));
  });
}

Result<ImportView> Undo(const Call& call, const IntakeOptions& options, Id id) {
  return call.Write([&](db::Tx& tx) -> Result<ImportView> {
    const auto import = FindImport(tx, call.scope(), id);
    if (!import) return NotFound("import");
    const ImportState state = StateOf(tx, *import);
    if (!import->action_id) return Fail(Kind::conflict, "problem.import.nothing_to_undo");
    if (state == ImportState::running) return Fail(Kind::conflict, "problem.import.is_running");
    if (state == ImportState::undone) return Fail(Kind::conflict, "problem.action.already_undone");
    const Id job_id = job::Enqueue(
        tx, {.org_id = call.org_id(), .person_id = call.person_id(), .kind = "import_undo", .ref = id},
        options.clock->Now());
    const auto changed = tx.Execute(
        "UPDATE import SET state = 'running', job_id = $1, version = version + 1 WHERE org_id = $2 AND id = "
        "$3 "
        "AND version = $4",
        job_id, call.org_id(), id, import->version);
    if (changed == 0) return Fail(Kind::conflict, "problem.import.is_running");  // somebody was faster
    return ToView(tx, *FindImport(tx, call.org_id(), id));
  });
}

FieldList ListFields() {
  FieldList list;
  for (const Target target : {Target::account, Target::contact, Target::opportunity, Target::activity,
                              Target::person, Target::product}) {
    for (const FieldInfo& info : FieldsOf(target)) {
      list.items.push_back({target, info.field, "import.field." + std::string(json::NameOf(info.field)),
                            info.is_required, info.kind});
    }
  }
  return list;
}

Result<http::Page<ImportView>> List(const Call& call, const PageQuery& query) {
  const int limit = std::clamp(query.limit.value_or(kMaxPage), 1, kMaxPage);
  http::Page<ImportView> page;
  for (const Import& import : ListImports(call.db(), call.scope(), query.after, limit)) {
    page.items.push_back(ToView(call.db(), import));
  }
  if (std::ssize(page.items) == limit) page.next = ToString(page.items.back().id);
  return page;
}

}  // namespace

void AddIntakeRoutes(http::Router& router, const IntakeOptions& options) {
  constexpr const char* kAll = "/api/v1/imports";
  constexpr const char* kOne = "/api/v1/imports/{id}";
  const http::RouteOptions create{
      .name = "uploadImport", .deed = Deed::create, .word = Word::import, .upload = true};
  router.Post(kAll, create, [&options](const Call& call) { return Upload(call, options); });
  router.Post("/api/v1/imports/table",
              {.name = "pasteImport", .deed = Deed::create, .word = Word::import, .max_bytes = kMaxPasted},
              [&options](const Call& call, const Pasted& pasted) { return Paste(call, options, pasted); });
  router.Get("/api/v1/imports/fields", {.name = "listImportFields", .deed = Deed::read, .word = Word::import},
             [](const Call&) -> Result<FieldList> { return ListFields(); });
  router.Get(kAll, {.name = "listImports", .deed = Deed::read, .word = Word::import},
             [](const Call& call, const PageQuery& query) { return List(call, query); });
  router.Get(kOne, {.name = "getImport", .deed = Deed::read, .word = Word::import},
             [](const Call& call, Id id) -> Result<ImportView> {
               const auto import = FindImport(call.db(), call.scope(), id);
               if (!import) return NotFound("import");
               return ToView(call.db(), *import);
             });
  router.Patch(kOne,
               {.name = "changeImport", .deed = Deed::change, .word = Word::import, .max_bytes = 8u << 20},
               [&options](const Call& call, Id id, const json::Patch<ImportChange>& patch) {
                 return Change(call, options, id, patch);
               });
  const auto deed = [](const char* name) {
    return http::RouteOptions{.name = name, .deed = Deed::change, .word = Word::import, .status = 200};
  };
  router.Post("/api/v1/imports/{id}/preview", deed("previewImport"),
              [&options](const Call& call, Id id) { return ShowPreview(call, options, id); });
  router.Post("/api/v1/imports/{id}/run", deed("runImport"),
              [&options](const Call& call, Id id) { return Start(call, options, id); });
  router.Post("/api/v1/imports/{id}/undo", deed("undoImport"),
              [&options](const Call& call, Id id) { return Undo(call, options, id); });
  router.Get("/api/v1/imports/{id}/rejected.csv",
             {.name = "getRejected", .deed = Deed::read, .word = Word::import},
             [&options](const Call& call, Id id, const FileQuery& query) -> Result<http::File> {
               const auto import = FindImport(call.db(), call.scope(), id);
               if (!import) return NotFound("import");
               return http::File{
                   .content_type = "text/csv; charset=utf-8",
                   .name = "rejected.csv",
                   .source = RejectedCsv(call.database(), options, *import, query.file, call.language())};
             });
}

void AddTables(action::Tables& tables) {
  tables.Add({.name = std::string(Import::kTable), .marks_deleted = true});
  tables.Add({.name = std::string(ExternalReference::kTable)});
}

}  // namespace baton::intake
