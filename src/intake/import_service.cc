#include "intake/import_service.h"

#include <algorithm>
#include <filesystem>

#include "http/call.h"
#include "intake/rejected.h"
#include "job/job.h"
#include "json/json.h"

namespace baton::intake {
namespace {

constexpr std::int64_t kKeptDays = 30;

// The table is what the person says it is.
Result<Done> Retarget(const ImportContext& context, const ImportFile& row, Target target, FileMapping* file) {
  if (file->target == target) return Done{};
  const auto sample = SampleOf(TableOf(context.options, row, *file), file->name);
  if (!sample) return Fail(sample.error());
  file->target = target;
  file->columns = ProposeColumns(*sample, target);
  file->recognised_as = file->source + '.' + std::string(json::NameOf(target));
  return Done{};
}

// False: somebody was faster.
bool SetRunning(const ImportContext& context, db::Tx& tx, const Import& import, const char* kind) {
  const Id job_id = job::Enqueue(
      tx, {.org_id = context.org_id, .person_id = context.person_id, .kind = kind, .ref = import.id},
      context.options.clock->Now());
  return tx.Execute(
             "UPDATE import SET state = 'running', job_id = $1, finished_at = NULL, version = version + 1 "
             "WHERE org_id = $2 AND id = $3 AND version = $4",
             job_id, context.org_id, import.id, import.version) == 1;
}

}  // namespace

ImportContext ContextOf(const http::Call& call, const IntakeOptions& options) {
  return {call.database(),  options,    call.org_id(),
          call.person_id(), call.now(), [&call](const Message& message) { return call.Say(message); }};
}

NewFolder::NewFolder(const ImportContext& context, Id id) : folder_(FolderOf(context.options, id)) {
  std::filesystem::create_directories(folder_);
}

NewFolder::~NewFolder() {
  std::error_code ignored;
  if (!is_kept_) std::filesystem::remove_all(folder_, ignored);
}

Result<Survey> SurveyNew(const ImportContext& context, db::Connection& connection, Id id,
                         const std::vector<Uploaded>& uploads, const SurveyChoice& choice) {
  auto survey = SurveyAll(connection, context.options, context.org_id, context.person_id, id, uploads,
                          [&context] { return context.database.NewId(); });
  if (!survey || (!choice.target && choice.source.empty())) return survey;
  if (choice.target) {
    auto retargeted =
        Retarget(context, survey->files.front(), *choice.target, &survey->mapping.files.front());
    if (!retargeted) return Fail(retargeted.error());
  }
  for (FileMapping& file : survey->mapping.files) {
    if (choice.source.empty() || file.source == choice.source) continue;
    file.source = choice.source;
    if (file.target != Target::skip)
      file.recognised_as = file.source + '.' + std::string(json::NameOf(file.target));
  }
  auto owners = ProposeAll(connection, context.options, context.org_id, context.person_id, survey->mapping,
                           survey->files);
  if (!owners) return Fail(owners.error());
  survey->mapping.owners = std::move(*owners);
  return survey;
}

Import InsertImport(const ImportContext& context, action::Action& action, Id id, const Survey& survey) {
  Import import;
  import.id = id;
  import.person_id = context.person_id;
  import.source = OwnerSource(survey.mapping);
  import.mapping = json::ToText(survey.mapping);
  import.created_at = context.now;
  import = action.Insert(std::move(import));
  action.tx().InsertMany(ImportFile::kTable, survey.files);
  const Instant now = context.options.clock->Now();
  job::Enqueue(action.tx(),
               {.org_id = context.org_id,
                .person_id = std::nullopt,
                .kind = "import_clean",
                .ref = id,
                .run_at = now + kKeptDays * kMillisecondsPerDay},
               now);
  return import;
}

Result<Done> MayChangeMapping(const Import& import) {
  if (import.state == ImportState::uploaded || import.state == ImportState::mapped) return Done{};
  return Fail(Kind::conflict, "problem.import.has_run");
}

Result<Import> ChangeMapping(action::Action& action, const Import& before, const Mapping& mapping) {
  Import changed = before;
  changed.mapping = json::ToText(mapping);
  changed.state = ImportState::mapped;
  changed.source = OwnerSource(mapping);
  auto updated = action.Update(before, changed);
  if (!updated) return updated;
  for (const FileMapping& file : mapping.files) {
    action.tx().Execute("UPDATE import_file SET row_count = $1 WHERE org_id = $2 AND id = $3",
                        file.rows_estimate, action.org_id(), file.id);
  }
  return updated;
}

Result<PreviewView> PreviewImport(const ImportContext& context, db::Connection& connection,
                                  const Import& import) {
  if (import.state == ImportState::undone) return Fail(Kind::conflict, "problem.import.has_run");
  const auto preview = MakePreview(connection, context.options, import, context.options.clock->Now());
  if (!preview) return Fail(preview.error());
  PreviewView view{{}, preview->rows_read, preview->rows_total, preview->is_complete};
  for (const TargetCounts& counts : preview->counts) {
    PreviewTarget target{counts, {}, {}, {}};
    for (const PreviewFile& file : preview->files) {
      if (file.target != counts.target) continue;
      for (const Reject& reject : file.rejects) {
        target.sample_rejected.push_back({file.name, reject.line, reject.column, context.say(reject.reason),
                                          context.say(MendOf(reject)), reject.is_kept});
      }
      target.sample.insert(target.sample.end(), file.created.begin(), file.created.end());
      target.sample_changed.insert(target.sample_changed.end(), file.changed.begin(), file.changed.end());
    }
    view.targets.push_back(std::move(target));
  }
  return view;
}

Result<Import> StartImport(const ImportContext& context, db::Tx& tx, const Import& import) {
  const ImportState state = StateOf(tx, import);
  if (state == ImportState::running || state == ImportState::done || state == ImportState::undone) {
    return Fail(Kind::conflict, "problem.import.has_run");
  }
  const Mapping mapping = MappingOf(import);
  const bool has_target =
      std::ranges::any_of(mapping.files, [](const FileMapping& file) { return file.target != Target::skip; });
  if (!has_target) return Fail(Kind::invalid, "problem.import.nothing_mapped");
  if (!SetRunning(context, tx, import, "import")) return Fail(Kind::conflict, "problem.import.has_run");
  return *FindImport(tx, context.org_id, import.id);
}

Result<Import> StartUndo(const ImportContext& context, db::Tx& tx, const Import& import) {
  const ImportState state = StateOf(tx, import);
  if (!import.action_id) return Fail(Kind::conflict, "problem.import.nothing_to_undo");
  if (state == ImportState::running) return Fail(Kind::conflict, "problem.import.is_running");
  if (state == ImportState::undone) return Fail(Kind::conflict, "problem.action.already_undone");
  if (!SetRunning(context, tx, import, "import_undo")) {
    return Fail(Kind::conflict, "problem.import.is_running");
  }
  return *FindImport(tx, context.org_id, import.id);
}

}  // namespace baton::intake
