#include "book/account_writes.h"

#include "base/text.h"
#include "book/account_rules.h"
#include "book/directory.h"
#include "people/directory.h"

namespace baton::book {

Result<Done> MayOwn(db::Connection& connection, const access::Scope& scope, Id owner_id,
                    const std::string& path) {
  if (!people::FindPerson(connection, scope.org_id, owner_id)) {
    return Fail(FieldFault{path + "owner_id", {"problem.account.no_such_owner"}});
  }
  if (scope.reach == access::Reach::organization || owner_id == scope.person_id) return Done{};
  if (scope.reach == access::Reach::team &&
      people::IsBelow(connection, scope.org_id, owner_id, scope.person_id)) {
    return Done{};
  }
  return Fail(FieldFault{path + "owner_id", {"problem.account.owner_not_in_team"}});
}

Account CreateAccount(action::Action& action, const AccountLine& line, Id owner_id,
                      const std::string& currency) {
  const Account account = InsertAccount(action, Apply(line, Account{}, currency), owner_id);
  const std::string contact_name(Trim(line.contact_name.value_or("")));
  if (!contact_name.empty() || line.contact_email) {
    Contact contact;
    contact.account_id = account.id;
    contact.name = contact_name.empty() ? *line.contact_email : contact_name;
    contact.email = line.contact_email;
    InsertContact(action, std::move(contact));
  }
  return account;
}

Result<Account> ChangeAccount(action::Action& action, const Account& before, const AccountInput& input,
                              std::optional<Id> owner_id) {
  if (owner_id) {
    if (auto moved = MoveOwnership(action, before.id, *owner_id); !moved) return Fail(moved.error());
  }
  return UpdateAccount(action, before, Apply(input, before, before.currency));
}

Result<Done> RemoveAccount(action::Action& action, const Account& account) {
  const auto handoff = action.tx().QueryValue<Id>(
      "SELECT id FROM handoff WHERE org_id = $1 AND account_id = $2 AND ended_at IS NULL", action.org_id(),
      account.id);
  if (handoff) return Fail(Kind::conflict, "problem.account.handoff_under_way", {{"name", account.name}});
  for (const Contact& contact : FindContacts(action.tx(), action.org_id(), account.id)) {
    if (auto removed = RemoveContact(action, contact); !removed) return removed;
  }
  if (auto ended = EndOwnership(action, account.id); !ended) return ended;
  Account removed = account;
  removed.deleted_at = action.now();
  const auto updated = UpdateAccount(action, account, std::move(removed));
  if (!updated) return Fail(updated.error());
  return Done{};
}

Result<Done> RemoveContact(action::Action& action, const Contact& contact) {
  Contact removed = contact;
  removed.deleted_at = action.now();
  const auto updated = UpdateContact(action, contact, std::move(removed));
  if (!updated) return Fail(updated.error());
  return Done{};
}

}  // namespace baton::book
