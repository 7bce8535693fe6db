#include "http/compress.h"

#include <zlib.h>

#include <array>
#include <limits>

#include "base/check.h"
#include "http/header_text.h"

namespace baton::http {

std::string Gzip(std::string_view bytes) {
  constexpr int kGzip = 15 + 16;  // the largest window, with gzip's head instead of zlib's
  constexpr int kLevel = 5;       // level 9 costs three times as much for 2% on JSON
  Check(bytes.size() < std::numeric_limits<uInt>::max(), "a body in memory is below 4 GB");
  z_stream stream{};
  Check(deflateInit2(&stream, kLevel, Z_DEFLATED, kGzip, 8, Z_DEFAULT_STRATEGY) == Z_OK, "zlib starts");
  std::string packed(deflateBound(&stream, bytes.size()), '\0');
  // zlib does not write to its input; its interface is older than const.
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  const int ended = deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  Check(ended == Z_STREAM_END, "zlib packs into what it asked for");
  return packed;
}

bool IsTextType(std::string_view content_type) {
  const std::string type = MediaType(content_type);
  return type.starts_with("text/") || type.ends_with("json") || type.ends_with("javascript") ||
         type.ends_with("xml") || type == "application/manifest+json";
}

void Compress(const RequestInfo& request, Answer& answer) {
  constexpr std::size_t kPays = 1024;
  if (answer.body.size() <= kPays || !IsTextType(answer.content_type)) return;
  answer.headers.push_back({"Vary", "Accept-Encoding"});
  if (!AcceptsCoding(request.header("Accept-Encoding").value_or(""), "gzip")) return;
  answer.body = Gzip(answer.body);
  answer.headers.push_back({"Content-Encoding", "gzip"});
}

}  // namespace baton::http
