// A person's calendar, asked for over HTTP: an iCalendar address by GET, CalDAV by a REPORT (RFC 4791) for the time that
// matters. Bounded in size, time and redirects; where the address leads is looked at before it is connected to.
//
//   const Fetched fetched = Fetch({.kind = CalendarKind::address, .url = url, .etag = etag}, hosts);
//
// Thread-safe; takes up to half a minute.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/problem.h"
#include "calendar/calendar.h"
#include "outward/fetch.h"

namespace baton::calendar {

struct Access {
  std::string url;
  std::string user;
  std::string password;
};
BOOST_DESCRIBE_STRUCT(Access, (), (url, user, password))

// "webcal://x/y" as https. The key of the problem with the address otherwise.
Result<std::string> AddressOf(const std::string& typed, outward::Hosts hosts);
using outward::HostOf;

struct Question {
  CalendarKind kind = CalendarKind::address;
  Access access;
  std::string etag;
  std::string modified;
  Instant from;  // for CalDAV
  Instant to;
};

struct Fetched {
  bool is_same = false;             // nothing is new
  std::vector<std::string> bodies;  // calendars; CalDAV answers with one an event
  std::string etag;
  std::string modified;
  std::string problem;  // the key of what went wrong, such as "calendar.problem.status_404"; empty: nothing
};
Fetched Fetch(const Question& question, outward::Hosts hosts);

// The calendars within an answer to a REPORT. Nothing when it is none.
std::optional<std::vector<std::string>> CalendarsIn(const std::string& multistatus);

}  // namespace baton::calendar
