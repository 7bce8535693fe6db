#include "webhook/webhook_routes.h"

#include <algorithm>

#include "action/action.h"
#include "action/tables.h"
#include "action/version.h"
#include "base/clock.h"
#include "base/text.h"
#include "http/router.h"
#include "webhook/events.h"
#include "webhook/follow.h"
#include "webhook/secret.h"
#include "webhook/webhook_rules.h"
#include "webhook/webhook_store.h"

namespace baton::webhook {
namespace {

using access::Deed;
using access::Word;
using http::Call;

constexpr int kMaxPage = 200;
constexpr std::int64_t kMostWebhooks = 10;
constexpr std::int32_t kMostHours = 7 * 24;

// Deliveries run by the wall's clock, also where the organization has its own: so do secrets.
Instant Now() { return SystemClock().Now(); }

struct RotationInput {
  static constexpr const char* kSchemaName = "WebhookRotation";
  static constexpr bool kDefaults = true;

  std::int32_t keep_hours = 24;  // that the secret before goes on signing
};
BOOST_DESCRIBE_STRUCT(RotationInput, (), (keep_hours))

struct DeliveryQuery {
  std::optional<DeliveryState> state;
  std::optional<Id> after;
  std::optional<std::int32_t> limit;
};
BOOST_DESCRIBE_STRUCT(DeliveryQuery, (), (state, after, limit))

WebhookView View(db::Connection& connection, const Webhook& webhook) {
  return ViewWebhooks(connection, webhook.org_id, std::span(&webhook, 1), Now()).front();
}

DeliveryView ViewOf(const Delivery& delivery) {
  return {delivery.id,        delivery.webhook_id, delivery.event_id, delivery.event_type, delivery.body,
          delivery.state,     delivery.attempts,   delivery.status,   delivery.fault,      delivery.answer,
          delivery.queued_at, delivery.next_at,    delivery.ended_at};
}

WebhookInput Cleaned(WebhookInput input) {
  input.name = std::string(Trim(input.name));
  input.url = std::string(Trim(input.url));
  return input;
}

Result<http::Page<WebhookView>> List(const Call& call) {
  return http::Page<WebhookView>{
      ViewWebhooks(call.db(), call.org_id(), FindWebhooks(call.db(), call.org_id()), Now()), std::nullopt};
}

class Routes {
 public:
  explicit Routes(const WebhookOptions& options) : options_(options) {}

  Result<WebhookView> Create(const Call& call, const WebhookInput& entered) const {
    const WebhookInput input = Cleaned(entered);
    if (auto faults = FaultsOf(input, options_.hosts); !faults.empty()) return Fail(std::move(faults));
    return call.Write([&](db::Tx& tx) -> Result<WebhookView> {
      if (std::ssize(FindWebhooks(tx, call.org_id())) >= kMostWebhooks) {
        return Fail(Kind::conflict, "problem.webhook.too_many", {{"limit", kMostWebhooks}});
      }
      action::Action action(tx, call, "webhook.create");
      const Webhook made = action.Insert(
          Webhook{.name = input.name, .url = input.url, .is_on = input.is_on, .created_at = Now()});
      AfterChange(tx, made.org_id, made.id);
      const std::string secret = PutSecret(tx, made.org_id, made.id, *options_.key, Now(), Now());
      WebhookView view = View(tx, made);
      view.secret = secret;
      return view;
    });
  }

  Result<WebhookView> Change(const Call& call, Id id, const json::Patch<WebhookInput>& patch) const {
    return With(call, id, [&](db::Tx& tx, const Webhook& before) -> Result<WebhookView> {
      const WebhookInput input = Cleaned(patch.Apply({before.name, before.url, before.is_on}));
      if (auto faults = FaultsOf(input, options_.hosts); !faults.empty()) return Fail(std::move(faults));
      action::Action action(tx, call, "webhook.change", id);
      Webhook after = before;
      after.name = input.name;
      after.url = input.url;
      after.is_on = input.is_on;
      const auto saved = action.Update(before, after);
      if (!saved) return Fail(saved.error());
      AfterChange(tx, call.org_id(), id);
      return View(tx, *saved);
    });
  }

  // Not undone: the receiver may have the new one already.
  Result<WebhookView> Rotate(const Call& call, Id id, const RotationInput& input) const {
    if (input.keep_hours < 0 || input.keep_hours > kMostHours) {
      return Fail(FieldFault{
          "keep_hours",
          {"problem.field.out_of_range", {{"minimum", 0.0}, {"maximum", static_cast<double>(kMostHours)}}}});
    }
    return With(call, id, [&](db::Tx& tx, const Webhook& webhook) -> Result<WebhookView> {
      const action::Action action(tx, call, "webhook.rotate", id);
      const Instant until = Now() + input.keep_hours * 60 * kMillisecondsPerMinute;
      const std::string secret = PutSecret(tx, call.org_id(), id, *options_.key, Now(), until);
      WebhookView view = View(tx, webhook);
      view.secret = secret;
      return view;
    });
  }

 private:
  // The webhook, of the version that the caller saw where the route asks for one.
  template <class F>
  static auto With(const Call& call, Id id, F&& deed) -> std::invoke_result_t<F&, db::Tx&, const Webhook&> {
    return call.Write([&](db::Tx& tx) -> std::invoke_result_t<F&, db::Tx&, const Webhook&> {
      const auto found = FindWebhook(tx, call.org_id(), id);
      if (!found) return NotFound("webhook");
      if (auto current = action::CheckVersion(call, found->version, "webhook"); !current)
        return Fail(current.error());
      return deed(tx, *found);
    });
  }

