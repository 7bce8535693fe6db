#include "plan/hold_text.h"

#include <utility>

namespace baton::plan {
namespace {

using assign::WhyNoWeek;

// Where the plan is somebody else's, the manager of the account is named.
Message Named(const Facts& facts, const AccountFacts& account, const char* own, const char* of_other,
              Arguments arguments = {}) {
  const ManagerFacts& manager = facts.ManagerOf(account);
  if (manager.id == facts.lead_id) return {own, std::move(arguments)};
  arguments.emplace("manager", manager.name);
  return {of_other, std::move(arguments)};
}

}  // namespace

Message HoldText(const Facts& facts, const AccountFacts& account, const Hold& hold) {
  switch (hold.kind) {
    case HoldKind::signature:
      return {"plan.hold.signature"};
    case HoldKind::renewal:
      return {"plan.hold.renewal"};
    case HoldKind::no_fit:
      return {"plan.hold.no_fit"};
    case HoldKind::by_hand:
      return Named(facts, account, "plan.hold.by_hand", "plan.hold.by_hand_of");
    case HoldKind::agreed:
      return Named(facts, account, "plan.hold.agreed", "plan.hold.agreed_of");
    case HoldKind::no_week:
      break;
  }
  return {"plan.hold.no_week"};
}

Message NoWeekText(const Facts& facts, const AccountFacts& account, WhyNoWeek why, const std::string& rep) {
  switch (why) {
    case WhyNoWeek::blocked:
      return {"plan.week.blocked"};
    case WhyNoWeek::manager_away:
      return Named(facts, account, "plan.week.manager_away", "plan.week.manager_away_of");
    case WhyNoWeek::rep_away:
      return {"plan.week.rep_away", {{"person", rep}}};
    case WhyNoWeek::no_common_week:
      return Named(facts, account, "plan.week.no_common_week", "plan.week.no_common_week_of",
                   {{"person", rep}});
    case WhyNoWeek::crowded_out:
    case WhyNoWeek::placed:
      break;
  }
  return {"plan.week.crowded_out"};
}

}  // namespace baton::plan
