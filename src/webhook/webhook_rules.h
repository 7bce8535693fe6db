// When a delivery is tried again, and what an administrator may enter. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/problem.h"
#include "outward/address.h"
#include "webhook/webhook.h"

namespace baton::webhook {

inline constexpr int kMaxAttempts = 10;

// Milliseconds to wait after so many attempts, as Standard Webhooks advises: five seconds, then longer, up to a day;
// nothing after the last, some three days after the first.
std::optional<std::int64_t> PauseAfter(int attempts);

bool MayRetry(DeliveryState state);

std::vector<FieldFault> FaultsOf(const WebhookInput& input, outward::Hosts hosts);

}  // namespace baton::webhook
