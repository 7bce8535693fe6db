#include "http/wire.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

#include "base/check.h"
#include "http/header_text.h"

namespace baton::http {
namespace {

std::string_view Reason(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 202:
      return "Accepted";
    case 204:
      return "No Content";
    case 302:
      return "Found";
    case 303:
      return "See Other";
    case 304:
      return "Not Modified";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 412:
      return "Precondition Failed";
    case 413:
      return "Content Too Large";
    case 414:
      return "URI Too Long";
    case 415:
      return "Unsupported Media Type";
    case 422:
      return "Unprocessable Content";
    case 428:
      return "Precondition Required";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 503:
      return "Service Unavailable";
    default:
      return "Status";
  }
}

// Scripts, styles and requests from here only; the widgets place menus by a style attribute. Never framed. An answer that
// states one of these itself means its own.
constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kSecurity = {{
    {"Content-Security-Policy",
     "default-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; object-src "
     "'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"X-Frame-Options", "DENY"},
    {"Referrer-Policy", "same-origin"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"},
}};

bool States(const Answer& answer, std::string_view name) {
  return std::ranges::any_of(answer.headers,
                             [&](const Header& header) { return EqualsIgnoringCase(header.name, name); });
}

}  // namespace

std::string HeadText(const Answer& answer, const HeadOptions& options) {
  std::string head =
      "HTTP/1.1 " + std::to_string(answer.status) + ' ' + std::string(Reason(answer.status)) + "\r\n";
  const auto add = [&head](std::string_view name, std::string_view value) {
    Check(IsToken(name) && IsHeaderValue(value), "a header has no control characters");
    head.append(name).append(": ").append(value).append("\r\n");
  };
  add("Date", HttpDate(options.now));
  add("X-Request-Id", options.request_id);
  if (!answer.content_type.empty()) add("Content-Type", answer.content_type);
  for (const auto& header : answer.headers) add(header.name, header.value);
  if (options.framing == Framing::kLength) add("Content-Length", std::to_string(options.length));
  if (options.framing == Framing::kChunked) add("Transfer-Encoding", "chunked");
  if (options.is_https) add("Strict-Transport-Security", "max-age=31536000");
  add("Connection", options.keeps_alive ? "keep-alive" : "close");
  for (const auto& [name, value] : kSecurity) {
    if (!States(answer, name)) add(name, value);
  }
  return head.append("\r\n");
}

std::string ChunkText(std::string_view bytes) {
  std::array<char, 32> size{};
  std::snprintf(size.data(), size.size(), "%zx\r\n", bytes.size());
  return size.data() + std::string(bytes) + "\r\n";
}

std::string_view NameOfMethod(Method method) {
  switch (method) {
    case Method::get:
      return "GET";
    case Method::head:
      return "HEAD";
    case Method::post:
      return "POST";
    case Method::patch:
      return "PATCH";
    case Method::remove:
      return "DELETE";
    case Method::options:
      return "OPTIONS";
    case Method::other:
      break;
  }
  return "?";
}

Method MethodOf(std::string_view name) {
  for (const Method method :
       {Method::get, Method::head, Method::post, Method::patch, Method::remove, Method::options}) {
    if (NameOfMethod(method) == name) return method;
  }
  return Method::other;
}

}  // namespace baton::http
