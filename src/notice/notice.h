// A notice is something a person is told: a message with its cause (an action) and a link. A use case emits
// it in its own transaction; nobody is mailed from there. One action gives one person one notice.
//
//   notice::Emit(action, jada_id, {"notice.handoff.coming", {{"account", "Larmar Freight"}}}, "/board");
#pragma once

#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "action/action.h"
#include "base/message.h"

namespace baton::notice {

struct Notice {
  static constexpr std::string_view kTable = "notice";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id person_id;
  Id action_id;
  std::string message_key;
  std::string message_arguments;
  std::string link;  // a path of the UI
  Instant created_at;
  std::optional<Instant> read_at;
};
BOOST_DESCRIBE_STRUCT(Notice, (),
                      (org_id, id, version, person_id, action_id, message_key, message_arguments, link,
                       created_at, read_at))

// Nobody is told of the own deed.
void Emit(action::Action& action, Id person_id, const Message& message, std::string link);

// The newest first; `before` is the last one of the page before.
std::vector<Notice> FindNotices(db::Connection& connection, Id org_id, Id person_id, std::optional<Id> before,
                                int limit);
// Whose these are.
std::vector<Id> FindRecipients(db::Connection& connection, Id org_id, std::span<const Id> ids);
std::int64_t CountUnread(db::Connection& connection, Id org_id, Id person_id);
// Those of `ids` that are the person's, or all.
void MarkRead(db::Tx& tx, Id org_id, Id person_id, const std::optional<std::vector<Id>>& ids, Instant now);

}  // namespace baton::notice
