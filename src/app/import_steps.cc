#include "app/import_steps.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "app/choose_organization.h"
#include "app/follow.h"
#include "base/text.h"
#include "intake/intake_routes.h"
#include "intake/rejected.h"
#include "people/directory.h"

namespace baton::app {
namespace {

using intake::Import;
using people::Person;

constexpr std::size_t kMaxSource = 40;

std::string NameAndAddress(const Person& person) {
  return person.name + " <" + person.email.value_or("-") + ">";
}

// "Jada Ellis=jada@larmar.example"
Result<intake::ImportChange> OwnersOf(db::Connection& connection, Id org_id, const intake::Mapping& mapping,
                                      const ImportOptions& options) {
  intake::ImportChange change;
  for (const std::string& text : options.owners) {
    const auto mark = text.rfind('=');
    if (mark == std::string::npos) return Fail(Kind::invalid, "problem.import.owner_form", {{"value", text}});
    const std::string name = text.substr(0, mark);
    const auto owner = std::ranges::find_if(mapping.owners, [&](const intake::OwnerChoice& choice) {
      return choice.key == name || Fold(choice.name) == Fold(name) || Fold(choice.email) == Fold(name);
    });
    if (owner == mapping.owners.end() && !options.watch.empty()) continue;  // of another file
    if (owner == mapping.owners.end())
      return Fail(Kind::not_found, "problem.import.owner_unknown", {{"owner", name}});
    const auto person = people::FindPersonByEmail(connection, org_id, Fold(text.substr(mark + 1)));
    if (!person)
      return Fail(Kind::not_found, "problem.import.as_unknown", {{"email", text.substr(mark + 1)}});
    change.owners.push_back({owner->key, person->id, std::nullopt});
  }
  return change;
}

}  // namespace

Result<Person> FindImporter(db::Connection& connection, Id org_id, const std::string& as,
                            intake::Brings brings) {
  std::vector<Person> administrators;
  std::vector<std::string> names;
  for (const Person& person : people::FindPeople(connection, org_id)) {
    if (!as.empty() && person.email && Fold(*person.email) == Fold(as)) {
      if (brings == intake::Brings::own || intake::MayImport(org_id, person)) return person;
      return Fail(Kind::forbidden, "problem.import.may_not", {{"name", person.name}});
    }
    if (person.role != access::Role::administrator || !person.email) continue;
    administrators.push_back(person);
    names.push_back(NameAndAddress(person));
  }
  if (!as.empty()) return Fail(Kind::not_found, "problem.import.as_unknown", {{"email", as}});
  if (administrators.size() == 1) return administrators.front();
  return Fail(Kind::conflict, "problem.import.as_missing", {{"people", Joined(names)}});
}

Result<Done> CheckSource(const std::string& source) {
  const bool is_word = std::ranges::all_of(source, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
  if (is_word && source.size() <= kMaxSource && source != "baton") return Done{};
  return Fail(Kind::invalid, "problem.import.source", {{"source", source}});
}

Result<intake::ImportContext> ContextFor(db::Database& database, const intake::IntakeOptions& intake,
                                         const ImportOptions& options, intake::Brings brings) {
  const auto organization = ChooseOrganization(*database.Read(), options.organization);
  if (!organization) return Fail(organization.error());
  const auto importer = FindImporter(*database.Read(), organization->org_id, options.as, brings);
  if (!importer) return Fail(importer.error());
  return intake::ContextFor(database, intake, organization->org_id, importer->id, brings);
}

Result<Import> ImportSteps::Make(const std::vector<std::string>& files,
                                 const std::function<bool()>& is_unchanged) {
  const Id id = context_.database.NewId();
  intake::NewFolder folder(context_, id);
  std::vector<intake::Uploaded> uploads;
  for (const std::string& file : files) {
    std::error_code error;
    uploads.push_back({std::to_string(uploads.size()), std::filesystem::path(file).filename().string()});
    std::filesystem::copy_file(file, folder.PathOf(uploads.back().stored), error);
    if (error) return Fail(Kind::not_found, "problem.file.cannot_read", {{"path", file}});
  }
  if (is_unchanged && !is_unchanged()) return Fail(Kind::conflict, "problem.import.watch_changed");
  auto survey = SurveyNew(context_, *context_.database.Read(), id, uploads, {.source = options_.source});
  if (!survey) return Fail(survey.error());
  const auto owners = OwnersOf(*context_.database.Read(), context_.org_id, survey->mapping, options_);
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

Result<Import> ImportSteps::Start(const Import& import) const {
  return context_.database.Write(
      [&](db::Tx& tx) -> Result<Import> { return StartImport(context_, tx, import); });
}

void ImportSteps::Follow(const Import& import) {
  FollowJob(context_, watching_, *import.job_id, Following::rows,
            [&](job::Runner& runner) { intake::AddIntakeJobs(runner, context_.options); });
}

Result<Done> ImportSteps::WriteRejected(const Import& import, OutFile& rejected) const {
  std::ofstream file(rejected.part(), std::ios::binary | std::ios::trunc);
  const auto next = RejectedCsv(context_.database, context_.options, import, std::nullopt, "en");
  for (std::string piece = next(); !piece.empty(); piece = next()) file << piece;
  file.close();
  if (!file) return Fail(Kind::unavailable, "problem.file.cannot_write", {{"path", rejected.part()}});
  return rejected.Finish();
}

}  // namespace baton::app
