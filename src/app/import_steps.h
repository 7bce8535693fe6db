// The steps of an import from the command line that `baton import` and `baton import --watch` share: who imports, files to an
// import, running it to its end, its refused rows.
//
//   ImportSteps steps(context, options, watching);
//   auto made = steps.Make({"accounts.csv"});
//   auto started = steps.Start(*made);
//   steps.Follow(*started);  // until the job has ended, wherever it runs
//
// For one thread; the options and where it is watched outlive it.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "app/import_command.h"
#include "app/out_file.h"
#include "intake/import_service.h"
#include "intake/unattended.h"
#include "people/person.h"

namespace baton::app {

// Somebody who may import what is brought: by address, or the only administrator.
Result<people::Person> FindImporter(db::Connection& connection, Id org_id, const std::string& as,
                                    intake::Brings brings = intake::Brings::book);
// Ours are given by our own export alone: with another's ids they would overwrite what they do not mean.
Result<Done> CheckSource(const std::string& source);
// For the person who imports now: the organization and the importer as they are at this moment.
Result<intake::ImportContext> ContextFor(db::Database& database, const intake::IntakeOptions& intake,
                                         const ImportOptions& options,
                                         intake::Brings brings = intake::Brings::book);

class ImportSteps {
 public:
  ImportSteps(const intake::ImportContext& context, const ImportOptions& options, const Watching& watching)
      : context_(context), options_(options), watching_(watching) {}

  // `is_unchanged`: asked behind the copying; false: somebody is still writing, and nothing was made.
  Result<intake::Import> Make(const std::vector<std::string>& files,
                              const std::function<bool()>& is_unchanged = {});
  Result<intake::Import> Start(const intake::Import& import) const;
  void Follow(const intake::Import& import);
  Result<Done> WriteRejected(const intake::Import& import, OutFile& file) const;

 private:
  std::string Say(const std::string& key, Arguments arguments = {}) const {
    return context_.say({key, std::move(arguments)});
  }

  const intake::ImportContext context_;
  const ImportOptions& options_;
  const Watching& watching_;
};

}  // namespace baton::app
