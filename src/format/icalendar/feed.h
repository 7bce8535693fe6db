// A calendar that other programs subscribe to: iCalendar (RFC 5545) with METHOD:PUBLISH.
//
//   const std::string text = WriteFeed("Baton", {{.uid = "42@northwind.example", .starts_at = at, .minutes = 60, .summary = "..."}});
//
// Times are written in UTC: each calendar shows them in its own zone, in summer and in winter. The same events give the same
// bytes, so that a reader can be told that nothing is new. Pure, thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/date.h"

namespace baton::format::icalendar {

struct FeedEvent {
  std::string uid;
  std::int32_t sequence = 0;
  Instant written_at;  // when it last changed; not now
  Instant starts_at;
  std::int32_t minutes = 30;
  std::string summary;
  std::string description = {};
  std::string location = {};
};

// In the order given. `name`: what the calendar is called.
std::string WriteFeed(const std::string& name, const std::vector<FeedEvent>& events);

}  // namespace baton::format::icalendar
