// Where answers come back: one mailbox an organization, read over IMAP by a job (mail/look.h). Without one, answers go to
// the person in whose name a mail went, and everything else works.
#pragma once

#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "action/action.h"
#include "base/problem.h"
#include "db/connection.h"
#include "imap/session.h"
#include "mail/relay.h"
#include "outward/address.h"
#include "seal/key.h"

namespace baton::mail {

// The row.
struct Mailbox {
  static constexpr std::string_view kTable = "mailbox";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  bool is_on = true;
  std::string host;
  std::int32_t port = 993;
  RelaySecurity security = RelaySecurity::tls;
  std::string user_name;
  std::string password_sealed;
  std::string folder = "INBOX";
  std::string address;  // at which mail arrives there
  std::int32_t interval_minutes = 5;
};
BOOST_DESCRIBE_STRUCT(Mailbox, (),
                      (org_id, id, version, is_on, host, port, security, user_name, password_sealed, folder,
                       address, interval_minutes))

// What an administrator writes. The password is not read back; none keeps the one that is there.
struct MailboxInput {
  static constexpr const char* kSchemaName = "MailboxInput";

  bool is_on = true;
  std::string host;
  std::int32_t port = 993;
  RelaySecurity security = RelaySecurity::tls;
  std::string user_name;
  std::optional<std::string> password;
  std::string folder = "INBOX";
  std::string address;
  std::int32_t interval_minutes = 5;
};
BOOST_DESCRIBE_STRUCT(MailboxInput, (),
                      (is_on, host, port, security, user_name, password, folder, address, interval_minutes))

// How far it was read, and what came of the last look; the row.
struct Look {
  Id org_id;
  Id id;
  Id mailbox_id;
  std::optional<Id> job_id;
  std::int64_t uid_validity = 0;
  std::int64_t next_uid = 0;  // 0: never read; then only what comes from now on is read
  std::optional<Instant> looked_at;
  bool is_good = false;
  std::string answer;           // of the server, or a key "mailbox.answer.*" of our own
  std::int64_t read_count = 0;  // mails read in all
  std::int64_t used_count = 0;  // of those, answers to something of ours
};
BOOST_DESCRIBE_STRUCT(Look, (),
                      (org_id, id, mailbox_id, job_id, uid_validity, next_uid, looked_at, is_good, answer,
                       read_count, used_count))

std::optional<Mailbox> FindMailbox(db::Connection& connection, Id org_id);
std::optional<Look> FindLook(db::Connection& connection, Id org_id, Id mailbox_id);
// Where answers are asked to go; none: there is no mailbox, or it is off.
std::optional<std::string> MailboxAddress(db::Connection& connection, Id org_id);
std::vector<FieldFault> FaultsOf(const MailboxInput& input, const std::optional<Mailbox>& before,
                                 outward::Hosts hosts);
// Writes the row, whether there was one or not. Another account is read from its own beginning. REQUIRES FaultsOf is empty.
Result<Mailbox> PutMailbox(action::Action& action, const std::optional<Mailbox>& before,
                           const MailboxInput& input, const seal::Key& key);
imap::Server ServerOf(const Mailbox& mailbox);
Result<std::string> PasswordOf(const Mailbox& mailbox, const seal::Key& key);

}  // namespace baton::mail
