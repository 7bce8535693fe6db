// What is at a source's addresses, as an import where something is new.
#include <fstream>

#include "intake/content_hash.h"
#include "json/json.h"
#include "source/source_rules.h"
#include "source/source_store.h"
#include "source/work.h"

namespace baton::source {
namespace {

using intake::Import;
using intake::ImportOutcome;

constexpr outward::Bounds kBounds{.whole_seconds = 30 * 60, .silent_seconds = 60};

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

// Somebody asks for it, and of this content something is not in: sent again it may come in.
bool IsWantedAgain(const Work& work, const SourceFile& file) {
  if (!work.source.is_asked || !file.import_id) return false;
  auto reader = work.context.database().Read();
  const auto import = intake::FindImport(*reader, work.org_id(), *file.import_id);
  if (!import) return true;
  const ImportOutcome outcome = intake::OutcomeOf(*reader, *import);
  return outcome == ImportOutcome::refused || outcome == ImportOutcome::failed ||
         outcome == ImportOutcome::undone || intake::SumOf(*import).rejected > 0;
}

outward::Answer Ask(Work& work, const Access& access, std::size_t index, std::uint64_t left,
                    Incoming& incoming) {
  const SourceFile& file = work.files[index];
  outward::Asking asking{.url = access.urls[index], .headers = {"Accept: text/csv, */*;q=0.5"}};
  if (access.entry == Entry::password) {
    asking.user = access.user_name;
    asking.password = access.password;
  }
  if (access.entry == Entry::header) asking.header = access.header_name + ": " + access.header_value;
  if (!file.content_hash.empty() && !IsWantedAgain(work, file)) {
    asking.etag = file.etag;
    asking.modified = file.modified;
  }
  outward::Bounds bounds = kBounds;
  bounds.bytes = left;
  return work.options.fetch(
      asking, bounds, work.options.hosts, [&](std::string_view bytes) { return incoming.Take(bytes); },
      [&] { return work.context.ShouldStop(); });
}

Message TroubleWith(const SourceFile& file, outward::Trouble trouble) {
  if (trouble == outward::Trouble::stopped) trouble = outward::Trouble::no_answer;
  return {"import_source.problem." + std::string(json::NameOf(trouble)),
          {{"name", file.name}, {"host", file.host}}};
}

// One transaction: the import, that it runs, and of which content it is.
std::optional<std::optional<Fault>> Make(Work& work, const intake::ImportContext& importer,
                                         intake::NewFolder& folder,
                                         const std::vector<intake::Uploaded>& uploads) {
  const auto survey = SurveyNew(importer, *work.context.database().Read(), work.run.id, uploads, {});
  if (!survey) return Fault{survey.error().message};
  const bool is_made = work.context.database().Write([&](db::Tx& tx) {
    work.run.import_id = std::nullopt;
    const auto held = FindSource(tx, work.org_id(), work.source.id);
    if (!work.IsHeld(held) || held->secret_id != work.source.secret_id) return false;
    action::Action action(tx, action::Actor{work.org_id(), importer.person_id}, "import.create", importer.now,
                          work.run.id);
    const Import made = InsertImport(importer, action, work.run.id, *survey);
    // Where nothing is known of the columns it waits for somebody, who finds it among the imports.
    static_cast<void>(StartImport(importer, tx, made));
    work.run.import_id = work.run.id;
    SaveRun(tx, work.run);
    for (const SourceFile& file : work.files) SaveFile(tx, file);
    return true;
  });
  if (!is_made) return Fault{{"import_source.problem.changed"}, true};
  folder.Keep();
  return std::optional<Fault>();
}

}  // namespace

std::optional<std::optional<Fault>> FetchAll(Work& work, const intake::ImportContext& importer) {
  std::optional<Access> access;
  {
    auto reader = work.context.database().Read();
    auto opened = OpenAccess(*reader, *work.options.key, work.org_id(), work.source.secret_id);
    if (!opened) return Fault{{"import_source.problem.other_key"}};
    access = std::move(*opened);
    work.files = FindFiles(*reader, work.org_id(), work.source.secret_id);
  }
  intake::NewFolder folder(importer, work.run.id);
  std::vector<intake::Uploaded> uploads;
  std::uint64_t left = work.options.max_bytes;
  for (std::size_t i = 0; i < work.files.size() && i < access->urls.size(); ++i) {
    const std::string stored = std::to_string(i);
    Incoming incoming(folder.PathOf(stored));
    const auto answer = Ask(work, *access, i, left, incoming);
    if (work.context.ShouldStop()) return std::nullopt;
    if (answer.trouble != outward::Trouble::none) {
      if (!incoming.is_good()) incoming.End();
      return Fault{TroubleWith(work.files[i], answer.trouble), MayPass(answer.trouble)};
    }
    left -= incoming.bytes();
    if (answer.is_same) continue;
    const std::string hash = incoming.End();
    work.files[i].etag = answer.etag;
    work.files[i].modified = answer.modified;
    if (hash == work.files[i].content_hash && !IsWantedAgain(work, work.files[i])) continue;
    work.files[i].content_hash = hash;
    work.files[i].import_id = work.run.id;
    uploads.push_back({stored, work.files[i].name});
  }
  if (uploads.empty()) return std::optional<Fault>();
  return Make(work, importer, folder, uploads);
}

}  // namespace baton::source
