// Any bytes as the texts of HTTP that we read ourselves (Beast reads the frame): query strings, header
// parameters, cookies, versions, forwarded addresses, and the name of a file on its way out.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.h"
#include "http/header_text.h"
#include "http/proxies.h"
#include "http/query.h"

namespace {

using namespace baton;
using namespace baton::http;

enum class Order { name, due_on };
BOOST_DESCRIBE_ENUM(Order, name, due_on)

struct Query {
  std::optional<std::string> q;
  std::int32_t limit = 1;
  double share = 0;
  bool is_open = false;
  Order order = Order::name;
  std::optional<Day> on;
  std::vector<Id> ids;
};
BOOST_DESCRIBE_STRUCT(Query, (), (q, limit, share, is_open, order, on, ids))

void ReadHeaders(std::string_view bytes) {
  RequestInfo request;
  request.headers = {{"Cookie", std::string(bytes)}, {"X-Forwarded-For", std::string(bytes)}};
  (void)request.cookie("a");
  static const Proxies proxies({"127.0.0.1", "10.0.0.0/8", "fd00::/8"});
  proxies.Apply("127.0.0.1", request);
  (void)ParameterOf(bytes, "boundary");
  (void)MediaType(bytes);
  (void)AcceptsCoding(bytes, "gzip");
  if (const auto version = VersionOf(bytes)) {
    Check(VersionOf('"' + std::to_string(*version) + '"') == version, "a version reads as it is written");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const auto parameters = ParseQuery(bytes)) {
    for (const auto& [name, value] : *parameters) {
      Check(IsUtf8(name) && IsUtf8(value), "a parameter is text");
    }
    const auto query = ReadQuery<Query>(*parameters);
    Check(query || !query.error().message.key.empty(), "a refusal has a reason");
  }
  const std::vector<std::string> ranges = {std::string(bytes)};
  if (Proxies::AreValid(ranges)) (void)Proxies(ranges).Contains("10.1.2.3");
  ReadHeaders(bytes);
  Check(IsHeaderValue(Disposition(bytes)), "a file's name cannot end the line");
  return 0;
}
