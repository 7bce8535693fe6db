#include "app/maintenance.h"

#include <boost/describe/members.hpp>
#include <boost/mp11/algorithm.hpp>
#include <filesystem>
#include <fstream>
#include <ostream>

#include "administration/operations.h"
#include "app/examination.h"
#include "app/routes.h"
#include "app/storage.h"
#include "base/clock.h"
#include "base/temporary.h"
#include "db/migrate.h"
#include "demo/demo.h"
#include "http/open_api.h"
#include "seal/key.h"
#include "session/identity.h"
#include "session/invitation.h"
#include "words/catalogue.h"

namespace baton::app {
namespace {

std::string Shown(const std::string& value) { return value.empty() ? "-" : value; }
std::string Shown(int value) { return std::to_string(value); }
std::string Shown(bool value) { return value ? "true" : "false"; }

// A database URL is shown without its password.
std::string WithoutPassword(std::string url) {
  const auto at = url.find('@');
  const auto scheme = url.find("://");
  if (at == std::string::npos || scheme == std::string::npos) return url;
  const auto colon = url.find(':', scheme + 3);
  if (colon != std::string::npos && colon < at) url.replace(colon + 1, at - colon - 1, "***");
  return url;
}

}  // namespace

Result<Done> PrintConfig(const LoadedConfig& loaded, std::ostream& out) {
  constexpr const char* kOrigins[] = {"default", "file", "environment", "flag"};
  using Members = boost::describe::describe_members<Config, boost::describe::mod_public>;
  boost::mp11::mp_for_each<Members>([&](auto member) {
    std::string value = Shown(loaded.config.*member.pointer);
    if (std::string_view(member.name) == "database") value = WithoutPassword(value);
    if (std::string_view(member.name) == "metrics_token" && value != "-") value = "***";
    out << member.name << " = " << value << "  ("
        << kOrigins[static_cast<int>(loaded.origins.at(member.name))] << ")\n";
  });
  return Done{};
}

Result<Done> PrintOpenApi(std::ostream& out) {
  const SystemClock clock;
  RouteParts parts{.session = {.clock = &clock, .public_url = "", .furnish = {}}};
  paper::Printer printer({});
  parts.printer = &printer;
  http::Router router;
  AddRoutes(router, parts);
  out << json::ToText(http::OpenApi(router, "Baton", BATON_VERSION)) << '\n';
  return Done{};
}

Result<Done> MigrateStorage(const Config& config) {
  const auto opened = OpenStorage(config);
  if (!opened) return Fail(opened.error());
  return Done{};
}

Result<Done> Examine(const Config& config, std::ostream& out) {
  bool is_well = true;
  for (const Finding& finding : FindingsOf(config)) {
    out << (finding.is_well ? "ok    " : "FAULT ") << words::Plain(finding.message) << '\n';
    is_well = is_well && finding.is_well;
  }
  if (!is_well) return Fail(Kind::conflict, "problem.doctor.faults");
  return Done{};
}

namespace {

using administration::OperationKind;

// The backup as a Baton of its own, with this one's key; beside the database, where there is room for another one.
std::vector<Finding> TestRestore(const Config& config, const std::string& file) {
  const TemporaryFolder folder("restore-test", config.data);
  if (folder.path().empty()) return {{false, {"cli.doctor.no_data_folder", {{"path", config.data}}}}};
  Config restored = config;
  restored.data = folder.path();
  restored.key_file = KeyFile(config);
  if (const auto done = Restore(restored, file); !done) return {{false, done.error().message}};
  const Finding whole = DatabaseFinding(restored);
  if (!whole.is_well) return {whole};
  const auto database = db::Database::Open({.where = DatabaseUrl(restored)});
  const auto accounts = database->Read()->QueryValue<std::int64_t>("SELECT COUNT(*) FROM account");
  const auto people = database->Read()->QueryValue<std::int64_t>("SELECT COUNT(*) FROM person");
  return {
      {true, {"operation.restored", {{"accounts", accounts.value_or(0)}, {"people", people.value_or(0)}}}}};
}

// For the administrators' page; a database that this program does not know yet is backed up all the same.
void Note(const Config& config, OperationKind kind, Instant began, const std::string& file,
          const std::vector<Finding>& findings) {
  const auto database = db::Database::Open({.where = DatabaseUrl(config)});
  if (!db::CheckMigrated(*database)) return;
  database->LeaseNode();
  std::error_code error;
  const auto bytes = std::filesystem::file_size(file, error);
  administration::Run run{.kind = kind,
                          .began_at = began,
                          .ended_at = SystemClock().Now(),
                          .bytes = error ? 0 : static_cast<std::int64_t>(bytes)};
  for (const Finding& finding : findings) {
    run.is_well = run.is_well && finding.is_well;
    run.findings.push_back(finding.message);
  }
  database->Write([&](db::Tx& tx) { administration::NoteRun(tx, run); });
}

Result<Done> MakeBackup(const Config& config, const std::string& file) {
  const Instant began = SystemClock().Now();
  const auto made = db::Database::Open({.where = DatabaseUrl(config)})->Backup(file);
  std::vector<Finding> findings;
  if (!made) findings.push_back({false, made.error().message});
  Note(config, OperationKind::backup, began, file, findings);
  return made;
}

}  // namespace

Result<Done> Backup(const Config& config, const std::string& file, const BackupWish& wish,
                    std::ostream& out) {
  const Instant began = SystemClock().Now();
  if (wish.is_made) {
    Note(config, OperationKind::backup, began, file, {});
    if (wish.tests) Note(config, OperationKind::restore_test, began, file, {});
    return Done{};
  }
  if (wish.tests && !config.database.empty()) return Fail(Kind::unsupported, "problem.restore.sqlite_only");
  if (auto made = MakeBackup(config, file); !made || !wish.tests) return made;
  const Instant tested = SystemClock().Now();
  const std::vector<Finding> findings = TestRestore(config, file);
  Note(config, OperationKind::restore_test, tested, file, findings);
  for (const Finding& finding : findings) {
    out << (finding.is_well ? "ok    " : "FAULT ") << words::Plain(finding.message) << '\n';
    if (!finding.is_well) return Fail(Kind::conflict, "problem.restore_test.faults");
  }
  return Done{};
}

Result<Done> Restore(const Config& config, const std::string& file) {
  if (!config.database.empty()) return Fail(Kind::unsupported, "problem.restore.sqlite_only");
  const std::string target = DatabaseUrl(config);
  if (std::filesystem::exists(target))
    return Fail(Kind::conflict, "problem.restore.exists", {{"path", target}});
  if (!std::filesystem::exists(file))
    return Fail(Kind::not_found, "problem.restore.no_file", {{"path", file}});
  if (auto key = seal::CheckKey(KeyFile(config)); !key) return Fail(key.error());
  std::error_code error;
  std::filesystem::create_directories(config.data, error);
  const std::string copy = target + ".restoring";
  std::filesystem::copy_file(file, copy, std::filesystem::copy_options::overwrite_existing, error);
  if (error) return Fail(Kind::unavailable, "problem.restore.cannot_copy", {{"why", error.message()}});
  if (auto sound = CheckDatabase(copy); !sound) {
    std::filesystem::remove(copy, error);
    return Fail(sound.error());
  }
  for (const char* suffix : {"-wal", "-shm"}) std::filesystem::remove(copy + suffix, error);
  std::filesystem::rename(copy, target, error);
  if (error) return Fail(Kind::unavailable, "problem.restore.cannot_copy", {{"why", error.message()}});
  return MigrateStorage(config);
}

Result<Done> ResetLink(const Config& config, const std::string& email, std::ostream& out) {
  auto opened = OpenStorage(config);
  if (!opened) return Fail(opened.error());
  db::Database& database = **opened;
  database.LeaseNode();
  const SystemClock clock;
  const auto token = database.Write([&](db::Tx& tx) -> Result<std::string> {
    const auto identity = session::FindIdentity(tx, email);
    const auto memberships =
        identity ? session::FindMemberships(tx, identity->id) : std::vector<session::Membership>{};
    if (memberships.empty()) return Fail(Kind::not_found, "problem.user.unknown", {{"email", email}});
    return session::InsertInvitation(tx, session::InvitationKind::reset, memberships.front().org_id,
                                     memberships.front().person_id, clock.Now());
  });
  if (!token) return Fail(token.error());
  out << PublicUrl(config) << "/join/" << *token << '\n';
  return Done{};
}

Result<Done> CreateDemo(const Config& config, std::ostream& out) {
  auto opened = OpenStorage(config);
  if (!opened) return Fail(opened.error());
  (*opened)->LeaseNode();
  const auto key = seal::LoadKey(KeyFile(config));
  if (!key) return Fail(key.error());
  const auto created = demo::CreateDemo(**opened, &*key);
  if (!created) return Fail(created.error());
  const auto organization = people::FindOrganization(*(*opened)->Read(), *created);
  out << words::Plain({"cli.demo.created", {{"name", organization->name}}}) << '\n';
  return Done{};
}

Result<Done> RemoveDemo(const Config& config, std::ostream& out) {
  auto opened = OpenStorage(config);
  if (!opened) return Fail(opened.error());
  (*opened)->LeaseNode();
  out << words::Plain({demo::RemoveDemo(**opened) ? "cli.demo.removed" : "cli.demo.none"}) << '\n';
  return Done{};
}

}  // namespace baton::app
