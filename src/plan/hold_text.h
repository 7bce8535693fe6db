// What a line says of an account that waits or has no week. Pure.
#pragma once

#include <string>

#include "assign/schedule.h"
#include "base/message.h"
#include "plan/facts.h"
#include "plan/holds.h"

namespace baton::plan {

Message HoldText(const Facts& facts, const AccountFacts& account, const Hold& hold);
// `rep`: the name of the successor. REQUIRES: the account has no week.
Message NoWeekText(const Facts& facts, const AccountFacts& account, assign::WhyNoWeek why,
                   const std::string& rep);

}  // namespace baton::plan
