#include <algorithm>
#include <array>

#include "http/router.h"
#include "mail/mail_rules.h"
#include "people/directory.h"
#include "people/organization.h"
#include "reset/reset.h"
#include "reset/reset_store.h"
#include "session/attempt.h"
#include "session/identity.h"
#include "session/invitation.h"
#include "session/session.h"

namespace baton::reset {
namespace {

using access::Deed;
using access::Word;
using http::Call;

struct ResetOffer {
  static constexpr const char* kSchemaName = "PasswordResetOffer";
  bool by_mail = false;
};
BOOST_DESCRIBE_STRUCT(ResetOffer, (), (by_mail))

struct ResetInput {
  static constexpr const char* kSchemaName = "PasswordResetInput";
  std::string email;
};
BOOST_DESCRIBE_STRUCT(ResetInput, (), (email))

// Of the own organization; for who is not signed in, of any: to whose people an address belongs is not said.
bool IsOffered(const Call& call) {
  if (call.is_signed_in()) return CanSend(call.db(), call.org_id());
  return std::ranges::any_of(people::FindOrganizations(call.db()),
                             [&](Id org_id) { return CanSend(call.db(), org_id); });
}

tl::unexpected<Problem> NoMail() { return Fail(Kind::conflict, "problem.password.no_mail"); }

// Nothing here looks whether anybody has the address.
Result<Done> Ask(const Call& call, const ResetOptions& options, const ResetInput& input) {
  if (!mail::IsAddress(input.email)) return Fail(FieldFault{"email", {"problem.field.not_an_email"}});
  if (!IsOffered(call)) return NoMail();
  const Instant now = options.clock->Now();
  const std::array subjects = {session::SubjectOfReset(input.email),
                               session::SubjectOfResetFrom(call.client_address())};
  if (auto may = session::BeginAttempt(call.database(), subjects, now); !may) return Fail(may.error());
  return call.Write([&](db::Tx& tx) -> Result<Done> {
    InsertRequest(tx, input.email, now);
    return Done{};
  });
}

struct Receiver {
  people::Person person;
  std::string email;
};

Result<Receiver> FindReceiver(const Call& call, db::Connection& connection, Id person_id) {
  const auto person = people::FindPerson(connection, call.org_id(), person_id);
  if (!person) return NotFound("person");
  if (auto may = session::MayLetIn(call, connection, *person); !may) return Fail(may.error());
  const auto identity = session::FindIdentityOf(connection, call.org_id(), person_id);
  if (!identity) return Fail(Kind::conflict, "problem.password.no_sign_in", {{"name", person->name}});
  if (!CanSend(connection, call.org_id())) return NoMail();
  return Receiver{*person, identity->email};
}

// The same mail, started by somebody who may let the person in; the link is the person's all the same.
Result<Done> Send(const Call& call, const ResetOptions& options, Id person_id) {
  if (auto may = FindReceiver(call, call.db(), person_id); !may) return Fail(may.error());
  const session::Subject subject = session::SubjectOfReset(ToString(person_id));
  if (auto may = session::BeginAttempt(call.database(), std::span(&subject, 1), options.clock->Now()); !may) {
    return Fail(may.error());
  }
  return call.Write([&](db::Tx& tx) -> Result<Done> {
    const auto receiver = FindReceiver(call, tx, person_id);
    if (!receiver) return Fail(receiver.error());
    action::Action action(tx, call, "password.send", person_id);
    QueueLink(action, receiver->person, receiver->email, options.public_url);
    return Done{};
  });
}

}  // namespace

void AddResetRoutes(http::Router& router, const ResetOptions& options) {
  router.Get("/api/v1/password-reset", {.name = "getPasswordReset", .open = true},
             [](const Call& call) -> Result<ResetOffer> { return ResetOffer{IsOffered(call)}; });
  router.Post("/api/v1/password-reset",
              {.name = "askForPasswordReset",
               .open = true,
               .max_bytes = session::kMaxOpenBytes,
               .keeps_answer = false},
              [&options](const Call& call, const ResetInput& input) { return Ask(call, options, input); });
  router.Post(
      "/api/v1/people/{id}/password-reset",
      {.name = "sendPasswordReset", .deed = Deed::create, .word = Word::person, .keeps_answer = false},
      [&options](const Call& call, Id id) { return Send(call, options, id); });
}

}  // namespace baton::reset
