// The server at work, as a class: what its parts in server.cc share. Only server.cc includes this.
#pragma once

#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <utility>

#include "http/http.h"
#include "http/server_parts.h"
#include "http/service.h"
#include "http/wire.h"

namespace baton::http {

class Server::Running {
 public:
  Running(ServerOptions options, const Router& router, ServerParts parts)
      : options_(std::move(options)),
        clock_(parts.clock),
        service_(options_, router, parts),
        run_name_(RandomHex()),
        acceptor_(io_),
        signals_(io_),
        drain_timer_(io_),
        work_(asio::make_work_guard(io_)),
        workers_(options_.workers, options_.max_queue),
        disk_(1, 1024) {}

  void Start();
  void Stop() {
    asio::post(io_, [this] { Drain(); });
  }
  void Wait();
  std::uint16_t port() const { return port_; }
  bool is_started() const { return thread_.joinable(); }
  void Join() {
    if (thread_.joinable()) thread_.join();
  }

 private:
  asio::awaitable<void> Accept();
  asio::awaitable<void> Serve(std::shared_ptr<Session> session);
  asio::awaitable<bool> ServeOne(Session& session);
  asio::awaitable<bool> ServeRequest(Session& session, Parser& parser, RequestInfo& request);
  // The whole body, into `upload` when that is not null. False: the connection is of no more use, but for
  // `refusal`.
  asio::awaitable<bool> ReadBody(Session& session, const RequestInfo& request, Parser& parser,
                                 const BodyRule& rule, UploadWriter* upload, std::string& body,
                                 std::optional<Answer>& refusal);
  asio::awaitable<void> Write(Session& session, std::string_view bytes);
  asio::awaitable<void> WriteAnswer(Session& session, const RequestInfo& request, bool is_old,
                                    bool keeps_alive, Answer& answer);
  asio::awaitable<void> WriteFile(Session& session, std::string path);
  asio::awaitable<void> WriteSource(Session& session, Source source, bool is_chunked);
  asio::awaitable<void> WriteEvents(Session& session, const RequestInfo& request, EventChannel& channel);
  asio::awaitable<bool> RefuseAndClose(Session& session, const RequestInfo& request, Answer answer);
  void Drain();
  void EndWhenEmpty();
  std::string NextRequestId() { return run_name_ + '-' + std::to_string(++last_request_); }

  const ServerOptions options_;
  const Clock& clock_;
  const Service service_;
  const std::string run_name_;
  std::uint64_t last_request_ = 0;

  asio::io_context io_{1};
  tcp::acceptor acceptor_;
  asio::signal_set signals_;
  asio::steady_timer drain_timer_;
  asio::executor_work_guard<asio::io_context::executor_type> work_;
  std::set<Session*> sessions_;
  bool is_draining_ = false;
  std::uint16_t port_ = 0;

  // Their jobs refer to what stands above.
  Workers workers_;
  Workers disk_;
  std::thread thread_;
  std::mutex mutex_;
  std::condition_variable ended_;
  bool has_ended_ = false;
};

}  // namespace baton::http
