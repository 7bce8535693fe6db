// From a request to its answer: every step but the sockets, synchronously, on a worker. Nothing is thrown out
// of here.
//
//   const Service service(options, router, parts);
//   const BodyRule rule = service.RuleFor(request);                 // on the connection's thread, before the
//   body Outcome outcome = service.Run(request, body, nullptr);          // on a worker
//
// Thread-safe. What it is made of outlives it.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "http/event_channel.h"
#include "http/http.h"
#include "http/proxies.h"
#include "http/router.h"
#include "http/static_files.h"
#include "http/upload.h"

namespace baton::http {

class CallState;

struct BodyRule {
  std::uint64_t max_bytes = 0;
  bool is_upload = false;  // to files; and Admit comes before the body
};

struct Outcome {
  Answer answer;
  std::unique_ptr<EventChannel> events;  // the answer is a stream
};

class Service {
 public:
  Service(const ServerOptions& options, const Router& router, ServerParts parts);

  BodyRule RuleFor(const RequestInfo& request) const;
  // The answer that refuses a request whatever its body is, if there is one.
  std::optional<Answer> Admit(const RequestInfo& request) const;
  // `upload` is null unless the rule says so.
  Outcome Run(const RequestInfo& request, std::string_view body, UploadWriter* upload) const;

  // For what goes wrong on the wire.
  Answer Refuse(int status, std::string_view title_key, const Message& message,
                std::string_view request_id) const;
  Answer TooLarge(const BodyRule& rule, const RequestInfo& request) const;
  Answer Busy(const RequestInfo& request) const;

  void Log(const RequestInfo& request, int status, std::chrono::steady_clock::time_point began) const;

  const Proxies& proxies() const { return proxies_; }
  // Is the site itself https?
  bool IsHttps(const RequestInfo& request) const;

 private:
  struct Steps;

  // For the log; never a path: paths hold invitations' secrets.
  std::string_view RouteName(const RequestInfo& request) const;
  Result<Done> CheckOrigin(const RequestInfo& request) const;
  Answer Static(const RequestInfo& request) const;
  std::string Language(const RequestInfo& request) const;

  const ServerOptions& options_;
  const Router& router_;
  const ServerParts parts_;
  const Proxies proxies_;
  const StaticFiles files_;
};

}  // namespace baton::http
