#include "own_mail/own_mailbox.h"

#include <algorithm>

#include "seal/seal.h"

namespace baton::own_mail {
namespace {

constexpr const char* kColumns =
    "org_id, id, version, person_id, source_id, host, port, security, user_name, password_sealed, is_on, "
    "days, "
    "since_on, job_id, tried_at, read_at, failing_since, failures, is_told, problem, problem_arguments, "
    "created_at";

std::string PlaceOf(Id org_id, Id mailbox_id) {
  return "own_mailbox.password:" + ToString(org_id) + ":" + ToString(mailbox_id);
}

FolderKind KindOf(const imap::Folder& folder) {
  if (folder.is_inbox) return FolderKind::inbox;
  if (folder.is_sent) return FolderKind::sent;
  return folder.is_aside ? FolderKind::aside : FolderKind::other;
}

}  // namespace

std::optional<OwnMailbox> FindMailbox(db::Connection& connection, Id org_id, Id person_id) {
  return connection.QueryOne<OwnMailbox>(
      std::string("SELECT ") + kColumns + " FROM own_mailbox WHERE org_id = $1 AND person_id = $2", org_id,
      person_id);
}

std::optional<OwnMailbox> FindMailboxOf(db::Connection& connection, Id org_id, Id id) {
  return connection.QueryOne<OwnMailbox>(
      std::string("SELECT ") + kColumns + " FROM own_mailbox WHERE org_id = $1 AND id = $2", org_id, id);
}

void AddMailbox(db::Tx& tx, const OwnMailbox& mailbox) { tx.InsertMany("own_mailbox", std::vector{mailbox}); }

void SaveMailbox(db::Tx& tx, const OwnMailbox& one) {
  tx.Execute(
      "UPDATE own_mailbox SET version = $3, source_id = $4, host = $5, port = $6, security = $7, user_name = "
      "$8, "
      "password_sealed = $9, is_on = $10, days = $11, since_on = $12, job_id = $13, tried_at = $14, read_at "
      "= $15, "
      "failing_since = $16, failures = $17, is_told = $18, problem = $19, problem_arguments = $20 WHERE "
      "org_id = "
      "$1 AND id = $2",
      one.org_id, one.id, one.version, one.source_id, one.host, one.port, one.security, one.user_name,
      one.password_sealed, one.is_on, one.days, one.since_on, one.job_id, one.tried_at, one.read_at,
      one.failing_since, one.failures, one.is_told, one.problem, one.problem_arguments);
}

void RemoveMailbox(db::Tx& tx, const OwnMailbox& one) {
  tx.Execute("DELETE FROM own_mailbox_folder WHERE org_id = $1 AND mailbox_id = $2", one.org_id, one.id);
  tx.Execute("DELETE FROM own_mailbox WHERE org_id = $1 AND id = $2", one.org_id, one.id);
}

std::vector<OwnFolder> FindFolders(db::Connection& connection, const OwnMailbox& mailbox) {
  auto folders = connection.Query<OwnFolder>(
      "SELECT org_id, id, mailbox_id, name, readable, kind, is_read, uid_validity, next_uid FROM "
      "own_mailbox_folder WHERE org_id = $1 AND mailbox_id = $2 ORDER BY readable, id",
      mailbox.org_id, mailbox.id);
  std::ranges::stable_sort(folders, {}, &OwnFolder::kind);
  return folders;
}

std::vector<OwnFolder> MeetFolders(db::Tx& tx, const OwnMailbox& mailbox,
                                   std::span<const imap::Folder> there) {
  const auto known = FindFolders(tx, mailbox);
  for (const OwnFolder& one : known) {
    if (std::ranges::find(there, one.name, &imap::Folder::name) != there.end()) continue;
    tx.Execute("DELETE FROM own_mailbox_folder WHERE org_id = $1 AND id = $2", one.org_id, one.id);
  }
  std::vector<OwnFolder> added;
  for (const imap::Folder& one : there) {
    const auto is_same = [&](const OwnFolder& other) { return other.name == one.name; };
    if (std::ranges::any_of(known, is_same) || std::ranges::any_of(added, is_same)) continue;
    const bool is_read = known.empty() && (one.is_inbox || one.is_sent);
    added.push_back(
        {mailbox.org_id, tx.NewId(), mailbox.id, one.name, one.readable, KindOf(one), is_read, 0, 0});
  }
  if (!added.empty()) tx.InsertMany("own_mailbox_folder", added);
  return FindFolders(tx, mailbox);
}

void SaveFolder(db::Tx& tx, const OwnFolder& one) {
  tx.Execute(
      "UPDATE own_mailbox_folder SET is_read = $3, uid_validity = $4, next_uid = $5 WHERE org_id = $1 AND id "
      "= $2",
      one.org_id, one.id, one.is_read, one.uid_validity, one.next_uid);
}

std::string SealPassword(const seal::Key& key, Id org_id, Id mailbox_id, const std::string& password) {
  return seal::Seal(key, PlaceOf(org_id, mailbox_id), password);
}

Result<std::string> PasswordOf(const OwnMailbox& mailbox, const seal::Key& key) {
  return seal::Open(key, PlaceOf(mailbox.org_id, mailbox.id), mailbox.password_sealed);
}

imap::Server ServerOf(const OwnMailbox& mailbox) {
  return {mailbox.host, mailbox.port, mailbox.security, mailbox.user_name};
}

}  // namespace baton::own_mail
