// `baton rollup`: what is kept so that pages need not read the log of changes, held against the log, or made anew from it.
//
//   baton rollup --check     each deal that is kept otherwise than the log tells, a line; then exit code 1
//   baton rollup --rebuild
//
// Both may run while Baton serves: what is not kept is answered from the log.
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
