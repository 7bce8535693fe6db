// What an operator does with a Baton: look at it, copy it, bring it back.
#pragma once

#include <iosfwd>
#include <string>

#include "app/config.h"
#include "base/problem.h"

namespace baton::app {

Result<Done> PrintConfig(const LoadedConfig& loaded, std::ostream& out);
Result<Done> PrintOpenApi(std::ostream& out);
Result<Done> MigrateStorage(const Config& config);
// Integrity, schema, file system, key, space: one line a check, and for each that fails what to do.
Result<Done> Examine(const Config& config, std::ostream& out);
struct BackupWish {
  bool is_made = false;  // by another program (pg_dump): it is only noted
  bool tests = false;    // restores it in a folder of its own and examines that
};
// One consistent file, while a server is running. The key is not in it. What was done is noted for the administrators' page.
Result<Done> Backup(const Config& config, const std::string& file, const BackupWish& wish, std::ostream& out);
// Puts a backup in place of a database that is not there (any more). Refuses to overwrite one.
Result<Done> Restore(const Config& config, const std::string& file);
// A link for somebody who forgot the password. Only who operates the machine can make one.
Result<Done> ResetLink(const Config& config, const std::string& email, std::ostream& out);
Result<Done> CreateDemo(const Config& config, std::ostream& out);
Result<Done> RemoveDemo(const Config& config, std::ostream& out);

}  // namespace baton::app
