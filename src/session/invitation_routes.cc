#include <algorithm>

#include "base/zone.h"
#include "http/router.h"
#include "people/directory.h"
#include "people/now.h"
#include "people/person_rules.h"
#include "session/identity.h"
#include "session/invitation.h"
#include "session/password_rules.h"
#include "session/session_routes.h"
#include "session/session_store.h"

namespace baton::session {
namespace {

using access::Deed;
using access::Word;
using http::Call;

struct InvitationView {
  static constexpr const char* kSchemaName = "Invitation";
  InvitationKind kind = InvitationKind::join;
  std::string name;
  std::optional<std::string> email;
  std::optional<std::string> organization_name;
};
BOOST_DESCRIBE_STRUCT(InvitationView, (), (kind, name, email, organization_name))

struct Acceptance {
  static constexpr const char* kSchemaName = "Acceptance";
  std::string name;
  std::string email;
  std::string password;
  std::optional<std::string> organization_name;
  std::optional<std::string> currency;
  std::optional<std::string> time_zone;
};
BOOST_DESCRIBE_STRUCT(Acceptance, (), (name, email, password, organization_name, currency, time_zone))

struct InvitationLink {
  static constexpr const char* kSchemaName = "InvitationLink";
  std::string url;
  Instant expires_at;
};
BOOST_DESCRIBE_STRUCT(InvitationLink, (), (url, expires_at))

Result<InvitationView> View(const Call& call, const SessionOptions& options, const std::string& token) {
  const auto found = FindInvitation(call.db(), token, options.clock->Now());
  if (!found) return Fail(Kind::not_found, "problem.invitation.over");
  InvitationView view{found->kind, "", std::nullopt, std::nullopt};
  if (found->kind == InvitationKind::setup) return view;
  const auto person = people::FindPerson(call.db(), found->org_id, found->person_id);
  const auto organization = people::FindOrganization(call.db(), found->org_id);
  if (!person || !organization) return Fail(Kind::not_found, "problem.invitation.over");
  const auto own = FindIdentityOf(call.db(), found->org_id, found->person_id);
  return InvitationView{found->kind, person->name, own ? own->email : person->email, organization->name};
}

people::OrganizationInput OrganizationOf(const Acceptance& input) {
  return {input.organization_name.value_or(""), input.currency.value_or("USD"),
          input.time_zone.value_or("UTC"), "en"};
}

// `own`: how the person signs in already. A new password leaves name and address as they are, whatever is sent with it.
std::vector<FieldFault> FaultsOf(const Acceptance& input, InvitationKind kind,
                                 const std::optional<Identity>& own) {
  std::vector<FieldFault> faults;
  if (kind != InvitationKind::reset)
    faults = people::FaultsOf(people::PersonInput{.name = input.name, .email = input.email});
  if (auto fault = PasswordFault("password", input.password, own ? own->email : input.email))
    faults.push_back(std::move(*fault));
  if (kind != InvitationKind::setup) return faults;
  for (auto& fault : people::FaultsOf(OrganizationOf(input))) {
    if (fault.path == "name") fault.path = "organization_name";
    faults.push_back(std::move(fault));
  }
  return faults;
}

// The first administrator, with the organization.
Result<people::Person> SetUp(db::Tx& tx, const SessionOptions& options, const Acceptance& input) {
  const Id org_id = tx.NewId();
  action::Action action(tx, {org_id, std::nullopt}, "organization.create", options.clock->Now(), org_id);
  const auto wanted = OrganizationOf(input);
  people::Organization organization;
  organization.name = wanted.name;
  organization.currency = wanted.currency;
  organization.time_zone = wanted.time_zone;
  people::InsertOrganization(action, organization);
  if (options.furnish) options.furnish(action);
  return people::InsertPerson(
      action, people::Apply({.name = input.name, .email = input.email, .role = access::Role::administrator},
                            people::Person{}));
}

// The person that the invitation is for.
Result<people::Person> Welcome(db::Tx& tx, const Invitation& invitation) {
  const auto person = people::FindPerson(tx, invitation.org_id, invitation.person_id);
  if (!person) return Fail(Kind::not_found, "problem.invitation.over");
  return *person;
}

// Is there anybody whom the identity still acts as?
bool IsInUse(db::Connection& connection, const Identity& identity) {
  const auto memberships = FindMemberships(connection, identity.id);
  return std::ranges::any_of(memberships, [&](const Membership& one) {
    return people::FindPerson(connection, one.org_id, one.person_id).has_value();
  });
}

// Gives the person a way to sign in: a new identity, or a new password for the one there is, which ends the
// sessions and API tokens of the account everywhere: whoever knew the old one may have made them.
Result<Done> GiveIdentity(db::Tx& tx, const people::Person& person, const Acceptance& input,
                          const std::string& hash, Instant now) {
  if (const auto own = FindIdentityOf(tx, person.org_id, person.id)) {
    SetPassword(tx, own->id, hash, now);
    DeleteInvitationsOf(tx, own->id);
    DeleteSessions(tx, person.org_id, person.id, std::nullopt);
    DeleteApiTokens(tx, person.org_id, person.id);
    return Done{};
  }
  // The address of a colleague is not for the first who types it.
  const auto colleague = people::FindPersonByEmail(tx, person.org_id, input.email);
  const auto other = FindIdentity(tx, input.email);
  if ((colleague && colleague->id != person.id) || (other && IsInUse(tx, *other))) {
    return Fail(FieldFault{"email", {"problem.session.email_taken"}});
  }
  if (other) DeleteIdentity(tx, other->id);  // of somebody who left and comes back
  const Identity identity = InsertIdentity(tx, input.email, hash, now);
  InsertMembership(tx, {identity.id, person.org_id, person.id});
  return Done{};
}

Result<Me> Accept(const Call& call, const SessionOptions& options, const std::string& token,
                  const Acceptance& input) {
  const Instant now = options.clock->Now();
  const auto seen = FindInvitation(call.db(), token, now);
  if (!seen) return Fail(Kind::not_found, "problem.invitation.over");
  const auto own = FindIdentityOf(call.db(), seen->org_id, seen->person_id);
  if (auto faults = FaultsOf(input, seen->kind, own); !faults.empty()) return Fail(std::move(faults));
  const std::string hash = HashPassword(input.password);
  return call.Write([&](db::Tx& tx) -> Result<Me> {
    const auto invitation = FindInvitation(tx, token, now);
    // Used first: on PostgreSQL a second request with the link waits here, and then finds it used.
    // Its day is one of the organization: a demo has a clock of its own.
    if (!invitation || !UseInvitation(tx, invitation->id, people::NowIn(tx, invitation->org_id, now))) {
      return Fail(Kind::not_found, "problem.invitation.over");
    }
    const auto person =
        invitation->kind == InvitationKind::setup ? SetUp(tx, options, input) : Welcome(tx, *invitation);
    if (!person) return Fail(person.error());
    if (const auto given = GiveIdentity(tx, *person, input, hash, now); !given) return Fail(given.error());
    const std::string email = FindIdentityOf(tx, person->org_id, person->id)->email;
    if (invitation->kind == InvitationKind::reset) {
      action::Action action(tx, {person->org_id, person->id}, "password.reset",
                            people::NowIn(tx, person->org_id, now), person->id);
      if (options.password_changed) options.password_changed(action, *person, email);
    }
    StartSession(call, tx, options, person->org_id, person->id);
    RememberBrowser(call, tx, options, email);
    return MeOf(tx, *person, now);
  });
}

Result<InvitationLink> Invite(const Call& call, const SessionOptions& options, Id person_id) {
  const Instant now = options.clock->Now();
  return call.Write([&](db::Tx& tx) -> Result<InvitationLink> {
    const auto person = people::FindPerson(tx, call.org_id(), person_id);
    if (!person) return NotFound("person");
    if (auto may = MayLetIn(call, tx, *person); !may) return Fail(may.error());
    // Who could make a link for somebody with a password could sign in as that person and read what is
    // between two. It goes to the person's own mailbox (reset/reset.h), or the operator of the machine makes one:
    // `baton user reset`.
    if (FindIdentityOf(tx, call.org_id(), person_id)) {
      return Fail(Kind::conflict, "problem.invitation.has_sign_in", {{"name", person->name}});
    }
    const std::string token = InsertInvitation(tx, InvitationKind::join, call.org_id(), person_id, now);
    return InvitationLink{options.public_url + "/join/" + token, now + kInvitationLife};
  });
}

}  // namespace

Result<Done> MayLetIn(const Call& call, db::Connection& connection, const people::Person& person) {
  const bool may = call.scope().reach == access::Reach::organization ||
                   (people::IsBelow(connection, call.org_id(), person.id, call.person_id()) &&
                    people::MayGiveRole(call.principal().role, person.role));
  if (!may) return Fail(Kind::forbidden, "problem.person.not_in_team", {{"name", person.name}});
  return Done{};
}

void AddInvitationRoutes(http::Router& router, const SessionOptions& options) {
  router.Get("/api/v1/invitations/{token}", {.name = "getInvitation", .open = true},
             [&options](const Call& call, const std::string& token) { return View(call, options, token); });
  router.Post("/api/v1/invitations/{token}/acceptance",
              {.name = "acceptInvitation", .open = true, .max_bytes = kMaxOpenBytes, .keeps_answer = false},
              [&options](const Call& call, const std::string& token, const Acceptance& input) {
                return Accept(call, options, token, input);
              });
  router.Post("/api/v1/people/{id}/invitation",
              {.name = "invitePerson", .deed = Deed::create, .word = Word::person, .keeps_answer = false},
              [&options](const Call& call, Id id) { return Invite(call, options, id); });
}

}  // namespace baton::session
