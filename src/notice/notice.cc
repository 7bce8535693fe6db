#include "notice/notice.h"

#include "json/arguments.h"

namespace baton::notice {

void Emit(action::Action& action, Id person_id, const Message& message, std::string link) {
  if (action.actor().person_id == person_id) return;
  action.Insert(Notice{.person_id = person_id,
                       .action_id = action.id(),
                       .message_key = message.key,
                       .message_arguments = json::ToText(message.arguments),
                       .link = std::move(link),
                       .created_at = action.now()});
}

std::vector<Notice> FindNotices(db::Connection& connection, Id org_id, Id person_id, std::optional<Id> before,
                                int limit) {
  return connection.Query<Notice>(
      "SELECT org_id, id, version, person_id, action_id, message_key, message_arguments, link, created_at, "
      "read_at "
      "FROM notice WHERE org_id = $1 AND person_id = $2 AND id < $3 ORDER BY id DESC LIMIT $4",
      org_id, person_id, before.value_or(Id{INT64_MAX}), limit);
}

std::vector<Id> FindRecipients(db::Connection& connection, Id org_id, std::span<const Id> ids) {
  return connection.Query<Id>(
      "SELECT DISTINCT person_id FROM notice WHERE org_id = $1 AND id IN baton_list($2)", org_id,
      db::IdList(ids));
}

std::int64_t CountUnread(db::Connection& connection, Id org_id, Id person_id) {
  return *connection.QueryValue<std::int64_t>(
      "SELECT COUNT(*) FROM notice WHERE org_id = $1 AND person_id = $2 AND read_at IS NULL", org_id,
      person_id);
}

// Reading is no deed that anybody undoes, so it is not in the log.
void MarkRead(db::Tx& tx, Id org_id, Id person_id, const std::optional<std::vector<Id>>& ids, Instant now) {
  if (!ids) {
    tx.Execute("UPDATE notice SET read_at = $1 WHERE org_id = $2 AND person_id = $3 AND read_at IS NULL", now,
               org_id, person_id);
    return;
  }
  tx.Execute(
      "UPDATE notice SET read_at = $1 WHERE org_id = $2 AND person_id = $3 AND read_at IS NULL AND id IN "
      "baton_list($4)",
      now, org_id, person_id, db::IdList(*ids));
}

}  // namespace baton::notice
