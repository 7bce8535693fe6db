#include "webhook/deliver.h"

#include <algorithm>
#include <map>

#include "base/log.h"
#include "notice/administrators.h"
#include "people/now.h"
#include "webhook/post.h"
#include "webhook/secret.h"
#include "webhook/signature.h"
#include "webhook/webhook_rules.h"
#include "webhook/webhook_store.h"

namespace baton::webhook {
namespace {

constexpr char kLink[] = "/settings?section=webhooks";
constexpr std::size_t kInFlight = 5;
constexpr int kAtOnce = 100;  // then other webhooks have their turn
constexpr std::int64_t kLookEvery = 1'000;

// Some deliveries that are tried now, read in the transaction that counts the attempt.
struct Batch {
  std::string url;
  std::vector<Delivery> deliveries;
  std::vector<std::string> secrets;  // none: they cannot be opened
};

class Delivering {
 public:
  Delivering(job::Context& context, const WebhookOptions& options) : context_(context), options_(options) {}

  job::Outcome Run() {
    Poster poster(options_.hosts);
    int left = kAtOnce;
    Instant looked_at;
    for (bool is_first = true;; is_first = false) {
      if (context_.ShouldStop()) return job::Outcome::again;
      const std::size_t before = under_way_.size();
      if (left > 0 && before < kInFlight &&
          (is_first || has_room_ || context_.Now() >= looked_at + kLookEvery)) {
        looked_at = context_.Now();
        left -= StartSome(poster, kInFlight - before);
      }
      if (under_way_.empty()) return left > 0 ? job::Outcome::done : job::Outcome::again;
      const auto ended = poster.Wait();
      has_room_ = !ended.empty();
      for (const auto& [id, outcome] : ended) {
        Note(under_way_.at(id), outcome);
        under_way_.erase(id);
      }
    }
  }

 private:
  Id org_id() const { return context_.job().org_id; }
  Id webhook_id() const { return context_.job().ref; }

  Instant NowOf(db::Connection& connection) const {
    return people::NowIn(connection, org_id(), context_.Now());
  }

  // Begins what is due, as many as there is room for. Returns how many there were.
  int StartSome(Poster& poster, std::size_t room) {
    const Batch batch = Take(room);
    for (const Delivery& delivery : batch.deliveries) {
      if (batch.secrets.empty()) {
        Note(delivery, Outcome{.fault = Fault::other_key});
        continue;
      }
      Post post{.key = delivery.id, .url = batch.url, .message_id = ToString(delivery.event_id)};
      post.seconds = context_.Now().milliseconds / 1'000;
      post.body = delivery.body;
      for (const std::string& secret : batch.secrets) {
        if (auto signature = Sign(secret, post.message_id, post.seconds, post.body))
          post.signatures.push_back(std::move(*signature));
      }
      poster.Start(std::move(post));
      under_way_.emplace(delivery.id, delivery);
    }
    return static_cast<int>(batch.deliveries.size());
  }

  // None when the webhook is off, or another job's. An attempt counts before it is made: nobody knows whether one that was
  // cut off arrived.
  Batch Take(std::size_t room) {
    return context_.database().Write([&](db::Tx& tx) {
      Batch batch;
      const auto held = HoldWebhook(tx, org_id(), webhook_id());
      const auto webhook = FindWebhook(tx, org_id(), webhook_id());
      if (!held || held->job_id != context_.job().id || !webhook) return batch;
      batch.url = webhook->url;
      auto secrets = FindSecrets(tx, org_id(), webhook_id(), *options_.key, context_.Now());
      if (secrets) batch.secrets = std::move(*secrets);
      const int limit = static_cast<int>(room + under_way_.size());  // those on their way are due still
      for (Delivery& delivery : FindDueDeliveries(tx, org_id(), webhook_id(), context_.Now(), limit)) {
        if (under_way_.contains(delivery.id) || batch.deliveries.size() == room) continue;
        const int before = delivery.attempts;
        delivery.attempts = before + 1;
        SaveDelivery(tx, delivery, before);
        batch.deliveries.push_back(std::move(delivery));
      }
      return batch;
    });
  }

  void Note(const Delivery& tried, const Outcome& outcome) {
    context_.database().Write([&](db::Tx& tx) {
      Delivery after = tried;
      after.status = outcome.status;
      after.fault = outcome.fault;
      after.answer = outcome.answer;
      const auto pause = PauseAfter(tried.attempts);
      const bool is_gone = outcome.fault == Fault::gone;
      if (outcome.status >= 200 && outcome.status < 300) {
        after.state = DeliveryState::delivered;
      } else if (is_gone || !pause) {
        after.state = DeliveryState::given_up;
      } else {
        after.state = DeliveryState::failed;
      }
      after.next_at = std::nullopt;
      after.ended_at = std::nullopt;
      if (after.state == DeliveryState::failed) {
        after.next_at = context_.Now() + std::max(*pause, outcome.pause_at_least.value_or(0));
      } else {
        after.ended_at = context_.Now();
      }
      const bool is_first = after.state == DeliveryState::given_up && !GaveUpLately(tx);
      if (!SaveDelivery(tx, after, tried.attempts)) {
        LogWarning("webhook.changed_while_sent", {{"delivery", ToString(after.id)}});
        return;
      }
      if (is_gone) {
        SwitchOff(tx);
      } else if (is_first) {
        SayGivenUp(tx);
      }
    });
  }

  // One notice a day, however many deliveries nobody takes.
  bool GaveUpLately(db::Connection& connection) const {
    return connection
        .QueryValue<Id>(
            "SELECT id FROM webhook_delivery WHERE org_id = $1 AND webhook_id = $2 AND state = 'given_up' "
            "AND "
            "ended_at > $3 LIMIT 1",
            org_id(), webhook_id(), context_.Now() - kMillisecondsPerDay)
        .has_value();
  }

  void SwitchOff(db::Tx& tx) {
    const auto webhook = FindWebhook(tx, org_id(), webhook_id());
    if (!webhook || !webhook->is_on) return;
    action::Action action(tx, {org_id(), std::nullopt}, "webhook.gone", NowOf(tx), webhook->id);
    Webhook off = *webhook;
    off.is_on = false;
    if (!action.Update(*webhook, off)) return;
    AfterChange(tx, org_id(), webhook->id);
    notice::EmitToAdministrators(action, {"notice.webhook.gone", {{"name", webhook->name}}}, kLink);
  }

  void SayGivenUp(db::Tx& tx) {
    const auto webhook = FindWebhook(tx, org_id(), webhook_id());
    if (!webhook) return;
    action::Action action(tx, {org_id(), std::nullopt}, "webhook.give_up", NowOf(tx), webhook->id);
    notice::EmitToAdministrators(action, {"notice.webhook.given_up", {{"name", webhook->name}}}, kLink);
  }

  job::Context& context_;
  const WebhookOptions& options_;
  std::map<Id, Delivery> under_way_;
  bool has_room_ = false;  // one ended just now
};

}  // namespace

void AddWebhookJobs(job::Runner& runner, const WebhookOptions& options) {
  runner.On(std::string(kDeliverKind),
            [options](job::Context& context) { return Delivering(context, options).Run(); });
}

}  // namespace baton::webhook
