// Idempotency-Key on creations: the same key with the same request gets the first answer again, and nothing
// is done twice. The answer is kept in the transaction of the write itself (Call::Write), so that neither is
// without the other.
//
//   Idempotency keeper{key, route, hash, org_id, person_id};
//   if (auto kept = FindKept(connection, keeper)) return *kept;           // or a Problem
//   ... Claim(tx, keeper, answer) inside the write; AlreadyClaimed is thrown when another request came first
//
// Stateless but for what it is given.
#pragma once

#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "base/problem.h"
#include "db/connection.h"
#include "http/answer.h"

namespace baton::http {

struct Idempotency {
  std::string key;
  std::string route;
  std::string request_hash;
  Id org_id;
  Id person_id;
  Instant now;
  bool is_claimed = false;  // by this call, in a transaction that was committed
  bool is_kept = false;     // so is its answer
};

// Another request with this key was committed in between.
class AlreadyClaimed : public std::exception {};

bool IsIdempotencyKey(std::string_view key);
std::string RequestHash(const std::vector<std::string_view>& parts);

// Nothing when the key is new.
Result<std::optional<Answer>> FindKept(db::Connection& connection, const Idempotency& idempotency);
// In the write's transaction. Without an answer the key is taken, and a repetition is told that it was done.
void Claim(db::Tx& tx, const Idempotency& idempotency, const Answer* answer);

// Forgets an organization's answers from before; a job calls it, for a day or more ago.
void ForgetAnswers(db::Tx& tx, Id org_id, Instant before);

}  // namespace baton::http
