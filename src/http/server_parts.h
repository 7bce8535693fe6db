// Pieces of server.cc, which alone includes this: a connection, the way to a worker and back, a request's head.
#pragma once

#include <sodium.h>

#include <array>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "http/event_channel.h"
#include "http/query.h"
#include "http/request.h"
#include "http/wire.h"
#include "http/workers.h"

namespace baton::http {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::ip::tcp;
using boost::system::error_code;
using Parser = beast::http::request_parser<beast::http::buffer_body>;

inline constexpr std::size_t kPiece = 64 * 1024;
inline constexpr std::uint32_t kMaxHead = 32 * 1024;

struct Session {
  explicit Session(tcp::socket socket) : stream(std::move(socket)) {}

  beast::tcp_stream stream;
  beast::flat_buffer buffer{kMaxHead + kPiece};
  std::string peer;
  bool is_idle = false;             // between two requests
  EventChannel* channel = nullptr;  // while it streams events
};

inline auto Into(error_code& error) { return asio::redirect_error(asio::use_awaitable, error); }

// Runs `work` on a worker and comes back to this thread. Nothing when the queue is full (never so with
// `always`).
template <class F>
asio::awaitable<std::optional<std::invoke_result_t<F&>>> OnWorker(Workers& workers, bool always, F work) {
  using R = std::invoke_result_t<F&>;
  const auto executor = co_await asio::this_coro::executor;
  const auto result = std::make_shared<std::optional<R>>();
  const auto shared_work = std::make_shared<F>(std::move(work));
  auto start = [&workers, always, executor, result, shared_work](auto handler) {
    const auto resume = std::make_shared<decltype(handler)>(std::move(handler));
    auto run = [result, shared_work, resume, executor] {
      result->emplace((*shared_work)());
      asio::post(executor, [resume] { std::move (*resume)(); });
    };
    if (always) {
      workers.PostAlways(std::move(run));
    } else if (!workers.Post(std::move(run))) {
      asio::post(executor, [resume] { std::move (*resume)(); });
    }
  };
  co_await asio::async_initiate<const asio::use_awaitable_t<>&, void()>(std::move(start),
                                                                        asio::use_awaitable);
  co_return std::move(*result);
}

inline std::string RandomHex() {
  std::array<unsigned char, 5> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  std::array<char, bytes.size() * 2 + 1> text{};
  return sodium_bin2hex(text.data(), text.size(), bytes.data(), bytes.size());
}

// Deletes a file that was only made to be sent.
struct Remover {
  explicit Remover(const Answer& answer) : path(answer.remove_after ? answer.path : "") {}
  Remover(const Remover&) = delete;
  Remover& operator=(const Remover&) = delete;
  ~Remover() {
    std::error_code ignored;
    if (!path.empty()) std::filesystem::remove(path, ignored);
  }
  const std::string path;
};

// The head as the rest of us sees it; nothing when it makes no sense.
inline std::optional<RequestInfo> ToRequest(const Parser& parser) {
  const auto& message = parser.get();
  RequestInfo request;
  request.method = MethodOf(std::string_view(message.method_string()));
  request.target = std::string(message.target());
  int hosts = 0;
  for (const auto& field : message) {
    hosts += field.name() == beast::http::field::host ? 1 : 0;
    request.headers.push_back({std::string(field.name_string()), std::string(field.value())});
  }
  if (hosts > 1 || (hosts == 0 && message.version() >= 11)) return std::nullopt;
  std::string_view target = request.target;
  if (const auto scheme = target.find("://"); !target.starts_with('/') && scheme != std::string_view::npos) {
    const auto slash = target.find('/', scheme + 3);
    target = slash == std::string_view::npos ? "/" : target.substr(slash);
  }
  if (target == "*") target = "/";
  if (!target.starts_with('/')) return std::nullopt;
  const auto question = target.find('?');
  auto path = DecodePercent(target.substr(0, question), false);
  auto parameters = ParseQuery(question == std::string_view::npos ? "" : target.substr(question + 1));
  if (!path || !parameters) return std::nullopt;
  request.path = std::move(*path);
  request.parameters = std::move(*parameters);
  return request;
}

}  // namespace baton::http
