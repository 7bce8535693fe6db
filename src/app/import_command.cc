#include "app/import_command.h"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <iostream>

#include "app/import_calendar.h"
#include "app/import_mail.h"
#include "app/import_print.h"
#include "app/import_steps.h"
#include "app/import_watch.h"
#include "app/out_file.h"
#include "app/routes.h"
#include "app/storage.h"
#include "base/text.h"
#include "intake/import_service.h"
#include "json/json.h"
#include "people/directory.h"
#include "writeback/directory.h"

namespace baton::app {
namespace {

using intake::Import;
using intake::ImportContext;
using intake::ImportState;

std::atomic<bool> interrupted = false;

// The first Ctrl-C asks, the second ends the process as ever.
void ListenForInterrupts() {
  struct sigaction action = {};
  action.sa_handler = [](int) { interrupted = true; };
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

class ImportCommand {
 public:
  ImportCommand(ImportContext context, const ImportOptions& options, const std::string& public_url,
                const Watching& watching)
      : context_(std::move(context)),
        options_(options),
        public_url_(public_url),
        watching_(watching),
        steps_(context_, options, watching) {}

  Result<int> Run() {
    std::optional<OutFile> rejected;
    if (!options_.rejected.empty()) {  // tried before anything is written
      auto opened = OutFile::Open(options_.rejected);
      if (!opened) return Fail(opened.error());
      rejected.emplace(std::move(*opened));
    }
    auto made = steps_.Make(options_.files);
    if (!made) return Fail(made.error());
    if (auto looked = Look(*made); !looked) return Fail(looked.error());
    if (IsInterrupted()) return kImportCancelled;
    if (options_.preview) return Wait(*made);
    if (!options_.yes) {
      if (!watching_.ask)
        return Fail(Kind::conflict, "problem.import.not_confirmed", {{"url", UrlOf(*made)}});
      const bool is_wanted = watching_.ask(Say("cli.import.ask"));
      if (IsInterrupted()) return kImportCancelled;
      if (!is_wanted) return Wait(*made);
    }
    const auto started = steps_.Start(*made);
    if (!started) return Fail(started.error());
    steps_.Follow(*started);
    return Tell(started->id, std::move(rejected));
  }

 private:
  std::string Say(const std::string& key, Arguments arguments = {}) const {
    return context_.say({key, std::move(arguments)});
  }
  bool IsInterrupted() const { return watching_.is_interrupted && watching_.is_interrupted(); }
  std::string UrlOf(const Import& import) const { return public_url_ + "/import/" + ToString(import.id); }

  // It stays to be looked at, corrected and run on the screens.
  Result<int> Wait(const Import& import) const {
    watching_.out << Say("cli.import.waits", {{"url", UrlOf(import)}}) << '\n';
    return kImportDone;
  }

  Result<Done> Look(const Import& import) const {
    const intake::Mapping mapping = MappingOf(import);
    PrintMapping(context_, mapping, watching_.out);
    auto reader = context_.database.Read();
    std::vector<Id> ids;
    for (const auto& owner : mapping.owners) ids.push_back(owner.person_id.value_or(Id{}));
    PrintOwners(context_, mapping, people::FindRefs(*reader, context_.org_id, ids), watching_.out);
    const auto preview = PreviewImport(context_, *reader, import);
    if (!preview) return Fail(preview.error());
    PrintPreview(context_, *preview, watching_.out);
    watching_.out.flush();
    return Done{};
  }

  Result<int> Tell(Id id, std::optional<OutFile> rejected) const {
    auto reader = context_.database.Read();
    const Import import = *intake::FindImport(*reader, context_.org_id, id);
    const ImportState state = StateOf(*reader, import);
    const intake::Counts counts = CountsOf(import);
    watching_.out << Say("cli.import.ended",
                         {{"state", std::string(json::NameOf(state))}, {"url", UrlOf(import)}})
                  << '\n';
    PrintCounts(context_, counts, watching_.out);
    if (rejected) {
      if (auto written = steps_.WriteRejected(import, *rejected); !written) return Fail(written.error());
    }
    if (state == ImportState::cancelled) return kImportCancelled;
    if (state != ImportState::done)
      return Fail(Kind::conflict, "problem.import.failed", {{"url", UrlOf(import)}});
    const bool has_rejected =
        std::ranges::any_of(counts, [](const intake::TargetCounts& entry) { return entry.rejected > 0; });
    return has_rejected ? kImportRejected : kImportDone;
  }

  const ImportContext context_;
  const ImportOptions& options_;
  const std::string public_url_;
  const Watching& watching_;
  ImportSteps steps_;
};

}  // namespace

Result<int> ImportFiles(db::Database& database, const intake::IntakeOptions& intake,
                        const ImportOptions& options, const std::string& public_url,
                        const Watching& watching) {
  if (options.files.empty()) return Fail(Kind::invalid, "problem.import.no_files");
  if (auto checked = CheckSource(options.source); !checked) return Fail(checked.error());
  const bool is_calendar = options.files.size() == 1 && IsCalendarFile(options.files.front());
  const bool is_mail = !is_calendar && AreMail(options.files);
  const auto context = ContextFor(database, intake, options,
                                  is_calendar || is_mail ? intake::Brings::own : intake::Brings::book);
  if (!context) return Fail(context.error());
  if (is_mail) return ImportMail(*context, options, public_url, watching);
  if (is_calendar) return ImportCalendar(*context, options.files.front(), options, watching);
  return ImportCommand(*context, options, public_url, watching).Run();
}

Result<int> RunImport(const Config& config, const ImportOptions& options) {
  ListenForInterrupts();
  auto opened = OpenStorage(config);
  if (!opened) return Fail(opened.error());
  (*opened)->LeaseNode();
  const SystemClock clock;
  action::Tables tables;
  AddTables(tables);
  const intake::IntakeOptions intake{
      .data_folder = config.data, .tables = &tables, .clock = &clock, .owners_seen = &writeback::NoteOwners};
  Watching watching{
      .out = std::cout, .progress = std::cerr, .is_live = isatty(STDERR_FILENO) == 1, .is_interrupted = [] {
        return interrupted.load();
      }};
  if (isatty(STDIN_FILENO) == 1) {
    watching.ask = [](const std::string& question) {
      std::cout << question << ' ' << std::flush;
      std::string answer;
      std::getline(std::cin, answer);
      return Trim(answer) == "y" || Trim(answer) == "yes";
    };
  }
  if (!options.watch.empty()) return WatchFolder(**opened, intake, options, PublicUrl(config), watching);
  return ImportFiles(**opened, intake, options, PublicUrl(config), watching);
}

}  // namespace baton::app
