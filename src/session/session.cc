#include "session/session.h"

#include <boost/describe/enumerators.hpp>
#include <boost/mp11/algorithm.hpp>

#include "base/check.h"
#include "people/directory.h"
#include "session/attempt.h"
#include "session/cookie.h"
#include "session/secret.h"
#include "session/session_store.h"

namespace baton::session {
namespace {

std::vector<Right> RightsOf(access::Role role) {
  std::vector<Right> rights;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<access::Word>>([&](auto word) {
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<access::Deed>>([&](auto deed) {
      const auto reach = access::ReachOf(role, deed.value, word.value);
      if (reach != access::Reach::none) rights.push_back({deed.value, word.value, reach});
    });
  });
  return rights;
}

// The person as one who asks; none when the person has left.
std::optional<access::Principal> PrincipalOf(db::Connection& connection, Id org_id, Id person_id,
                                             access::TokenScope scope, Id session_id) {
  const auto person = people::FindPerson(connection, org_id, person_id);
  if (!person) return std::nullopt;
  return access::Principal{org_id, person_id, person->role, scope, session_id, person->language};
}

Result<std::optional<access::Principal>> ByToken(db::Database& database, std::string_view header,
                                                 Instant now) {
  constexpr std::string_view kBearer = "Bearer ";
  if (!header.starts_with(kBearer)) return Fail(Kind::unauthenticated, "problem.session.bad_authorization");
  const auto token = FindApiToken(*database.Read(), std::string(header.substr(kBearer.size())), now);
  if (!token) return Fail(Kind::unauthenticated, "problem.session.bad_token");
  if (!token->used_at || now.milliseconds - token->used_at->milliseconds > kTouchAfter) {
    database.Write([&](db::Tx& tx) { TouchApiToken(tx, token->id, now); });
  }
  return PrincipalOf(*database.Read(), token->org_id, token->person_id, token->scope, Id{});
}

}  // namespace

Me MeOf(db::Connection& connection, const people::Person& person, Instant now) {
  const auto organization = people::FindOrganization(connection, person.org_id);
  Check(organization.has_value(), "a person has an organization");
  const std::string& zone = person.time_zone.empty() ? organization->time_zone : person.time_zone;
  return Me{{person.id, person.name, people::Initials(person.name), person.email, person.role, person.title,
             person.language, zone},
            people::ToView(*organization),
            now,
            RightsOf(person.role)};
}

Result<std::optional<access::Principal>> Authenticate(db::Database& database, const SessionOptions& options,
                                                      const http::RequestInfo& request) {
  const Instant now = options.clock->Now();
  if (const auto header = request.header("Authorization")) return ByToken(database, *header, now);
  const auto token = request.cookie(CookieName(options.public_url));
  if (!token) return std::nullopt;
  const auto session = FindSession(*database.Read(), *token, now);
  if (!session) return std::nullopt;
  if (now.milliseconds - session->used_at.milliseconds > kTouchAfter) {
    database.Write([&](db::Tx& tx) { TouchSession(tx, session->id, now); });
  }
  return PrincipalOf(*database.Read(), session->org_id, session->person_id, access::TokenScope::all,
                     session->id);
}

std::optional<Subject> KnownBrowser(const http::Call& call, db::Connection& connection,
                                    const SessionOptions& options, std::string_view email) {
  const auto token = call.cookie(BrowserCookieName(options.public_url));
  if (!token) return std::nullopt;
  const Subject browser = SubjectOfBrowser(*token, email);
  return FindFailures(connection, browser) ? std::optional(browser) : std::nullopt;
}

void RememberBrowser(const http::Call& call, db::Tx& tx, const SessionOptions& options,
                     std::string_view email) {
  const std::string name = BrowserCookieName(options.public_url);
  // Two who share a browser share its token: each has an own subject by it.
  std::string token = call.cookie(name).value_or("");
  if (token.size() != kTokenCharacters) token = NewToken();
  KnowBrowser(tx, SubjectOfBrowser(token, email), options.clock->Now());
  call.answer().SetCookie({.name = name, .value = token, .max_age_seconds = kKnowBrowser / 1000});
}

void StartSession(const http::Call& call, db::Tx& tx, const SessionOptions& options, Id org_id,
                  Id person_id) {
  // What the browser was signed in as before ends: nobody would find it again.
  if (call.is_signed_in() && call.principal().session_id) DeleteSession(tx, call.principal().session_id);
  const std::string token = NewToken();
  const auto device = std::string(call.header("User-Agent").value_or("")).substr(0, 200);
  InsertSession(tx, org_id, person_id, token, device, options.clock->Now());
  SetCookie(call, options.public_url, token);
}

}  // namespace baton::session
