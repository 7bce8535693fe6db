// The rows of webhooks and deliveries. For webhook/*.cc.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "db/connection.h"
#include "webhook/webhook.h"

namespace baton::webhook {

std::optional<Webhook> FindWebhook(db::Connection& connection, Id org_id, Id id);
std::vector<Webhook> FindWebhooks(db::Connection& connection, Id org_id);
std::vector<WebhookView> ViewWebhooks(db::Connection& connection, Id org_id,
                                      std::span<const Webhook> webhooks, Instant now);

// After a row was written, by whatever deed: one that is on is told of what changes from now on, one that is off of nothing.
void AfterChange(db::Tx& tx, Id org_id, Id id);

// Those that are on, with the change after which they are told.
struct Told {
  Id id;
  Id told_after;
};
BOOST_DESCRIBE_STRUCT(Told, (), (id, told_after))
std::vector<Told> FindTold(db::Connection& connection, Id org_id);
// Over all organizations.
std::vector<Id> FindOrganizationsTold(db::Connection& connection);

std::optional<Delivery> FindDelivery(db::Connection& connection, Id org_id, Id id);
struct DeliveryFilter {
  std::optional<DeliveryState> state = {};
  std::optional<Id> after = {};  // the last one of the page before
  int limit = 50;
};
// The newest first.
std::vector<Delivery> ListDeliveries(db::Connection& connection, Id org_id, Id webhook_id,
                                     const DeliveryFilter& filter);
void InsertDeliveries(db::Tx& tx, std::span<const Delivery> deliveries);
// What an attempt left. False when somebody wrote the row since: it has another number of attempts.
bool SaveDelivery(db::Tx& tx, const Delivery& delivery, int attempts_before);
// One that failed or was given up begins anew. False when it did neither (any more).
bool RestartDelivery(db::Tx& tx, const Delivery& delivery);

// Holds the row of a webhook until the transaction ends, and gives the job that has it; none: it is not there, or off.
struct Held {
  Id id;
  std::optional<Id> job_id;
};
BOOST_DESCRIBE_STRUCT(Held, (), (id, job_id))
std::optional<Held> HoldWebhook(db::Tx& tx, Id org_id, Id id);
void SetJob(db::Tx& tx, Id org_id, Id id, Id job_id);
// Whose next attempt is due, of all that are on.
struct Due {
  Id org_id;
  Id id;
  std::optional<Id> job_id;
};
BOOST_DESCRIBE_STRUCT(Due, (), (org_id, id, job_id))
std::vector<Due> FindDue(db::Connection& connection, Instant now);
// The due deliveries of one webhook, the longest due first.
std::vector<Delivery> FindDueDeliveries(db::Connection& connection, Id org_id, Id webhook_id, Instant now,
                                        int limit);

}  // namespace baton::webhook
