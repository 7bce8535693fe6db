// The events on their way to one listener: filled by publishing threads, emptied by its connection.
// Thread-safe. When it is full, it is closed: the listener comes back and says what it saw last.
#pragma once

#include <functional>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "http/events.h"

namespace baton::http {

class EventChannel {
 public:
  // Listens at `hub`, which outlives this.
  EventChannel(EventHub& hub, Id org_id, Id person_id);
  ~EventChannel();
  EventChannel(const EventChannel&) = delete;
  EventChannel& operator=(const EventChannel&) = delete;

  // Puts what was missed before what has come meanwhile, and drops what comes both ways.
  void Resume(const std::vector<Event>& missed);
  // `wake` is called, on any thread, when there is something to take. It must not block.
  void SetWake(std::function<void()> wake);

  // The bytes to send, all that wait; `is_closed` when nothing follows.
  struct Taken {
    std::string bytes;
    bool is_closed = false;
  };
  Taken Take();
  void Close();

 private:
  void Hear(const Event& event);

  static constexpr std::size_t kMaxWaiting = 1000;

  EventHub& hub_;
  std::uint64_t number_ = 0;
  std::mutex mutex_;
  std::vector<Event> waiting_;
  std::set<std::string> resumed_ids_;
  bool is_closed_ = false;
  std::function<void()> wake_;
};

}  // namespace baton::http
