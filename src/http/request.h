// A request as it came in, without its body. Names of headers are compared without regard to case.
// Plain values; no thread-safety of their own.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "http/answer.h"

namespace baton::http {

enum class Method { get, head, post, patch, remove, options, other };

struct RequestInfo {
  Method method = Method::get;
  std::string target;                                           // as it came: "/api/v1/accounts?q=a"
  std::string path;                                             // decoded, without the query
  std::vector<std::pair<std::string, std::string>> parameters;  // of the query, decoded, in order
  std::vector<Header> headers;
  std::string client_address;  // behind a trusted proxy, what that says
  bool is_https = false;
  std::string request_id;

  std::optional<std::string> query(std::string_view name) const;  // the first of that name
  std::optional<std::string_view> header(std::string_view name) const;
  std::optional<std::string> cookie(std::string_view name) const;
};

// One file that came in, in the folder for uploads.
struct Upload {
  std::string field;      // its name in the form; empty for a raw body
  std::string file_name;  // what the client calls it, without folders; it is never used as a path here
  std::string content_type;
  std::string path;
  std::int64_t bytes = 0;
};

}  // namespace baton::http
