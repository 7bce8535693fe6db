#include "http/events.h"

#include <algorithm>

#include "base/check.h"
#include "base/text.h"
#include "http/event_channel.h"

namespace baton::http {

std::string ToWire(const Event& event) {
  constexpr std::string_view kBreaks("\r\n\0", 3);
  Check(event.id.find_first_of(kBreaks) == std::string::npos &&
            event.event.find_first_of(kBreaks) == std::string::npos,
        "an event's id and type have no line breaks");
  std::string wire;
  if (!event.id.empty()) wire += "id: " + event.id + '\n';
  if (!event.event.empty()) wire += "event: " + event.event + '\n';
  std::string data = event.data;
  std::replace(data.begin(), data.end(), '\r', '\n');
  for (const std::string_view line : Split(data, '\n')) wire.append("data: ").append(line).append(1, '\n');
  return wire + '\n';
}

void EventHub::Publish(const Event& event) {
  // Under the lock, so that Unsubscribe can promise silence; listeners only queue.
  const std::lock_guard lock(mutex_);
  for (const auto& [number, subscription] : subscriptions_) {
    if (subscription.org_id != event.org_id) continue;
    const auto& people = event.person_ids;
    if (!people.empty() && std::ranges::find(people, subscription.person_id) == people.end()) continue;
    subscription.listener(event);
  }
}

std::uint64_t EventHub::Subscribe(Id org_id, Id person_id, Listener listener) {
  const std::lock_guard lock(mutex_);
  subscriptions_.emplace(++last_number_, Subscription{org_id, person_id, std::move(listener)});
  return last_number_;
}

void EventHub::Unsubscribe(std::uint64_t number) {
  const std::lock_guard lock(mutex_);
  subscriptions_.erase(number);
}

std::size_t EventHub::count() const {
  const std::lock_guard lock(mutex_);
  return subscriptions_.size();
}

EventChannel::EventChannel(EventHub& hub, Id org_id, Id person_id) : hub_(hub) {
  number_ = hub_.Subscribe(org_id, person_id, [this](const Event& event) { Hear(event); });
}

EventChannel::~EventChannel() { hub_.Unsubscribe(number_); }

void EventChannel::Hear(const Event& event) {
  std::function<void()> wake;
  {
    const std::lock_guard lock(mutex_);
    if (is_closed_ || (!event.id.empty() && resumed_ids_.contains(event.id))) return;
    if (waiting_.size() >= kMaxWaiting) {
      is_closed_ = true;
    } else {
      waiting_.push_back(event);
    }
    wake = wake_;
  }
  if (wake) wake();
}

void EventChannel::Resume(const std::vector<Event>& missed) {
  const std::lock_guard lock(mutex_);
  for (const auto& event : missed) {
    if (!event.id.empty()) resumed_ids_.insert(event.id);
  }
  std::vector<Event> all = missed;
  for (auto& event : waiting_) {
    if (event.id.empty() || !resumed_ids_.contains(event.id)) all.push_back(std::move(event));
  }
  waiting_ = std::move(all);
}

void EventChannel::SetWake(std::function<void()> wake) {
  const std::lock_guard lock(mutex_);
  wake_ = std::move(wake);
}

EventChannel::Taken EventChannel::Take() {
  std::vector<Event> events;
  Taken taken;
  {
    const std::lock_guard lock(mutex_);
    events.swap(waiting_);
    taken.is_closed = is_closed_;
  }
  for (const auto& event : events) taken.bytes += ToWire(event);
  return taken;
}

void EventChannel::Close() {
  std::function<void()> wake;
  {
    const std::lock_guard lock(mutex_);
    is_closed_ = true;
    wake = wake_;
  }
  if (wake) wake();
}

}  // namespace baton::http
