// What a stage means, from what it is called: a proposal that a person confirms. Pure.
#pragma once

#include <string_view>

#include "book/stage.h"

namespace baton::intake {

// "Closed Won" -> won, "Negotiation/Review" -> signature, "Proposal/Price Quote" -> proposal, "Prospecting" -> early.
book::StageCategory CategoryOf(std::string_view stage_name);

}  // namespace baton::intake
