// Server-sent events: slices publish, browsers listen.
//
//   hub.Publish({.org_id = org, .id = ToString(action), .event = "action", .data = json::ToText(change)});
//
//   router.Events("/api/v1/events", {.name = "listen", .deed = Deed::read, .word = Word::notice},
//                 [&](const Call& call) -> Result<EventStream> {
//                   return EventStream{.resume = [&](std::string_view last_id) { return EventsSince(call,
//                   last_id); }};
//                 });
//
// The hub is thread-safe. A slow listener loses its connection, not events: it comes back with Last-Event-ID.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/id.h"

namespace baton::http {

struct Event {
  Id org_id;
  std::vector<Id> person_ids = {};  // who gets it; empty: everybody of the organization
  std::string id = {};              // for resuming; empty: none. No line breaks.
  std::string event = {};           // its type. No line breaks.
  std::string data = {};            // usually JSON
};

struct EventStream {
  // What the listener missed since `last_id` (from Last-Event-ID or ?last_event_id=), oldest first. Called
  // once, before the handler's call ends and after listening began, so that nothing falls between; an event
  // that comes both ways is sent once. Empty: the listener has heard nothing yet.
  std::function<std::vector<Event>(std::string_view last_id)> resume = {};
};

// The bytes of an event on the wire.
std::string ToWire(const Event& event);

class EventHub {
 public:
  using Listener = std::function<void(const Event&)>;

  // To everybody listening now. Never blocks on a client.
  void Publish(const Event& event);
  // `listener` is called on the publishing thread and must not block. Returns a number for Unsubscribe.
  std::uint64_t Subscribe(Id org_id, Id person_id, Listener listener);
  // After it returns the listener is not called any more.
  void Unsubscribe(std::uint64_t number);
  std::size_t count() const;
  // Those that somebody listens to now.
  std::set<Id> Organizations() const {
    const std::lock_guard lock(mutex_);
    std::set<Id> organizations;
    for (const auto& [number, subscription] : subscriptions_) organizations.insert(subscription.org_id);
    return organizations;
  }

 private:
  struct Subscription {
    Id org_id;
    Id person_id;
    Listener listener;
  };
  mutable std::mutex mutex_;
  std::uint64_t last_number_ = 0;
  std::unordered_map<std::uint64_t, Subscription> subscriptions_;
};

}  // namespace baton::http
