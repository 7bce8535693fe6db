#include "coaching/appointment.h"
#include "coaching/directory.h"

namespace baton::coaching {

Result<bool> KeepOpen(action::Action& action, Id manager_id, Id promise_id) {
  const auto before = FindPromise(action.tx(), action.org_id(), manager_id, promise_id);
  if (!before || before->manager_id != manager_id || before->state != PromiseState::open) return false;
  Promise after = *before;
  after.state = PromiseState::kept;
  after.kept_at = action.now();
  if (auto saved = action.Update(*before, after); !saved) return Fail(saved.error());
  if (before->is_agreed) TellAppointment(action, promise_id);  // done early: the time is free again
  return true;
}

}  // namespace baton::coaching
