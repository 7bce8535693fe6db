// Any bytes as the texts of HTTP that we read ourselves (Beast reads the frame): query strings, header
// parameters, cookies, forwarded addresses, and forms, which come out the same however they are cut into
// pieces.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.h"
#include "http/header_text.h"
#include "http/multipart.h"
#include "http/proxies.h"
#include "http/query.h"

namespace {

using namespace baton;
using namespace baton::http;

class Parts final : public MultipartSink {
 public:
  bool Begin(const PartHead& head) override {
    Check(head.file_name.find('/') == std::string::npos, "a file's name has no folder");
    text += '<' + head.name + '|' + head.file_name + '>';
    return true;
  }
  bool Data(std::string_view bytes) override {
    text += bytes;
    return true;
  }
  bool End() override {
    text += ';';
    return true;
  }
  std::string text;
};

std::string ReadForm(std::string_view bytes, std::size_t piece) {
  Parts parts;
  MultipartReader reader("xx", parts);
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    if (!reader.Feed(bytes.substr(at, piece))) return "refused";
  }
  return parts.text + (reader.IsComplete() ? "." : "...");
}

struct Query {
  std::optional<std::string> q;
  std::int32_t limit = 1;
  std::vector<Id> ids;
};
BOOST_DESCRIBE_STRUCT(Query, (), (q, limit, ids))

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::string whole = ReadForm(bytes, size + 1);
  const std::string pieces = ReadForm(bytes, 3);
  // Cut differently, a part that is not finished may have passed on more or less.
  if (whole.ends_with(";.") || pieces.ends_with(";.")) {
    Check(whole == pieces, "a form is the same in pieces");
  }
  if (const auto parameters = ParseQuery(bytes)) (void)ReadQuery<Query>(*parameters);
  RequestInfo request;
  request.headers = {{"Cookie", std::string(bytes)}, {"X-Forwarded-For", std::string(bytes)}};
  (void)request.cookie("a");
  static const Proxies proxies({"127.0.0.1"});
  proxies.Apply("127.0.0.1", request);
  (void)ParameterOf(bytes, "boundary");
  (void)AcceptsCoding(bytes, "gzip");
  Check(IsHeaderValue(Disposition(bytes)), "a file's name cannot end the line");
  return 0;
}
