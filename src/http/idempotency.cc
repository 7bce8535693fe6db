#include "http/idempotency.h"

#include <sodium.h>
#include <boost/json/object.hpp>

#include <algorithm>
#include <array>

#include "db/database.h"
#include "json/json.h"

namespace baton::http {
namespace {

struct Kept {
  std::string route;
  std::string request_hash;
  std::int64_t status;
  std::string body;
};
BOOST_DESCRIBE_STRUCT(Kept, (), (route, request_hash, status, body))

// The head as one line of JSON, then the body as it was.
std::string ToStored(const Answer& answer) {
  json::Object head{{"", answer.content_type}};
  for (const auto& header : answer.headers) head.insert_or_assign(header.name, header.value);
  return json::ToText(json::Value(std::move(head))) + '\n' + answer.body;
}

Answer FromStored(const Kept& kept) {
  Answer answer{.status = static_cast<int>(kept.status)};
  const auto line = kept.body.find('\n');
  answer.body = line == std::string::npos ? "" : kept.body.substr(line + 1);
  const auto head = json::Parse(std::string_view(kept.body).substr(0, line));
  if (head && head->is_object()) {
    for (const auto& entry : head->get_object()) {
      std::string value(std::string_view(entry.value().as_string()));
      if (entry.key().empty()) {
        answer.content_type = std::move(value);
      } else {
        answer.headers.push_back({std::string(entry.key()), std::move(value)});
      }
    }
  }
  answer.headers.push_back({"Idempotency-Replayed", "true"});
  return answer;
}

}  // namespace

bool IsIdempotencyKey(std::string_view key) {
  constexpr std::size_t kMaxKey = 200;
  return !key.empty() && key.size() <= kMaxKey &&
         std::ranges::all_of(key, [](char c) { return c > 0x20 && c < 0x7f; });
}

std::string RequestHash(const std::vector<std::string_view>& parts) {
  crypto_generichash_state state;
  crypto_generichash_init(&state, nullptr, 0, crypto_generichash_BYTES);
  for (const auto part : parts) {
    const std::string length = std::to_string(part.size()) + ':';
    crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(length.data()), length.size());
    crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(part.data()), part.size());
  }
  std::array<unsigned char, crypto_generichash_BYTES> hash{};
  crypto_generichash_final(&state, hash.data(), hash.size());
  std::array<char, hash.size() * 2 + 1> text{};
  return sodium_bin2hex(text.data(), text.size(), hash.data(), hash.size());
}

Result<std::optional<Answer>> FindKept(db::Connection& connection, const Idempotency& idempotency) {
  const auto kept = connection.QueryOne<Kept>(
      "SELECT route, request_hash, CAST(status AS BIGINT) AS status, body FROM idempotency "
      "WHERE org_id = $1 AND person_id = $2 AND key = $3",
      idempotency.org_id, idempotency.person_id, idempotency.key);
  if (!kept) return std::optional<Answer>();
  if (kept->route != idempotency.route || kept->request_hash != idempotency.request_hash) {
    return Fail(Kind::invalid, "problem.idempotency.other_request");
  }
  if (kept->status == 0) return Fail(Kind::conflict, "problem.idempotency.no_answer");
  return FromStored(*kept);
}

void Claim(db::Tx& tx, const Idempotency& idempotency, const Answer* answer) {
  const std::int64_t status = answer ? answer->status : 0;
  const std::string body = answer ? ToStored(*answer) : "";
  if (idempotency.is_claimed) {
    tx.Execute(
        "UPDATE idempotency SET status = $1, body = $2 WHERE org_id = $3 AND person_id = $4 AND key = $5",
        status, body, idempotency.org_id, idempotency.person_id, idempotency.key);
    return;
  }
  const auto added = tx.Execute(
      "INSERT INTO idempotency (org_id, person_id, key, route, request_hash, status, body, created_at) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (org_id, person_id, key) DO NOTHING",
      idempotency.org_id, idempotency.person_id, idempotency.key, idempotency.route, idempotency.request_hash,
      status, body, idempotency.now);
  if (added == 0) throw AlreadyClaimed();
}

void ForgetAnswers(db::Tx& tx, Id org_id, Instant before) {
  tx.Execute("DELETE FROM idempotency WHERE org_id = $1 AND created_at < $2", org_id, before);
}

}  // namespace baton::http
