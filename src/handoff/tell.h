// Notices about a handoff: the other one of the two hears of what one of them does.
#pragma once

#include <string>
#include <string_view>

#include "action/action.h"
#include "handoff/handoff.h"

namespace baton::handoff {

inline constexpr std::string_view kBoardLink = "/board";
inline constexpr std::string_view kComingLink = "/";

struct HandoffNames {
  std::string actor;
  std::string successor;
  std::string account;
};
HandoffNames NamesFor(action::Action& action, const Handoff& handoff);

// "notice.handoff.<what>" with {person}, {successor}, {account} and these, to both but the actor.
void TellOthers(action::Action& action, const Handoff& handoff, std::string_view what, Arguments more = {});

}  // namespace baton::handoff
