#include "app/import_command.h"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <thread>

#include "app/choose_organization.h"
#include "app/import_print.h"
#include "app/out_file.h"
#include "app/routes.h"
#include "app/storage.h"
#include "base/text.h"
#include "intake/import_service.h"
#include "intake/intake_routes.h"
#include "intake/rejected.h"
#include "job/runner.h"
#include "json/json.h"
#include "people/directory.h"
#include "words/catalogue.h"
#include "writeback/directory.h"

namespace baton::app {
namespace {

using intake::Import;
using intake::ImportContext;
using intake::ImportState;
using people::Person;

constexpr std::chrono::milliseconds kLook{250};
constexpr std::size_t kMaxSource = 40;

std::atomic<bool> interrupted = false;

// The first Ctrl-C asks, the second ends the process as ever.
void ListenForInterrupts() {
  struct sigaction action = {};
  action.sa_handler = [](int) { interrupted = true; };
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

std::string Shown(const Person& person) { return person.name + " <" + person.email.value_or("-") + ">"; }

// Somebody who may import: by address, or the only administrator.
Result<Person> FindImporter(db::Connection& connection, Id org_id, const std::string& as) {
  std::vector<Person> administrators;
  std::vector<std::string> names;
  for (const Person& person : people::FindPeople(connection, org_id)) {
    const access::Principal principal{.org_id = org_id, .person_id = person.id, .role = person.role};
    if (!as.empty() && person.email && Fold(*person.email) == Fold(as)) {
      if (ScopeOf(principal, access::Deed::create, access::Word::import)) return person;
      return Fail(Kind::forbidden, "problem.import.may_not", {{"name", person.name}});
    }
    if (person.role != access::Role::administrator || !person.email) continue;
    administrators.push_back(person);
    names.push_back(Shown(person));
  }
  if (!as.empty()) return Fail(Kind::not_found, "problem.import.as_unknown", {{"email", as}});
  if (administrators.size() == 1) return administrators.front();
  return Fail(Kind::conflict, "problem.import.as_missing", {{"people", Joined(names)}});
}

// Ours are given by our own export alone: with another's ids they would overwrite what they do not mean.
Result<Done> CheckSource(const std::string& source) {
  const bool is_word = std::ranges::all_of(source, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
  if (is_word && source.size() <= kMaxSource && source != "baton") return Done{};
  return Fail(Kind::invalid, "problem.import.source", {{"source", source}});
}

// "Jada Ellis=jada@larmar.example"
Result<intake::ImportChange> OwnersOf(db::Connection& connection, Id org_id, const intake::Mapping& mapping,
                                      const std::vector<std::string>& given) {
  intake::ImportChange change;
  for (const std::string& text : given) {
    const auto mark = text.rfind('=');
    if (mark == std::string::npos) return Fail(Kind::invalid, "problem.import.owner_form", {{"value", text}});
    const std::string name = text.substr(0, mark);
    const auto owner = std::ranges::find_if(mapping.owners, [&](const intake::OwnerChoice& choice) {
      return choice.key == name || Fold(choice.name) == Fold(name) || Fold(choice.email) == Fold(name);
    });
    if (owner == mapping.owners.end())
      return Fail(Kind::not_found, "problem.import.owner_unknown", {{"owner", name}});
    const auto person = people::FindPersonByEmail(connection, org_id, Fold(text.substr(mark + 1)));
    if (!person)
      return Fail(Kind::not_found, "problem.import.as_unknown", {{"email", text.substr(mark + 1)}});
    change.owners.push_back({owner->key, person->id, std::nullopt});
  }
  return change;
}

class ImportCommand {
 public:
  ImportCommand(ImportContext context, const ImportOptions& options, const std::string& public_url,
                const Watching& watching)
      : context_(std::move(context)), options_(options), public_url_(public_url), watching_(watching) {}

  Result<int> Run() {
    std::optional<OutFile> rejected;
    if (!options_.rejected.empty()) {  // tried before anything is written
      auto opened = OutFile::Open(options_.rejected);
      if (!opened) return Fail(opened.error());
      rejected.emplace(std::move(*opened));
    }
    auto made = Make();
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
    const auto started = context_.database.Write(
        [&](db::Tx& tx) -> Result<Import> { return StartImport(context_, tx, *made); });
    if (!started) return Fail(started.error());
    Follow(*started);
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

  Result<Import> Make() {
    const Id id = context_.database.NewId();
    intake::NewFolder folder(context_, id);
    std::vector<intake::Uploaded> uploads;
    for (const std::string& file : options_.files) {
      std::error_code error;
      uploads.push_back({std::to_string(uploads.size()), std::filesystem::path(file).filename().string()});
      std::filesystem::copy_file(file, folder.PathOf(uploads.back().stored), error);
      if (error) return Fail(Kind::not_found, "problem.file.cannot_read", {{"path", file}});
    }
    auto survey = SurveyNew(context_, *context_.database.Read(), id, uploads, {.source = options_.source});
    if (!survey) return Fail(survey.error());
    const auto owners =
        OwnersOf(*context_.database.Read(), context_.org_id, survey->mapping, options_.owners);
    if (!owners) return Fail(owners.error());
    const action::Actor actor{context_.org_id, context_.person_id};
    auto made = context_.database.Write([&](db::Tx& tx) -> Result<Import> {
      action::Action action(tx, actor, "import.create", context_.now, id);
      return InsertImport(context_, action, id, *survey);
    });
    if (!made) return made;
    folder.Keep();
    if (owners->owners.empty()) return made;
    const auto mapping = Apply(*owners, *context_.database.Read(), context_.options, *made);
    if (!mapping) return Fail(mapping.error());
    return context_.database.Write([&](db::Tx& tx) -> Result<Import> {
      action::Action action(tx, actor, "import.change", context_.now, id);
      return ChangeMapping(action, *made, *mapping);
    });
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

  // Until the job has ended, wherever it runs.
  void Follow(const Import& import) {
    const SystemClock clock;
    job::Runner runner(context_.database, clock, {.workers = 1});
    intake::AddIntakeJobs(runner, context_.options);
    runner.Start();
    bool is_asked = false;
    std::string last;
    while (true) {
      const auto job = job::FindJob(*context_.database.Read(), context_.org_id, *import.job_id);
      if (!job || (job->state != job::State::waiting && job->state != job::State::running)) break;
      if (job->total > 0) Show(ProgressText(context_, *job, clock.Now()), &last);
      if (!is_asked && IsInterrupted()) {
        is_asked = true;
        watching_.progress << (watching_.is_live ? "\n" : "") << Say("cli.import.cancelling") << std::endl;
        context_.database.Write(
            [&](db::Tx& tx) { job::RequestCancel(tx, context_.org_id, *import.job_id, clock.Now()); });
      }
      std::this_thread::sleep_for(kLook);
    }
    if (watching_.is_live && !last.empty()) watching_.progress << std::endl;
    runner.Stop();
  }

  // A line that is written over, or, in a file, one line every ten seconds or so.
  void Show(const std::string& text, std::string* last) {
    const auto now = std::chrono::steady_clock::now();
    if (text == *last || (!watching_.is_live && now - shown_at_ < std::chrono::seconds(10))) return;
    shown_at_ = now;
    const std::size_t blanks = last->size() > text.size() ? last->size() - text.size() : 0;
    if (watching_.is_live) {
      watching_.progress << '\r' << text << std::string(blanks, ' ') << std::flush;
    } else {
      watching_.progress << text << std::endl;
    }
    *last = text;
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
      std::ofstream file(rejected->part(), std::ios::binary | std::ios::trunc);
      const auto next = RejectedCsv(context_.database, context_.options, import, std::nullopt, "en");
      for (std::string piece = next(); !piece.empty(); piece = next()) file << piece;
      file.close();
      if (!file) return Fail(Kind::unavailable, "problem.file.cannot_write", {{"path", options_.rejected}});
      if (auto finished = rejected->Finish(); !finished) return Fail(finished.error());
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
  std::chrono::steady_clock::time_point shown_at_;
};

}  // namespace

Result<int> ImportFiles(db::Database& database, const intake::IntakeOptions& intake,
                        const ImportOptions& options, const std::string& public_url,
                        const Watching& watching) {
  if (auto checked = CheckSource(options.source); !checked) return Fail(checked.error());
  const auto organization = ChooseOrganization(*database.Read(), options.organization);
  if (!organization) return Fail(organization.error());
  const auto importer = FindImporter(*database.Read(), organization->org_id, options.as);
  if (!importer) return Fail(importer.error());
  const auto say = [zone = organization->time_zone](const Message& message) {
    return words::Catalogue::Compiled().Say(message, "en", zone);
  };
  const Instant now = organization->clock_at.value_or(intake.clock->Now());
  return ImportCommand({database, intake, organization->org_id, importer->id, now, say}, options, public_url,
                       watching)
      .Run();
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
  return ImportFiles(**opened, intake, options, PublicUrl(config), watching);
}

}  // namespace baton::app
