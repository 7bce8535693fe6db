#include "traffic/rules_routes.h"

#include <algorithm>

#include "action/action.h"
#include "traffic/rules.h"

namespace baton::traffic {
namespace {

using access::Deed;
using access::Word;
using http::Call;

struct ExclusionView {
  static constexpr const char* kSchemaName = "MailExclusion";
  Id id;
  std::string pattern;
  bool is_everybodys = false;
};
BOOST_DESCRIBE_STRUCT(ExclusionView, (), (id, pattern, is_everybodys))

struct ExclusionList {
  static constexpr const char* kSchemaName = "MailExclusionList";
  std::vector<ExclusionView> items;
  bool may_change_everybodys = false;
};
BOOST_DESCRIBE_STRUCT(ExclusionList, (), (items, may_change_everybodys))

struct ExclusionInput {
  static constexpr const char* kSchemaName = "MailExclusionInput";
  std::string pattern;
};
BOOST_DESCRIBE_STRUCT(ExclusionInput, (), (pattern))

struct AddressView {
  static constexpr const char* kSchemaName = "MailAddress";
  Id id;
  std::string email;
};
BOOST_DESCRIBE_STRUCT(AddressView, (), (id, email))

struct AddressList {
  static constexpr const char* kSchemaName = "MailAddressList";
  std::vector<AddressView> items;
};
BOOST_DESCRIBE_STRUCT(AddressList, (), (items))

struct AddressInput {
  static constexpr const char* kSchemaName = "MailAddressInput";
  std::string email;
};
BOOST_DESCRIBE_STRUCT(AddressInput, (), (email))

ExclusionView ViewOf(const MailExclusion& one) { return {one.id, one.pattern, !one.person_id}; }
AddressView ViewOf(const MailAddress& one) { return {one.id, one.email}; }

Result<ExclusionList> ListExclusions(const Call& call) {
  ExclusionList list;
  for (const MailExclusion& one : FindExclusions(call.db(), call.org_id(), call.person_id())) {
    list.items.push_back(ViewOf(one));
  }
  list.may_change_everybodys =
      access::ScopeOf(call.principal(), Deed::change, Word::settings).reach == access::Reach::organization;
  return list;
}

Result<ExclusionView> Exclude(const Call& call, std::optional<Id> person_id, const ExclusionInput& input) {
  return call.Write([&](db::Tx& tx) -> Result<ExclusionView> {
    action::Action action(tx, call, "mail_exclusion.add", call.person_id());
    const auto added = AddExclusion(action, person_id, input.pattern);
    if (!added) return Fail(added.error());
    return ViewOf(*added);
  });
}

Result<Done> Include(const Call& call, std::optional<Id> person_id, Id id) {
  return call.Write([&](db::Tx& tx) -> Result<Done> {
    const auto found = FindExclusion(tx, call.org_id(), id);
    if (!found || found->person_id != person_id) return NotFound("mail_exclusion");
    action::Action action(tx, call, "mail_exclusion.remove", call.person_id());
    action.Delete(*found);
    return Done{};
  });
}

// An administrator's right on settings, not a director's on some of them.
Result<Done> MaySetForEverybody(const Call& call) {
  if (call.scope().reach != access::Reach::organization) return Fail(Kind::forbidden, "problem.forbidden");
  return Done{};
}

Result<AddressList> ListAddresses(const Call& call) {
  AddressList list;
  for (const MailAddress& one : FindAddresses(call.db(), call.org_id(), call.person_id())) {
    list.items.push_back(ViewOf(one));
  }
  return list;
}

Result<AddressView> AddOne(const Call& call, const AddressInput& input) {
  return call.Write([&](db::Tx& tx) -> Result<AddressView> {
    action::Action action(tx, call, "mail_address.add", call.person_id());
    const auto added = AddAddress(action, call.person_id(), input.email);
    if (!added) return Fail(added.error());
    return ViewOf(*added);
  });
}

Result<Done> RemoveOne(const Call& call, Id id) {
  return call.Write([&](db::Tx& tx) -> Result<Done> {
    const auto found = FindAddress(tx, call.org_id(), id);
    if (!found || found->person_id != call.person_id()) return NotFound("mail_address");
    action::Action action(tx, call, "mail_address.remove", call.person_id());
    action.Delete(*found);
    return Done{};
  });
}

}  // namespace

void AddRulesRoutes(http::Router& router) {
  router.Get("/api/v1/mail-exclusions",
             {.name = "listMailExclusions", .deed = Deed::read, .word = Word::traffic}, ListExclusions);
  router.Post(
      "/api/v1/mail-exclusions",
      {.name = "excludeMail",
       .deed = Deed::create,
       .word = Word::traffic,
       .summary = "Never keep the own mail with an address or a domain; what was kept of it goes"},
      [](const Call& call, const ExclusionInput& input) { return Exclude(call, call.person_id(), input); });
  router.Delete("/api/v1/mail-exclusions/{id}",
                {.name = "includeMail", .deed = Deed::remove, .word = Word::traffic},
                [](const Call& call, Id id) { return Include(call, call.person_id(), id); });
  router.Post("/api/v1/organization/mail-exclusions",
              {.name = "excludeEverybodysMail",
               .deed = Deed::change,
               .word = Word::settings,
               .summary = "Never keep anybody's mail with an address or a domain; what was kept of it goes"},
              [](const Call& call, const ExclusionInput& input) -> Result<ExclusionView> {
                if (auto may = MaySetForEverybody(call); !may) return Fail(may.error());
                return Exclude(call, std::nullopt, input);
              });
  router.Delete("/api/v1/organization/mail-exclusions/{id}",
                {.name = "includeEverybodysMail", .deed = Deed::change, .word = Word::settings},
                [](const Call& call, Id id) -> Result<Done> {
                  if (auto may = MaySetForEverybody(call); !may) return Fail(may.error());
                  return Include(call, std::nullopt, id);
                });
  router.Get("/api/v1/mail-addresses",
             {.name = "listMailAddresses", .deed = Deed::read, .word = Word::traffic}, ListAddresses);
  router.Post("/api/v1/mail-addresses",
              {.name = "addMailAddress",
               .deed = Deed::create,
               .word = Word::traffic,
               .summary = "A further address of the caller's own"},
              AddOne);
  router.Delete("/api/v1/mail-addresses/{id}",
                {.name = "removeMailAddress", .deed = Deed::remove, .word = Word::traffic}, RemoveOne);
}

void AddRulesTables(action::Tables& tables) {
  tables.Add({.name = std::string(MailExclusion::kTable), .is_private = true});
  tables.Add({.name = std::string(MailAddress::kTable), .is_private = true});
  // What an exclusion took away does not come back with an undo: the mailbox has to be read again.
  for (const char* kind :
       {"mail_exclusion.add", "mail_exclusion.remove", "mail_address.add", "mail_address.remove"})
    tables.KeepFromUndo(kind, "problem.mail_exclusion.kept");
}

}  // namespace baton::traffic
