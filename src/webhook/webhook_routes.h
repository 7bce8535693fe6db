// /api/v1/webhooks: who is told, secrets, tests; /api/v1/webhook-deliveries: how that went. For administrators.
#pragma once

#include "webhook/deliver.h"

namespace baton::http {
class Router;
}
namespace baton::action {
class Tables;
}

namespace baton::webhook {

void AddTables(action::Tables& tables);
// `options` outlives the router.
void AddWebhookRoutes(http::Router& router, const WebhookOptions& options);

}  // namespace baton::webhook
