// The demo's people and times, looked up by the names of larmar.h.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "db/connection.h"

namespace baton::demo {

Day SceneDay();
// A local minute of a day counted from the scene's.
Instant At(int days, int minute_of_day);
// 9:41.
Instant SceneNow();
// Moves the demo organization's clock. Setting the stage is no deed of anybody, so it is not in the log.
void SetClock(db::Tx& tx, Id org_id, Instant now);

// Who is who in one demo organization: keys of the cast to people, names to accounts.
struct Scene {
  Id org_id;
  std::map<std::string, Id, std::less<>> people;
  std::map<std::string, Id, std::less<>> accounts;
  std::map<std::string, std::vector<Id>, std::less<>> contacts;  // by account, in the cast's order

  Id Person(std::string_view key) const { return people.find(key)->second; }
  Id Account(std::string_view name) const { return accounts.find(name)->second; }
};

Scene LoadScene(db::Connection& connection, Id org_id);

}  // namespace baton::demo
