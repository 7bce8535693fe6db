// One request as a handler sees it: who asks, for what, the database, and the way to write.
//
//   router.Patch("/api/v1/accounts/{id}", {...},
//                [](const http::Call& call, Id id, const json::Patch<AccountInput>& patch) -> Result<Account>
//                {
//     const auto version = call.if_match();
//     if (!version) return Fail(version.error());
//     return call.Write([&](db::Tx& tx) -> Result<Account> { ... });
//   });
//
// A call lives as long as its handler runs, on one worker thread: keep nothing of it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "access/policy.h"
#include "base/clock.h"
#include "base/problem.h"
#include "http/answer.h"
#include "http/request.h"

namespace baton::db {
class Connection;
class Database;
class Tx;
}  // namespace baton::db

namespace baton::http {

class CallState;

// What the handler adds to the answer that the router makes of its result.
class AnswerHeaders {
 public:
  // REQUIRES: no control characters in either.
  void Set(std::string name, std::string value);
  void SetCookie(Cookie cookie);
  // The status of success, in place of the route's.
  void SetStatus(int status) { status_ = status; }

  const std::vector<Header>& headers() const { return headers_; }
  const std::vector<Cookie>& cookies() const { return cookies_; }
  std::optional<int> status() const { return status_; }

 private:
  std::vector<Header> headers_;
  std::vector<Cookie> cookies_;
  std::optional<int> status_;
};

class Call {
 public:
  explicit Call(CallState& state) : state_(&state) {}
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;

  // REQUIRES: somebody is signed in (always so unless the route is open; then ask is_signed_in first).
  const access::Principal& principal() const;
  bool is_signed_in() const;
  Id org_id() const { return principal().org_id; }
  Id person_id() const { return principal().person_id; }
  // Of the route's deed and word; never none. REQUIRES: the route is not open.
  const access::Scope& scope() const;
  // Now in the caller's organization (a demo organization has a clock of its own); the same all through the
  // call.
  Instant now() const;

  // Reads only. The lease is taken at the first use and held until the handler returns.
  db::Connection& db() const;
  // Gives the lease back before something slow that reads nothing; what db() gave before is not used any more.
  void EndReading() const;
  db::Database& database() const;

  // Runs `closure(db::Tx&) -> Result<T>` in a transaction, which is committed when it succeeds. Everything it
  // decides on is read through `tx`. It may run again after a conflict, so it has no effect outside `tx`.
  // With an Idempotency-Key, the answer is kept in this same transaction.
  template <class F>
  std::invoke_result_t<F&, db::Tx&> Write(F&& closure) const;

  const RequestInfo& request() const;
  std::optional<std::string> query(std::string_view name) const { return request().query(name); }
  std::optional<std::string_view> header(std::string_view name) const { return request().header(name); }
  std::optional<std::string> cookie(std::string_view name) const { return request().cookie(name); }
  const std::string& client_address() const { return request().client_address; }
  const std::string& request_id() const { return request().request_id; }
  // The version in If-Match: missing is Kind::precondition_required.
  Result<std::int64_t> if_match() const;

  // The files of a route with `.upload = true`, in the order they came. They are deleted when the handler
  // returns: move away (Keep) what is to stay.
  const std::vector<Upload>& uploads() const;
  // The text fields of a multipart form.
  const std::vector<std::pair<std::string, std::string>>& form() const;
  // Moves an upload to `path`, on the same file system or another.
  void Keep(const Upload& upload, const std::string& path) const;

  AnswerHeaders& answer() const;
  // A message in the caller's language.
  std::string Say(const Message& message) const;
  const std::string& language() const;

  // For http/*.cc.
  CallState& state() const { return *state_; }

 private:
  // Claims the Idempotency-Key in `tx`, and keeps the answer when the value is the handler's result.
  void KeepAnswer(db::Tx& tx, const std::type_info& type, const void* value) const;
  // The write with that value is durable.
  void Committed(const std::type_info& type) const;

  CallState* state_;
};

}  // namespace baton::http

#include "http/call_write.h"
