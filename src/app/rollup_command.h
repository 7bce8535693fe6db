// `baton rollup`: what is kept so that pages need not read the log of changes nor every deal, held against log and tables, or made anew.
//
//   baton rollup --check     each deal, and each sum of a week and person, that is kept otherwise, a line; then exit code 1
//   baton rollup --rebuild
//
// Both may run while Baton serves: what is not kept is answered from the log and the tables.
#pragma once

#include <iosfwd>

#include "app/config.h"
#include "base/problem.h"
#include "db/database.h"

namespace baton::app {

struct RollupOptions {
  bool check = false;
  bool rebuild = false;
};

// Of every organization.
Result<Done> Rollup(db::Database& database, const RollupOptions& options, std::ostream& out);
Result<Done> RunRollup(const Config& config, const RollupOptions& options, std::ostream& out);

}  // namespace baton::app
