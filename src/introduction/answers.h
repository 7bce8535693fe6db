// What calendars answer to invitations, as it comes back to the mailbox (mail/look.h).
#pragma once

#include <string>

#include "db/database.h"

namespace baton::introduction {

// Notes what a guest says. Only the own address of a guest answers, as the mail says it is from and as the calendar does; and
// only for the time that the meeting has now. From can be forged by whoever knows the meeting's uid, which the guests
// alone were told: docs/introduction.md says what that means. True: it was an answer to a meeting of ours.
bool TakeCalendarAnswer(db::Tx& tx, Id org_id, Instant now, const std::string& calendar,
                        const std::string& sender);

}  // namespace baton::introduction
