#include "action/version.h"
#include "book/account_rules.h"
#include "book/account_writes.h"
#include "book/contact_address.h"
#include "book/directory.h"
#include "http/router.h"

namespace baton::book {
namespace {

using access::Deed;
using access::Word;
using http::Call;

Result<ContactView> Create(const Call& call, Id account_id, const ContactInput& input) {
  if (auto faults = FaultsOf(input); !faults.empty()) return Fail(std::move(faults));
  return call.Write([&](db::Tx& tx) -> Result<ContactView> {
    if (!FindAccount(tx, call.scope(), account_id)) return NotFound("account");
    if (auto taken = TakenEmails(tx, call.scope(), {}, input); !taken.empty()) return Fail(std::move(taken));
    action::Action action(tx, call, "contact.create", account_id);
    Contact contact = Apply(input, Contact{});
    contact.account_id = account_id;
    return ToView(InsertContact(action, std::move(contact)));
  });
}

Result<ContactView> Change(const Call& call, Id id, const json::Patch<ContactInput>& patch) {
  return call.Write([&](db::Tx& tx) -> Result<ContactView> {
    const auto found = FindContact(tx, call.scope(), id);
    if (!found) return NotFound("contact");
    if (const auto current = action::CheckVersion(call, found->version, "contact"); !current) {
      return Fail(current.error());
    }
    const ContactInput input = patch.Apply(InputOf(*found));
    if (auto faults = FaultsOf(input); !faults.empty()) return Fail(std::move(faults));
    if (auto taken = TakenEmails(tx, call.scope(), *found, input); !taken.empty()) {
      return Fail(std::move(taken));
    }
    action::Action action(tx, call, "contact.change", id);
    const auto updated = UpdateContact(action, *found, Apply(input, *found));
    if (!updated) return Fail(updated.error());
    return ToView(*updated);
  });
}

Result<Done> Remove(const Call& call, Id id) {
  return call.Write([&](db::Tx& tx) -> Result<Done> {
    const auto found = FindContact(tx, call.scope(), id);
    if (!found) return NotFound("contact");
    action::Action action(tx, call, "contact.remove", id);
    return RemoveContact(action, *found);
  });
}

}  // namespace

// Whoever may change an account may add, change and remove its contacts.
void AddContactRoutes(http::Router& router) {
  router.Post("/api/v1/accounts/{id}/contacts",
              {.name = "createContact", .deed = Deed::change, .word = Word::account}, Create);
  router.Patch("/api/v1/contacts/{id}",
               {.name = "changeContact", .deed = Deed::change, .word = Word::account}, Change);
  router.Delete("/api/v1/contacts/{id}",
                {.name = "removeContact", .deed = Deed::change, .word = Word::account}, Remove);
}

}  // namespace baton::book
