#include "source/refresh.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

#include "base/log.h"
#include "intake/content_hash.h"
#include "json/arguments.h"
#include "json/json.h"
#include "notice/notice.h"
#include "people/directory.h"
#include "people/now.h"
#include "people/organization.h"
#include "source/source_rules.h"
#include "source/source_store.h"

namespace baton::source {
namespace {

using intake::Import;
using intake::ImportOutcome;

constexpr outward::Bounds kBounds{.whole_seconds = 30 * 60, .silent_seconds = 60};
constexpr std::chrono::milliseconds kPause{500};
constexpr int kKeptFiles = 5;  // imports of a source whose files stay

std::string ZoneOf(db::Connection& connection, Id org_id) {
  const auto organization = people::FindOrganization(connection, org_id);
  return organization ? organization->time_zone : "UTC";
}

// A file that is written as it comes, and what it came to.
class Incoming {
 public:
  explicit Incoming(const std::string& path) : file_(path, std::ios::binary | std::ios::trunc) {}
  bool Take(std::string_view bytes) {
    file_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    hash_.Add(bytes);
    bytes_ += bytes.size();
    return file_.good();
  }
  // Throws where there is no room for it.
  std::string End() {
    file_.close();
    if (!file_) throw std::runtime_error("a fetched file cannot be written");
    return hash_.End();
  }
  bool is_good() const { return file_.good(); }
  std::uint64_t bytes() const { return bytes_; }

 private:
  std::ofstream file_;
  intake::ContentHash hash_;
  std::uint64_t bytes_ = 0;
};

struct Fault {
  Message why;
  bool may_pass = false;
  std::optional<Id> import_id = {};  // with which it is
};

class Refreshing {
 public:
  Refreshing(job::Context& context, const SourceOptions& options) : context_(context), options_(options) {}

  job::Outcome Run() {
    if (!Find()) return job::Outcome::done;
    const auto importer =
        intake::ContextFor(context_.database(), *options_.intake, org_id(), source_.person_id);
    if (!importer) return Stop();
    run_ = context_.database().Write([&](db::Tx& tx) { return OpenRun(tx, source_, importer->now); });
    if (!run_.import_id) {
      const auto fetched = FetchAll(*importer);
      if (!fetched) return CutShort();
      if (*fetched) return End(RunOutcome::failed, **fetched);
    }
    if (!Follow()) return CutShort();
    const auto fault = Judge();
    const RunOutcome good = run_.import_id ? RunOutcome::imported : RunOutcome::unchanged;
    End(fault ? RunOutcome::failed : good, fault);
    if (run_.outcome == RunOutcome::imported) ForgetOldFiles();
    return job::Outcome::done;
  }

  // It met an error each time: it is said, and tried again later.
  void GiveUp() {
    if (!Find()) return;
    run_ = context_.database().Write([&](db::Tx& tx) { return OpenRun(tx, source_, Now(tx)); });
    End(RunOutcome::failed, Fault{{"import_source.problem.given_up"}, true});
  }

 private:
  Id org_id() const { return context_.job().org_id; }
  Instant Now(db::Connection& connection) const {
    return people::NowIn(connection, org_id(), context_.Now());
  }

  bool IsHeld(const std::optional<Source>& found) const {
    return found && found->job_id == context_.job().id;
  }
  bool Find() {
    const auto found = FindSource(*context_.database().Read(), org_id(), context_.job().ref);
    if (!IsHeld(found) || (!found->is_on && !found->is_asked)) return false;
    source_ = *found;
    return true;
  }

  // The process ends: go on later. Or somebody cancelled it: the next time comes all the same.
  job::Outcome CutShort() {
    if (!context_.IsCancelled()) return job::Outcome::again;
    return End(RunOutcome::failed, Fault{{"import_source.problem.cancelled"}, true});
  }

