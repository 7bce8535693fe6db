// The use cases of imports, for the API and the command line alike: make one of files, look at it, correct it, run it, take
// it back. Files are read outside of any transaction; what is written is written in the caller's, with its action.
//
//   const NewFolder folder(context, id);                       // the files go there
//   auto survey = SurveyNew(context, id, uploads, {});         // what they are taken for, whose the owners are
//   database.Write([&](db::Tx& tx) { action::Action action(tx, ...); return InsertImport(context, action, id, *survey); });
//   auto preview = PreviewImport(context, import);
//   database.Write([&](db::Tx& tx) { return StartImport(context, tx, import); });      // a job; job/job.h says how far it is
//
// Who may do it is for the caller to say.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "action/action.h"
#include "intake/import_view.h"

namespace baton::http {
class Call;
}

namespace baton::intake {

// Who imports, and how messages are said to that person. What it refers to outlives it.
struct ImportContext {
  db::Database& database;
  const IntakeOptions& options;
  Id org_id;
  Id person_id;
  Instant now;
  std::function<std::string(const Message&)> say;
};
ImportContext ContextOf(const http::Call& call, const IntakeOptions& options);

// The folder of an import's files; deletes it unless the import was written.
class NewFolder {
 public:
  NewFolder(const ImportContext& context, Id id);
  ~NewFolder();
  NewFolder(const NewFolder&) = delete;
  NewFolder& operator=(const NewFolder&) = delete;
  // "<folder>/<stored>"
  std::string PathOf(const std::string& stored) const { return folder_ + '/' + stored; }
  void Keep() { is_kept_ = true; }

 private:
  const std::string folder_;
  bool is_kept_ = false;
};

// What the person says of the files beforehand.
struct SurveyChoice {
  std::optional<Target> target = std::nullopt;  // of the first table
  std::string source = {};                      // whose ids these are; empty: as recognised
};
// REQUIRES: the uploads lie in the import's folder.
Result<Survey> SurveyNew(const ImportContext& context, db::Connection& connection, Id id,
                         const std::vector<Uploaded>& uploads, const SurveyChoice& choice);
// Writes the import and says when its files may go. REQUIRES: the action is an "import.create".
Import InsertImport(const ImportContext& context, action::Action& action, Id id, const Survey& survey);

// Corrects the mapping. REQUIRES: `mapping` is Apply's for this import; the action is an "import.change".
Result<Import> ChangeMapping(action::Action& action, const Import& before, const Mapping& mapping);
// Nothing changes once it has run.
Result<Done> MayChangeMapping(const Import& import);

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
  std::int64_t rows_read = 0;  // the first ones, of
  std::int64_t rows_total = 0;
  bool is_complete = true;  // false: not all of them
};
BOOST_DESCRIBE_STRUCT(PreviewView, (), (targets, rows_read, rows_total, is_complete))

Result<PreviewView> PreviewImport(const ImportContext& context, db::Connection& connection,
                                  const Import& import);

// Both put a job into the queue, which the answer names. Starting also goes on with an import that was cancelled or failed.
Result<Import> StartImport(const ImportContext& context, db::Tx& tx, const Import& import);
Result<Import> StartUndo(const ImportContext& context, db::Tx& tx, const Import& import);

}  // namespace baton::intake
