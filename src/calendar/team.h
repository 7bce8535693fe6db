// Who of a team is free at this minute, in sentences: for the door.
#pragma once

#include <optional>
#include <vector>

#include "calendar/calendar_views.h"
#include "http/call.h"

namespace baton::calendar {

inline constexpr std::size_t kMostOfTeam = 12;

// "9:36 AM", with the day where it is not today's.
std::string TimeText(const http::Call& call, Instant at, const std::string& zone);

// The caller's team, or for a rep the colleagues with the same manager; without the caller.
std::vector<people::PersonRef> TeamOf(const http::Call& call, db::Connection& connection);

// `first`, where it is one of them, then who is free the longest, who is to be asked, who is busy, who is away.
std::vector<TeamTime> TimesOfTeam(const http::Call& call, db::Connection& connection,
                                  const std::vector<people::PersonRef>& team, std::optional<Id> first);

}  // namespace baton::calendar
