// Secrets and signatures after Standard Webhooks (standardwebhooks.com), version v1: HMAC-SHA256.
//
//   const std::string secret = NewSecret();                                  // "whsec_..."
//   headers += "webhook-signature: " + Sign(secret, id, seconds, body);      // "v1,..."
//
// Thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace baton::webhook {

// 32 random bytes.
std::string NewSecret();
// None: that is no secret.
std::optional<std::string> Sign(std::string_view secret, std::string_view message_id, std::int64_t seconds,
                                std::string_view body);

}  // namespace baton::webhook
