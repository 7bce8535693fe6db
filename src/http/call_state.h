// What stands behind a Call. For http/*.cc only; on one thread.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "access/policy.h"
#include "db/database.h"
#include "http/call.h"
#include "http/event_channel.h"
#include "http/http.h"
#include "http/idempotency.h"

namespace baton::http {

struct Route;

class CallState {
 public:
  const RequestInfo& request;
  const Route& route;
  const ServerOptions& options;
  const ServerParts& parts;

  std::optional<access::Principal> principal = {};
  access::Scope scope = {};
  std::string language = {};
  std::optional<Instant> now = {};
  std::optional<db::Reader> reader = {};
  bool reads_snapshot = false;  // all statements of one state
  AnswerHeaders answer = {};
  std::vector<Upload> uploads = {};
  std::vector<std::pair<std::string, std::string>> form = {};
  std::optional<Idempotency> idempotency = {};
  std::unique_ptr<EventChannel> channel = {};  // of an event stream
};

}  // namespace baton::http
