#include "http/proxies.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>

#include "base/check.h"
#include "base/text.h"
#include "http/header_text.h"

namespace baton::http {
namespace {

// Some proxies write the port too: "203.0.113.7:51234", "[2001:db8::7]:51234".
std::string_view WithoutPort(std::string_view hop) {
  if (hop.starts_with('[')) return hop.substr(1, hop.find(']') - 1);
  const auto colon = hop.find(':');
  const bool is_port = colon != std::string_view::npos && hop.find(':', colon + 1) == std::string_view::npos;
  return is_port ? hop.substr(0, colon) : hop;
}

}  // namespace

std::optional<Proxies::Address> Proxies::Parse(std::string_view text) {
  const std::string address(text);
  Address bytes{};
  if (inet_pton(AF_INET6, address.c_str(), bytes.data()) == 1) return bytes;
  bytes = {};
  bytes[10] = bytes[11] = 0xff;
  if (inet_pton(AF_INET, address.c_str(), bytes.data() + 12) == 1) return bytes;
  return std::nullopt;
}

std::optional<Proxies::Range> Proxies::ParseRange(std::string_view text) {
  const auto slash = text.find('/');
  const std::string_view host = text.substr(0, slash);
  const auto address = Parse(host);
  if (!address) return std::nullopt;
  const int width = host.find(':') == std::string_view::npos ? 32 : 128;
  int bits = width;
  if (slash != std::string_view::npos) {
    const std::string_view count = text.substr(slash + 1);
    const auto read = std::from_chars(count.data(), count.data() + count.size(), bits);
    if (read.ec != std::errc() || read.ptr != count.data() + count.size()) return std::nullopt;
    if (bits < 0 || bits > width) return std::nullopt;
  }
  return Range{*address, bits + 128 - width};
}

bool Proxies::AreValid(const std::vector<std::string>& ranges) {
  return std::ranges::all_of(ranges, [](const auto& range) { return ParseRange(range).has_value(); });
}

Proxies::Proxies(const std::vector<std::string>& ranges) {
  for (const auto& range : ranges) {
    const auto parsed = ParseRange(range);
    Check(parsed.has_value(), "a trusted proxy is an address or a CIDR range");
    ranges_.push_back(*parsed);
  }
}

bool Proxies::Contains(std::string_view address) const {
  const auto bytes = Parse(address);
  if (!bytes) return false;
  return std::ranges::any_of(ranges_, [&](const Range& range) {
    for (int bit = 0; bit < range.bits; ++bit) {
      const auto byte = static_cast<std::size_t>(bit / 8);
      const int mask = 0x80 >> (bit % 8);
      if (((*bytes)[byte] & mask) != (range.address[byte] & mask)) return false;
    }
    return true;
  });
}

void Proxies::Apply(std::string_view peer, RequestInfo& request) const {
  request.client_address = peer;
  if (!Contains(peer)) return;
  request.is_https = EqualsIgnoringCase(request.header("X-Forwarded-Proto").value_or(""), "https");
  std::vector<std::string_view> hops;
  for (const auto& header : request.headers) {
    if (!EqualsIgnoringCase(header.name, "X-Forwarded-For")) continue;
    for (const auto hop : Split(header.value, ',')) hops.push_back(WithoutPort(Trim(hop)));
  }
  for (auto hop = hops.rbegin(); hop != hops.rend(); ++hop) {
    if (!Parse(*hop)) return;
    request.client_address = *hop;
    if (!Contains(*hop)) return;
  }
}

}  // namespace baton::http
