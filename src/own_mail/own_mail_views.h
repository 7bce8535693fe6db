// The own mailbox as the API says it.
#pragma once

#include <boost/describe/class.hpp>
#include <optional>
#include <string>
#include <vector>

#include "http/router.h"
#include "own_mail/own_mailbox.h"
#include "traffic/traffic.h"

namespace baton::own_mail {

struct OwnMailboxInput {
  static constexpr const char* kSchemaName = "OwnMailboxInput";
  static constexpr bool kDefaults = true;

  std::string host;
  std::int32_t port = 993;
  imap::Security security = imap::Security::tls;
  std::string user_name;
  std::string password;  // secret: said to nobody again; empty in a change: the one that is there
  std::int32_t days = 365;
  std::optional<std::vector<std::string>> folders;  // by their names; none: as they are
};
BOOST_DESCRIBE_STRUCT(OwnMailboxInput, (), (host, port, security, user_name, password, days, folders))

struct OwnFolderView {
  static constexpr const char* kSchemaName = "OwnMailboxFolder";

  std::string name;  // as its server calls it
  std::string readable;
  FolderKind kind = FolderKind::other;
  bool is_read = false;
};
BOOST_DESCRIBE_STRUCT(OwnFolderView, (), (name, readable, kind, is_read))

struct OwnMailboxView {
  static constexpr const char* kSchemaName = "OwnMailbox";

  std::int64_t version = 0;  // 0: none is connected
  std::string host;
  std::int32_t port = 993;
  imap::Security security = imap::Security::tls;
  std::string user_name;
  std::int32_t days = 365;
  std::vector<OwnFolderView> folders;
  bool is_on = true;
  std::optional<Id> source_id;
  std::optional<traffic::SourceState> state;
  bool is_running = false;  // and how far it is, in mails; total 0: not known yet
  std::int64_t done = 0;
  std::int64_t total = 0;
  std::optional<Instant> read_at;
  std::optional<Instant> failing_since;
  std::optional<std::string> problem;  // what is wrong and what to do, in sentences
  std::string text;                    // how it is, in a sentence
};
BOOST_DESCRIBE_STRUCT(OwnMailboxView, (),
                      (version, host, port, security, user_name, days, folders, is_on, source_id, state,
                       is_running, done, total, read_at, failing_since, problem, text))

bool IsRunning(db::Connection& connection, const OwnMailbox& mailbox);
OwnMailboxView ViewOf(const http::Call& call, db::Connection& connection, const OwnMailbox& mailbox);

}  // namespace baton::own_mail