  // Nothing: it was cut short. No fault: what is new, if anything, is an import that runs.
  std::optional<std::optional<Fault>> FetchAll(const intake::ImportContext& importer) {
    std::optional<Access> access;
    {
      auto reader = context_.database().Read();
      auto opened = OpenAccess(*reader, *options_.key, org_id(), source_.secret_id);
      if (!opened) return Fault{{"import_source.problem.other_key"}};
      access = std::move(*opened);
      files_ = FindFiles(*reader, org_id(), source_.secret_id);
    }
    intake::NewFolder folder(importer, run_.id);
    std::vector<intake::Uploaded> uploads;
    std::uint64_t left = options_.max_bytes;
    for (std::size_t i = 0; i < files_.size() && i < access->urls.size(); ++i) {
      const std::string stored = std::to_string(i);
      Incoming incoming(folder.PathOf(stored));
      const auto answer = Ask(*access, i, left, incoming);
      if (context_.ShouldStop()) return std::nullopt;
      if (answer.trouble != outward::Trouble::none) {
        if (!incoming.is_good()) incoming.End();
        return Fault{TroubleWith(files_[i], answer.trouble), MayPass(answer.trouble)};
      }
      left -= incoming.bytes();
      if (answer.is_same) continue;
      const std::string hash = incoming.End();
      files_[i].etag = answer.etag;
      files_[i].modified = answer.modified;
      if (hash == files_[i].content_hash && !IsWantedAgain(files_[i])) continue;
      files_[i].content_hash = hash;
      files_[i].import_id = run_.id;
      uploads.push_back({stored, files_[i].name});
    }
    if (uploads.empty()) return std::optional<Fault>();
    return Make(importer, folder, uploads);
  }

  outward::Answer Ask(const Access& access, std::size_t index, std::uint64_t left, Incoming& incoming) {
    const SourceFile& file = files_[index];
    outward::Asking asking{.url = access.urls[index], .headers = {"Accept: text/csv, */*;q=0.5"}};
    if (access.entry == Entry::password) {
      asking.user = access.user_name;
      asking.password = access.password;
    }
    if (access.entry == Entry::header) asking.header = access.header_name + ": " + access.header_value;
    if (!file.content_hash.empty() && !IsWantedAgain(file)) {
      asking.etag = file.etag;
      asking.modified = file.modified;
    }
    outward::Bounds bounds = kBounds;
    bounds.bytes = left;
    return options_.fetch(
        asking, bounds, options_.hosts, [&](std::string_view bytes) { return incoming.Take(bytes); },
        [this] { return context_.ShouldStop(); });
  }

  static Message TroubleWith(const SourceFile& file, outward::Trouble trouble) {
    if (trouble == outward::Trouble::stopped) trouble = outward::Trouble::no_answer;
    return {"import_source.problem." + std::string(json::NameOf(trouble)),
            {{"name", file.name}, {"host", file.host}}};
  }

  // Somebody asks for it, and of this content something is not in: sent again it may come in.
  bool IsWantedAgain(const SourceFile& file) {
    if (!source_.is_asked || !file.import_id) return false;
    auto reader = context_.database().Read();
    const auto import = intake::FindImport(*reader, org_id(), *file.import_id);
    if (!import) return true;
    const ImportOutcome outcome = intake::OutcomeOf(*reader, *import);
    return outcome == ImportOutcome::refused || outcome == ImportOutcome::failed ||
           outcome == ImportOutcome::undone || intake::SumOf(*import).rejected > 0;
  }

  // One transaction: the import, that it runs, and of which content it is.
  std::optional<std::optional<Fault>> Make(const intake::ImportContext& importer, intake::NewFolder& folder,
                                           const std::vector<intake::Uploaded>& uploads) {
    const auto survey = SurveyNew(importer, *context_.database().Read(), run_.id, uploads, {});
    if (!survey) return Fault{survey.error().message};
    const bool is_made = context_.database().Write([&](db::Tx& tx) {
      run_.import_id = std::nullopt;
      const auto held = FindSource(tx, org_id(), source_.id);
      if (!IsHeld(held) || held->secret_id != source_.secret_id) return false;
      action::Action action(tx, action::Actor{org_id(), importer.person_id}, "import.create", importer.now,
                            run_.id);
      const Import made = InsertImport(importer, action, run_.id, *survey);
      // Where nothing is known of the columns it waits for somebody, who finds it among the imports.
      static_cast<void>(StartImport(importer, tx, made));
      run_.import_id = run_.id;
      SaveRun(tx, run_);
      for (const SourceFile& file : files_) SaveFile(tx, file);
      return true;
    });
    if (!is_made) return Fault{{"import_source.problem.changed"}, true};
    folder.Keep();
    return std::optional<Fault>();
  }

