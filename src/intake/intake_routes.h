// Data coming in: the routes under /api/v1/imports and the jobs behind them (docs/import.md).
#pragma once

#include "intake/import_run.h"

namespace baton::http {
class Router;
}
namespace baton::job {
class Runner;
}

namespace baton::intake {

// `options` and what it points to outlive the router and the runner.
void AddIntakeRoutes(http::Router& router, const IntakeOptions& options);
void AddIntakeJobs(job::Runner& runner, const IntakeOptions& options);
void AddTables(action::Tables& tables);

}  // namespace baton::intake
