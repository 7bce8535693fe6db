// `baton import`: files come in from the command line, by the same use cases as the API's.
//
//   baton import accounts.csv deals.csv --as jim@larmar.example --preview
//   baton import export.zip --as ada@larmar.example --yes --rejected mend.csv
//   baton import sent.mbox --as jada@larmar.example
//
// Tables, and address books, are an import of the book; a calendar and mail are somebody's own (import_calendar.h, import_mail.h).
// Prints what each column is taken for, whose the owners are and what would come of it, asks, and runs the import as a job: in
// this process, or in a server on the same database, whoever takes it first. Killed, it goes on where a server serves.
// Ctrl-C cancels it behind the chunk that is being written.
#pragma once

#include <functional>
#include <iosfwd>
#include <string>
#include <vector>

#include "app/config.h"
#include "base/problem.h"
#include "db/database.h"
#include "intake/import_run.h"

namespace baton::app {

struct ImportOptions {
  std::vector<std::string> files;
  std::string watch;                // instead of files: a folder into which they fall; app/import_watch.h
  std::string as;                   // who imports: an e-mail address; empty: the only administrator
  std::string organization;         // by name; empty: the only one
  std::string source;               // whose ids the files have; empty: as recognised
  std::vector<std::string> owners;  // "KEY=E-MAIL": who an owner in the files is
  std::string rejected;             // a CSV file for refused rows; empty: none
  bool preview = false;             // looks only
  bool yes = false;                 // does not ask
};

// Where a person watches.
struct Watching {
  std::ostream& out;
  std::ostream& progress;
  bool is_live = false;                              // progress is a terminal: one line, written over
  std::function<bool(const std::string&)> ask = {};  // a yes or no; none: nobody is there to say it
  std::function<bool()> is_interrupted = {};         // Ctrl-C
};

// Exit codes, beside 1 for a problem.
inline constexpr int kImportDone = 0;         // also of a preview
inline constexpr int kImportRejected = 3;     // done; some rows were refused
inline constexpr int kImportCancelled = 130;  // what is in stays

Result<int> RunImport(const Config& config, const ImportOptions& options);
// The same on an open database. REQUIRES: a leased node; nobody needs to serve.
Result<int> ImportFiles(db::Database& database, const intake::IntakeOptions& intake,
                        const ImportOptions& options, const std::string& public_url,
                        const Watching& watching);

}  // namespace baton::app
