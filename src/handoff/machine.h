// The way of a handoff, all of it: which stage may follow which, and whose step it is (docs/plan.md).
//
//   proposed -> accepted -> introduced -> expectations -> owned -> confirmed
//      |           |            |              |           |
//   declined    declined     returned       returned    returned
//
//   const auto step = CheckStep(Stage::proposed, Stage::accepted, Part::successor, "");
//
// The former owner may mark the introduction before the successor has clicked accept: what happened happened. Nothing
// leaves an ended handoff but an undo. Pure.
#pragma once

#include <boost/describe/enum.hpp>
#include <string_view>
#include <vector>

#include "base/problem.h"

namespace baton::handoff {

enum class Stage { proposed, accepted, introduced, expectations, owned, confirmed, declined, returned };
BOOST_DESCRIBE_ENUM(Stage, proposed, accepted, introduced, expectations, owned, confirmed, declined, returned)

// Who takes the step, seen from the handoff.
enum class Part {
  successor,  // the rep to whom the account goes
  former,     // who hands it over, or a manager above that person
  nobody,     // everybody else
};
BOOST_DESCRIBE_ENUM(Part, successor, former, nobody)

// Ended handoffs keep their place in the history; the account may get a new one.
bool IsEnd(Stage stage);
// The account belongs to the successor.
bool IsOwned(Stage stage);
// It came to nothing.
bool IsRefused(Stage stage);
// A step that says no wants a reason.
bool NeedsReason(Stage to);

// May the handoff become `to`, by the order of stages alone?
bool MayFollow(Stage from, Stage to);
// May this part take the step? REQUIRES nothing: false where MayFollow is false.
bool MayStep(Stage from, Stage to, Part part);
// What this part may do next, in the order of the enum.
std::vector<Stage> NextStages(Stage from, Part part);

// Done, or why not: the order (409), somebody else's step (403), a missing reason (422).
Result<Done> CheckStep(Stage from, Stage to, Part part, std::string_view reason);

}  // namespace baton::handoff
