#include "app/import_watch.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <boost/describe/class.hpp>
#include <filesystem>
#include <fstream>
#include <optional>
#include <ostream>
#include <sstream>
#include <thread>

#include "app/import_steps.h"
#include "intake/content_hash.h"
#include "intake/unattended.h"
#include "json/json.h"

namespace baton::app {

namespace fs = std::filesystem;
using intake::Import;
using intake::ImportContext;
using intake::ImportState;

// What the content of a file became.
struct WatchedFile {
  static constexpr bool kDefaults = true;
  std::string name;
  std::string sha256;
  Id import_id;
};
BOOST_DESCRIBE_STRUCT(WatchedFile, (), (name, sha256, import_id))

struct WatchNotes {
  static constexpr bool kDefaults = true;
  std::vector<WatchedFile> files;  // the newest last, one a name
};
BOOST_DESCRIBE_STRUCT(WatchNotes, (), (files))

namespace {

constexpr std::size_t kMaxNotes = 1'000;
constexpr auto kNotes = ".baton-watch.json";
constexpr auto kLock = ".baton-watch.lock";

bool IsOnItsWay(const std::string& name) {
  static const std::array<std::string, 5> kEndings = {".part", ".tmp", ".partial", ".crdownload", "~"};
  return name.starts_with('.') ||
         std::ranges::any_of(kEndings, [&](const std::string& ending) { return name.ends_with(ending); });
}

std::optional<Listed> ListedAt(const fs::path& path) {
  std::error_code error;
  if (!fs::is_regular_file(fs::symlink_status(path, error))) return std::nullopt;
  const auto size = fs::file_size(path, error);
  if (error) return std::nullopt;
  const auto written_at = fs::last_write_time(path, error);
  if (error) return std::nullopt;
  return Listed{path.filename().string(), size, written_at.time_since_epoch().count()};
}

std::optional<std::string> HashOf(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  intake::ContentHash hash;
  std::vector<char> bytes(1 << 16);
  while (file.read(bytes.data(), static_cast<std::streamsize>(bytes.size())), file.gcount() > 0) {
    hash.Add({bytes.data(), static_cast<std::size_t>(file.gcount())});
  }
  if (file.bad()) return std::nullopt;
  return hash.End();
}

Result<Done> WriteWhole(const fs::path& path, const std::string& text) {
  auto file = OutFile::Open(path.string());
  if (!file) return Fail(file.error());
  if (auto written = file->Write(text); !written) return written;
  return file->Finish();
}

// "clients.csv", or, when that is taken, "clients-2.csv".
fs::path FreePath(const fs::path& folder, const fs::path& name) {
  fs::path path = folder / name;
  std::error_code ignored;
  for (int i = 2; fs::exists(path, ignored); ++i) {
    path = folder / (name.stem().string() + '-' + std::to_string(i) + name.extension().string());
  }
  return path;
}

// One watch a folder; the lock ends with the process, however it ends.
class FolderLock {
 public:
  explicit FolderLock(const fs::path& folder)
      : file_(open((folder / kLock).c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600)) {
    is_held_ = file_ >= 0 && flock(file_, LOCK_EX | LOCK_NB) == 0;
  }
  ~FolderLock() {
    if (file_ >= 0) close(file_);
  }
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;
  bool is_open() const { return file_ >= 0; }
  bool is_held() const { return is_held_; }

 private:
  const int file_;
  bool is_held_ = false;
};

class Watch {
 public:
  Watch(db::Database& database, const intake::IntakeOptions& intake, const ImportOptions& options,
        const std::string& public_url, const Watching& watching, const WatchPace& pace)
      : database_(database),
        intake_(intake),
        options_(options),
        public_url_(public_url),
        watching_(watching),
        quietly_{watching.out, watching.progress, watching.is_live, {}, {}},
        pace_(pace),
        folder_(options.watch),
        settling_(pace.quiet) {}

  Result<int> Run() {
    for (const char* sub : {"done", "refused"}) {
      std::error_code error;
      if (fs::is_directory(folder_, error)) fs::create_directories(folder_ / sub, error);
      if (::access((folder_ / sub).c_str(), W_OK | X_OK) != 0) return Unwatchable();
    }
    const FolderLock lock(folder_);
    if (!lock.is_open()) return Unwatchable();
    if (!lock.is_held()) return Fail(Kind::conflict, "problem.import.watch_busy", {{"path", options_.watch}});
    ReadNotes();
    const auto first = ContextFor(database_, intake_, options_);
    if (!first) return Fail(first.error());
    Tell(*first, "cli.import.watch_started", {{"folder", options_.watch}});
    while (!IsInterrupted()) {
      for (const Listed& file : settling_.Look(Listing(), std::chrono::steady_clock::now())) {
        if (IsInterrupted()) break;
        const auto context = ContextFor(database_, intake_, options_);
        if (!context) return Fail(context.error());
        Take(*context, file);
      }
      Rest();
    }
    Tell(*first, "cli.import.watch_ended", {{"folder", options_.watch}});
    return kImportDone;
  }

