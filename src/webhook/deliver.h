// The job that delivers what is due to one webhook: a few at a time, and one job of a webhook at a time, so that no
// receiver is flooded and nothing is sent by two processes at once. Killed at any point it runs again: what was being
// sent goes once more with the same webhook-id. Jobs of a queue of their own, since a receiver that hangs must not keep
// mail and imports waiting.
#pragma once

#include <string_view>

#include "job/runner.h"
#include "outward/address.h"
#include "seal/key.h"

namespace baton::webhook {

inline constexpr std::string_view kDeliverKind = "webhook.deliver";
inline constexpr std::string_view kQueue = "webhook";

struct WebhookOptions {
  const seal::Key* key = nullptr;                      // outlives routes and jobs
  outward::Hosts hosts = outward::Hosts::public_only;  // where webhooks may lead
};

void AddWebhookJobs(job::Runner& runner, const WebhookOptions& options);

}  // namespace baton::webhook
