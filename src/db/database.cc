#include "db/database.h"

#include "base/check.h"
#include "db/engines.h"
#include "db/node_lease.h"

namespace baton::db {
namespace {

const Clock& SystemTime() {
  static const SystemClock clock;
  return clock;
}

}  // namespace

Database::Database(const Options& options) : options_(options) {}

Database::~Database() = default;

std::unique_ptr<Database> Database::Open(const Options& options) {
  Check(!options.where.empty() && options.where != ":memory:", "a database has a place");
  return IsPostgresql(options.where) ? OpenPostgresql(options) : OpenSqlite(options);
}

void Database::LeaseNode() {
  if (lease_) return;
  lease_ = std::make_unique<NodeLease>(*this, options_.clock != nullptr ? *options_.clock : SystemTime());
}

Id Database::NewId() {
  Check(lease_ != nullptr, "LeaseNode comes before NewId");
  return lease_->Next();
}

void Database::ReleaseNode() noexcept { lease_.reset(); }

}  // namespace baton::db
