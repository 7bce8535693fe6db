#include "webhook/secret.h"

#include <boost/describe/class.hpp>
#include <optional>

#include "seal/seal.h"
#include "webhook/signature.h"

namespace baton::webhook {
namespace {

constexpr int kMostAtOnce = 3;

struct SecretRow {
  Id org_id;
  Id id;
  std::string sealed;
};
BOOST_DESCRIBE_STRUCT(SecretRow, (), (org_id, id, sealed))

std::string PlaceOf(Id org_id, Id id) { return "webhook.secret:" + ToString(org_id) + ":" + ToString(id); }

}  // namespace

std::string PutSecret(db::Tx& tx, Id org_id, Id webhook_id, const seal::Key& key, Instant now,
                      Instant old_until) {
  tx.Execute("DELETE FROM webhook_secret WHERE org_id = $1 AND webhook_id = $2 AND expires_at <= $3", org_id,
             webhook_id, now);
  tx.Execute(
      "UPDATE webhook_secret SET expires_at = $3 WHERE org_id = $1 AND webhook_id = $2 AND expires_at IS "
      "NULL",
      org_id, webhook_id, old_until);
  std::string secret = NewSecret();
  const Id id = tx.NewId();
  tx.Execute(
      "INSERT INTO webhook_secret (org_id, id, webhook_id, sealed, created_at) VALUES ($1, $2, $3, $4, $5)",
      org_id, id, webhook_id, seal::Seal(key, PlaceOf(org_id, id), secret), now);
  return secret;
}

Result<std::vector<std::string>> FindSecrets(db::Connection& connection, Id org_id, Id webhook_id,
                                             const seal::Key& key, Instant now) {
  std::vector<std::string> secrets;
  for (const SecretRow& row : connection.Query<SecretRow>(
           "SELECT org_id, id, sealed FROM webhook_secret WHERE org_id = $1 AND webhook_id = $2 AND "
           "(expires_at IS NULL OR expires_at > $3) ORDER BY id DESC LIMIT $4",
           org_id, webhook_id, now, kMostAtOnce)) {
    auto secret = seal::Open(key, PlaceOf(row.org_id, row.id), row.sealed);
    if (!secret) return Fail(std::move(secret.error()));
    secrets.push_back(std::move(*secret));
  }
  return secrets;
}

Result<Done> CheckSecrets(db::Connection& connection, const seal::Key& key) {
  for (const SecretRow& row :
       connection.Query<SecretRow>("SELECT org_id, id, sealed FROM webhook_secret ORDER BY org_id, id")) {
    if (auto secret = seal::Open(key, PlaceOf(row.org_id, row.id), row.sealed); !secret)
      return Fail(std::move(secret.error()));
  }
  return Done{};
}

}  // namespace baton::webhook