  const WebhookOptions& options_;
};

// Its secrets stay until it is swept, so that an undo brings all of it back.
Result<Done> Remove(const Call& call, Id id) {
  return call.Write([&](db::Tx& tx) -> Result<Done> {
    const auto found = FindWebhook(tx, call.org_id(), id);
    if (!found) return NotFound("webhook");
    action::Action action(tx, call, "webhook.remove", id);
    Webhook removed = *found;
    removed.deleted_at = action.now();
    if (auto saved = action.Update(*found, removed); !saved) return Fail(saved.error());
    AfterChange(tx, call.org_id(), id);
    return Done{};
  });
}

Result<DeliveryView> Test(const Call& call, Id id) {
  return call.Write([&](db::Tx& tx) -> Result<DeliveryView> {
    const auto webhook = FindWebhook(tx, call.org_id(), id);
    if (!webhook) return NotFound("webhook");
    if (!webhook->is_on) return Fail(Kind::conflict, "problem.webhook.off");
    const action::Action action(tx, call, "webhook.test", id);
    Delivery delivery;
    delivery.org_id = call.org_id();
    delivery.id = tx.NewId();
    delivery.webhook_id = id;
    delivery.event_id = tx.NewId();
    delivery.event_type = std::string(kTest);
    delivery.body = TestBody(id, call.now());
    delivery.queued_at = Now();
    delivery.next_at = delivery.queued_at;
    InsertDeliveries(tx, std::span(&delivery, 1));
    GiveToJob(tx, call.org_id(), id, delivery.queued_at);
    return ViewOf(delivery);
  });
}

Result<http::Page<DeliveryView>> Deliveries(const Call& call, Id id, const DeliveryQuery& query) {
  if (!FindWebhook(call.db(), call.org_id(), id)) return NotFound("webhook");
  const int limit = std::clamp(query.limit.value_or(50), 1, kMaxPage);
  http::Page<DeliveryView> page;
  for (const Delivery& one : ListDeliveries(call.db(), call.org_id(), id, {query.state, query.after, limit}))
    page.items.push_back(ViewOf(one));
  if (std::ssize(page.items) == limit) page.next = ToString(page.items.back().id);
  return page;
}

Result<DeliveryView> Retry(const Call& call, Id id) {
  return call.Write([&](db::Tx& tx) -> Result<DeliveryView> {
    const auto found = FindDelivery(tx, call.org_id(), id);
    const auto webhook = found ? FindWebhook(tx, call.org_id(), found->webhook_id) : std::nullopt;
    if (!webhook) return NotFound("webhook_delivery");
    if (!MayRetry(found->state)) return Fail(Kind::conflict, "problem.webhook.not_failed");
    if (!webhook->is_on) return Fail(Kind::conflict, "problem.webhook.off");
    const action::Action action(tx, call, "webhook.retry", webhook->id);
    Delivery again = *found;
    again.state = DeliveryState::waiting;
    again.attempts = 0;
    again.next_at = Now();
    again.ended_at = std::nullopt;
    if (!RestartDelivery(tx, again)) return Fail(Kind::conflict, "problem.webhook.not_failed");
    GiveToJob(tx, call.org_id(), webhook->id, Now());
    return ViewOf(again);
  });
}

}  // namespace

void AddWebhookRoutes(http::Router& router, const WebhookOptions& options) {
  const Routes routes(options);
  router.Get("/api/v1/webhooks", {.name = "listWebhooks", .deed = Deed::read, .word = Word::webhook}, List);
  router.Post("/api/v1/webhooks",
              {.name = "createWebhook", .deed = Deed::create, .word = Word::webhook, .keeps_answer = false},
              [routes](const Call& call, const WebhookInput& input) { return routes.Create(call, input); });
  router.Patch("/api/v1/webhooks/{id}",
               {.name = "changeWebhook", .deed = Deed::change, .word = Word::webhook},
               [routes](const Call& call, Id id, const json::Patch<WebhookInput>& patch) {
                 return routes.Change(call, id, patch);
               });
  router.Delete("/api/v1/webhooks/{id}",
                {.name = "removeWebhook", .deed = Deed::remove, .word = Word::webhook}, Remove);
  router.Post("/api/v1/webhooks/{id}/secret",
              {.name = "rotateWebhookSecret",
               .deed = Deed::change,
               .word = Word::webhook,
               .versioned = true,
               .keeps_answer = false},
              [routes](const Call& call, Id id, const RotationInput& input) {
                return routes.Rotate(call, id, input);
              });
  router.Post("/api/v1/webhooks/{id}/test",
              {.name = "testWebhook", .deed = Deed::change, .word = Word::webhook}, Test);
  router.Get("/api/v1/webhooks/{id}/deliveries",
             {.name = "listWebhookDeliveries", .deed = Deed::read, .word = Word::webhook}, Deliveries);
  router.Post("/api/v1/webhook-deliveries/{id}/retry",
              {.name = "retryWebhookDelivery", .deed = Deed::change, .word = Word::webhook, .status = 200},
              Retry);
}

void AddTables(action::Tables& tables) {
  tables.Add({.name = std::string(Webhook::kTable),
              .marks_deleted = true,
              .refresh = &AfterChange,
              .out_of_reach = action::UnlessMayChange(Word::webhook)});
  for (const char* kind : {"webhook.rotate", "webhook.test", "webhook.retry"}) {
    tables.KeepFromUndo(kind, "problem.webhook.kept");
  }
}

}  // namespace baton::webhook
