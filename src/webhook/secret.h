// The secrets of webhooks: sealed, beside the log of changes, at most a few of a webhook that sign at once.
#pragma once

#include <string>
#include <vector>

#include "base/problem.h"
#include "db/connection.h"
#include "seal/key.h"

namespace baton::webhook {

// Makes the first, or replaces the one of now, which signs too until `old_until`; returns it, which nobody does again.
std::string PutSecret(db::Tx& tx, Id org_id, Id webhook_id, const seal::Key& key, Instant now,
                      Instant old_until);
// Those that sign now, the newest first.
Result<std::vector<std::string>> FindSecrets(db::Connection& connection, Id org_id, Id webhook_id,
                                             const seal::Key& key, Instant now);
// Of another key: Kind::conflict.
Result<Done> CheckSecrets(db::Connection& connection, const seal::Key& key);

}  // namespace baton::webhook
