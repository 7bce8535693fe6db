#include "app/examination.h"

#include <filesystem>

#include "app/web_folder.h"
#include "assessment/assessment_store.h"
#include "chat/chat_store.h"
#include "coaching/session_text.h"
#include "db/database.h"
#include "db/migrate.h"
#include "mail/relay.h"
#include "mentor/mentor_store.h"
#include "review/review_text.h"
#include "seal/key.h"
#include "webhook/secret.h"

namespace baton::app {
namespace {

constexpr std::uintmax_t kEnoughSpace = 1u << 30;

Finding Fault(const Problem& problem) { return {false, problem.message}; }

Finding KeyFinding(const Config& config) {
  const auto checked = seal::CheckKey(KeyFile(config));
  return checked ? Finding{true, {"cli.doctor.key", {{"path", KeyFile(config)}}}} : Fault(checked.error());
}

Finding SpaceFinding(const Config& config) {
  std::error_code error;
  const auto space = std::filesystem::space(config.data, error);
  if (error) return {false, {"cli.doctor.no_data_folder", {{"path", config.data}}}};
  const auto megabytes = static_cast<std::int64_t>(space.available >> 20);
  return {space.available >= kEnoughSpace,
          {space.available >= kEnoughSpace ? "cli.doctor.space" : "cli.doctor.little_space",
           {{"megabytes", megabytes}}}};
}

// A key is there; is it this database's?
Result<Done> CheckSealed(const Config& config, db::Database& database) {
  const auto key = seal::LoadKey(KeyFile(config));
  if (!key) return Done{};  // KeyFinding says so
  if (auto passwords = mail::CheckPasswords(*database.Read(), *key); !passwords) return passwords;
  if (auto secrets = webhook::CheckSecrets(*database.Read(), *key); !secrets) return secrets;
  if (auto hooks = chat::CheckHooks(*database.Read(), *key); !hooks) return hooks;
  if (auto texts = coaching::CheckTexts(*database.Read(), *key); !texts) return texts;
  if (auto answers = assessment::CheckAnswers(*database.Read(), *key); !answers) return answers;
  if (auto words = mentor::CheckTexts(*database.Read(), *key); !words) return words;
  return review::CheckTexts(*database.Read(), *key);
}

Finding WebFinding(const Config& config) {
  const std::string folder = WebFolder(config);
  return folder.empty() ? Finding{false, {"cli.doctor.no_web"}}
                        : Finding{true, {"cli.doctor.web", {{"path", folder}}}};
}

Finding AddressFinding(const Config& config) {
  const bool is_open = ListensBeyondLoopback(config) && !PublicUrl(config).starts_with("https://");
  return {!is_open,
          {is_open ? "cli.serve.open_without_https" : "cli.doctor.address", {{"listen", config.listen}}}};
}

}  // namespace

Finding DatabaseFinding(const Config& config) {
  const std::string where = DatabaseUrl(config);
  if (config.database.empty()) {
    if (!std::filesystem::exists(where)) return {false, {"cli.doctor.no_database", {{"path", where}}}};
    auto sound = CheckDatabase(where);
    if (sound) sound = CheckSealed(config, *db::Database::Open({.where = where}));
    return sound ? Finding{true, {"cli.doctor.database", {{"path", where}}}} : Fault(sound.error());
  }
  const auto database = db::Database::Open({.where = where});
  if (const auto migrated = db::CheckMigrated(*database); !migrated) return Fault(migrated.error());
  const auto sealed = CheckSealed(config, *database);
  return sealed ? Finding{true, {"cli.doctor.database", {{"path", std::string("PostgreSQL")}}}}
                : Fault(sealed.error());
}

std::vector<Finding> FindingsOf(const Config& config) {
  std::vector<Finding> findings{SpaceFinding(config), KeyFinding(config)};
  try {
    findings.push_back(DatabaseFinding(config));
  } catch (const db::Error& error) {
    findings.push_back({false, {"cli.doctor.database_error", {{"why", std::string(error.what())}}}});
  }
  findings.push_back(WebFinding(config));
  findings.push_back(AddressFinding(config));
  return findings;
}

Result<Done> CheckDatabase(const std::string& path) {
  try {
    const auto database = db::Database::Open({.where = path});
    auto reader = database->Read();
    const auto verdict =
        reader->QueryValue<std::string>("SELECT integrity_check FROM pragma_integrity_check(1)");
    if (verdict != "ok") {
      return Fail(Kind::conflict, "problem.database.damaged",
                  {{"path", path}, {"why", verdict.value_or("?")}});
    }
    const auto broken = reader->QueryValue<std::int64_t>("SELECT COUNT(*) FROM pragma_foreign_key_check");
    if (broken.value_or(0) > 0) {
      return Fail(Kind::conflict, "problem.database.broken_references", {{"path", path}, {"count", *broken}});
    }
    const auto migrated = db::CheckMigrated(*database);
    if (!migrated) return Fail(migrated.error());
    return Done{};
  } catch (const db::Error& error) {
    return Fail(Kind::conflict, "problem.database.damaged",
                {{"path", path}, {"why", std::string(error.what())}});
  }
}

}  // namespace baton::app
