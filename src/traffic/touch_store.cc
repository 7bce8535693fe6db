#include "traffic/touch_store.h"

namespace baton::traffic {
namespace {

constexpr int kDeletedAtOnce = 5'000;

void Mark(db::Tx& tx, const MailSource& source) {
  tx.Execute("UPDATE mail_source SET touched_id = $3 WHERE org_id = $1 AND id = $2", source.org_id, source.id,
             tx.NewId());
}

void MarkAll(db::Tx& tx, Id org_id, std::optional<Id> person_id) {
  tx.Execute("UPDATE mail_source SET touched_id = $3 WHERE org_id = $1 AND (person_id = $2 OR $4 = 1)",
             org_id, person_id.value_or(Id{}), tx.NewId(), person_id ? 0 : 1);
}

}  // namespace

std::vector<std::int64_t> FindKnown(db::Connection& connection, const MailSource& source,
                                    std::span<const std::int64_t> hashes) {
  std::vector<Id> list;
  for (const std::int64_t hash : hashes) list.push_back(Id{hash});
  return connection.Query<std::int64_t>(
      "SELECT DISTINCT message_hash FROM mail_touch WHERE org_id = $1 AND source_id = $2 AND message_hash IN "
      "baton_list($3) ORDER BY message_hash",
      source.org_id, source.id, db::IdList(list));
}

void InsertTouches(db::Tx& tx, const MailSource& source, std::span<const MailTouch> touches) {
  if (touches.empty()) return;
  tx.InsertMany(MailTouch::kTable, touches);
  Mark(tx, source);
}

std::int64_t DeleteTouches(db::Tx& tx, const MailSource& source) {
  const std::int64_t gone =
      tx.Execute("DELETE FROM mail_touch WHERE org_id = $1 AND source_id = $2", source.org_id, source.id);
  if (gone > 0) Mark(tx, source);
  return gone;
}

std::vector<ContactEmail> FindTouchedEmails(db::Connection& connection, Id org_id,
                                            std::optional<Id> person_id) {
  return connection.Query<ContactEmail>(
      "SELECT contact.id AS contact_id, contact.email_fold AS email FROM contact WHERE contact.org_id = $1 "
      "AND "
      "contact.email_fold IS NOT NULL AND EXISTS (SELECT 1 FROM mail_touch WHERE mail_touch.org_id = $1 AND "
      "mail_touch.contact_id = contact.id AND (mail_touch.person_id = $2 OR $3 = 1)) UNION SELECT "
      "contact_address.contact_id, contact_address.email FROM contact_address WHERE contact_address.org_id = "
      "$1 ORDER BY contact_id, email",
      org_id, person_id.value_or(Id{}), person_id ? 0 : 1);
}

void DeleteTouchesWith(db::Tx& tx, Id org_id, std::optional<Id> person_id, std::span<const Id> contacts) {
  if (contacts.empty()) return;
  const std::vector<Id> ids(contacts.begin(), contacts.end());
  const std::int64_t gone = tx.Execute(
      "DELETE FROM mail_touch WHERE org_id = $1 AND contact_id IN baton_list($2) AND (person_id = $3 OR $4 = "
      "1)",
      org_id, db::IdList(ids), person_id.value_or(Id{}), person_id ? 0 : 1);
  if (gone > 0) MarkAll(tx, org_id, person_id);
}

std::int64_t DeleteTouchesBefore(db::Tx& tx, Id org_id, Instant before) {
  const auto bound = tx.QueryValue<std::optional<Instant>>(
      "SELECT MAX(at) FROM (SELECT at FROM mail_touch WHERE org_id = $1 AND at < $2 ORDER BY at LIMIT $3) AS "
      "few",
      org_id, before, kDeletedAtOnce);
  if (!bound || !*bound) return 0;
  const std::int64_t gone =
      tx.Execute("DELETE FROM mail_touch WHERE org_id = $1 AND at <= $2", org_id, **bound);
  if (gone > 0) MarkAll(tx, org_id, std::nullopt);
  return gone;
}

}  // namespace baton::traffic
