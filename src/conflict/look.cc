#include "conflict/look.h"

#include <algorithm>

#include "action/action.h"
#include "book/directory.h"
#include "coaching/directory.h"
#include "conflict/conflict_store.h"
#include "notice/notice.h"
#include "people/directory.h"
#include "people/first_name.h"

namespace baton::conflict {
namespace {

bool IsManager(db::Connection& connection, Id org_id, Id person_id) {
  const auto person = people::FindPerson(connection, org_id, person_id);
  return person && person->role == access::Role::manager;
}

std::vector<Id> FindManagers(db::Connection& connection, Id org_id, Instant now) {
  auto managers = coaching::FindOwing(connection, org_id, now, now + kDaysAhead * kMillisecondsPerDay);
  std::erase_if(managers, [&](Id id) { return !IsManager(connection, org_id, id); });
  return managers;
}

std::vector<Found> FindUntold(db::Connection& connection, const Asking& asking) {
  std::vector<Found> untold;
  for (Open& one : FindOpen(connection, asking)) {
    if (!one.asked) untold.push_back(std::move(one.found));
  }
  return untold;
}

// Notices are mailed and stand in chats, so what an own calendar calls it is not said there.
Message Asks(db::Connection& connection, const Asking& asking, const std::vector<Found>& untold) {
  const Found& first = untold.front();
  std::string client = "none";
  if (first.account_id) {
    const auto accounts = book::FindAccountRefs(connection, asking.org_id, std::vector{*first.account_id});
    if (const auto found = accounts.find(*first.account_id); found != accounts.end())
      client = found->second.name;
  }
  const auto reps = people::FindRefs(connection, asking.org_id, first.block.reps);
  const auto rep = first.block.reps.empty() ? reps.end() : reps.find(first.block.reps.front());
  return {"notice.conflict.asked",
          {{"client", std::move(client)},
           {"rep", rep == reps.end() ? std::string() : people::FirstName(rep->second.name)},
           {"when", coaching::TimeText(connection, asking.org_id, asking.person_id, first.block.span.from)},
           {"others", static_cast<std::int64_t>(untold.size()) - 1}}};
}

int TellOf(db::Tx& tx, const Asking& asking) {
  const auto untold = FindUntold(tx, asking);
  if (untold.empty()) return 0;
  action::Action action(tx, {asking.org_id, std::nullopt}, "conflict.look", asking.now);
  for (const Found& one : untold) {
    AskedConflict told = RowOf(one.key(), asking.person_id);
    told.told_at = asking.now;
    action.Insert(std::move(told));
  }
  notice::Emit(action, asking.person_id, Asks(tx, asking, untold), "/");
  return static_cast<int>(untold.size());
}

}  // namespace

int Look(db::Database& database, Id org_id, Instant now) {
  int more = 0;
  for (const Id manager : FindManagers(*database.Read(), org_id, now)) {
    const Asking asking{org_id, manager, now};
    if (FindUntold(*database.Read(), asking).empty()) continue;
    more += database.Write([&](db::Tx& tx) { return TellOf(tx, asking); });
  }
  return more;
}

int LookIn(db::Tx& tx, Id org_id, Instant now) {
  int more = 0;
  for (const Id manager : FindManagers(tx, org_id, now)) more += TellOf(tx, {org_id, manager, now});
  return more;
}

}  // namespace baton::conflict
