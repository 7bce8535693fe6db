#include "base/text.h"
#include "http/router.h"
#include "session/secret.h"
#include "session/session_routes.h"
#include "session/session_store.h"

namespace baton::session {
namespace {

using access::Deed;
using access::Word;
using http::Call;

constexpr std::int64_t kLongestLife = 366 * kMillisecondsPerDay;

struct TokenInput {
  static constexpr const char* kSchemaName = "TokenInput";
  std::string name;
  access::TokenScope scope = access::TokenScope::read;
  Instant expires_at;
};
BOOST_DESCRIBE_STRUCT(TokenInput, (), (name, scope, expires_at))

struct TokenView {
  static constexpr const char* kSchemaName = "Token";
  Id id;
  std::string name;
  access::TokenScope scope = access::TokenScope::read;
  Instant created_at;
  Instant expires_at;
  std::optional<Instant> used_at;
  std::optional<std::string> token;  // once, when it is made
};
BOOST_DESCRIBE_STRUCT(TokenView, (), (id, name, scope, created_at, expires_at, used_at, token))

TokenView ToView(const ApiToken& token) {
  return {token.id, token.name, token.scope, token.created_at, token.expires_at, token.used_at, std::nullopt};
}

Result<TokenView> Create(const Call& call, const SessionOptions& options, const TokenInput& input) {
  const Instant now = options.clock->Now();
  // A token that makes tokens would outlive its own end.
  if (!call.principal().session_id) return Fail(Kind::forbidden, "problem.token.by_token");
  if (Trim(input.name).empty()) return Fail(FieldFault{"name", {"problem.field.required"}});
  if (input.expires_at <= now || input.expires_at > now + kLongestLife) {
    return Fail(FieldFault{"expires_at", {"problem.token.expiry"}});
  }
  const std::string secret = NewToken();
  return call.Write([&](db::Tx& tx) -> Result<TokenView> {
    const ApiToken token{tx.NewId(),  TokenHash(secret), call.org_id(), call.person_id(),
                         input.name,  input.scope,       now,           input.expires_at,
                         std::nullopt};
    InsertApiToken(tx, token);
    TokenView view = ToView(token);
    view.token = secret;
    return view;
  });
}

}  // namespace

void AddTokenRoutes(http::Router& router, const SessionOptions& options) {
  router.Get("/api/v1/tokens", {.name = "listTokens", .deed = Deed::read, .word = Word::token},
             [](const Call& call) -> Result<http::Page<TokenView>> {
               http::Page<TokenView> page;
               for (const ApiToken& token : FindApiTokens(call.db(), call.org_id(), call.person_id())) {
                 page.items.push_back(ToView(token));
               }
               return page;
             });
  router.Post("/api/v1/tokens",
              {.name = "createToken", .deed = Deed::create, .word = Word::token, .keeps_answer = false},
              [&options](const Call& call, const TokenInput& input) { return Create(call, options, input); });
  router.Delete("/api/v1/tokens/{id}", {.name = "removeToken", .deed = Deed::remove, .word = Word::token},
                [](const Call& call, Id id) -> Result<Done> {
                  return call.Write([&](db::Tx& tx) -> Result<Done> {
                    if (!DeleteApiToken(tx, call.org_id(), call.person_id(), id)) return NotFound("token");
                    return Done{};
                  });
                });
}

}  // namespace baton::session
