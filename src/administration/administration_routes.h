// What who administers asks for: how Baton's work stands (backups, jobs, outbox), and a person's data taken along or erased.
#pragma once

#include "http/router.h"
#include "job/runner.h"
#include "seal/key.h"

namespace baton::action {
class Tables;
}

namespace baton::administration {

struct AdministrationOptions {
  const seal::Key* key = nullptr;
};

// `options` outlive the router and the runner.
void AddAdministrationRoutes(http::Router& router, const AdministrationOptions& options);
void AddAdministrationJobs(job::Runner& runner, const AdministrationOptions& options);
void AddTables(action::Tables& tables);

}  // namespace baton::administration
