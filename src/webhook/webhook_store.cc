#include "webhook/webhook_store.h"

#include <fmt/format.h>

#include <map>

#include "json/json.h"

namespace baton::webhook {
namespace {

constexpr std::string_view kWebhook =
    "SELECT org_id, id, version, name, url, is_on, created_at, deleted_at FROM webhook WHERE org_id = $1 AND "
    "deleted_at IS NULL";
constexpr std::string_view kDelivery =
    "SELECT org_id, id, webhook_id, event_id, event_type, body, state, attempts, status, fault, answer, "
    "queued_at, next_at, ended_at FROM webhook_delivery WHERE org_id = $1";

struct CountRow {
  Id webhook_id;
  std::int64_t waiting = 0;
  std::int64_t given_up = 0;
};
BOOST_DESCRIBE_STRUCT(CountRow, (), (webhook_id, waiting, given_up))

struct ExpiryRow {
  Id webhook_id;
  Instant expires_at;
};
BOOST_DESCRIBE_STRUCT(ExpiryRow, (), (webhook_id, expires_at))

}  // namespace

std::optional<Webhook> FindWebhook(db::Connection& connection, Id org_id, Id id) {
  return connection.QueryOne<Webhook>(std::string(kWebhook) + " AND id = $2", org_id, id);
}

std::vector<Webhook> FindWebhooks(db::Connection& connection, Id org_id) {
  return connection.Query<Webhook>(std::string(kWebhook) + " ORDER BY id", org_id);
}

std::vector<WebhookView> ViewWebhooks(db::Connection& connection, Id org_id,
                                      std::span<const Webhook> webhooks, Instant now) {
  std::map<Id, CountRow> counts;
  for (const CountRow& row : connection.Query<CountRow>(
           "SELECT webhook_id, SUM(CASE WHEN state IN ('waiting', 'failed') THEN 1 ELSE 0 END) AS waiting, "
           "SUM(CASE WHEN state = 'given_up' THEN 1 ELSE 0 END) AS given_up FROM webhook_delivery WHERE "
           "org_id = $1 AND state <> 'delivered' GROUP BY webhook_id",
           org_id)) {
    counts[row.webhook_id] = row;
  }
  std::map<Id, Instant> expiries;
  for (const ExpiryRow& row : connection.Query<ExpiryRow>(
           "SELECT webhook_id, MAX(expires_at) AS expires_at FROM webhook_secret WHERE org_id = $1 AND "
           "expires_at > $2 GROUP BY webhook_id",
           org_id, now)) {
    expiries[row.webhook_id] = row.expires_at;
  }
  std::vector<WebhookView> views;
  for (const Webhook& webhook : webhooks) {
    WebhookView& view = views.emplace_back();
    view.id = webhook.id;
    view.version = webhook.version;
    view.name = webhook.name;
    view.url = webhook.url;
    view.is_on = webhook.is_on;
    view.created_at = webhook.created_at;
    if (const auto found = expiries.find(webhook.id); found != expiries.end())
      view.old_secret_until = found->second;
    const CountRow count = counts[webhook.id];
    view.waiting = count.waiting;
    view.given_up = count.given_up;
  }
  return views;
}

void AfterChange(db::Tx& tx, Id org_id, Id id) {
  tx.Execute(
      "UPDATE webhook SET told_after = CASE WHEN is_on = 1 AND deleted_at IS NULL THEN COALESCE(told_after, "
      "$3) ELSE NULL END WHERE org_id = $1 AND id = $2",
      org_id, id, tx.NewId());
}

std::vector<Told> FindTold(db::Connection& connection, Id org_id) {
  return connection.Query<Told>(
      "SELECT id, told_after FROM webhook WHERE org_id = $1 AND told_after IS NOT NULL ORDER BY id", org_id);
}

std::vector<Id> FindOrganizationsTold(db::Connection& connection) {
  return connection.Query<Id>(
      "SELECT DISTINCT org_id FROM webhook WHERE told_after IS NOT NULL ORDER BY org_id");
}

std::optional<Delivery> FindDelivery(db::Connection& connection, Id org_id, Id id) {
  return connection.QueryOne<Delivery>(std::string(kDelivery) + " AND id = $2", org_id, id);
}

std::vector<Delivery> ListDeliveries(db::Connection& connection, Id org_id, Id webhook_id,
                                     const DeliveryFilter& filter) {
  const auto state = filter.state ? std::optional(std::string(json::NameOf(*filter.state))) : std::nullopt;
  return connection.Query<Delivery>(
      std::string(kDelivery) +
          " AND webhook_id = $2 AND id < $3 AND (CAST($4 AS TEXT) IS NULL OR state = $4) ORDER BY id DESC "
          "LIMIT $5",
      org_id, webhook_id, filter.after.value_or(Id{INT64_MAX}), state, filter.limit);
}

void InsertDeliveries(db::Tx& tx, std::span<const Delivery> deliveries) {
  tx.InsertMany(Delivery::kTable, deliveries);
}

bool SaveDelivery(db::Tx& tx, const Delivery& delivery, int attempts_before) {
  return tx.Execute(
             "UPDATE webhook_delivery SET state = $3, attempts = $4, status = $5, fault = $6, answer = $7, "
             "next_at = $8, ended_at = $9 WHERE org_id = $1 AND id = $2 AND attempts = $10 AND next_at IS "
             "NOT "
             "NULL",
             delivery.org_id, delivery.id, delivery.state, delivery.attempts, delivery.status, delivery.fault,
             delivery.answer, delivery.next_at, delivery.ended_at, attempts_before) == 1;
}

bool RestartDelivery(db::Tx& tx, const Delivery& delivery) {
  return tx.Execute(
             "UPDATE webhook_delivery SET state = $3, attempts = $4, next_at = $5, ended_at = NULL WHERE "
             "org_id "
             "= $1 AND id = $2 AND state IN ('failed', 'given_up')",
             delivery.org_id, delivery.id, delivery.state, delivery.attempts, delivery.next_at) == 1;
}

std::optional<Held> HoldWebhook(db::Tx& tx, Id org_id, Id id) {
  return tx.QueryOne<Held>(
      "SELECT id, job_id FROM webhook WHERE org_id = $1 AND id = $2 AND told_after IS NOT NULL "
      "baton_for_update()",
      org_id, id);
}

void SetJob(db::Tx& tx, Id org_id, Id id, Id job_id) {
  tx.Execute("UPDATE webhook SET job_id = $3 WHERE org_id = $1 AND id = $2", org_id, id, job_id);
}

std::vector<Due> FindDue(db::Connection& connection, Instant now) {
  return connection.Query<Due>(
      "SELECT org_id, id, job_id FROM webhook WHERE told_after IS NOT NULL AND EXISTS (SELECT 1 FROM "
      "webhook_delivery AS due WHERE due.org_id = webhook.org_id AND due.webhook_id = webhook.id AND "
      "due.next_at <= $1) ORDER BY org_id, id",
      now);
}

std::vector<Delivery> FindDueDeliveries(db::Connection& connection, Id org_id, Id webhook_id, Instant now,
                                        int limit) {
  return connection.Query<Delivery>(
      std::string(kDelivery) + " AND webhook_id = $2 AND next_at <= $3 ORDER BY next_at, id LIMIT $4", org_id,
      webhook_id, now, limit);
}

}  // namespace baton::webhook
