// Invitations as calendar programs read them: iCalendar (RFC 5545) with the methods of iTIP (RFC 5546).
//
//   Invitation meeting{.uid = "42@northwind.example", .starts_at = at, .minutes = 30, .summary = "Meet Jada Ellis", ...};
//   const std::string request = WriteInvitation(meeting);            // METHOD:REQUEST; again with sequence + 1: an update
//   meeting.is_cancelled = true; meeting.sequence += 1;
//   const std::string cancel = WriteInvitation(meeting);             // METHOD:CANCEL
//   auto reply = ReadReply(text_of_an_answer);                       // who says what about which meeting
//
// Times are written in UTC: each calendar shows them in its own zone, and none has to know ours. Pure, thread-safe.
#pragma once

#include <boost/describe/enum.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"

namespace baton::format::icalendar {

enum class Participation { needs_action, accepted, declined, tentative };
BOOST_DESCRIBE_ENUM(Participation, needs_action, accepted, declined, tentative)

struct Attendee {
  std::string name;
  std::string email;
  Participation participation = Participation::needs_action;
};

struct Invitation {
  std::string uid;            // the same for all versions of one meeting
  std::int32_t sequence = 0;  // grows with each change
  bool is_cancelled = false;
  Instant written_at;
  Instant starts_at;
  std::int32_t minutes = 30;
  std::string summary;
  std::string description = {};
  std::string location = {};
  Attendee organizer = {};
  std::vector<Attendee> attendees = {};
};

std::string WriteInvitation(const Invitation& invitation);

inline constexpr std::size_t kMaxReplyBytes = 256 * 1024;

// What WriteInvitation wrote, for its next version. Nothing when it is none, damaged, not UTF-8, or larger than
// kMaxReplyBytes.
std::optional<Invitation> ReadInvitation(std::string_view text);

// What somebody answered: the calendar part of a mail with METHOD:REPLY.
struct Reply {
  std::string uid;
  std::int32_t sequence = 0;
  std::string email;  // of who answers, folded to lower case
  Participation participation = Participation::needs_action;
  std::string comment;

  bool operator==(const Reply&) const = default;
};

// Nothing when it is no answer to an invitation, damaged, not UTF-8, or larger than kMaxReplyBytes.
std::optional<Reply> ReadReply(std::string_view text);

}  // namespace baton::format::icalendar