  // Until the import has ended. False: the process ends before.
  bool Follow() {
    while (run_.import_id) {
      const auto import = intake::FindImport(*context_.database().Read(), org_id(), *run_.import_id);
      if (!import || intake::OutcomeOf(*context_.database().Read(), *import) != ImportOutcome::running) break;
      if (context_.ShouldStop()) return false;
      options_.while_running ? options_.while_running() : std::this_thread::sleep_for(kPause);
    }
    return true;
  }

  // What became of the imports of which the files are.
  std::optional<Fault> Judge() {
    auto reader = context_.database().Read();
    if (files_.empty()) files_ = FindFiles(*reader, org_id(), source_.secret_id);  // fetched before the cut
    for (const SourceFile& file : files_) {
      const auto import =
          file.import_id ? intake::FindImport(*reader, org_id(), *file.import_id) : std::nullopt;
      if (!import) continue;
      const auto fault = [&](const char* key) {
        return Fault{{key, {{"name", file.name}}}, false, import->id};
      };
      switch (intake::OutcomeOf(*reader, *import)) {
        case ImportOutcome::waits:
          return fault("import_source.problem.waits");
        case ImportOutcome::failed:
          return fault("import_source.problem.import_failed");
        case ImportOutcome::refused:
          return fault("import_source.problem.no_row");
        case ImportOutcome::undone:
          is_all_in_ = false;  // as somebody wants it
          break;
        case ImportOutcome::running:
          break;
        case ImportOutcome::came_in:
          good_.push_back(*import);
          break;
      }
    }
    return std::nullopt;
  }

  job::Outcome End(RunOutcome outcome, const std::optional<Fault>& fault) {
    const Instant wall = context_.Now();
    context_.database().Write([&](db::Tx& tx) {
      const Instant now = Now(tx);
      EndRun(tx, outcome, fault, now);
      auto held = FindSource(tx, org_id(), source_.id);
      if (!IsHeld(held)) return;  // taken away
      held->tried_at = now;
      held->is_asked = false;
      if (fault) {
        NoteFault(tx, *held, *fault, now);
      } else {
        if (is_all_in_) held->fetched_at = now;
        held->failing_since = std::nullopt;
        held->failures = 0;
        held->is_told = false;
        held->problem.clear();
        held->problem_arguments = "{}";
        for (const Import& import : good_) intake::Confirm(tx, import, wall);
        for (const SourceFile& file : files_) SaveFile(tx, file);
      }
      if (!held->is_on) {
        held->job_id = std::nullopt;
        held->next_at = std::nullopt;
      } else {
        const std::string zone = ZoneOf(tx, org_id());
        const bool was_anothers = run_.job_id != context_.job().id;  // this job has not fetched yet
        held->next_at = fault          ? NextAfterFailure(*held, zone, now, fault->may_pass)
                        : was_anothers ? now
                                       : NextBySchedule(*held, zone, now);
        RefreshSoon(tx, *held, wall + (held->next_at->milliseconds - now.milliseconds), wall);
      }
      SaveNotes(tx, *held);
    });
    if (fault) {
      LogWarning("import_source.failed", {{"source", ToString(source_.id)}, {"problem", fault->why.key}});
    }
    return job::Outcome::done;
  }

  // An import keeps its files for a month; of what changes every hour the last few are enough.
  void ForgetOldFiles() {
    int kept = 0;
    for (const source::Run& run : FindRuns(*context_.database().Read(), org_id(), source_.id, kKeptRuns)) {
      if (run.outcome != RunOutcome::imported || ++kept <= kKeptFiles) continue;
      std::error_code ignored;
      std::filesystem::remove_all(intake::FolderOf(*options_.intake, run.id), ignored);
    }
  }

