// For the tables of other slices whose rows belong to a handoff: whoever may change the handoff now may take them back.
//
//   tables.Add({.name = "handover_sheet", .out_of_reach = handoff::OthersHandoffRows("handover_sheet")});
#pragma once

#include <string>

#include "action/tables.h"

namespace baton::handoff {

// REQUIRES: the table has a column handoff_id.
action::OutOfReach OthersHandoffRows(std::string table);

}  // namespace baton::handoff
