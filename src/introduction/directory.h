// The coming meeting of a handoff, for the slices that tell a client of it.
#pragma once

#include <optional>

#include "db/connection.h"
#include "introduction/meeting.h"

namespace baton::introduction {

// Planned, not over yet, and with this contact among the guests; the next one.
std::optional<Meeting> FindNextMeetingWith(db::Connection& connection, Id org_id, Id handoff_id,
                                           Id contact_id, Instant now);

}  // namespace baton::introduction
