// How Database::Open reaches the two engines.
#pragma once

#include <memory>
#include <string_view>

#include "db/database.h"

namespace baton::db {

bool IsPostgresql(std::string_view where);
std::unique_ptr<Database> OpenSqlite(const Options& options);
std::unique_ptr<Database> OpenPostgresql(const Options& options);

}  // namespace baton::db
