// Through which server an organization's mail goes, one row. Without one, mail waits: nothing is lost, nothing is sent.
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "action/action.h"
#include "base/problem.h"
#include "db/connection.h"
#include "outward/address.h"
#include "seal/key.h"

namespace baton::mail {

enum class RelayKind {
  smtp,
  folder,  // a dry run: each mail becomes an .eml file in <data>/mail, and goes nowhere
};
BOOST_DESCRIBE_ENUM(RelayKind, smtp, folder)

enum class RelaySecurity {
  tls,       // from the first byte, usually port 465
  starttls,  // asked for and insisted on, usually port 587
  none,      // on this machine only
};
BOOST_DESCRIBE_ENUM(RelaySecurity, tls, starttls, none)

// The row.
struct Relay {
  static constexpr std::string_view kTable = "mail_relay";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  RelayKind kind = RelayKind::smtp;
  std::string host;
  std::int32_t port = 587;
  RelaySecurity security = RelaySecurity::starttls;
  std::string user_name;        // empty: without signing in
  std::string password_sealed;  // empty: none
  std::string from_email;       // whose address the relay lets us send from
  std::string from_name;
  std::string own_domains;  // separated by commas: the relay may send in the name of people there
};
BOOST_DESCRIBE_STRUCT(Relay, (),
                      (org_id, id, version, kind, host, port, security, user_name, password_sealed,
                       from_email, from_name, own_domains))

// What an administrator writes. The password is not read back; none keeps the one that is there.
struct RelayInput {
  static constexpr const char* kSchemaName = "MailRelayInput";

  RelayKind kind = RelayKind::smtp;
  std::string host;
  std::int32_t port = 587;
  RelaySecurity security = RelaySecurity::starttls;
  std::string user_name;
  std::optional<std::string> password;
  std::string from_email;
  std::string from_name;
  std::string own_domains;
};
BOOST_DESCRIBE_STRUCT(RelayInput, (),
                      (kind, host, port, security, user_name, password, from_email, from_name, own_domains))

std::optional<Relay> FindRelay(db::Connection& connection, Id org_id);
// Until the transaction ends: whoever gives waiting mail to a new relay, and a job that finds none, go one after the other.
void HoldRelay(db::Tx& tx, Id org_id);
// A password is for the server it was entered for: with another host it has to be entered again, or whoever may change the
// settings could have it sent to a machine of theirs.
std::vector<FieldFault> FaultsOf(const RelayInput& input, const std::optional<Relay>& before,
                                 outward::Hosts hosts);
// Writes the row, whether there was one or not. REQUIRES FaultsOf is empty.
Result<Relay> PutRelay(action::Action& action, const std::optional<Relay>& before, const RelayInput& input,
                       const seal::Key& key);
Result<std::string> PasswordOf(const Relay& relay, const seal::Key& key);
// Does the key open the passwords that are kept? Otherwise it is another database's.
Result<Done> CheckPasswords(db::Connection& connection, const seal::Key& key);

// May the relay send in the name of this address? Otherwise the mail comes from the relay's own address "via Baton", and
// answers go to the person.
bool MaySendAs(const Relay& relay, std::string_view email);

}  // namespace baton::mail
