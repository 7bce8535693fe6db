// What the API says of mailboxes, and the sentences of what is left out. Also for the command line, which prints the same.
#pragma once

#include <boost/describe/class.hpp>
#include <optional>
#include <string>
#include <vector>

#include "access/policy.h"
#include "book/account.h"
#include "book/contact.h"
#include "traffic/keep.h"
#include "traffic/preview.h"
#include "traffic/traffic.h"

namespace baton::traffic {

struct LeftOutView {
  static constexpr const char* kSchemaName = "MailLeftOut";

  LeftOut reason = LeftOut::unreadable;
  std::int64_t mails = 0;
};
BOOST_DESCRIBE_STRUCT(LeftOutView, (), (reason, mails))

struct TallyView {
  static constexpr const char* kSchemaName = "MailTally";

  std::int64_t read = 0;
  std::int64_t kept = 0;
  std::int64_t touches = 0;
  std::optional<Instant> first_at;
  std::optional<Instant> last_at;
  std::vector<LeftOutView> left_out;  // the most mails first; those of none are not in it
};
BOOST_DESCRIBE_STRUCT(TallyView, (), (read, kept, touches, first_at, last_at, left_out))

struct SourceView {
  static constexpr const char* kSchemaName = "MailSource";

  Id id;
  std::int64_t version = 0;
  SourceKind kind = SourceKind::file;
  std::string name;
  SourceState state = SourceState::looking;
  std::optional<std::string> problem;  // in words
  TallyView tally;
  std::optional<Id> job_id;
  Instant created_at;
  std::optional<Instant> kept_at;
  std::optional<Instant> read_at;
};
BOOST_DESCRIBE_STRUCT(SourceView, (),
                      (id, version, kind, name, state, problem, tally, job_id, created_at, kept_at, read_at))

struct StrangerView {
  static constexpr const char* kSchemaName = "MailStranger";

  std::string email;
  std::string name;
  std::int64_t wrote = 0;
  std::int64_t written_to = 0;
  Instant last_at;
  std::optional<book::AccountRef>
      account;  // whose contacts have addresses of the same domain; yours to change
};
BOOST_DESCRIBE_STRUCT(StrangerView, (), (email, name, wrote, written_to, last_at, account))

struct SharedView {
  static constexpr const char* kSchemaName = "MailSharedAddress";

  std::string email;
  std::int64_t mails = 0;
  std::vector<book::ContactRef> contacts;  // of those the caller may see
};
BOOST_DESCRIBE_STRUCT(SharedView, (), (email, mails, contacts))

struct MaybeOwnView {
  static constexpr const char* kSchemaName = "MailMaybeOwn";

  std::string email;
  std::int64_t mails = 0;
};
BOOST_DESCRIBE_STRUCT(MaybeOwnView, (), (email, mails))

struct PreviewView {
  static constexpr const char* kSchemaName = "MailPreview";

  TallyView tally;
  std::int64_t contacts = 0;
  std::vector<StrangerView> strangers;
  std::vector<SharedView> shared;
  std::vector<MaybeOwnView> maybe_own;
};
BOOST_DESCRIBE_STRUCT(PreviewView, (), (tally, contacts, strangers, shared, maybe_own))

TallyView ViewOf(const Tally& tally);
// `scope`: which accounts the reader may change; names of others' contacts are not told.
PreviewView ViewOf(db::Connection& connection, const access::Scope& scope, const Survey& survey);

// Reads files into a new source of this person, which waits for its owner; nothing is kept. Outside of transactions; `write` runs
// the one that is needed. Fails where none of the files is mail, and where it was asked to stop; one that is none among others is
// counted.
struct FileToLook {
  std::string path;
  std::string name;
};
struct Look {
  db::Database& database;
  const SpoolPlace& place;
  Id person_id;
  Instant now;                                        // the organization's
  std::function<void(std::int64_t bytes)> told = {};  // of all files so far
  std::function<bool()> should_stop = {};
};
Result<MailSource> LookAt(
    const Look& look, const std::vector<FileToLook>& files,
    const std::function<MailSource(const std::function<MailSource(action::Action&)>&)>& write);

}  // namespace baton::traffic
