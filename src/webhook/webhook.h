// A webhook: another program that is told, by a signed HTTP POST after Standard Webhooks, when an account's owner or a
// handoff's stage changes (docs/webhooks.md); and a delivery: one event on its way there.
//
//   waiting -> delivered                 answered with 2xx
//      |-----> failed -> ... -> given_up not so, each time; the next attempt of a failed one is at next_at
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/id.h"

namespace baton::webhook {

inline constexpr std::string_view kOwnerChanged = "account.owner_changed";
inline constexpr std::string_view kStageChanged = "handoff.stage_changed";
inline constexpr std::string_view kTest = "webhook.test";

// The row; its secrets stand beside it (secret.h).
struct Webhook {
  static constexpr std::string_view kTable = "webhook";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  std::string name;
  std::string url;
  bool is_on = true;
  Instant created_at;
  std::optional<Instant> deleted_at;
};
BOOST_DESCRIBE_STRUCT(Webhook, (), (org_id, id, version, name, url, is_on, created_at, deleted_at))

struct WebhookInput {
  static constexpr const char* kSchemaName = "WebhookInput";

  std::string name;
  std::string url;
  bool is_on = true;
};
BOOST_DESCRIBE_STRUCT(WebhookInput, (), (name, url, is_on))

struct WebhookView {
  static constexpr const char* kSchemaName = "Webhook";

  Id id;
  std::int64_t version = 0;
  std::string name;
  std::string url;
  bool is_on = true;
  Instant created_at;
  std::optional<Instant> old_secret_until;  // the secret before signs too until then
  std::int64_t waiting = 0;                 // deliveries that are still to be made
  std::int64_t given_up = 0;                // those of the last weeks that nobody took
  std::optional<std::string> secret;        // once, when it is made
};
BOOST_DESCRIBE_STRUCT(WebhookView, (),
                      (id, version, name, url, is_on, created_at, old_secret_until, waiting, given_up,
                       secret))

enum class DeliveryState { waiting, delivered, failed, given_up };
BOOST_DESCRIBE_ENUM(DeliveryState, waiting, delivered, failed, given_up)

// Why an attempt failed, where there was no answer or it is not a matter of the status alone.
enum class Fault {
  no_answer,        // no connection, or it broke; the answer says what libcurl says
  too_slow,         // nothing within the time that there is
  private_address,  // the name leads to an address that this server may not call
  redirected,       // not followed: the address has to be the right one
  gone,             // 410: the webhook was switched off
  other_key,        // the secret cannot be opened with this server's key
};
BOOST_DESCRIBE_ENUM(Fault, no_answer, too_slow, private_address, redirected, gone, other_key)

// The row.
struct Delivery {
  static constexpr std::string_view kTable = "webhook_delivery";

  Id org_id;
  Id id;
  Id webhook_id;
  Id event_id;
  std::string event_type;
  std::string body;
  DeliveryState state = DeliveryState::waiting;
  std::int32_t attempts = 0;
  std::int32_t status = 0;  // of the last answer; 0: there was none
  std::optional<Fault> fault;
  std::string answer;  // how the last answer began
  Instant queued_at;
  std::optional<Instant> next_at;
  std::optional<Instant> ended_at;  // delivered or given up
};
BOOST_DESCRIBE_STRUCT(Delivery, (),
                      (org_id, id, webhook_id, event_id, event_type, body, state, attempts, status, fault,
                       answer, queued_at, next_at, ended_at))

struct DeliveryView {
  static constexpr const char* kSchemaName = "WebhookDelivery";

  Id id;
  Id webhook_id;
  Id event_id;
  std::string event_type;
  std::string body;
  DeliveryState state = DeliveryState::waiting;
  std::int32_t attempts = 0;
  std::int32_t status = 0;
  std::optional<Fault> fault;
  std::string answer;
  Instant queued_at;
  std::optional<Instant> next_at;
  std::optional<Instant> ended_at;
};
BOOST_DESCRIBE_STRUCT(DeliveryView, (),
                      (id, webhook_id, event_id, event_type, body, state, attempts, status, fault, answer,
                       queued_at, next_at, ended_at))

}  // namespace baton::webhook