  void EndRun(db::Tx& tx, RunOutcome outcome, const std::optional<Fault>& fault, Instant now) {
    run_.ended_at = now;
    run_.outcome = outcome;
    if (fault && fault->import_id) run_.import_id = fault->import_id;
    run_.problem = fault ? fault->why.key : std::string();
    run_.problem_arguments = fault ? json::ToText(fault->why.arguments) : "{}";
    SaveRun(tx, run_);
  }

  // Its person is told once, however often it fails.
  void NoteFault(db::Tx& tx, Source& held, const Fault& fault, Instant now) {
    if (!held.failing_since) held.failing_since = now;
    ++held.failures;
    held.problem = fault.why.key;
    held.problem_arguments = json::ToText(fault.why.arguments);
    if (held.is_told || held.failures < ToldAfter(fault.may_pass)) return;
    held.is_told = true;
    action::Action action(tx, {org_id(), std::nullopt}, "import_source.fail", now, held.id);
    notice::Emit(action, held.person_id, {"notice.import_source.failing", {{"name", held.name}}}, "/import");
  }

  // As whom it was imported left, or may not import any more: administrators are told, and one of them switches it on again.
  job::Outcome Stop() {
    context_.database().Write([&](db::Tx& tx) {
      const auto held = FindSource(tx, org_id(), source_.id);
      if (!IsHeld(held)) return;
      const Instant now = Now(tx);
      run_ = OpenRun(tx, *held, now);
      EndRun(tx, RunOutcome::failed, Fault{{"import_source.problem.nobody"}}, now);
      action::Action action(tx, {org_id(), std::nullopt}, "import_source.stop", now, held->id);
      Source after = *held;
      after.is_on = false;
      const auto saved = action.Update(*held, after);
      if (!saved) return;
      Source stopped = *saved;
      stopped.job_id = std::nullopt;
      stopped.next_at = std::nullopt;
      stopped.is_asked = false;
      if (!stopped.failing_since) stopped.failing_since = now;
      stopped.problem = "import_source.problem.nobody";
      stopped.problem_arguments = "{}";
      SaveNotes(tx, stopped);
      for (const people::Person& person : people::FindPeople(tx, org_id())) {
        if (person.role != access::Role::administrator || person.is_placeholder) continue;
        notice::Emit(action, person.id, {"notice.import_source.stopped", {{"name", held->name}}}, "/import");
      }
    });
    return job::Outcome::done;
  }

  job::Context& context_;
  const SourceOptions& options_;
  Source source_;
  source::Run run_;
  std::vector<SourceFile> files_;
  bool is_all_in_ = true;
  std::vector<Import> good_;  // that brought what is there now
};

}  // namespace

void RefreshSoon(db::Tx& tx, Source& source, Instant at, Instant now) {
  source.job_id = job::Enqueue(tx,
                               {.org_id = source.org_id,
                                .person_id = source.person_id,
                                .kind = std::string(kRefreshKind),
                                .ref = source.id,
                                .queue = std::string(kRefreshQueue),
                                .run_at = at},
                               now);
}

void ScheduleNext(db::Tx& tx, Source& source, Instant now, Instant wall) {
  source.job_id = std::nullopt;
  source.next_at = std::nullopt;
  if (!source.is_on) return;
  source.next_at = NextBySchedule(source, ZoneOf(tx, source.org_id), now);
  RefreshSoon(tx, source, wall + (source.next_at->milliseconds - now.milliseconds), wall);
}

void AddRefreshJobs(job::Runner& runner, const SourceOptions& options) {
  runner.On(
      std::string(kRefreshKind),
      [options](job::Context& context) { return Refreshing(context, options).Run(); },
      [options](job::Context& context) { Refreshing(context, options).GiveUp(); });
}

}  // namespace baton::source
