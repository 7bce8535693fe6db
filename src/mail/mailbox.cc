#include "mail/mailbox.h"

#include "base/text.h"
#include "mail/mail_rules.h"
#include "seal/seal.h"

namespace baton::mail {
namespace {

constexpr std::int32_t kMinInterval = 1;
constexpr std::int32_t kMaxInterval = 24 * 60;
constexpr std::size_t kMaxFolder = 200;

imap::Server ServerOf(const std::string& host, std::int32_t port, RelaySecurity security,
                      const std::string& user_name) {
  return {host, port,
          security == RelaySecurity::tls        ? imap::Security::tls
          : security == RelaySecurity::starttls ? imap::Security::starttls
                                                : imap::Security::none,
          user_name};
}

std::string PlaceOf(Id org_id) { return "mailbox.password:" + ToString(org_id); }

FieldFault OutOfRange(const char* path, std::int64_t minimum, std::int64_t maximum) {
  return {path, {"problem.field.out_of_range", {{"minimum", minimum}, {"maximum", maximum}}}};
}

// It becomes a quoted word of the protocol.
bool IsFolder(const std::string& folder) {
  if (folder.empty() || folder.size() > kMaxFolder) return false;
  for (const char c : folder) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte >= 0x7f || c == '"' || c == '\\' || c == '*' || c == '%') return false;
  }
  return true;
}

}  // namespace

std::optional<Mailbox> FindMailbox(db::Connection& connection, Id org_id) {
  return connection.QueryOne<Mailbox>(
      "SELECT org_id, id, version, is_on, host, port, security, user_name, password_sealed, folder, address, "
      "interval_minutes FROM mailbox WHERE org_id = $1",
      org_id);
}

std::optional<Look> FindLook(db::Connection& connection, Id org_id, Id mailbox_id) {
  return connection.QueryOne<Look>(
      "SELECT org_id, id, mailbox_id, job_id, uid_validity, next_uid, looked_at, is_good, answer, "
      "read_count, "
      "used_count FROM mailbox_look WHERE org_id = $1 AND mailbox_id = $2",
      org_id, mailbox_id);
}

std::optional<std::string> MailboxAddress(db::Connection& connection, Id org_id) {
  const auto mailbox = FindMailbox(connection, org_id);
  return mailbox && mailbox->is_on ? std::optional(mailbox->address) : std::nullopt;
}

std::vector<FieldFault> FaultsOf(const MailboxInput& input, const std::optional<Mailbox>& before,
                                 outward::Hosts hosts) {
  std::vector<FieldFault> faults;
  if (before && !before->password_sealed.empty() && input.host != before->host && !input.password) {
    faults.push_back({"password", {"problem.mail.password_again"}});
  }
  const auto of_server =
      imap::FaultsOf(ServerOf(input.host, input.port, input.security, input.user_name), hosts);
  faults.insert(faults.end(), of_server.begin(), of_server.end());
  if (!IsAddress(input.address)) faults.push_back({"address", {"problem.field.not_an_email"}});
  if (!IsFolder(input.folder)) faults.push_back({"folder", {"problem.mailbox.folder"}});
  if (input.interval_minutes < kMinInterval || input.interval_minutes > kMaxInterval) {
    faults.push_back(OutOfRange("interval_minutes", kMinInterval, kMaxInterval));
  }
  return faults;
}

Result<Mailbox> PutMailbox(action::Action& action, const std::optional<Mailbox>& before,
                           const MailboxInput& input, const seal::Key& key) {
  Mailbox mailbox = before.value_or(Mailbox{});
  mailbox.is_on = input.is_on;
  mailbox.host = input.host;
  mailbox.port = input.port;
  mailbox.security = input.security;
  mailbox.user_name = input.user_name;
  mailbox.folder = input.folder;
  mailbox.address = input.address;
  mailbox.interval_minutes = input.interval_minutes;
  if (input.password) {
    mailbox.password_sealed =
        input.password->empty() ? std::string() : seal::Seal(key, PlaceOf(action.org_id()), *input.password);
  }
  if (!before) return action.Insert(mailbox);
  const bool is_other = mailbox.host != before->host || mailbox.user_name != before->user_name ||
                        mailbox.folder != before->folder;
  if (is_other) {
    action.tx().Execute(
        "UPDATE mailbox_look SET uid_validity = 0, next_uid = 0 WHERE org_id = $1 AND mailbox_id = $2",
        action.org_id(), before->id);
  }
  return action.Update(*before, mailbox);
}

imap::Server ServerOf(const Mailbox& mailbox) {
  return ServerOf(mailbox.host, mailbox.port, mailbox.security, mailbox.user_name);
}

Result<std::string> PasswordOf(const Mailbox& mailbox, const seal::Key& key) {
  if (mailbox.password_sealed.empty()) return std::string();
  return seal::Open(key, PlaceOf(mailbox.org_id), mailbox.password_sealed);
}

}  // namespace baton::mail
