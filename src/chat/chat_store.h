// The rows of chats. For chat/*.cc.
#pragma once

#include <optional>
#include <vector>

#include "chat/chat.h"
#include "db/connection.h"
#include "seal/key.h"

namespace baton::chat {

std::optional<Hook> FindHook(db::Connection& connection, Id org_id, Id person_id);
// Those that are on and due, with a test to send or something unread and not told that is older than `before`, over all
// organizations.
std::vector<Hook> FindDueHooks(db::Connection& connection, Instant now, Id before);
// In place of the one before; what was told up to now is not told there.
void PutHook(db::Tx& tx, const Hook& hook);
void RemoveHook(db::Tx& tx, Id org_id, Id person_id);
// False when somebody wrote it since: it has another number of attempts.
bool SaveHook(db::Tx& tx, const Hook& hook, std::int32_t attempts_before);

std::string SealUrl(const seal::Key& key, Id org_id, Id person_id, const std::string& url);
Result<std::string> OpenUrl(const seal::Key& key, const Hook& hook);
// Of another key: Kind::conflict.
Result<Done> CheckHooks(db::Connection& connection, const seal::Key& key);

}  // namespace baton::chat
