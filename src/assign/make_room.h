// Inside the solver: a place for an account that no rep has room for, where several others make room.
//
// The room that is left of a full territory lies in pieces, each too small for anybody. Moves of one account or two (improve.h) put two
// of them together; here so many accounts of one rep leave, or change places with smaller ones, as it takes.
#pragma once

#include <cstdint>

#include "assign/model.h"
#include "assign/plan.h"

namespace baton::assign::inner {

// REQUIRES a problem without fair shares. Takes for `account`, which is unplaced, the rep where that costs least, what others do for it
// included, of those looked at before the watch ends it. False where it would cost no less than leaving the account out, or where they can not do
// enough. Takes some milliseconds where a rep has a hundred accounts and these have twenty candidates each.
bool MakeRoom(const Model& model, std::int32_t account, Watch& watch, Plan& plan);

// The same for everybody who is unplaced, where they are few: where they are many there is no room, and to look for it would take long.
// Does nothing with fair shares.
void PlaceLeftOut(const Model& model, Watch& watch, Plan& plan);

}  // namespace baton::assign::inner
