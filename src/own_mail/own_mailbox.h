// A person's own mailbox, read over IMAP: headers only, and nothing is changed there. Where it is and how far it was read is kept
// here; what is kept of the mails is a traffic source's (traffic/traffic.h), which only that person sees.
//
//   connected -> looked at (nothing is kept) -> its owner says "keep" -> read every kReadEvery
//
// One mailbox a person. The password is sealed and said to nobody, its owner included. Stateless, hence thread-safe.
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "db/database.h"
#include "imap/session.h"
#include "seal/key.h"

namespace baton::own_mail {

// The row. `problem` is the key of what went wrong the last time, or empty.
struct OwnMailbox {
  Id org_id;
  Id id;
  std::int64_t version = 1;  // of what its owner set, not of what was read
  Id person_id;
  Id source_id;
  std::string host;
  std::int32_t port = 993;
  imap::Security security = imap::Security::tls;
  std::string user_name;
  std::string password_sealed;
  bool is_on = true;
  std::int32_t days = 0;
  Day since_on;
  std::optional<Id> job_id;
  std::optional<Instant> tried_at;
  std::optional<Instant> read_at;
  std::optional<Instant> failing_since;
  std::int32_t failures = 0;
  bool is_told = false;
  std::string problem;
  std::string problem_arguments = "{}";
  Instant created_at;
};
BOOST_DESCRIBE_STRUCT(OwnMailbox, (),
                      (org_id, id, version, person_id, source_id, host, port, security, user_name,
                       password_sealed, is_on, days, since_on, job_id, tried_at, read_at, failing_since,
                       failures, is_told, problem, problem_arguments, created_at))

enum class FolderKind { inbox, sent, other, aside };
BOOST_DESCRIBE_ENUM(FolderKind, inbox, sent, other, aside)

struct OwnFolder {
  Id org_id;
  Id id;
  Id mailbox_id;
  std::string name;
  std::string readable;
  FolderKind kind = FolderKind::other;
  bool is_read = false;
  std::int64_t uid_validity = 0;  // 0: not read yet
  std::int64_t next_uid = 0;
};
BOOST_DESCRIBE_STRUCT(OwnFolder, (),
                      (org_id, id, mailbox_id, name, readable, kind, is_read, uid_validity, next_uid))

inline constexpr std::int64_t kReadEvery = 15 * kMillisecondsPerMinute;
inline constexpr std::int32_t kMostDays = 3'650;

std::optional<OwnMailbox> FindMailbox(db::Connection& connection, Id org_id, Id person_id);
// For jobs, which act for its owner.
std::optional<OwnMailbox> FindMailboxOf(db::Connection& connection, Id org_id, Id id);
void AddMailbox(db::Tx& tx, const OwnMailbox& mailbox);
// All but whose it is.
void SaveMailbox(db::Tx& tx, const OwnMailbox& mailbox);
// With its password and its folders. What was kept of it stays.
void RemoveMailbox(db::Tx& tx, const OwnMailbox& mailbox);

// The inbox first, then what was sent, then by name.
std::vector<OwnFolder> FindFolders(db::Connection& connection, const OwnMailbox& mailbox);
// Those that are there now: new ones are added, of those gone nothing is left, what is known of the others stays. The inbox and
// what was sent are read from the beginning where nothing was known.
std::vector<OwnFolder> MeetFolders(db::Tx& tx, const OwnMailbox& mailbox,
                                   std::span<const imap::Folder> there);
void SaveFolder(db::Tx& tx, const OwnFolder& folder);

std::string SealPassword(const seal::Key& key, Id org_id, Id mailbox_id, const std::string& password);
Result<std::string> PasswordOf(const OwnMailbox& mailbox, const seal::Key& key);
imap::Server ServerOf(const OwnMailbox& mailbox);

}  // namespace baton::own_mail
