// What an event of a calendar says of itself: whether it takes time, whether it is private, who is in it and what each has said to
// it. For calendar.cc.
//
//   const auto guests = GuestsOf(event);
//   const auto others = OthersIn(event, guests, {"jim@x.example"});   // with whom Jim meets
//
// Pure; an event is read on one thread.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "format/icalendar/calendar.h"
#include "format/icalendar/component.h"

namespace baton::format::icalendar {

bool IsPrivate(icalcomponent* event);

// None: it takes no time. The standard calls whatever says nothing busy; but programs write birthdays and holidays without a
// word, so that of a whole day this would be a guess.
std::optional<Shows> ShowsOf(icalcomponent* event, bool is_day);

struct Guest {
  std::string email;  // folded, without "mailto:"
  icalparameter_partstat said = ICAL_PARTSTAT_NONE;
};

// Those whose address can be read.
std::vector<Guest> GuestsOf(icalcomponent* event);

// Somebody with one of these addresses has said no.
bool IsDeclined(const std::vector<Guest>& guests, std::span<const std::string> emails);

// With whom the owner of these addresses meets: who invites, and whoever has not said no. Or why it is no meeting of the owner's.
using Others = tl::expected<std::vector<std::string>, NoMeeting>;
Others OthersIn(icalcomponent* event, const std::vector<Guest>& guests, std::span<const std::string> emails);

}  // namespace baton::format::icalendar
