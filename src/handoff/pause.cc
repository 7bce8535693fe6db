#include "handoff/pause.h"

#include "base/noon.h"
#include "base/text.h"
#include "base/zone.h"
#include "handoff/check_step.h"
#include "handoff/directory.h"
#include "handoff/tell.h"

namespace baton::handoff {
namespace {

constexpr std::size_t kMaxReason = 500;

}  // namespace

Result<Handoff> Pause(action::Action& action, const Handoff& before, Day until_on, std::string_view reason) {
  if (before.ended_at) return Fail(Kind::conflict, "problem.handoff.ended");
  const Day today = DayIn(action.now(), CountingOf(action.tx(), action.org_id(), action.now()).zone);
  const std::string why(Trim(reason));
  std::vector<FieldFault> faults;
  if (until_on <= today || until_on > today + kLongestPause)
    faults.push_back({"until_on", {"problem.handoff.pause_day", {{"days", std::int64_t{kLongestPause}}}}});
  if (why.empty()) faults.push_back({"reason", {"problem.handoff.reason_needed"}});
  if (CountCharacters(why) > kMaxReason)
    faults.push_back({"reason", {"problem.field.too_long", {{"limit", std::int64_t{kMaxReason}}}}});
  if (!faults.empty()) return Fail(std::move(faults));

  Handoff after = before;
  after.paused_until_on = until_on;
  after.pause_reason = why;
  auto saved = action.Update(before, after);
  if (saved) TellOthers(action, *saved, "paused", {{"on", NoonOf(until_on)}, {"reason", why}});
  return saved;
}

Result<Handoff> Resume(action::Action& action, const Handoff& before) {
  const Day today = DayIn(action.now(), CountingOf(action.tx(), action.org_id(), action.now()).zone);
  if (!IsPaused(before, today)) return Fail(Kind::conflict, "problem.handoff.not_paused");
  Handoff after = before;
  after.paused_until_on = std::nullopt;
  after.pause_reason = "";
  auto saved = action.Update(before, after);
  if (saved) TellOthers(action, *saved, "resumed");
  return saved;
}

}  // namespace baton::handoff
