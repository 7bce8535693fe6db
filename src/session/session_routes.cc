#include "session/session_routes.h"

#include "http/router.h"
#include "people/directory.h"
#include "session/attempt.h"
#include "session/cookie.h"
#include "session/identity.h"
#include "session/invitation.h"
#include "session/password_rules.h"
#include "session/secret.h"
#include "session/session_store.h"
#include "words/catalogue.h"

namespace baton::session {
namespace {

using access::Deed;
using access::Word;
using http::Call;

struct SignIn {
  static constexpr const char* kSchemaName = "SignIn";
  std::string email;
  std::string password;
};
BOOST_DESCRIBE_STRUCT(SignIn, (), (email, password))

struct PasswordChange {
  static constexpr const char* kSchemaName = "PasswordChange";
  std::string current;
  std::string password;
};
BOOST_DESCRIBE_STRUCT(PasswordChange, (), (current, password))

struct SessionView {
  static constexpr const char* kSchemaName = "Session";
  Id id;
  std::string device;
  Instant created_at;
  Instant used_at;
  bool is_current = false;
};
BOOST_DESCRIBE_STRUCT(SessionView, (), (id, device, created_at, used_at, is_current))

// The identity when the password is right. Takes the same time and says the same when the address is unknown.
std::optional<Identity> Recognise(const Call& call, const SignIn& input) {
  const auto identity = FindIdentity(call.db(), input.email);
  if (!identity) {
    PretendToCheck(input.password);
    return std::nullopt;
  }
  return PasswordMatches(input.password, identity->password_hash) ? identity : std::nullopt;
}

Result<Me> StartFor(const Call& call, const SessionOptions& options, const SignIn& input,
                    const Identity& identity, bool is_known) {
  return call.Write([&](db::Tx& tx) -> Result<Me> {
    for (const Membership& membership : FindMemberships(tx, identity.id)) {
      const auto person = people::FindPerson(tx, membership.org_id, membership.person_id);
      if (!person) continue;
      ForgetFailures(tx, SubjectOfEmail(input.email));
      if (!is_known) TakeBack(tx, SubjectOfAddress(call.client_address()));
      StartSession(call, tx, options, person->org_id, person->id);
      RememberBrowser(call, tx, options, input.email);
      const auto organization = people::FindOrganization(tx, person->org_id);
      return MeOf(tx, *person, organization->clock_at.value_or(options.clock->Now()));
    }
    return Fail(Kind::forbidden, "problem.session.no_organization");
  });
}

Result<Me> Start(const Call& call, const SessionOptions& options, const SignIn& input) {
  const auto browser = KnownBrowser(call, call.db(), options, input.email);
  const std::vector<Subject> subjects =
      browser ? std::vector{*browser}
              : std::vector{SubjectOfEmail(input.email), SubjectOfAddress(call.client_address())};
  if (auto may = BeginAttempt(call.database(), subjects, options.clock->Now()); !may)
    return Fail(may.error());
  const bool is_possible = input.password.size() <= kMaxPasswordBytes;
  const auto identity = is_possible ? Recognise(call, input) : std::nullopt;
  if (identity) return StartFor(call, options, input, *identity, browser.has_value());
  return Fail(Kind::unauthenticated, "problem.session.wrong");
}

// Who is signed in; a good moment to renew the token, since every page begins with it.
Result<Me> Current(const Call& call, const SessionOptions& options) {
  if (!call.is_signed_in()) return Fail(Kind::unauthenticated, "problem.unauthenticated");
  const auto person = people::FindPerson(call.db(), call.org_id(), call.person_id());
  if (!person) return Fail(Kind::unauthenticated, "problem.unauthenticated");
  const Instant now = options.clock->Now();
  const auto token = call.cookie(CookieName(options.public_url));
  const auto session = token ? FindSession(call.db(), *token, now) : std::nullopt;
  if (session && now.milliseconds - session->rotated_at.milliseconds > kRotateAfter) {
    const std::string renewed = NewToken();
    // Of two pages that begin at once, one renews it; the other keeps the cookie that this one sets.
    const bool is_renewed =
        call.database().Write([&](db::Tx& tx) { return RotateSession(tx, *session, renewed, now); });
    if (is_renewed) SetCookie(call, options.public_url, renewed);
  }
  return MeOf(call.db(), *person, call.now());
}

Result<Done> End(const Call& call, const SessionOptions& options) {
  ClearCookie(call, options.public_url);
  if (!call.is_signed_in() || !call.principal().session_id) return Done{};
  return call.Write([&](db::Tx& tx) -> Result<Done> {
    DeleteSession(tx, call.principal().session_id);
    return Done{};
  });
}

Result<Done> EndAll(const Call& call, const SessionOptions& options) {
  ClearCookie(call, options.public_url);
  return call.Write([&](db::Tx& tx) -> Result<Done> {
    DeleteSessions(tx, call.org_id(), call.person_id(), std::nullopt);
    // Whoever came in by a stranger's hand may have made one, to come back with.
    DeleteApiTokens(tx, call.org_id(), call.person_id());
    return Done{};
  });
}

struct LanguageChoice {
  static constexpr const char* kSchemaName = "LanguageChoice";
  std::string language;
};
BOOST_DESCRIBE_STRUCT(LanguageChoice, (), (language))

// The language that Baton speaks to whoever asks, on every device.
Result<Done> ChooseLanguage(const Call& call, const LanguageChoice& choice) {
  if (!words::Catalogue::Compiled().Speaks(choice.language)) {
    return Fail(FieldFault{"language", {"problem.field.not_a_language"}});
  }
  return call.Write([&](db::Tx& tx) -> Result<Done> {
    const auto person = people::FindPerson(tx, call.org_id(), call.person_id());
    if (!person) return Fail(Kind::unauthenticated, "problem.unauthenticated");
    action::Action action(tx, call, "person.change", person->id);
    if (auto changed = people::ChangeLanguage(action, *person, choice.language); !changed) {
      return Fail(changed.error());
    }
    return Done{};
  });
}

Result<http::Page<SessionView>> List(const Call& call, const SessionOptions& options) {
  http::Page<SessionView> page;
  for (const Session& session :
       FindSessions(call.db(), call.org_id(), call.person_id(), options.clock->Now())) {
    page.items.push_back({session.id, session.device, session.created_at, session.used_at,
                          session.id == call.principal().session_id});
  }
  return page;
}

Result<Done> ChangePassword(const Call& call, const SessionOptions& options, const PasswordChange& input) {
  const auto identity = FindIdentityOf(call.db(), call.org_id(), call.person_id());
  if (!identity) return Fail(Kind::conflict, "problem.session.no_password");
  if (auto fault = PasswordFault("password", input.password, identity->email)) return Fail(std::move(*fault));
  const Instant now = options.clock->Now();
  const Subject subject = SubjectOfIdentity(identity->id);
  if (auto may = BeginAttempt(call.database(), std::span(&subject, 1), now); !may) return Fail(may.error());
  const bool is_right =
      input.current.size() <= kMaxPasswordBytes && PasswordMatches(input.current, identity->password_hash);
  if (!is_right) return Fail(FieldFault{"current", {"problem.session.wrong_password"}});
  const std::string hash = HashPassword(input.password);
  return call.Write([&](db::Tx& tx) -> Result<Done> {
    SetPassword(tx, identity->id, hash, now);
    ForgetFailures(tx, subject);
    DeleteInvitationsOf(tx, identity->id);  // a link to a new password that nobody used
    // API tokens stay: they are listed, each is ended by itself, and a program must not stop because its owner
    // took a longer password. A reset and signing out everywhere end them.
    DeleteSessions(tx, call.org_id(), call.person_id(), call.principal().session_id);
    const auto person = people::FindPerson(tx, call.org_id(), call.person_id());
    action::Action action(tx, call, "password.change", call.person_id());
    if (person && options.password_changed) options.password_changed(action, *person, identity->email);
    return Done{};
  });
}

}  // namespace

void AddSessionRoutes(http::Router& router, const SessionOptions& options) {
  router.Post("/api/v1/session",
              {.name = "signIn", .open = true, .max_bytes = kMaxOpenBytes, .keeps_answer = false},
              [&options](const Call& call, const SignIn& input) { return Start(call, options, input); });
  router.Get("/api/v1/session", {.name = "getSession", .open = true},
             [&options](const Call& call) { return Current(call, options); });
  router.Delete("/api/v1/session", {.name = "signOut", .open = true},
                [&options](const Call& call) { return End(call, options); });
  router.Get("/api/v1/sessions", {.name = "listSessions", .deed = Deed::read, .word = Word::session},
             [&options](const Call& call) { return List(call, options); });
  router.Delete("/api/v1/sessions",
                {.name = "signOutEverywhere", .deed = Deed::remove, .word = Word::session},
                [&options](const Call& call) { return EndAll(call, options); });
  router.Post("/api/v1/session/language",
              {.name = "chooseLanguage", .deed = Deed::change, .word = Word::session}, ChooseLanguage);
  router.Post("/api/v1/session/password",
              {.name = "changePassword", .deed = Deed::remove, .word = Word::session, .keeps_answer = false},
              [&options](const Call& call, const PasswordChange& input) {
                return ChangePassword(call, options, input);
              });
}

}  // namespace baton::session
