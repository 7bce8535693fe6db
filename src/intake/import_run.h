// Running an import, taking it back, and looking at what it would do.
//
//   ImportRun run(database, options, org_id, import_id, now);
//   while (run.Step() == ImportRun::Outcome::more) Show(run.done(), run.total());
//
// A step is one transaction: at most some thousand rows with the checkpoint behind them, fewer where others wait for
// it. Killed anywhere, a new run goes on after the last step that was committed, and what it leaves is the same. One
// thread; the database outlives it.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "action/tables.h"
#include "base/clock.h"
#include "db/database.h"
#include "intake/import_store.h"
#include "intake/load.h"
#include "intake/survey.h"

namespace baton::intake {

struct Batch;  // intake/batch.h

struct IntakeOptions {
  std::string data_folder;                 // files are kept in <data_folder>/imports/<id>/
  const action::Tables* tables = nullptr;  // what undo can take back
  const Clock* clock = nullptr;            // of jobs
  int chunk_rows = 2'000;                  // in one transaction, at most
  int slice_rows = 100;                    // of a chunk on SQLite, which ends behind one when others wait
  std::int64_t preview_rows = 50'000;      // of each file, at most
  // Hears of each slice whom the file names as owners.
  std::function<void(action::Action&, std::string_view source, std::span<const SeenOwner>)> owners_seen = {};
  std::function<void()> before_commit = {};  // for tests: throws where a process is killed
};

std::string FolderOf(const IntakeOptions& options, Id import_id);
TableRef TableOf(const IntakeOptions& options, const ImportFile& file, const FileMapping& mapping);
// What a file's values are read by: the organization's currency and zone.
FormContext FormContextOf(db::Connection& connection, Id org_id);

class ImportRun {
 public:
  ImportRun(db::Database& database, const IntakeOptions& options, Id org_id, Id import_id, Instant now);
  ~ImportRun();

  enum class Outcome { more, done };
  // Done also when the import is not running (any more).
  Outcome Step();

  std::int64_t done() const { return done_; }
  std::int64_t total() const { return total_; }

 private:
  struct OpenFile;

  void Begin();
  void ResolveOwners();
  OpenFile* Open(std::size_t index);
  bool Chunk(std::size_t index);
  Counts WriteSlice(action::Action& action, const ImportFile& file, const RowForm& form, const Batch& slice);
  void Finish();
  void Fail(const Problem& problem, Id file_id);

  db::Database& database_;
  const IntakeOptions& options_;
  Import import_;
  Mapping mapping_;
  std::vector<ImportFile> files_;
  LoadContext context_;
  std::unique_ptr<OpenFile> open_;
  bool has_owners_ = false;
  int short_chunks_ = 0;  // to come: somebody is about who writes between them
  bool is_over_ = false;
  std::int64_t done_ = 0;
  std::int64_t total_ = 0;
};

// Takes the import back, some thousand changes a step. Rows that are out of reach of whoever asked for it stay and are listed.
class ImportUndo {
 public:
  ImportUndo(db::Database& database, const IntakeOptions& options, const access::Principal& asker,
             Id import_id, Instant now);
  ImportRun::Outcome Step();

 private:
  db::Database& database_;
  const IntakeOptions& options_;
  const access::Principal asker_;
  Id import_id_;
  Instant now_;
};

// What an import would do, by the first rows of each file.
inline constexpr std::size_t kPreviewSamples = 10;

struct PreviewFile {
  Id file_id;
  std::string name;
  Target target = Target::skip;
  std::vector<Reject> rejects;       // the first ones
  std::vector<std::string> created;  // names of the first ones
  std::vector<std::string> changed;
};
struct Preview {
  Counts counts;
  std::vector<PreviewFile> files;
  std::int64_t rows_read = 0;  // that were looked at, of
  std::int64_t rows_total = 0;
  bool is_complete = true;
};
Result<Preview> MakePreview(db::Connection& connection, const IntakeOptions& options, const Import& import,
                            Instant now);

}  // namespace baton::intake
