#include "webhook/address.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <memory>

namespace baton::webhook {
namespace {

struct Range {
  std::uint32_t first;
  int bits;
};

// IANA's special-purpose addresses that are not globally reachable.
constexpr std::array<Range, 15> kClosed = {{{0x00000000, 8},    // this network
                                            {0x0a000000, 8},    // private
                                            {0x64400000, 10},   // carriers
                                            {0x7f000000, 8},    // this machine
                                            {0xa9fe0000, 16},   // the link; metadata of clouds
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

bool IsPublicV4(std::uint32_t address) {
  return std::ranges::none_of(kClosed, [address](const Range& range) {
    const std::uint32_t mask = ~std::uint32_t{0} << (32 - range.bits);
    return (address & mask) == range.first;
  });
}

bool IsPublicV6(const in6_addr& address) {
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
  if (starts_with(kMapped) || starts_with(kNat64)) return IsPublicV4(v4_at(12));
  if ((bytes[0] & 0xe0) != 0x20) return false;                            // only 2000::/3 is given out
  if (bytes[0] == 0x20 && bytes[1] == 0x02) return IsPublicV4(v4_at(2));  // 6to4
  if (bytes[0] == 0x20 && bytes[1] == 0x01) {
    const int third = bytes[2] << 8 | bytes[3];
    return third > 0x01ff && third != 0x0db8;  // Teredo and protocols, examples
  }
  return true;
}

struct EndUrl {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};

// A part of the URL; none where it has none.
std::optional<std::string> PartOf(CURLU* url, CURLUPart part) {
  char* text = nullptr;
  if (curl_url_get(url, part, &text, 0) != CURLUE_OK) return std::nullopt;
  const std::unique_ptr<char, void (*)(void*)> owned(text, &curl_free);
  return std::string(text);
}

bool IsThisMachine(std::string_view host) {
  std::string lower(host);
  std::ranges::transform(lower, lower.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  if (lower.ends_with('.')) lower.pop_back();
  return lower == "localhost" || lower.ends_with(".localhost");
}

bool IsPublicHost(const std::string& host) {
  sockaddr_in v4{};
  v4.sin_family = AF_INET;
  if (inet_pton(AF_INET, host.c_str(), &v4.sin_addr) == 1) {
    return IsPublic(reinterpret_cast<const sockaddr&>(v4));
  }
  sockaddr_in6 v6{};
  v6.sin6_family = AF_INET6;
  if (host.starts_with('[')) {
    const std::string inside = host.substr(1, host.find_first_of("]%") - 1);
    return inet_pton(AF_INET6, inside.c_str(), &v6.sin6_addr) == 1 &&
           IsPublic(reinterpret_cast<const sockaddr&>(v6));
  }
  return !IsThisMachine(host);
}

}  // namespace

bool IsPublic(const sockaddr& address) {
  if (address.sa_family == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, &address, sizeof v4);
    return IsPublicV4(ntohl(v4.sin_addr.s_addr));
  }
  if (address.sa_family == AF_INET6) {
    sockaddr_in6 v6{};
    std::memcpy(&v6, &address, sizeof v6);
    return IsPublicV6(v6.sin6_addr);
  }
  return false;
}

std::optional<std::string> WhyNotCalled(const std::string& url, bool may_be_private) {
  const bool has_space =
      std::ranges::any_of(url, [](char c) { return static_cast<unsigned char>(c) <= ' '; });
  const std::unique_ptr<CURLU, EndUrl> parsed(curl_url());
  if (has_space || !parsed || curl_url_set(parsed.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK) {
    return "problem.webhook.url";
  }
  const auto scheme = PartOf(parsed.get(), CURLUPART_SCHEME);
  const auto host = PartOf(parsed.get(), CURLUPART_HOST);
  if ((scheme != "https" && scheme != "http") || !host || host->empty()) return "problem.webhook.url";
  if (PartOf(parsed.get(), CURLUPART_FRAGMENT)) return "problem.webhook.url";
  if (PartOf(parsed.get(), CURLUPART_USER) || PartOf(parsed.get(), CURLUPART_PASSWORD)) {
    return "problem.webhook.credentials";
  }
  if (!may_be_private && !IsPublicHost(*host)) return "problem.webhook.private";
  return std::nullopt;
}

}  // namespace baton::webhook
