// Opening what a process works on: the data folder, the key, the database at this program's schema.
#pragma once

#include <memory>
#include <string>

#include "app/config.h"
#include "base/problem.h"
#include "db/database.h"

namespace baton::app {

// Makes the data folder and the key where missing, opens the database and migrates it.
Result<std::unique_ptr<db::Database>> OpenStorage(const Config& config);

}  // namespace baton::app