 private:
  bool IsInterrupted() const { return watching_.is_interrupted && watching_.is_interrupted(); }
  Result<int> Unwatchable() const {
    return Fail(Kind::invalid, "problem.import.watch_folder", {{"path", options_.watch}});
  }
  void Tell(const ImportContext& context, const std::string& key, Arguments arguments) const {
    watching_.out << context.say({key, std::move(arguments)}) << std::endl;
  }
  // Short steps: an end that is asked for is heard at once.
  void Rest() const {
    const auto until = std::chrono::steady_clock::now() + pace_.look;
    while (!IsInterrupted() && std::chrono::steady_clock::now() < until)
      std::this_thread::sleep_for(std::min(pace_.look, std::chrono::milliseconds(100)));
  }

  std::vector<Listed> Listing() const {
    std::vector<Listed> listing;
    std::error_code error;
    for (fs::directory_iterator it(folder_, error), end; !error && it != end; it.increment(error)) {
      if (const auto file = ListedAt(it->path())) listing.push_back(*file);
    }
    return listing;
  }

  void ReadNotes() {
    std::ifstream file(folder_ / kNotes, std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    auto notes = json::FromText<WatchNotes>(text.str());
    if (notes) notes_ = std::move(*notes);  // none, or not ours: the imports themselves double nothing
  }

  Result<Done> Note(const WatchedFile& file) {
    std::erase_if(notes_.files, [&](const WatchedFile& one) { return one.name == file.name; });
    notes_.files.push_back(file);
    if (notes_.files.size() > kMaxNotes) notes_.files.erase(notes_.files.begin());
    return WriteWhole(folder_ / kNotes, json::ToText(notes_));
  }

  // Sent again, refused rows may come in: what they need can be there by then.
  void Forget(const std::string& name) {
    std::erase_if(notes_.files, [&](const WatchedFile& one) { return one.name == name; });
    static_cast<void>(WriteWhole(folder_ / kNotes, json::ToText(notes_)));  // the next note writes all
  }

  // The import that this content became when the file came by this name the last time.
  std::optional<Import> Known(const ImportContext& context, const Listed& file,
                              const std::string& hash) const {
    const auto note = std::ranges::find_if(
        notes_.files, [&](const WatchedFile& one) { return one.name == file.name && one.sha256 == hash; });
    if (note == notes_.files.end()) return std::nullopt;
    return intake::FindImport(*database_.Read(), context.org_id, note->import_id);
  }

  void Take(const ImportContext& context, const Listed& file) {
    const fs::path path = folder_ / file.name;
    const auto hash = HashOf(path);
    if (!hash) return LetBe(context, file, {"problem.file.cannot_read", {{"path", path.string()}}});
    ImportSteps steps(context, options_, quietly_);
    auto import = Known(context, file, *hash);
    const auto state = import ? intake::StateOf(*database_.Read(), *import) : ImportState::undone;
    if (import && state == ImportState::done) {
      if (intake::SumOf(*import).rejected > 0) return Finish(context, steps, file, import->id);
      database_.Write([&](db::Tx& tx) { intake::Confirm(tx, *import, intake_.clock->Now()); });
      Tell(context, "cli.import.watch_known", {{"name", file.name}});
      return Move(context, file, "done");
    }
    if (import && state == ImportState::running) {
      Tell(context, "cli.import.watch_goes_on", {{"name", file.name}});
    } else if (!import || (state != ImportState::uploaded && state != ImportState::mapped)) {
      auto made = steps.Make({path.string()}, [&] { return ListedAt(path) == file; });
      if (!made) return Unmade(context, file, made.error().message);
      import = *made;
      const auto noted = Note({file.name, *hash, import->id});
      if (!noted) return LetBe(context, file, noted.error().message);
    }
    if (state != ImportState::running || !import->job_id) {
      const auto started = steps.Start(*import);
      if (!started) return Refuse(context, file, started.error().message);
      import = *started;
    }
    steps.Follow(*import);
    Finish(context, steps, file, import->id);
  }

  void Unmade(const ImportContext& context, const Listed& file, const Message& reason) {
    if (reason.key == "problem.import.watch_changed") return;  // still being written: its time will come
    if (reason.key == "problem.file.cannot_read") return LetBe(context, file, reason);
    Refuse(context, file, reason);
  }

  void Finish(const ImportContext& context, const ImportSteps& steps, const Listed& file, Id id) {
    const Import import = *intake::FindImport(*database_.Read(), context.org_id, id);
    const std::string url = public_url_ + "/import/" + ToString(id);
    const auto outcome = intake::OutcomeOf(*database_.Read(), import);
    const bool is_all_refused = outcome == intake::ImportOutcome::refused;
    if (outcome != intake::ImportOutcome::came_in && !is_all_refused)
      return Refuse(context, file, {"problem.import.failed", {{"url", url}}});
    const intake::TargetCounts sum = intake::SumOf(import);
    const char* to = is_all_refused ? "refused" : "done";
    if (sum.rejected > 0) {
      auto rows = OutFile::Open(FreePath(folder_ / to, file.name + ".refused.csv").string());
      const auto written = rows ? steps.WriteRejected(import, *rows) : Result<Done>(Fail(rows.error()));
      if (!written) watching_.out << context.say(written.error().message) << std::endl;
    }
    if (is_all_refused) {
      Refuse(context, file, {"problem.import.watch_no_row", {{"rows", sum.rejected}, {"name", file.name}}});
      return Forget(file.name);
    }
    Tell(context, "cli.import.watch_done",
         {{"name", file.name},
          {"created", sum.created},
          {"changed", sum.changed},
          {"unchanged", sum.unchanged},
          {"rejected", sum.rejected},
          {"url", url}});
    Move(context, file, to);
    if (sum.rejected > 0) Forget(file.name);
  }

  void Refuse(const ImportContext& context, const Listed& file, const Message& reason) {
    const std::string why = context.say(reason);
    Tell(context, "cli.import.watch_refused", {{"name", file.name}, {"reason", why}});
    const fs::path text = FreePath(folder_ / "refused", file.name + ".txt");
    if (const auto written = WriteWhole(text, why + '\n'); !written)
      watching_.out << context.say(written.error().message) << std::endl;
    Move(context, file, "refused");
  }

  void LetBe(const ImportContext& context, const Listed& file, const Message& reason) {
    Tell(context, "cli.import.watch_stays", {{"name", file.name}, {"reason", context.say(reason)}});
    settling_.LetBe(file.name);
  }

  // What was written anew meanwhile stays: it is the next one.
  void Move(const ImportContext& context, const Listed& file, const char* to) {
    const fs::path from = folder_ / file.name;
    if (ListedAt(from) != file) return;
    std::error_code error;
    const fs::path target = FreePath(folder_ / to, file.name);
    fs::rename(from, target, error);
    if (error) LetBe(context, file, {"problem.file.cannot_write", {{"path", target.string()}}});
  }

  db::Database& database_;
  const intake::IntakeOptions& intake_;
  const ImportOptions& options_;
  const std::string public_url_;
  const Watching& watching_;
  const Watching quietly_;  // an interruption does not cancel the file at hand
  const WatchPace pace_;
  const fs::path folder_;
  Settling settling_;
  WatchNotes notes_;
};

}  // namespace

std::vector<Listed> Settling::Look(const std::vector<Listed>& listing, Time now) {
  std::map<std::string, Seen> seen;
  std::vector<Listed> whole;
  for (const Listed& file : listing) {
    if (IsOnItsWay(file.name)) continue;
    const auto before = seen_.find(file.name);
    const bool is_same = before != seen_.end() && before->second.file == file;
    const Seen one = is_same ? before->second : Seen{file, now};
    seen.emplace(file.name, one);
    if (!one.is_let_be && now - one.since >= quiet_) whole.push_back(file);
  }
  seen_ = std::move(seen);
  std::ranges::sort(whole, {}, [](const Listed& file) { return std::pair(file.written_at, file.name); });
  return whole;
}

void Settling::LetBe(const std::string& name) {
  const auto found = seen_.find(name);
  if (found != seen_.end()) found->second.is_let_be = true;
}

Result<int> WatchFolder(db::Database& database, const intake::IntakeOptions& intake,
                        const ImportOptions& options, const std::string& public_url, const Watching& watching,
                        const WatchPace& pace) {
  if (auto checked = CheckSource(options.source); !checked) return Fail(checked.error());
  return Watch(database, intake, options, public_url, watching, pace).Run();
}

}  // namespace baton::app
