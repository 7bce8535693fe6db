// The only file with Beast, Asio and coroutines: it costs 15 seconds to compile, so that nothing else does.
//
// One thread runs all connections. A connection is one coroutine: it waits for a request, reads it, hands it
// to a worker (Service::Run), waits for the answer and writes it. Everything here but the work given to
// Workers runs on that thread, so that no lock is needed.
//
// GCC 12: lambdas with captures are kept in variables, never written inside a co_await; coroutines take no
// references but to what the connection's Session or the server holds.
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/write.hpp>
#include <csignal>
#include <filesystem>
#include <fstream>

#include "base/log.h"
#include "http/server_running.h"

namespace baton::http {
namespace {

using std::chrono::seconds;

constexpr seconds kWriteTime{30};
constexpr seconds kLingerTime{2};
constexpr std::size_t kLingerBytes = 8u << 20;

}  // namespace

void Server::Running::Start() {
  if (!options_.uploads_folder.empty()) EmptyUploads(options_.uploads_folder);
  const tcp::endpoint endpoint(asio::ip::make_address(options_.address), options_.port);
  acceptor_.open(endpoint.protocol());
  acceptor_.set_option(tcp::acceptor::reuse_address(true));
  acceptor_.bind(endpoint);
  acceptor_.listen(1024);
  port_ = acceptor_.local_endpoint().port();
  if (options_.stop_on_signals) {
    signals_.add(SIGTERM);
    signals_.add(SIGINT);
    signals_.async_wait([this](error_code error, int) {
      if (!error) Drain();
    });
  }
  asio::co_spawn(io_, Accept(), asio::detached);
  thread_ = std::thread([this] {
    io_.run();
    const std::lock_guard lock(mutex_);
    has_ended_ = true;
    ended_.notify_all();
  });
}

void Server::Running::Wait() {
  std::unique_lock lock(mutex_);
  ended_.wait(lock, [this] { return has_ended_; });
}

asio::awaitable<void> Server::Running::Accept() {
  while (acceptor_.is_open()) {
    error_code error;
    tcp::socket socket = co_await acceptor_.async_accept(Into(error));
    if (error) {
      if (!acceptor_.is_open()) co_return;
      LogWarning("http.accept", {{"error", error.message()}});
      asio::steady_timer pause(io_, std::chrono::milliseconds(100));  // no descriptors left: some will be
      co_await pause.async_wait(Into(error));
      continue;
    }
    if (sessions_.size() >= options_.max_connections || is_draining_) continue;
    socket.set_option(tcp::no_delay(true), error);
    auto session = std::make_shared<Session>(std::move(socket));
    const auto peer = session->stream.socket().remote_endpoint(error);
    if (error) continue;
    session->peer = peer.address().to_string();
    sessions_.insert(session.get());
    asio::co_spawn(io_, Serve(session), asio::detached);
  }
}

asio::awaitable<void> Server::Running::Serve(std::shared_ptr<Session> session) {
  try {
    bool goes_on = true;
    while (goes_on) goes_on = co_await ServeOne(*session);
  } catch (const std::exception&) {
    // The client went away, or a bug was logged where it happened: either way this connection is over.
  }
  error_code ignored;
  session->stream.socket().shutdown(tcp::socket::shutdown_both, ignored);
  session->stream.close();
  sessions_.erase(session.get());
  EndWhenEmpty();
}

asio::awaitable<bool> Server::Running::ServeOne(Session& session) {
  error_code error;
  if (session.buffer.size() == 0) {
    if (is_draining_) co_return false;
    session.is_idle = true;
    session.stream.expires_after(seconds(options_.idle_seconds));
    const auto space = session.buffer.prepare(4096);
    const std::size_t count = co_await session.stream.async_read_some(space, Into(error));
    session.is_idle = false;
    if (error) co_return false;
    session.buffer.commit(count);
  }
  const auto began = std::chrono::steady_clock::now();
  Parser parser;
  parser.header_limit(kMaxHead);
  parser.body_limit(boost::none);
  session.stream.expires_after(seconds(options_.header_seconds));
  co_await beast::http::async_read_header(session.stream, session.buffer, parser, Into(error));
  RequestInfo request;
  if (!error) {
    auto read = ToRequest(parser);
    if (read) request = std::move(*read);
    if (!read) error = beast::http::error::bad_target;
  }
  request.request_id = NextRequestId();
  request.client_address = session.peer;
  if (error) {
    const bool is_malformed =
        error.category() == make_error_code(beast::http::error::bad_target).category() &&
        error != beast::http::error::end_of_stream && error != beast::http::error::partial_message;
    if (!is_malformed) co_return false;
    const bool is_large =
        error == beast::http::error::header_limit || error == beast::http::error::buffer_overflow;
    const Message why{is_large ? "problem.header_too_large" : "problem.malformed"};
    const char* title = is_large ? "problem.title.too_large" : "problem.title.malformed";
    Answer answer = service_.Refuse(is_large ? 431 : 400, title, why, request.request_id);
    service_.Log(request, answer.status, began);
    co_return co_await RefuseAndClose(session, request, std::move(answer));
  }
  service_.proxies().Apply(session.peer, request);
  co_return co_await ServeRequest(session, parser, request);
}

asio::awaitable<bool> Server::Running::ServeRequest(Session& session, Parser& parser, RequestInfo& request) {
  const auto began = std::chrono::steady_clock::now();
  const BodyRule rule = service_.RuleFor(request);
  const auto length = parser.content_length();
  if (length && *length > rule.max_bytes) {
    Answer answer = service_.TooLarge(rule, request);
    service_.Log(request, answer.status, began);
    co_return co_await RefuseAndClose(session, request, std::move(answer));
  }
  // Nobody fills the disk or the memory who may not.
  if (rule.is_upload || (!parser.is_done() && (!length || *length > kPiece))) {
    auto admit = [this, &request] { return service_.Admit(request); };
    auto refused = co_await OnWorker(workers_, false, std::move(admit));
    if (!refused) refused.emplace(service_.Busy(request));
    if (*refused) {
      service_.Log(request, (*refused)->status, began);
      co_return co_await RefuseAndClose(session, request, std::move(**refused));
    }
  }
  std::unique_ptr<UploadWriter> upload;
  if (rule.is_upload) {
    try {
      upload = std::make_unique<UploadWriter>(options_.uploads_folder, request);
    } catch (const std::exception& failure) {
      LogError("http.upload", {{"error", failure.what()}});
    }
    if (!upload) co_return co_await RefuseAndClose(session, request, service_.Busy(request));
  }
  const auto expect = request.header("Expect");
  if (expect && !parser.is_done()) co_await Write(session, "HTTP/1.1 100 Continue\r\n\r\n");
  std::string body;
  std::optional<Answer> refusal;
  if (!co_await ReadBody(session, request, parser, rule, upload.get(), body, refusal)) {
    if (!refusal) co_return false;
    // Too large, or the disk is full.
    service_.Log(request, refusal->status, began);
    co_return co_await RefuseAndClose(session, request, std::move(*refusal));
  }
  UploadWriter* const files = upload.get();
  auto run = [this, &request, &body, files] { return service_.Run(request, body, files); };
  auto outcome = co_await OnWorker(workers_, false, std::move(run));
  if (!outcome) outcome.emplace(Outcome{.answer = service_.Busy(request), .events = nullptr});
  Answer& answer = outcome->answer;
  service_.Log(request, answer.status, began);
  const bool is_old = parser.get().version() < 11;
  const bool keeps_alive =
      parser.keep_alive() && !is_draining_ && !outcome->events && !(is_old && answer.source);
  if (outcome->events) {
    const HeadOptions head{.framing = Framing::kClose,
                           .length = 0,
                           .keeps_alive = false,
                           .is_https = service_.IsHttps(request),
                           .request_id = request.request_id,
                           .now = clock_.Now()};
    const std::string text = HeadText(answer, head);
    co_await Write(session, text);
    if (request.method != Method::head) co_await WriteEvents(session, request, *outcome->events);
    co_return false;
  }
  co_await WriteAnswer(session, request, is_old, keeps_alive, answer);
  co_return keeps_alive;
}

asio::awaitable<bool> Server::Running::ReadBody(Session& session, const RequestInfo& request, Parser& parser,
                                                const BodyRule& rule, UploadWriter* upload, std::string& body,
                                                std::optional<Answer>& refusal) {
  std::string piece(parser.is_done() ? 0 : kPiece, '\0');
  std::uint64_t total = 0;
  bool is_wanted = true;
  while (!parser.is_done()) {
    parser.get().body().data = piece.data();
    parser.get().body().size = piece.size();
    error_code error;
    session.stream.expires_after(seconds(options_.body_seconds));
    co_await beast::http::async_read_some(session.stream, session.buffer, parser, Into(error));
    if (error && error != beast::http::error::need_buffer) co_return false;
    const std::size_t count = piece.size() - parser.get().body().size;
    total += count;
    if (total > rule.max_bytes) {
      refusal = service_.TooLarge(rule, request);
      co_return false;
    }
    const std::string_view bytes(piece.data(), count);
    if (!upload) {
      body.append(bytes);
    } else if (count > 0 && is_wanted) {
      auto feed = [upload, bytes]() -> std::optional<bool> {
        try {
          return upload->Feed(bytes);
        } catch (const std::exception& failure) {
          LogError("http.upload", {{"error", failure.what()}});
          return std::nullopt;
        }
      };
      const auto fed = co_await OnWorker(disk_, true, std::move(feed));
      if (!*fed) {
        refusal = service_.Busy(request);
        co_return false;
      }
      is_wanted = **fed;
    }
  }
  co_return true;
}

asio::awaitable<void> Server::Running::Write(Session& session, std::string_view bytes) {
  while (!bytes.empty()) {
    const std::string_view piece = bytes.substr(0, kPiece);
    session.stream.expires_after(kWriteTime);
    co_await asio::async_write(session.stream, asio::buffer(piece.data(), piece.size()), asio::use_awaitable);
    bytes.remove_prefix(piece.size());
  }
}

asio::awaitable<void> Server::Running::WriteAnswer(Session& session, const RequestInfo& request, bool is_old,
                                                   bool keeps_alive, Answer& answer) {
  const Remover remover(answer);
  HeadOptions head{.framing = Framing::kLength,
                   .length = answer.body.size(),
                   .keeps_alive = keeps_alive,
                   .is_https = service_.IsHttps(request),
                   .request_id = request.request_id,
                   .now = clock_.Now()};
  if (answer.status == 204 || answer.status == 304) {
    head.framing = Framing::kNone;
  } else if (!answer.path.empty()) {
    head.length = std::filesystem::file_size(answer.path);
  } else if (answer.source) {
    head.framing = is_old ? Framing::kClose : Framing::kChunked;
  }
  std::string bytes = HeadText(answer, head);
  const bool has_body = request.method != Method::head && head.framing != Framing::kNone;
  if (has_body && answer.path.empty() && !answer.source) bytes += answer.body;
  co_await Write(session, bytes);
  if (has_body && !answer.path.empty()) co_await WriteFile(session, answer.path);
  if (has_body && answer.source) co_await WriteSource(session, answer.source, !is_old);
}

asio::awaitable<void> Server::Running::WriteFile(Session& session, std::string path) {
  const auto file = std::make_shared<std::ifstream>(path, std::ios::binary);
  for (;;) {
    auto read = [file] {
      std::string piece(kPiece * 4, '\0');
      file->read(piece.data(), static_cast<std::streamsize>(piece.size()));
      piece.resize(static_cast<std::size_t>(file->gcount()));
      return piece;
    };
    const auto piece = co_await OnWorker(disk_, true, std::move(read));
    if (piece->empty()) co_return;
    co_await Write(session, *piece);
  }
}

asio::awaitable<void> Server::Running::WriteSource(Session& session, Source source, bool is_chunked) {
  for (;;) {
    auto next = [source]() -> std::optional<std::string> {
      try {
        return source();
      } catch (const std::exception& failure) {
        LogError("http.source", {{"error", failure.what()}});
        return std::nullopt;
      }
    };
    const auto piece = co_await OnWorker(workers_, true, std::move(next));
    // Without the last chunk the client knows that something is missing.
    if (!*piece) throw std::runtime_error("a source failed");
    if ((*piece)->empty()) break;
    const std::string bytes = is_chunked ? ChunkText(**piece) : **piece;
    co_await Write(session, bytes);
  }
  if (is_chunked) co_await Write(session, kLastChunk);
}

asio::awaitable<void> Server::Running::WriteEvents(Session& session, const RequestInfo& request,
                                                   EventChannel& channel) {
  using std::chrono::steady_clock;
  const seconds beat(options_.heartbeat_seconds);
  const auto bell = std::make_shared<asio::steady_timer>(io_);
  channel.SetWake([this, bell] { asio::post(io_, [bell] { bell->cancel(); }); });
  session.channel = &channel;
  if (is_draining_) channel.Close();
  co_await Write(session, "retry: 2000\n\n");
  auto asked_at = steady_clock::now();
  for (;;) {
    // Take and wait follow each other without a pause between, so that no ring is missed.
    const auto taken = channel.Take();
    if (!taken.bytes.empty()) co_await Write(session, taken.bytes);
    if (taken.is_closed) break;
    // Who has signed out, was removed or lost the right hears no more.
    if (steady_clock::now() - asked_at >= beat) {
      auto admit = [this, &request] { return service_.Admit(request).has_value(); };
      const auto is_refused = co_await OnWorker(workers_, true, std::move(admit));
      if (*is_refused) break;
      asked_at = steady_clock::now();
      continue;
    }
    if (!taken.bytes.empty()) continue;
    error_code error;
    bell->expires_after(beat);
    co_await bell->async_wait(Into(error));
    if (!error) co_await Write(session, ":\n\n");
  }
  session.channel = nullptr;
}

asio::awaitable<bool> Server::Running::RefuseAndClose(Session& session, const RequestInfo& request,
                                                      Answer answer) {
  co_await WriteAnswer(session, request, false, false, answer);
  // A client that still sends would lose the answer to a reset: what it sends is read and dropped for a
  // while.
  error_code error;
  session.stream.socket().shutdown(tcp::socket::shutdown_send, error);
  session.stream.expires_after(kLingerTime);
  std::string dropped(kPiece, '\0');
  for (std::size_t total = 0; !error && total < kLingerBytes;) {
    const auto space = asio::buffer(dropped);
    total += co_await session.stream.async_read_some(space, Into(error));
  }
  co_return false;
}

void Server::Running::Drain() {
  if (is_draining_) return;
  is_draining_ = true;
  LogInfo("http.drain", {{"connections", std::to_string(sessions_.size())}});
  error_code ignored;
  acceptor_.close(ignored);
  signals_.cancel(ignored);
  for (Session* session : sessions_) {
    if (session->channel) session->channel->Close();
    if (session->is_idle) session->stream.cancel();
  }
  drain_timer_.expires_after(seconds(options_.drain_seconds));
  drain_timer_.async_wait([this](error_code error) {
    if (error) return;
    LogWarning("http.drain_ended", {{"connections", std::to_string(sessions_.size())}});
    io_.stop();
  });
  EndWhenEmpty();
}

void Server::Running::EndWhenEmpty() {
  if (!is_draining_ || !sessions_.empty()) return;
  drain_timer_.cancel();
  work_.reset();
}

Server::Server(ServerOptions options, const Router& router, ServerParts parts)
    : running_(std::make_unique<Running>(std::move(options), router, parts)) {}

Server::~Server() {
  if (!running_->is_started()) return;
  running_->Stop();
  running_->Join();
}

void Server::Start() { running_->Start(); }
std::uint16_t Server::port() const { return running_->port(); }
void Server::Stop() { running_->Stop(); }
void Server::Wait() { running_->Wait(); }

}  // namespace baton::http
