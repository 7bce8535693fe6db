#include "chat/chat_store.h"

#include "seal/seal.h"

namespace baton::chat {
namespace {

const std::string kHook =
    "SELECT org_id, person_id, kind, host, url_sealed, is_on, wants_test, told_notice_id, attempts, next_at, "
    "status, fault, told_at FROM chat_hook ";

std::string UrlPlace(Id org_id, Id person_id) {
  return "chat_hook.url:" + ToString(org_id) + ":" + ToString(person_id);
}

}  // namespace

std::optional<Hook> FindHook(db::Connection& connection, Id org_id, Id person_id) {
  return connection.QueryOne<Hook>(kHook + "WHERE org_id = $1 AND person_id = $2", org_id, person_id);
}

std::vector<Hook> FindDueHooks(db::Connection& connection, Instant now, Id before) {
  return connection.Query<Hook>(
      kHook +
          "WHERE is_on = 1 AND (next_at IS NULL OR next_at <= $1) AND (wants_test = 1 OR EXISTS (SELECT 1 "
          "FROM notice WHERE notice.org_id = chat_hook.org_id AND notice.person_id = chat_hook.person_id "
          "AND notice.id > chat_hook.told_notice_id AND notice.id < $2 AND notice.read_at IS NULL)) ORDER "
          "BY org_id, person_id",
      now, before);
}

void PutHook(db::Tx& tx, const Hook& hook) {
  RemoveHook(tx, hook.org_id, hook.person_id);
  tx.InsertMany("chat_hook", std::vector{hook});
}

void RemoveHook(db::Tx& tx, Id org_id, Id person_id) {
  tx.Execute("DELETE FROM chat_hook WHERE org_id = $1 AND person_id = $2", org_id, person_id);
}

bool SaveHook(db::Tx& tx, const Hook& hook, std::int32_t attempts_before) {
  return tx.Execute(
             "UPDATE chat_hook SET is_on = $3, wants_test = $4, told_notice_id = $5, attempts = $6, next_at "
             "= "
             "$7, status = $8, fault = $9, told_at = $10 WHERE org_id = $1 AND person_id = $2 AND attempts = "
             "$11",
             hook.org_id, hook.person_id, hook.is_on, hook.wants_test, hook.told_notice_id, hook.attempts,
             hook.next_at, hook.status, hook.fault, hook.told_at, attempts_before) == 1;
}

std::string SealUrl(const seal::Key& key, Id org_id, Id person_id, const std::string& url) {
  return seal::Seal(key, UrlPlace(org_id, person_id), url);
}

Result<std::string> OpenUrl(const seal::Key& key, const Hook& hook) {
  return seal::Open(key, UrlPlace(hook.org_id, hook.person_id), hook.url_sealed);
}

Result<Done> CheckHooks(db::Connection& connection, const seal::Key& key) {
  for (const Hook& hook : connection.Query<Hook>(kHook + "ORDER BY org_id, person_id")) {
    if (auto url = OpenUrl(key, hook); !url) return Fail(std::move(url.error()));
  }
  return Done{};
}

}  // namespace baton::chat
