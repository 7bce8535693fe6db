#include "outward/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace baton::outward {
namespace {

struct Range {
  std::uint32_t first;
  int bits;
};

// IANA's special-purpose addresses that are not globally reachable.
constexpr std::array<Range, 14> kClosed = {{{0x00000000, 8},    // this network
                                            {0x0a000000, 8},    // private
                                            {0x64400000, 10},   // carriers
                                            {0x7f000000, 8},    // this machine
                                            {0xac100000, 12},   // private
                                            {0xc0000000, 24},   // protocols
                                            {0xc0000200, 24},   // examples
                                            {0xc0586300, 24},   // 6to4 relays
                                            {0xc0a80000, 16},   // private
                                            {0xc6120000, 15},   // benchmarks
                                            {0xc6336400, 24},   // examples
                                            {0xcb007100, 24},   // examples
                                            {0xe0000000, 4},    // many
                                            {0xf0000000, 4}}};  // reserved, broadcast

enum class Kind { open, closed, link };

Kind KindOf(std::uint32_t address) {
  if ((address >> 16) == 0xa9fe) return Kind::link;
  const bool is_closed = std::ranges::any_of(kClosed, [address](const Range& range) {
    const std::uint32_t mask = ~std::uint32_t{0} << (32 - range.bits);
    return (address & mask) == range.first;
  });
  return is_closed ? Kind::closed : Kind::open;
}

Kind KindOf(const in6_addr& address) {
  const std::uint8_t* bytes = address.s6_addr;
  const auto v4_at = [bytes](int at) {
    std::uint32_t value = 0;
    for (int i = 0; i < 4; ++i) value = (value << 8) | bytes[at + i];
    return value;
  };
  constexpr std::array<std::uint8_t, 12> kMapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  constexpr std::array<std::uint8_t, 12> kNat64 = {0, 0x64, 0xff, 0x9b};
  const auto starts_with = [bytes](const auto& prefix) {
    return std::equal(prefix.begin(), prefix.end(), bytes);
  };
  // Where one cloud keeps its secrets, fd00:ec2::254.
  constexpr std::array<std::uint8_t, 16> kMetadata = {0xfd, 0, 0x0e, 0xc2, 0, 0, 0, 0,
                                                      0,    0, 0,    0,    0, 0, 2, 0x54};
  if (starts_with(kMapped) || starts_with(kNat64)) return KindOf(v4_at(12));
  if (starts_with(kMetadata) || (bytes[0] == 0xfe && (bytes[1] & 0xc0) == 0x80)) return Kind::link;
  if ((bytes[0] & 0xe0) != 0x20) return Kind::closed;                 // only 2000::/3 is given out
  if (bytes[0] == 0x20 && bytes[1] == 0x02) return KindOf(v4_at(2));  // 6to4
  if (bytes[0] == 0x20 && bytes[1] == 0x01) {
    const int third = bytes[2] << 8 | bytes[3];
    if (third <= 0x01ff || third == 0x0db8) return Kind::closed;  // Teredo and protocols, examples
  }
  return Kind::open;
}

Kind KindOf(const sockaddr& address) {
  if (address.sa_family == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, &address, sizeof v4);
    return KindOf(ntohl(v4.sin_addr.s_addr));
  }
  if (address.sa_family == AF_INET6) {
    sockaddr_in6 v6{};
    std::memcpy(&v6, &address, sizeof v6);
    return KindOf(v6.sin6_addr);
  }
  return Kind::link;
}

bool IsThisMachine(std::string_view host) {
  std::string lower(host);
  std::ranges::transform(lower, lower.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  if (lower.ends_with('.')) lower.pop_back();
  return lower == "localhost" || lower.ends_with(".localhost");
}

// As a host is entered: "0x7f.1" is an address too.
Kind KindOf(const std::string& host) {
  in_addr v4{};
  if (inet_aton(host.c_str(), &v4) == 1) return KindOf(ntohl(v4.s_addr));
  std::string inside = host.starts_with('[') ? host.substr(1) : host;
  inside.resize(std::min(inside.size(), inside.find_first_of("]%")));
  in6_addr v6{};
  if (inet_pton(AF_INET6, inside.c_str(), &v6) == 1) return KindOf(v6);
  if (host.starts_with('[')) return Kind::link;  // some address, and none that is known
  return IsThisMachine(host) ? Kind::closed : Kind::open;
}

}  // namespace

bool MayCall(const sockaddr& address, Hosts hosts) {
  const Kind kind = KindOf(address);
  return kind == Kind::open || (kind == Kind::closed && hosts == Hosts::private_too);
}

std::optional<std::string> WhyRefused(const std::string& host, Hosts hosts) {
  const Kind kind = KindOf(host);
  if (kind == Kind::link) return "problem.host.link";
  if (kind == Kind::closed && hosts == Hosts::public_only) return "problem.host.private";
  return std::nullopt;
}

bool IsServerName(const std::string& host) {
  in6_addr address{};
  if (inet_pton(AF_INET6, host.c_str(), &address) == 1) return true;
  return !host.empty() && host.size() <= 253 && std::ranges::all_of(host, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
  });
}

bool IsLoopback(std::string_view host) { return host == "localhost" || host == "127.0.0.1" || host == "::1"; }

}  // namespace baton::outward
