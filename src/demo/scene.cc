#include "demo/scene.h"

#include <algorithm>

#include "base/zone.h"
#include "book/account.h"
#include "book/directory.h"
#include "calendar/calendar.h"
#include "demo/larmar.h"
#include "people/directory.h"

namespace baton::demo {

Day SceneDay() { return *ParseDay(kSceneDay); }

Instant At(int days, int minute_of_day) {
  return ToInstant({SceneDay() + days, minute_of_day}, std::string(kZone));
}

Instant SceneNow() { return At(0, kSceneMinute); }

void SetClock(db::Tx& tx, Id org_id, Instant now) {
  tx.Execute("UPDATE organization SET clock_at = $1 WHERE org_id = $2 AND id = $2", now, org_id);
  // The calendars were read five minutes ago, whenever that is.
  calendar::SetReadAt(tx, org_id, now - 5 * kMillisecondsPerMinute);
}

Scene LoadScene(db::Connection& connection, Id org_id) {
  Scene scene{.org_id = org_id};
  for (const CastMember& member : Cast()) {
    const auto person = people::FindPersonByEmail(connection, org_id, member.email);
    if (person) scene.people.emplace(member.key, person->id);
  }
  const access::Scope all{access::Reach::organization, org_id, Id{}};
  for (const auto& [key, person_id] : scene.people) {
    for (const Id id : book::FindOwnedAccounts(connection, org_id, person_id)) {
      const auto account = book::FindAccount(connection, all, id);
      if (!account) continue;
      scene.accounts.emplace(account->name, id);
      // In the order they were made, which is the cast's.
      auto contacts = book::FindContacts(connection, org_id, id);
      std::ranges::sort(contacts, {}, &book::Contact::id);
      for (const book::Contact& contact : contacts) scene.contacts[account->name].push_back(contact.id);
    }
  }
  return scene;
}

}  // namespace baton::demo
