#include "mail/relay.h"

#include <algorithm>

#include "base/text.h"
#include "mail/mail_rules.h"
#include "mail/mailbox.h"
#include "seal/seal.h"

namespace baton::mail {
namespace {

constexpr std::string_view kSelect =
    "SELECT org_id, id, version, kind, host, port, security, user_name, password_sealed, from_email, "
    "from_name, "
    "own_domains FROM mail_relay";

std::string PlaceOf(Id org_id) { return "mail_relay.password:" + ToString(org_id); }

}  // namespace

std::optional<Relay> FindRelay(db::Connection& connection, Id org_id) {
  return connection.QueryOne<Relay>(std::string(kSelect) + " WHERE org_id = $1", org_id);
}

void HoldRelay(db::Tx& tx, Id org_id) {
  tx.QueryValue<Id>("SELECT id FROM organization WHERE org_id = $1 AND id = $1 baton_for_update()", org_id);
}

Result<Done> CheckPasswords(db::Connection& connection, const seal::Key& key) {
  for (const Relay& relay : connection.Query<Relay>(std::string(kSelect) + " ORDER BY org_id")) {
    if (auto password = PasswordOf(relay, key); !password) return Fail(std::move(password.error()));
  }
  for (const Id org_id : connection.Query<Id>("SELECT org_id FROM mailbox ORDER BY org_id")) {
    if (auto password = PasswordOf(*FindMailbox(connection, org_id), key); !password)
      return Fail(std::move(password.error()));
  }
  return Done{};
}

std::vector<FieldFault> FaultsOf(const RelayInput& input, const std::optional<Relay>& before,
                                 outward::Hosts hosts) {
  std::vector<FieldFault> faults;
  if (before && !before->password_sealed.empty() && input.host != before->host && !input.password) {
    faults.push_back({"password", {"problem.mail.password_again"}});
  }
  if (!IsAddress(input.from_email)) faults.push_back({"from_email", {"problem.field.not_an_email"}});
  for (const std::string_view domain : Split(input.own_domains, ',')) {
    if (Trim(domain).empty() || IsDomain(Trim(domain))) continue;
    faults.push_back({"own_domains", {"problem.mail.domain", {{"domain", std::string(Trim(domain))}}}});
    break;
  }
  if (input.kind == RelayKind::folder) return faults;
  if (!outward::IsServerName(input.host)) {
    faults.push_back({"host", {"problem.mail.host"}});
  } else if (const auto why = outward::WhyRefused(input.host, hosts)) {
    faults.push_back({"host", {*why}});
  }
  if (input.port < 1 || input.port > 65'535) {
    faults.push_back({"port", {"problem.field.out_of_range", {{"minimum", 1.0}, {"maximum", 65'535.0}}}});
  }
  if (input.security == RelaySecurity::none && !outward::IsLoopback(input.host)) {
    faults.push_back({"security", {"problem.mail.not_encrypted"}});
  }
  return faults;
}

Result<Relay> PutRelay(action::Action& action, const std::optional<Relay>& before, const RelayInput& input,
                       const seal::Key& key) {
  Relay relay = before.value_or(Relay{});
  relay.kind = input.kind;
  relay.host = input.host;
  relay.port = input.port;
  relay.security = input.security;
  relay.user_name = input.user_name;
  relay.from_email = input.from_email;
  relay.from_name = input.from_name;
  relay.own_domains = input.own_domains;
  if (input.password) {
    relay.password_sealed =
        input.password->empty() ? std::string() : seal::Seal(key, PlaceOf(action.org_id()), *input.password);
  }
  if (!before) return action.Insert(relay);
  return action.Update(*before, relay);
}

Result<std::string> PasswordOf(const Relay& relay, const seal::Key& key) {
  if (relay.password_sealed.empty()) return std::string();
  return seal::Open(key, PlaceOf(relay.org_id), relay.password_sealed);
}

bool MaySendAs(const Relay& relay, std::string_view email) {
  const std::string domain = Fold(email.substr(email.rfind('@') + 1));
  return std::ranges::any_of(Split(relay.own_domains, ','),
                             [&](std::string_view own) { return Fold(Trim(own)) == domain; });
}

}  // namespace baton::mail
