// An answer's head as bytes, with the headers every answer has. Stateless, hence thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "http/answer.h"
#include "http/request.h"

namespace baton::http {

enum class Framing {
  kLength,   // Content-Length
  kChunked,  // Transfer-Encoding: chunked
  kClose,    // the end of the connection is the end
  kNone,     // 204, 304: no body
};

struct HeadOptions {
  Framing framing = Framing::kLength;
  std::uint64_t length = 0;
  bool keeps_alive = true;
  bool is_https = false;
  std::string_view request_id = {};
  Instant now = {};
};

std::string HeadText(const Answer& answer, const HeadOptions& options);
std::string ChunkText(std::string_view bytes);
inline constexpr std::string_view kLastChunk = "0\r\n\r\n";

std::string_view NameOfMethod(Method method);
Method MethodOf(std::string_view name);

}  // namespace baton::http
