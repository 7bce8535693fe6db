// The HTTP server. Connections are coroutines on one thread; handlers are plain functions on a pool of
// workers.
//
//   http::Router router;
//   book::AddAccountRoutes(router);
//   http::EventHub events;
//   http::Server server({.port = 8000, .public_url = "https://baton.example"}, router,
//                       {.database = database, .clock = clock, .events = events, .catalogue = words});
//   server.Start();                     // listening when it returns
//   server.Wait();                      // until Stop, or SIGTERM/SIGINT when `stop_on_signals`
//
// Everything given by reference outlives the server. Start, Stop, Wait and port may be called from any
// thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/principal.h"
#include "base/clock.h"
#include "base/problem.h"
#include "http/answer.h"
#include "http/events.h"
#include "http/request.h"

namespace baton::db {
class Connection;
class Database;
}  // namespace baton::db
namespace baton::words {
class Catalogue;
}

namespace baton::http {

class Router;

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8000;    // 0: any free one, see Server::port
  std::string public_url = "";  // as browsers see it; empty: http://<Host> of the request
  int workers = 4;
  std::size_t max_queue = 256;  // requests waiting for a worker; beyond it 503
  std::size_t max_connections = 10'000;
  std::int64_t header_seconds = 10;     // a client's time for the head of a request
  std::int64_t body_seconds = 30;       // without any progress of the body
  std::int64_t idle_seconds = 75;       // between requests
  std::int64_t drain_seconds = 10;      // for running requests at shutdown
  std::int64_t heartbeat_seconds = 20;  // a comment on quiet event streams
  std::int64_t upload_limit_mb = 500;
  std::string uploads_folder = "";  // holds nothing else; emptied at start. Empty: uploads are refused
  std::string static_folder = "";   // the built UI; empty: none
  std::vector<std::string> trusted_proxies =
      {};  // addresses or CIDR ranges whose X-Forwarded-For/-Proto count
  bool stop_on_signals = false;
  std::string version = "";

  // Who asks? Nothing: nobody is signed in. A problem: bad credentials. Runs on a worker.
  std::function<Result<std::optional<access::Principal>>(const RequestInfo&)> authenticate = {};
  // Now in an organization; default: the clock. Takes no connection of its own.
  std::function<Instant(db::Connection& connection, Id org_id)> now_for = {};
  // Before anything else of an API request; a problem (Kind::too_many) is the answer.
  std::function<Result<Done>(const RequestInfo&)> rate = {};
  // After each answer, with the route's name ("none" and "static" where there is none): for figures of how the server does. From any thread.
  std::function<void(std::string_view route, int status, std::int64_t micros)> measured = {};
  // Languages of the catalogue, most wanted first, when nobody is signed in: chosen from Accept-Language.
};

struct ServerParts {
  db::Database& database;
  const Clock& clock;
  EventHub& events;
  const words::Catalogue& catalogue;
};

class Server {
 public:
  // REQUIRES: `router` is complete; routes added later are not seen.
  Server(ServerOptions options, const Router& router, ServerParts parts);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // Throws std::system_error when the address cannot be had.
  void Start();
  std::uint16_t port() const;
  // Takes no new requests, lets the running ones end (drain_seconds), closes event streams.
  void Stop();
  void Wait();

 private:
  class Running;
  std::unique_ptr<Running> running_;
};

}  // namespace baton::http
