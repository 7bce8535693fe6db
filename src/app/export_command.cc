#include "app/export_command.h"

#include <ostream>

#include "app/choose_organization.h"
#include "app/out_file.h"
#include "app/storage.h"
#include "archive/export.h"
#include "words/catalogue.h"

namespace baton::app {

Result<Done> Export(db::Database& database, const ExportOptions& options, std::ostream& out) {
  const auto organization = ChooseOrganization(*database.Read(), options.organization);
  if (!organization) return Fail(organization.error());
  auto file = OutFile::Open(options.file);
  if (!file) return Fail(file.error());
  archive::WriteExport(database, organization->org_id, file->part());
  if (auto finished = file->Finish(); !finished) return finished;
  out << words::Plain({"cli.export.done", {{"organization", organization->name}, {"path", options.file}}})
      << '\n';
  return Done{};
}

Result<Done> RunExport(const Config& config, const ExportOptions& options, std::ostream& out) {
  auto opened = OpenStorage(config);
  if (!opened) return Fail(opened.error());
  return Export(**opened, options, out);
}

}  // namespace baton::app
